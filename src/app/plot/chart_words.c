/* The words around a chart: as many as there is room for. */
#include "plot/chart.h"

#include <stdio.h>
#include <string.h>

#include "text/utf8.h"

enum { WORDS = 256, BOTH = 2 * WORDS + 16 };

void chart_text(struct canvas *canvas, size_t row, size_t column,
                const char *text, enum theme_role role)
{
    canvas_text(canvas, row, column, text, role);
    if (column + utf8_columns(text) > canvas->width && canvas->width > 0)
        canvas_put(canvas, row, canvas->width - 1,
                   canvas->unicode ? 0x2026 : '~', role, CANVAS_NO_TAG);
}

/* " (x 10^-3)", or nothing. */
static void exponent_words(const struct ticks *ticks, bool unicode, char *text,
                           size_t size)
{
    static const char *const raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3",
                                         "\u2074", "\u2075", "\u2076", "\u2077",
                                         "\u2078", "\u2079"};
    char digits[16];
    text[0] = '\0';
    if (ticks->exponent == 0)
        return;
    snprintf(digits, sizeof(digits), "%d", ticks->exponent);
    if (!unicode) {
        snprintf(text, size, "  (x 10^%s)", digits);
        return;
    }
    size_t n = (size_t)snprintf(text, size, "  (\u00d7 10");
    for (const char *d = digits; *d; d++)
        n += (size_t)snprintf(text + n, size - n, "%s",
                              *d == '-' ? "\u207b" : raised[*d - '0']);
    snprintf(text + n, size - n, ")");
}

void chart_axis_words(const char *label, const struct axis *axis, bool unicode,
                      char *text, size_t size)
{
    char exponent[64];
    exponent_words(&axis->ticks, unicode, exponent, sizeof(exponent));
    snprintf(text, size, "%s%s", label ? label : "", exponent);
}

/* The words of the form-th length, 0 the longest; false: there are none. */
static bool words_of(const struct plot_data *data, size_t form,
                     struct plot_words *words)
{
    *words = (struct plot_words){data->title, data->x_label, data->y_label};
    if (form > 0)
        *words = data->brief[form - 1];
    if (form > 0 && !words->title && !words->x)
        return false;
    return true;
}

static void put_title(const struct chart *chart, size_t column,
                      struct canvas *canvas)
{
    struct plot_words words;
    const char *title = "";
    for (size_t form = 0;
         form <= PLOT_BRIEF && words_of(chart->data, form, &words); form++) {
        title = words.title ? words.title : title;
        if (column + utf8_columns(title) <= canvas->width)
            break;
    }
    chart_text(canvas, 0, column, title, ROLE_TITLE);
}

/* Below the panel, centred on it when there is room. */
static void put_x_label(const struct chart *chart, size_t row,
                        struct canvas *canvas)
{
    char text[WORDS] = "";
    struct plot_words words;
    const struct panel *panel = &chart->panel;
    for (size_t form = 0;
         form <= PLOT_BRIEF && words_of(chart->data, form, &words); form++) {
        chart_axis_words(words.x, &panel->x, canvas->unicode, text,
                         sizeof(text));
        if (utf8_columns(text) <= canvas->width)
            break;
    }
    size_t n = utf8_columns(text);
    size_t middle = panel->left + panel->width / 2;
    size_t start = middle > n / 2 ? middle - n / 2 : 0;
    if (n > panel->width + 2)
        start = panel->left - 1;
    if (start + n > canvas->width)
        start = canvas->width > n ? canvas->width - n : 0;
    chart_text(canvas, row, start, text, ROLE_PLOT_LABEL);
}

/* Both axes in one line; an exponent that they share is said once. */
static void join_axes(const struct plot_words *words, const struct panel *panel,
                      bool unicode, char text[BOTH])
{
    char x[WORDS];
    char y[WORDS];
    struct axis shared = panel->x;
    if (panel->x.ticks.exponent == panel->y.ticks.exponent)
        shared.ticks.exponent = 0;
    chart_axis_words(words->x, &shared, unicode, x, sizeof(x));
    chart_axis_words(words->y, &panel->y, unicode, y, sizeof(y));
    (void)snprintf(text, BOTH, "x: %s; y: %s", x, y);
}

static void put_both(const struct chart *chart, size_t row,
                     struct canvas *canvas)
{
    char text[BOTH] = "";
    struct plot_words words;
    for (size_t form = 0;
         form <= PLOT_BRIEF && words_of(chart->data, form, &words); form++) {
        join_axes(&words, &chart->panel, canvas->unicode, text);
        if (utf8_columns(text) <= canvas->width)
            break;
    }
    chart_text(canvas, row, 0, text, ROLE_PLOT_LABEL);
}

void chart_labels(const struct chart *chart, struct canvas *canvas)
{
    char y[WORDS];
    const struct panel *panel = &chart->panel;
    size_t below = panel->top + panel->height + 2;
    if (chart_is_tiny(chart)) {
        put_title(chart, 0, canvas);
        put_both(chart, below, canvas);
        return;
    }
    chart_axis_words(chart->data->y_label, &panel->y, canvas->unicode, y,
                     sizeof(y));
    put_title(chart, panel->left - 1, canvas);
    chart_text(canvas, panel->top - 2, panel->left - 1, y, ROLE_PLOT_LABEL);
    put_x_label(chart, below, canvas);
}
