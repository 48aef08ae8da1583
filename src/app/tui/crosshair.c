/* The dot that the user is on, and the window around it. */
#include "tui/crosshair.h"

#include <math.h>

#include "plot/view.h"

bool crosshair_visible(const struct plot_point *point)
{
    return point_counts(point);
}

static const struct plot_data *data_of(const struct tui *tui)
{
    return tui->scene && tui->scene->points ? &tui->scene->points->data : NULL;
}

const struct plot_point *crosshair_point(const struct tui *tui)
{
    const struct plot_data *data = data_of(tui);
    for (size_t i = 0; data && i < data->n_points; i++)
        if (data->points[i].tag == tui->plot.set &&
            data->points[i].series == tui->plot.series)
            return &data->points[i];
    return NULL;
}

struct plot_place crosshair_place(const struct tui *tui,
                                  const struct plot_point *point)
{
    return tui->plot.kind->place(point);
}

void crosshair_take(struct tui *tui, const struct plot_point *point)
{
    tui->plot.set = point->tag;
    tui->plot.series = point->series;
    tui->plot.chosen = true;
    tui->following = false;
}

/* How far a dot lies in a direction, in cells; infinite: not there. */
static double distance(const struct tui *tui, const struct plot_point *from,
                       const struct plot_point *to, int right, int up)
{
    const struct panel *panel = &tui->plot.panel;
    struct plot_place a = crosshair_place(tui, from);
    struct plot_place b = crosshair_place(tui, to);
    double x =
        (b.x - a.x) / (panel->x.high - panel->x.low) * (double)panel->width;
    double y = (b.y - a.y) / (panel->y.high - panel->y.low) *
               (double)panel->height * 2;
    double along = x * right + y * up;
    double aside = fabs(x * up) + fabs(y * right);
    if (along <= 0 || aside > 2 * along)
        return (double)INFINITY;
    return along + 2 * aside;
}

void crosshair_move(struct tui *tui, int right, int up)
{
    const struct plot_data *data = data_of(tui);
    const struct plot_point *from = crosshair_point(tui);
    const struct plot_point *best = NULL;
    double nearest = (double)INFINITY;
    if (!data || tui->plot.panel.width == 0)
        return;
    if (!from || !crosshair_visible(from)) {
        crosshair_end(tui, false);
        return;
    }
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *point = &data->points[i];
        double away = crosshair_visible(point)
                          ? distance(tui, from, point, right, up)
                          : (double)INFINITY;
        if (away < nearest) {
            nearest = away;
            best = point;
        }
    }
    if (best)
        crosshair_take(tui, best);
}

/* Dots in the order of `next`: from left to right, then by set. */
static bool comes_after(const struct tui *tui, const struct plot_point *a,
                        const struct plot_point *b)
{
    double x = crosshair_place(tui, a).x;
    double y = crosshair_place(tui, b).x;
    return x > y || (x == y && a->tag > b->tag);
}

/* The first dot of the series beyond `from` (NULL: of all), or the last. */
static const struct plot_point *
find(const struct tui *tui, const struct plot_point *from, bool forward)
{
    const struct plot_data *data = data_of(tui);
    const struct plot_point *best = NULL;
    for (size_t i = 0; data && i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if (p->series != tui->plot.series || !crosshair_visible(p))
            continue;
        if (from &&
            !(forward ? comes_after(tui, p, from) : comes_after(tui, from, p)))
            continue;
        if (!best ||
            (forward ? comes_after(tui, best, p) : comes_after(tui, p, best)))
            best = p;
    }
    return best;
}

void crosshair_step(struct tui *tui, bool forward)
{
    const struct plot_point *from = crosshair_point(tui);
    const struct plot_point *to =
        find(tui, from && crosshair_visible(from) ? from : NULL, forward);
    if (to)
        crosshair_take(tui, to);
    else
        crosshair_end(tui, !forward);
}

void crosshair_end(struct tui *tui, bool last)
{
    const struct plot_point *to = find(tui, NULL, !last);
    if (to)
        crosshair_take(tui, to);
}

void crosshair_settle(struct tui *tui)
{
    const struct plot_data *data = data_of(tui);
    if (data && tui->plot.series >= data->n_series)
        tui->plot.series = 0;
    /* one that is filtered out gives way to the next that is not */
    for (size_t i = 0; data && i < data->n_series &&
                       (tui->plot.filter.series >> tui->plot.series & 1);
         i++)
        crosshair_estimator(tui);
    const struct plot_point *point = crosshair_point(tui);
    bool there = point && crosshair_visible(point);
    /* one that nobody has chosen stands still as long as sets arrive, and is
     * then where a fresh start has it */
    bool stays = tui->plot.chosen || tui->following || tui->scene->pending > 0;
    if (there && stays)
        return;
    const struct plot_point *last = find(tui, NULL, false);
    if (last)
        tui->plot.set = last->tag;
    tui->plot.chosen = tui->plot.chosen && there;
}

void crosshair_estimator(struct tui *tui)
{
    const struct plot_data *data = data_of(tui);
    if (data && data->n_series > 0)
        tui->plot.series = (tui->plot.series + 1) % data->n_series;
}

void crosshair_kind(struct tui *tui)
{
    static const char *const names[] = {"scatter", "residual", "size"};
    enum { N = sizeof names / sizeof names[0] };
    size_t at = 0;
    while (at < N && plot_kind_find(names[at]) != tui->plot.kind)
        at++;
    tui->plot.kind = plot_kind_find(names[(at + 1) % N]);
    tui->plot.zoomed = tui->plot.cornered = false;
    tui_say(tui, ROLE_MESSAGE_INFO, "%s", tui->plot.kind->summary);
}
