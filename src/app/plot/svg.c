/* The scatter as a picture: from the data, not from cells. */
#include "plot/plot.h"

#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "riffle/number.h"
#include "text/codepoints.h"
#include "text/utf8.h"

/* Pixels. */
enum { WIDTH = 800, HEIGHT = 560, LEFT = 90, TOP = 70, SIDE = 420, TICK = 6 };
enum { LEGEND = LEFT + SIDE + 30, LINE = 18, RADIUS = 4 };

struct picture {
    const struct plot_data *data;
    const struct theme *theme;
    struct axis x, y;
    FILE *out;
};

/* Shapes of the series around (0, 0), as the glyphs of the terminal. */
static const char *const shapes[THEME_SERIES] = {
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M0 -4.5L4.5 3.5L-4.5 3.5z",
    "M-3.6 -3.6H3.6V3.6H-3.6z",
    "M0 -5L5 0L0 5L-5 0z",
    "M0 4.5L4.5 -3.5L-4.5 -3.5z",
    "M0 -5L1.2 -1.6L4.8 -1.5L1.9 .6L2.9 4L0 2L-2.9 4L-1.9 .6L-4.8 -1.5L-1.2 "
    "-1.6z",
    "M-1.5 -4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5V-1.5H-1.5z",
    "M-4.2 -2.2L-2.2 -4.2L0 -2L2.2 -4.2L4.2 -2.2L2 0L4.2 2.2L2.2 4.2L0 2L-2.2 "
    "4.2L-4.2 2.2L-2 0z",
};

/* Text as XML holds it; what may not stand in it becomes "?". */
static void put_escaped(const char *text, FILE *out)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        if (bytes == 0 || codepoint_columns(code) < 0)
            putc('?', out);
        else if (code == '<' || code == '>' || code == '&' || code == '"')
            fprintf(out, "&#%u;", (unsigned)code);
        else
            fwrite(text + i, 1, bytes, out);
        i += bytes ? bytes : 1;
    }
}

static double pixel_x(const struct picture *p, double value)
{
    return LEFT + SIDE * axis_part(&p->x, value);
}

static double pixel_y(const struct picture *p, double value)
{
    return TOP + SIDE - SIDE * axis_part(&p->y, value);
}

static void put_text(const struct picture *p, double x, double y,
                     const char *attributes, const char *text)
{
    fprintf(p->out, "<text x=\"%.2f\" y=\"%.2f\" %s>", x, y, attributes);
    put_escaped(text, p->out);
    fputs("</text>\n", p->out);
}

static void put_line(const struct picture *p, const double from[2],
                     const double to[2], const char *class)
{
    fprintf(p->out,
            "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" "
            "class=\"%s\"/>\n",
            from[0], from[1], to[0], to[1], class);
}

static void put_style(const struct picture *p)
{
    fprintf(p->out,
            "<style>\ntext{font:13px sans-serif;fill:%s}\n"
            ".title{font-size:16px;font-weight:bold}.name{font-weight:bold}\n"
            ".mid{text-anchor:middle}.end{text-anchor:end}\n"
            ".frame{stroke:%s;fill:none}\n.zero{stroke:%s;opacity:.35}\n"
            ".identity{stroke:%s;stroke-dasharray:2 4}\n",
            theme_hex(p->theme, ROLE_TEXT),
            theme_hex(p->theme, ROLE_PLOT_FRAME),
            theme_hex(p->theme, ROLE_PLOT_ZERO),
            theme_hex(p->theme, ROLE_PLOT_IDENTITY));
    for (size_t s = 0; s < p->data->n_series && s < THEME_SERIES; s++) {
        const char *hex =
            theme_hex(p->theme, (enum theme_role)(ROLE_SERIES_1 + s));
        fprintf(p->out,
                ".s%zu{fill:%s;stroke:%s;fill-opacity:.8}"
                ".h%zu{fill:none;stroke:%s;stroke-width:1.2}\n",
                s + 1, hex, hex, s + 1, hex);
    }
    fputs("</style>\n<defs>\n", p->out);
    for (size_t s = 0; s < p->data->n_series && s < THEME_SERIES; s++)
        fprintf(p->out, "<path id=\"m%zu\" d=\"%s\"/>\n", s + 1, shapes[s]);
    fputs("</defs>\n", p->out);
}

static void put_head(const struct picture *p)
{
    struct view view;
    char counts[256];
    const char *title = p->data->title ? p->data->title : "";
    view_count(p->data, &p->x, &p->y, &view);
    view_sentence(&view, false, counts, sizeof(counts));
    fprintf(p->out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
            WIDTH, HEIGHT, WIDTH, HEIGHT);
    put_escaped(title, p->out);
    fputs("</title>\n<desc>riffle: predicted against actual effects. ", p->out);
    put_escaped(counts, p->out);
    fputs("</desc>\n", p->out);
    put_style(p);
    fprintf(p->out, "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", WIDTH,
            HEIGHT, theme_paper(p->theme));
    put_text(p, LEFT, 30, "class=\"title\"", title);
    put_text(p, LEGEND, TOP + SIDE + 60, "class=\"end\" opacity=\".7\"",
             counts);
}

