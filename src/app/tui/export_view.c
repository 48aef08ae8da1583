/* The command that writes what is seen to a file, but for the file's name. */
#include "tui/look.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/plot_draw.h"
#include "command/tokens.h"
#include "riffle/number.h"
#include "tui/prompt.h"

enum { LINE = 640 };

static void add(char line[LINE], const char *key, const char *value)
{
    size_t n = strlen(line);
    (void)snprintf(line + n, LINE - n, "%s=%s ", key, value);
}

/* Those that are not filtered out, when some are: "if,ns". */
static void add_shown(char line[LINE], const char *key, uint32_t off, size_t n,
                      const char *(*name)(const struct points *, size_t),
                      const struct points *points)
{
    char list[LINE] = "";
    if (!off)
        return;
    for (size_t i = 0; i < n; i++) {
        size_t at = strlen(list);
        if ((off >> i & 1) == 0)
            (void)snprintf(list + at, LINE - at, "%s%s", at ? "," : "",
                           name(points, i));
    }
    if (*list)
        add(line, key, list);
}

static const char *estimator_name(const struct points *points, size_t i)
{
    return points->estimators[i]->name;
}

static const char *strategy_name(const struct points *points, size_t i)
{
    return points->groups[i];
}

static void add_window(char line[LINE], const char *key,
                       const struct axis *axis)
{
    char low[RIFFLE_NUMBER_SIZE];
    char high[RIFFLE_NUMBER_SIZE];
    char window[2 * RIFFLE_NUMBER_SIZE + 1];
    (void)snprintf(window, sizeof window, "%s:%s",
                   riffle_number_format(low, axis->low),
                   riffle_number_format(high, axis->high));
    add(line, key, window);
}

static void add_look(char line[LINE], const struct plot_look *look)
{
    static const char *const marks[] = {[PLOT_AUTO] = "auto",
                                        [PLOT_GLYPH] = "glyph",
                                        [PLOT_BRAILLE] = "braille",
                                        [PLOT_BLOCK] = "block",
                                        [PLOT_DENSITY] = "density"};
    static const char *const scales[] = {"linear", "symlog", "x-symlog",
                                         "y-symlog"};
    add(line, "scale", scales[plot_scale_word(look)]);
    add(line, "marks", marks[look->marks]);
    if (look->free)
        add(line, "axes", "free");
    if (look->fit)
        add(line, "fit", "on");
}

/* A coefficient's name may need quotes. */
static void add_measure(char line[LINE], const char *measure)
{
    char *quoted = token_quote(measure);
    add(line, "measure", quoted ? quoted : measure);
    free(quoted);
}

void look_export(struct tui *tui)
{
    char line[LINE] = "export plot ";
    const struct points *points = tui->scene->points;
    const struct points_filter *filter = &tui->plot.filter;
    bool grid = tui_page(tui) == PAGE_GRID;
    if (!points) {
        tui_say(tui, ROLE_MESSAGE_WARN, "there are no dots yet");
        return;
    }
    if (grid) {
        add(line, "kind", "grid");
        add(line, "by",
            tui->grid.by == GRID_STRATEGIES ? "strategies" : "estimators");
        add(line, "share", tui->grid.shared ? "on" : "off");
    } else {
        add(line, "kind", tui->plot.kind->name);
        add_measure(line, tui->scene->measure);
    }
    add_look(line, &tui->plot.look);
    add_shown(line, "estimators", filter->series, points->data.n_series,
              estimator_name, points);
    add_shown(line, "strategies", filter->groups, points->n_groups,
              strategy_name, points);
    if (!grid && tui->plot.panel.width > 0) {
        add_window(line, "x", &tui->plot.panel.x);
        add_window(line, "y", &tui->plot.panel.y);
    }
    prompt_open(tui, line);
}
