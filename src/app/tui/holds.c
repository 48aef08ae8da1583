#include "tui/holds.h"

#include <stdlib.h>
#include <string.h>

#include "plot/view.h"
#include "riffle/clock.h"
#include "tui/draw.h"

/* Seconds between two changes. */
static const double calm = 1;

double holds_wait(const struct tui *tui)
{
    return calm - (riffle_seconds() - tui->holds.grown);
}

void holds_forget(struct tui *tui)
{
    struct tui_holds *holds = &tui->holds;
    free(holds->grid);
    canvas_free(holds->errors);
    holds->grid = NULL;
    holds->errors = NULL;
    holds->n_grid = 0;
    holds->plot = holds->side = (struct hold){0};
}

static bool same_look(const struct plot_look *a, const struct plot_look *b)
{
    return a->x_scale == b->x_scale && a->y_scale == b->y_scale &&
           a->free == b->free;
}

static bool same_dots(const struct tui_held *a, const struct tui_held *b)
{
    return a->run == b->run && strcmp(a->measure, b->measure) == 0;
}

static bool same(const struct tui_held *a, const struct tui_held *b)
{
    return same_dots(a, b) && a->width == b->width && a->height == b->height &&
           same_look(&a->look, &b->look) &&
           a->filter.series == b->filter.series &&
           a->filter.groups == b->filter.groups && a->kind == b->kind &&
           a->shared == b->shared && a->by == b->by;
}

void holds_begin(struct tui *tui, const struct canvas *canvas)
{
    struct tui_holds *holds = &tui->holds;
    struct tui_held now = {
        .width = canvas->width,
        .height = canvas->height,
        .run = tui->scene->run,
        .look = tui->plot.look,
        .filter = tui->plot.filter,
        .kind = tui->plot.kind,
        .shared = tui->grid.shared,
        .by = tui->grid.by,
    };
    memcpy(now.measure, tui->scene->measure, sizeof now.measure);
    if (!same(&now, &holds->what))
        holds_forget(tui);
    if (!same_dots(&now, &holds->what))
        tui->plot.zoomed = false;
    holds->what = now;
    holds->pace =
        (struct hold_pace){.may = !tui->frozen && holds_wait(tui) <= 0};
    holds->plot.pace = holds->side.pace = &holds->pace;
}

void holds_end(struct tui *tui)
{
    struct tui_holds *holds = &tui->holds;
    if (holds->pace.grew)
        holds->grown = riffle_seconds();
    holds->pace.due = holds->pace.due && !tui->frozen;
}

struct hold *holds_grid(struct tui *tui, size_t n)
{
    struct tui_holds *holds = &tui->holds;
    if (holds->n_grid != n) {
        free(holds->grid);
        holds->grid = calloc(n, sizeof *holds->grid);
        holds->n_grid = holds->grid ? n : 0;
    }
    for (size_t i = 0; i < holds->n_grid; i++)
        holds->grid[i].pace = &holds->pace;
    return holds->grid;
}

static struct place whole_of(const struct canvas *canvas)
{
    return (struct place){0, 0, canvas->width, canvas->height};
}

bool holds_again(struct tui *tui, struct canvas *canvas)
{
    struct tui_holds *holds = &tui->holds;
    const struct canvas *kept = holds->errors;
    bool streaming = view_streams(&tui->scene->points->data);
    bool flows = streaming || holds->streamed;
    bool fits =
        kept && kept->width == canvas->width && kept->height == canvas->height;
    if (fits && flows && !holds->pace.may) {
        struct place place = whole_of(canvas);
        draw_copy(kept, canvas, &place);
        holds->pace.due = true;
        return true;
    }
    holds->streamed = streaming;
    holds->pace.grew |= flows;
    return false;
}

void holds_keep(struct tui *tui, const struct canvas *canvas)
{
    struct place place = whole_of(canvas);
    canvas_free(tui->holds.errors);
    tui->holds.errors =
        canvas_new(canvas->width, canvas->height, canvas->unicode);
    if (tui->holds.errors)
        draw_copy(canvas, tui->holds.errors, &place);
}
