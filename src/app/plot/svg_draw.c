/* Writing parts of pictures, from the data, not from cells. */
#include "plot/svg_draw.h"

#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "riffle/number.h"
#include "text/codepoints.h"
#include "text/utf8.h"

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

void svg_escaped(const char *text, FILE *out)
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

void svg_text(const struct svg *svg, double x, double y, const char *attributes,
              const char *text)
{
    fprintf(svg->out, "<text x=\"%.2f\" y=\"%.2f\" %s>", x, y, attributes);
    svg_escaped(text, svg->out);
    fputs("</text>\n", svg->out);
}

void svg_line(const struct svg *svg, const double from[2], const double to[2],
              const char *class)
{
    fprintf(svg->out,
            "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" "
            "class=\"%s\"/>\n",
            from[0], from[1], to[0], to[1], class);
}

double svg_x(const struct svg *svg, double value)
{
    return svg->left + svg->width * axis_part(&svg->x, value);
}

double svg_y(const struct svg *svg, double value)
{
    return svg->top + svg->height * (1 - axis_part(&svg->y, value));
}

static void put_style(const struct svg *svg)
{
    size_t n = svg->data->n_series;
    fprintf(svg->out,
            "<style>\ntext{font:13px sans-serif;fill:%s}\n"
            ".title{font-size:16px;font-weight:bold}.name{font-weight:bold}\n"
            ".mid{text-anchor:middle}.end{text-anchor:end}\n"
            ".frame{stroke:%s;fill:none}\n.zero{stroke:%s;opacity:.35}\n"
            ".identity{stroke:%s;stroke-dasharray:2 4}\n",
            theme_hex(svg->theme, ROLE_TEXT),
            theme_hex(svg->theme, ROLE_PLOT_FRAME),
            theme_hex(svg->theme, ROLE_PLOT_ZERO),
            theme_hex(svg->theme, ROLE_PLOT_IDENTITY));
    for (size_t s = 0; s < n && s < THEME_SERIES; s++) {
        const char *hex =
            theme_hex(svg->theme, (enum theme_role)(ROLE_SERIES_1 + s));
        fprintf(svg->out,
                ".s%zu{fill:%s;stroke:%s;fill-opacity:.8}"
                ".h%zu{fill:none;stroke:%s;stroke-width:1.2}\n",
                s + 1, hex, hex, s + 1, hex);
    }
    fputs("</style>\n<defs>\n", svg->out);
    for (size_t s = 0; s < n && s < THEME_SERIES; s++)
        fprintf(svg->out, "<path id=\"m%zu\" d=\"%s\"/>\n", s + 1, shapes[s]);
    fputs("</defs>\n", svg->out);
}

void svg_open(const struct svg *svg, size_t width, size_t height,
              const char *title, const char *counts)
{
    const char *made = svg->options->made_by ? svg->options->made_by : "riffle";
    fprintf(svg->out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" "
            "height=\"%zu\" viewBox=\"0 0 %zu %zu\" role=\"img\">\n<title>",
            width, height, width, height);
    svg_escaped(title, svg->out);
    fputs("</title>\n<desc>", svg->out);
    svg_escaped(made, svg->out);
    fputs(". ", svg->out);
    svg_escaped(counts, svg->out);
    fputs("</desc>\n", svg->out);
    put_style(svg);
    fprintf(svg->out, "<rect width=\"%zu\" height=\"%zu\" fill=\"%s\"/>\n",
            width, height, theme_paper(svg->theme));
}

void svg_close(const struct svg *svg)
{
    fputs("</svg>\n", svg->out);
}

static void put_ticks(const struct svg *svg)
{
    double bottom = svg->top + svg->height;
    const struct ticks *x = &svg->x.ticks;
    const struct ticks *y = &svg->y.ticks;
    for (size_t i = 0; i < x->n; i++) {
        double at = svg_x(svg, x->value[i]);
        svg_line(svg, (double[]){at, bottom}, (double[]){at, bottom + SVG_TICK},
                 "frame");
        svg_text(svg, at, bottom + SVG_TICK + 14, "class=\"mid\"", x->label[i]);
    }
    for (size_t i = 0; i < y->n; i++) {
        double at = svg_y(svg, y->value[i]);
        svg_line(svg, (double[]){svg->left - SVG_TICK, at},
                 (double[]){svg->left, at}, "frame");
        svg_text(svg, svg->left - SVG_TICK - 4, at + 4, "class=\"end\"",
                 y->label[i]);
    }
}

