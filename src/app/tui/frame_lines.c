/* The lines around a page: title, status, message. */
#include "tui/frame.h"

#include <stdarg.h>
#include <stdio.h>

#include "text/utf8.h"
#include "tui/look.h"
#include "tui/pace.h"
#include "tui/prompt.h"

/* "wdbc lambda=0.001 penalty=fixed > set 17 > row 3321" */
void frame_title(const struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    size_t at = draw_text(canvas, 0, 1, ROLE_TITLE, "riffle");
    if (scene->has_data)
        at = draw_text(canvas, 0, at, ROLE_TITLE, " %s %zu x %zu", scene->data,
                       scene->n_train, scene->n_features);
    if (scene->has_fit)
        at = draw_text(canvas, 0, at, ROLE_TEXT, " %s", scene->model);
    for (size_t i = 1; i < tui->depth; i++) {
        enum page page = tui->pages[i];
        at = draw_text(canvas, 0, at, ROLE_TITLE, " > %s", tui_page_name(page));
        if (page == PAGE_SET)
            at = draw_text(canvas, 0, at, ROLE_TITLE, " %zu", tui->open_set);
        if (page == PAGE_ROW)
            at = draw_text(canvas, 0, at, ROLE_TITLE, " %zu", tui->row_shown);
    }
    if (scene->selected && at + 24 < canvas->width)
        draw_right(canvas, 0, canvas->width - 1, ROLE_STRONG, "%zu selected",
                   scene->selected);
}

/* What the next key could be; the first that fits is shown. */
static const char *const *hints_of(const struct tui *tui)
{
    static const char *const plot[] = {
        "Enter its rows  z zoom  t table  ? keys  : command",
        "Enter its rows  ? keys  : command", "? keys  : command", "?", NULL};
    static const char *const lists[] = {
        "Enter opens  Space marks  f filter  / find  Esc back  ? keys",
        "Enter opens  Esc back  ? keys", "Esc back  ? keys", "?", NULL};
    static const char *const texts[] = {"/ find  Esc back  ? keys  : command",
                                        "Esc back  ? keys", "?", NULL};
    static const char *const question[] = {
        "Enter answers  PgUp PgDn scroll  Esc leaves",
        "Enter answers  Esc leaves", NULL};
    static const char *const reading[] = {
        "Enter reads on  PgUp PgDn scroll  Esc leaves",
        "Enter reads on  Esc leaves", NULL};
    if (tui->asking)
        return tui_more_below(tui) ? reading : question;
    if (tui_page(tui) == PAGE_PLOT)
        return plot + (tui->scene->has_effects ? 0 : 2);
    return tui_text(tui) ? texts : lists;
}

static size_t badge(struct canvas *canvas, size_t row, size_t at,
                    enum theme_role role, const char *format, ...)
    RIFFLE_PRINTF(5, 6);

/* Whole or not at all. */
static size_t badge(struct canvas *canvas, size_t row, size_t at,
                    enum theme_role role, const char *format, ...)
{
    char text[160];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t n = utf8_columns(text);
    if (at + n + 1 >= canvas->width)
        return at;
    draw_text(canvas, row, at, role, "%s", text);
    return at + n + 1;
}

/* Of a text that is longer than its page: how much there is of it. */
static size_t put_extent(const struct tui *tui, size_t row, size_t at,
                         struct canvas *canvas)
{
    const struct text *text = tui_text(tui);
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    if (!tui_more_below(tui))
        return at;
    return badge(canvas, row, at, ROLE_STRONG, "[line %zu of %zu]",
                 scroll->at + scroll->rows, text->n);
}

static size_t put_badges(const struct tui *tui, size_t row, size_t at,
                         struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    size_t shown = scene->n_sets - scene->pending;
    char look[LOOK_BADGES];
    at = put_extent(tui, row, at, canvas);
    if (tui->frozen)
        at = badge(canvas, row, at, ROLE_STRONG, "[paused, %zu new]",
                   tui->now.fresh > shown ? tui->now.fresh - shown : 0);
    if (tui->count > 0)
        at = badge(canvas, row, at, ROLE_STRONG, "%zu", tui->count);
    if (tui->plot.zoomed)
        at = badge(canvas, row, at, ROLE_STRONG, "[zoomed]");
    look_badges(tui, look);
    if (*look)
        at = badge(canvas, row, at, ROLE_STRONG, "%s", look);
    if (tui->following)
        at = badge(canvas, row, at, ROLE_STRONG, "[follows]");
    if (pace_is_slow(tui->pace))
        at = badge(canvas, row, at, ROLE_MESSAGE_WARN, "[slow link]");
    if (tui->now.waiting > 0)
        at = badge(canvas, row, at, ROLE_PROGRESS, "%zu waiting",
                   tui->now.waiting);
    return at;
}

void frame_status(const struct tui *tui, size_t row, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    const struct work_state *now = &tui->now;
    size_t at = 1;
    if (scene->has_effects && scene->pending + scene->failed == 0)
        at = badge(canvas, row, at, ROLE_TEXT, "%zu set%s, all retrained",
                   scene->n_sets, scene->n_sets == 1 ? "" : "s");
    else if (scene->has_effects)
        at =
            badge(canvas, row, at, ROLE_TEXT,
                  "%zu sets: %zu retrained, %zu pending, %zu failed",
                  scene->n_sets, scene->n_sets - scene->pending - scene->failed,
                  scene->pending, scene->failed);
    at = put_badges(tui, row, at, canvas);
    if (tui->asking)
        at = badge(canvas, row, at, ROLE_PROGRESS, "%.30s asks", now->command);
    else if (now->busy && now->command[0]) {
        at = badge(canvas, row, at, ROLE_PROGRESS, "running: %.40s",
                   now->command);
        (void)draw_stage(tui, row, at + 1, canvas);
        return;
    }
    for (const char *const *hint = hints_of(tui); *hint; hint++)
        if (at + utf8_columns(*hint) + 2 < canvas->width) {
            draw_right(canvas, row, canvas->width - 1, ROLE_DIM, "%s", *hint);
            return;
        }
}

struct screen_cursor frame_last_line(const struct tui *tui,
                                     struct canvas *canvas)
{
    struct screen_cursor cursor = {canvas->height, 0};
    if (tui->prompt)
        return prompt_draw(tui, canvas);
    draw_text(canvas, canvas->height - 1, 1, tui->message_role, "%s",
              tui->message);
    return cursor;
}
