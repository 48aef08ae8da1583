/* Binning points into the cells of a panel, and choosing what each shows. */
#include "plot/marks.h"

#include <math.h>
#include <stdlib.h>

#include "plot/view.h"

enum { DOTS_ACROSS = 2, DOTS_DOWN = 4, FEW = 2, CROWD = 20 };

/* What falls into one cell. */
struct bin {
    uint32_t count[THEME_SERIES];
    uint32_t doubtful[THEME_SERIES];
    size_t point[THEME_SERIES]; /* the one that stands for the series */
    uint32_t total;
    uint8_t dots;
};

struct bins {
    const struct plot_data *data;
    const struct panel *panel;
    struct bin *bin; /* height x width, from below */
};

/* Bit of a braille pattern for a dot, counted from below. */
static const uint8_t braille[DOTS_DOWN][DOTS_ACROSS] = {
    {0x40, 0x80}, {0x04, 0x20}, {0x02, 0x10}, {0x01, 0x08}};

const struct theme *marks_theme(const struct plot_options *options)
{
    return options->theme ? options->theme : theme_builtin();
}

/* An order that favours no series and is the same on every run. */
static uint64_t shuffle(uint64_t value)
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9U;
    value = (value ^ value >> 27) * 0x94D049BB133111EBU;
    return value ^ value >> 31;
}

static void bin_add(struct bins *bins, size_t i)
{
    const struct plot_point *p = &bins->data->points[i];
    const struct panel *panel = bins->panel;
    size_t dot_x;
    size_t dot_y;
    if (point_fate(p, &panel->x, &panel->y) != POINT_DRAWN ||
        !axis_cell(&panel->x, p->x, panel->width * DOTS_ACROSS, &dot_x) ||
        !axis_cell(&panel->y, p->y, panel->height * DOTS_DOWN, &dot_y))
        return;
    size_t s = p->series < THEME_SERIES ? p->series : THEME_SERIES - 1;
    struct bin *bin =
        &bins->bin[dot_y / DOTS_DOWN * panel->width + dot_x / DOTS_ACROSS];
    if (bin->count[s] == 0 || shuffle(i) > shuffle(bin->point[s]))
        bin->point[s] = i;
    bin->count[s]++;
    bin->total++;
    bin->doubtful[s] += point_doubtful(p) ? 1 : 0;
    bin->dots |= braille[dot_y % DOTS_DOWN][dot_x % DOTS_ACROSS];
}

/* The series with most points; ties fall by the cell, not by the series. */
static size_t leader(const struct bin *bin, size_t at)
{
    size_t best = THEME_SERIES;
    for (size_t s = 0; s < THEME_SERIES; s++) {
        if (bin->count[s] == 0)
            continue;
        if (best == THEME_SERIES || bin->count[s] > bin->count[best] ||
            (bin->count[s] == bin->count[best] &&
             shuffle(at * THEME_SERIES + s) >
                 shuffle(at * THEME_SERIES + best)))
            best = s;
    }
    return best;
}