void svg_axes(struct svg *svg, double apart)
{
    axis_ticks(&svg->x, svg->width / apart);
    if (svg->y.low < svg->y.high)
        axis_ticks(&svg->y, svg->height / apart);
    fprintf(svg->out,
            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" "
            "class=\"frame\"/>\n",
            svg->left, svg->top, svg->width, svg->height);
    put_ticks(svg);
}

static bool inside(const struct axis *axis, double value)
{
    return value > axis->low && value < axis->high;
}

void svg_zero(const struct svg *svg)
{
    double x = svg_x(svg, 0);
    double y = svg_y(svg, 0);
    if (inside(&svg->x, 0))
        svg_line(svg, (double[]){x, svg->top},
                 (double[]){x, svg->top + svg->height}, "zero");
    if (inside(&svg->y, 0))
        svg_line(svg, (double[]){svg->left, y},
                 (double[]){svg->left + svg->width, y}, "zero");
}

/* In short pieces, which bend where the axes do. */
void svg_slope(const struct svg *svg, double height, double slope,
               const char *class)
{
    enum { PIECES = 128 };
    bool begun = false;
    for (size_t i = 0; i <= PIECES; i++) {
        double x = axis_value(&svg->x, (double)i / PIECES);
        double y = height + slope * x;
        if (y < svg->y.low || y > svg->y.high)
            continue;
        fprintf(svg->out, "%s%.2f %.2f", begun ? "L" : "<path d=\"M",
                svg_x(svg, x), svg_y(svg, y));
        begun = true;
    }
    if (begun)
        fprintf(svg->out, "\" fill=\"none\" class=\"%s\"/>\n", class);
}

static void put_bar(const struct svg *svg, const struct plot_point *point,
                    size_t series)
{
    double from = svg_x(svg, fmax(point->x - point->bound, svg->x.low));
    double to = svg_x(svg, fmin(point->x + point->bound, svg->x.high));
    char class[16];
    if (!(to - from > 2 * SVG_RADIUS))
        return;
    snprintf(class, sizeof(class), "h%zu", series + 1);
    svg_line(svg, (double[]){from, svg_y(svg, point->y)},
             (double[]){to, svg_y(svg, point->y)}, class);
}

static void put_point(const struct svg *svg, const struct plot_point *point)
{
    char x[RIFFLE_NUMBER_SIZE];
    char y[RIFFLE_NUMBER_SIZE];
    size_t s = point->series < THEME_SERIES ? point->series : THEME_SERIES - 1;
    if (point_fate(point, &svg->x, &svg->y) != POINT_DRAWN)
        return;
    put_bar(svg, point, s);
    fprintf(svg->out,
            "<use href=\"#m%zu\" x=\"%.3f\" y=\"%.3f\" class=\"%c%zu\">"
            "<title>",
            s + 1, svg_x(svg, point->x), svg_y(svg, point->y),
            point_doubtful(point) ? 'h' : 's', s + 1);
    svg_escaped(svg->data->series[s].name, svg->out);
    fprintf(svg->out, ", set %zu: %s %s, %s %s</title></use>\n", point->tag,
            "actual", riffle_number_format(x, point->x),
            svg->options->errors ? "error" : "predicted",
            riffle_number_format(y, point->y));
}

void svg_points(const struct svg *svg)
{
    for (size_t i = 0; i < svg->data->n_points; i++)
        put_point(svg, &svg->data->points[i]);
}

double svg_legend(const struct svg *svg, double x, double y)
{
    for (size_t s = 0; s < svg->data->n_series && s < THEME_SERIES; s++) {
        fprintf(svg->out,
                "<path d=\"%s\" transform=\"translate(%.0f %.0f)\" "
                "class=\"s%zu\"/>\n",
                shapes[s], x, y - 4, s + 1);
        svg_text(svg, x + 14, y, "class=\"name\"", svg->data->series[s].name);
        svg_text(svg, x + 14, y + SVG_LINE, "opacity=\".8\"",
                 svg->data->series[s].note);
        y += 2.5 * SVG_LINE;
    }
    return y;
}