static void put_axes(const struct picture *p)
{
    char words[256];
    double bottom = TOP + SIDE;
    fprintf(p->out,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
            "class=\"frame\"/>\n",
            LEFT, TOP, SIDE, SIDE);
    for (size_t i = 0; i < p->x.ticks.n; i++) {
        double x = pixel_x(p, p->x.ticks.value[i]);
        put_line(p, (double[]){x, bottom}, (double[]){x, bottom + TICK},
                 "frame");
        put_text(p, x, bottom + TICK + 14, "class=\"mid\"",
                 p->x.ticks.label[i]);
    }
    for (size_t i = 0; i < p->y.ticks.n; i++) {
        double y = pixel_y(p, p->y.ticks.value[i]);
        put_line(p, (double[]){LEFT - TICK, y}, (double[]){LEFT, y}, "frame");
        put_text(p, LEFT - TICK - 4, y + 4, "class=\"end\"",
                 p->y.ticks.label[i]);
    }
    chart_axis_words(p->data->x_label, &p->x, true, words, sizeof(words));
    put_text(p, LEFT + SIDE / 2.0, bottom + 40, "class=\"mid\"", words);
    chart_axis_words(p->data->y_label, &p->y, true, words, sizeof(words));
    put_text(p, LEFT, TOP - 12, "", words);
}

static bool inside(const struct axis *axis, double value)
{
    return value > axis->low && value < axis->high;
}

static void put_lines(const struct picture *p)
{
    double low = fmax(p->x.low, p->y.low);
    double high = fmin(p->x.high, p->y.high);
    double right = LEFT + SIDE;
    double bottom = TOP + SIDE;
    if (inside(&p->x, 0))
        put_line(p, (double[]){pixel_x(p, 0), TOP},
                 (double[]){pixel_x(p, 0), bottom}, "zero");
    if (inside(&p->y, 0))
        put_line(p, (double[]){LEFT, pixel_y(p, 0)},
                 (double[]){right, pixel_y(p, 0)}, "zero");
    if (low < high)
        put_line(p, (double[]){pixel_x(p, low), pixel_y(p, low)},
                 (double[]){pixel_x(p, high), pixel_y(p, high)}, "identity");
}

static void put_bar(const struct picture *p, const struct plot_point *point,
                    size_t series)
{
    double from = pixel_x(p, fmax(point->x - point->bound, p->x.low));
    double to = pixel_x(p, fmin(point->x + point->bound, p->x.high));
    char class[16];
    if (!(to - from > 2 * RADIUS))
        return;
    snprintf(class, sizeof(class), "h%zu", series + 1);
    put_line(p, (double[]){from, pixel_y(p, point->y)},
             (double[]){to, pixel_y(p, point->y)}, class);
}

/* One line for each point that is drawn, with its numbers in full. */
static void put_point(const struct picture *p, const struct plot_point *point)
{
    char x[RIFFLE_NUMBER_SIZE];
    char y[RIFFLE_NUMBER_SIZE];
    size_t s = point->series < THEME_SERIES ? point->series : THEME_SERIES - 1;
    if (point_fate(point, &p->x, &p->y) != POINT_DRAWN)
        return;
    put_bar(p, point, s);
    fprintf(p->out,
            "<use href=\"#m%zu\" x=\"%.3f\" y=\"%.3f\" class=\"%c%zu\">"
            "<title>",
            s + 1, pixel_x(p, point->x), pixel_y(p, point->y),
            point_doubtful(point) ? 'h' : 's', s + 1);
    put_escaped(p->data->series[s].name, p->out);
    fprintf(p->out, ", set %zu: actual %s, predicted %s</title></use>\n",
            point->tag, riffle_number_format(x, point->x),
            riffle_number_format(y, point->y));
}

static bool any_doubtful(const struct picture *p)
{
    for (size_t i = 0; i < p->data->n_points; i++)
        if (point_doubtful(&p->data->points[i]) &&
            point_fate(&p->data->points[i], &p->x, &p->y) == POINT_DRAWN)
            return true;
    return false;
}

static void put_legend(const struct picture *p)
{
    double y = TOP + 10;
    for (size_t s = 0; s < p->data->n_series && s < THEME_SERIES; s++) {
        fprintf(p->out,
                "<path d=\"%s\" transform=\"translate(%d %.0f)\" "
                "class=\"s%zu\"/>\n",
                shapes[s], LEGEND, y - 4, s + 1);
        put_text(p, LEGEND + 14, y, "class=\"name\"", p->data->series[s].name);
        put_text(p, LEGEND + 14, y + LINE, "opacity=\".8\"",
                 p->data->series[s].note);
        y += 2.5 * LINE;
    }
    put_line(p, (double[]){LEGEND - 6, y - 4}, (double[]){LEGEND + 8, y - 4},
             "identity");
    put_text(p, LEGEND + 14, y, "", "predicted = actual");
    if (any_doubtful(p))
        put_text(p, LEGEND + 14, y + LINE, "", "hollow: bound exceeds effect");
}

void plot_svg(const struct plot_data *data, const struct plot_options *options,
              const struct theme *theme, FILE *out)
{
    struct picture p = {.data = data, .theme = theme, .out = out};
    const double target = 6;
    view_axes(data, options, target, &p.x, &p.y);
    axis_ticks(&p.x, target);
    axis_ticks(&p.y, target);
    put_head(&p);
    put_axes(&p);
    put_lines(&p);
    for (size_t i = 0; i < data->n_points; i++)
        put_point(&p, &data->points[i]);
    put_legend(&p);
    fputs("</svg>\n", out);
}