static int compare_counts(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Median of points per cell that holds any; false when out of memory. */
static bool median_count(const struct bins *bins, uint32_t *median,
                         size_t *most)
{
    size_t n = bins->panel->width * bins->panel->height;
    size_t filled = 0;
    uint32_t *counts = malloc((n ? n : 1) * sizeof(*counts));
    if (!counts)
        return false;
    for (size_t i = 0; i < n; i++)
        if (bins->bin[i].total)
            counts[filled++] = bins->bin[i].total;
    qsort(counts, filled, sizeof(*counts), compare_counts);
    *median = filled ? counts[filled / 2] : 0;
    *most = filled ? counts[filled - 1] : 0;
    free(counts);
    return true;
}

static enum plot_marks choose_mode(const struct plot_data *data,
                                   const struct plot_options *options,
                                   uint32_t median)
{
    enum plot_marks asked = options->look.marks;
    bool one = data->n_series <= 1;
    if (asked != PLOT_AUTO) {
        bool dots = asked == PLOT_BRAILLE || asked == PLOT_BLOCK;
        return dots && !options->unicode ? PLOT_GLYPH : asked;
    }
    if (median <= FEW || (!one && !options->colour))
        return PLOT_GLYPH;
    if (median > CROWD)
        return PLOT_DENSITY;
    return options->unicode ? PLOT_BRAILLE : PLOT_GLYPH;
}

uint32_t marks_shade(size_t level, bool unicode)
{
    static const uint32_t shades[2][MARKS_SHADES] = {
        {',', '-', '=', '%', '#'}, {0x25AA, 0x2591, 0x2592, 0x2593, 0x2588}};
    return shades[unicode][level < MARKS_SHADES ? level : MARKS_SHADES - 1];
}

uint32_t marks_glyph(const struct marks *marks,
                     const struct plot_options *options, size_t series)
{
    if (marks->mode == PLOT_BRAILLE)
        return 0x28FF;
    if (marks->mode == PLOT_BLOCK)
        return 0x2588;
    if (marks->mode == PLOT_DENSITY)
        return marks_shade(MARKS_SHADES - 1, options->unicode);
    return theme_glyph(marks_theme(options), GLYPH_SERIES_1 + series,
                       options->unicode);
}

/* The level of a count, evenly on a logarithmic scale up to `most`. */
static size_t shade_level(uint32_t count, size_t most)
{
    double part = most > 1 ? log(count) / log((double)most) : 1;
    return (size_t)(part * (MARKS_SHADES - 1) + 0.5);
}

/* Quarters of a cell: bits for lower left, lower right, upper left, upper
 * right. */
static uint32_t block_glyph(uint8_t dots)
{
    static const uint16_t quarters[] = {
        ' ',    0x2596, 0x2597, 0x2584, 0x2598, 0x258C, 0x259A, 0x2599,
        0x259D, 0x259E, 0x2590, 0x259F, 0x2580, 0x259B, 0x259C, 0x2588};
    const uint8_t quarter[] = {0x44, 0xA0, 0x03, 0x18};
    size_t bits = 0;
    for (size_t i = 0; i < sizeof quarter; i++)
        bits |= dots & quarter[i] ? 1U << i : 0;
    return quarters[bits];
}

static uint32_t series_glyph(const struct bin *bin, size_t series,
                             const struct plot_options *options,
                             struct marks *marks)
{
    bool hollow = bin->doubtful[series] == bin->count[series];
    size_t first = hollow ? GLYPH_HOLLOW_1 : GLYPH_SERIES_1;
    marks->doubtful = marks->doubtful || hollow;
    return theme_glyph(marks_theme(options), first + series, options->unicode);
}

static uint32_t cell_glyph(const struct bin *bin, size_t series,
                           const struct plot_options *options,
                           struct marks *marks)
{
    if (marks->mode == PLOT_BRAILLE)
        return 0x2800U + bin->dots;
    if (marks->mode == PLOT_BLOCK)
        return block_glyph(bin->dots);
    if (marks->mode == PLOT_DENSITY)
        return marks_shade(shade_level(bin->total, marks->most),
                           options->unicode);
    return series_glyph(bin, series, options, marks);
}

static void draw_bins(const struct bins *bins,
                      const struct plot_options *options, struct canvas *canvas,
                      struct marks *marks)
{
    const struct panel *panel = bins->panel;
    for (size_t at = 0; at < panel->width * panel->height; at++) {
        const struct bin *bin = &bins->bin[at];
        if (bin->total == 0)
            continue;
        size_t s = leader(bin, at);
        size_t row = panel_row(panel, at / panel->width);
        size_t column = panel->left + at % panel->width;
        bool mixed = bin->count[s] < bin->total;
        marks->shared = marks->shared || mixed;
        canvas_put(canvas, row, column, cell_glyph(bin, s, options, marks),
                   (enum theme_role)(ROLE_SERIES_1 + s),
                   bins->data->points[bin->point[s]].tag);
        if (mixed && marks->mode == PLOT_GLYPH)
            canvas_lay(canvas, row, column, 1, ROLE_PLOT_MIXED);
    }
}

/* The bound of the actual effect, where it is wider than its cell. */
static void draw_bar(const struct plot_point *p, const struct panel *panel,
                     struct canvas *canvas)
{
    const struct axis *x = &panel->x;
    size_t row;
    size_t from;
    size_t to;
    if (!(p->bound > 0) || point_fate(p, x, &panel->y) != POINT_DRAWN ||
        !axis_cell(&panel->y, p->y, panel->height, &row) ||
        !axis_cell(x, fmax(p->x - p->bound, x->low), panel->width, &from) ||
        !axis_cell(x, fmin(p->x + p->bound, x->high), panel->width, &to))
        return;
    size_t s = p->series < THEME_SERIES ? p->series : THEME_SERIES - 1;
    for (size_t j = from; from < to && j <= to; j++)
        canvas_put(canvas, panel_row(panel, row), panel->left + j,
                   canvas->unicode ? 0x2500 : '-',
                   (enum theme_role)(ROLE_SERIES_1 + s), p->tag);
}

static struct bins fill_bins(const struct plot_data *data,
                             const struct panel *panel)
{
    struct bins bins = {data, panel, NULL};
    bins.bin = calloc(panel->height * panel->width + 1, sizeof(*bins.bin));
    for (size_t i = 0; bins.bin && i < data->n_points; i++)
        bin_add(&bins, i);
    return bins;
}

enum plot_marks marks_choose(const struct plot_data *data,
                             const struct plot_options *options,
                             const struct panel *panel)
{
    struct bins bins = fill_bins(data, panel);
    uint32_t median = 0;
    size_t most;
    if (bins.bin)
        (void)median_count(&bins, &median, &most);
    free(bins.bin);
    return choose_mode(data, options, median);
}

bool marks_draw(const struct plot_data *data,
                const struct plot_options *options, const struct panel *panel,
                struct canvas *canvas, struct marks *marks)
{
    struct bins bins = fill_bins(data, panel);
    uint32_t median = 0;
    *marks = (struct marks){0};
    if (!bins.bin)
        return false;
    bool counted = median_count(&bins, &median, &marks->most);
    marks->mode = choose_mode(data, options, median);
    for (size_t i = 0; i < data->n_points && median <= FEW; i++)
        draw_bar(&data->points[i], panel, canvas);
    draw_bins(&bins, options, canvas, marks);
    free(bins.bin);
    return counted;
}
