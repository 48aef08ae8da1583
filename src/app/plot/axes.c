/* Ranges, binning and the frame. */
#include "plot/axes.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "plot/symlog.h"

static const double padding = 0.04;

static double bounded(double value)
{
    return fmax(fmin(value, TICKS_LARGEST), -TICKS_LARGEST);
}

static double scaled(const struct axis *axis, double value)
{
    return axis->linear > 0 ? symlog_of(value, axis->linear) : value;
}

static double unscaled(const struct axis *axis, double place)
{
    return axis->linear > 0 ? symlog_to(place, axis->linear) : place;
}

double axis_part(const struct axis *axis, double value)
{
    double low = scaled(axis, axis->low);
    double high = scaled(axis, axis->high);
    return (scaled(axis, value) - low) / (high - low);
}

double axis_value(const struct axis *axis, double part)
{
    double low = scaled(axis, axis->low);
    double high = scaled(axis, axis->high);
    if (part <= 0 || part >= 1)
        return part <= 0 ? axis->low : axis->high;
    return unscaled(axis, low + part * (high - low));
}

bool axis_same(const struct axis *a, const struct axis *b)
{
    return a->low == b->low && a->high == b->high && a->linear == b->linear;
}

static void fit_linear(struct axis *axis, double low, double high,
                       double target)
{
    double pad = padding * (high - low);
    if (high - low < ticks_smallest_span(low, high))
        pad = low == 0 && high == 0 ? 1 : fmax(fabs(low), fabs(high)) / 10;
    pad = fmax(pad, ticks_smallest_span(low, high));
    axis->low = bounded(low - pad);
    axis->high = bounded(high + pad);
    ticks_round_out(&axis->low, &axis->high, target);
}

/* Decades need no rounding: a power of ten is as good as any. */
static void fit_symlog(struct axis *axis, double low, double high)
{
    double from = scaled(axis, low);
    double to = scaled(axis, high);
    double pad = to > from ? padding * (to - from) : 1;
    axis->low = unscaled(axis, from - pad);
    axis->high = unscaled(axis, to + pad);
}

void axis_fit(struct axis *axis, double low, double high, double target)
{
    if (!(low <= high)) {
        low = 0;
        high = 1;
    }
    low = bounded(low);
    high = bounded(high);
    if (axis->linear > 0)
        fit_symlog(axis, low, high);
    else
        fit_linear(axis, low, high, target);
    axis->low = bounded(axis->low);
    axis->high = bounded(axis->high);
}

void axis_ticks(struct axis *axis, double target)
{
    if (axis->linear > 0)
        symlog_ticks(axis->low, axis->high, axis->linear, target, &axis->ticks);
    else
        ticks_find(axis->low, axis->high, target, &axis->ticks);
}

/* Take the ends, in the axis's own scale, when numbers stay apart. */
static void set_window(struct axis *axis, double from, double to)
{
    double low = bounded(unscaled(axis, from));
    double high = bounded(unscaled(axis, to));
    if (!(high - low > ticks_smallest_span(low, high)))
        return;
    axis->low = low;
    axis->high = high;
}

void axis_zoom(struct axis *axis, double middle, double factor)
{
    double half =
        (scaled(axis, axis->high) - scaled(axis, axis->low)) / 2 * factor;
    double at = scaled(axis, middle);
    set_window(axis, at - half, at + half);
}

void axis_pan(struct axis *axis, double parts)
{
    double low = scaled(axis, axis->low);
    double high = scaled(axis, axis->high);
    double step = parts * (high - low);
    set_window(axis, low + step, high + step);
}

/*
 * A fraction as a whole number of 2^-40 steps, so that cells of different
 * sizes are found by exact integer arithmetic and their edges agree.
 */
static const unsigned fraction_bits = 40;

static bool fraction(const struct axis *axis, double value, uint64_t *steps)
{
    if (!(value >= axis->low && value <= axis->high))
        return false;
    *steps =
        (uint64_t)llround(ldexp(axis_part(axis, value), (int)fraction_bits));
    return true;
}

bool axis_cell(const struct axis *axis, double value, size_t cells,
               size_t *cell)
{
    uint64_t steps;
    if (cells == 0 || !fraction(axis, value, &steps))
        return false;
    size_t at = (size_t)(steps * cells >> fraction_bits);
    *cell = at < cells ? at : cells - 1;
    return true;
}

size_t panel_label_column(const struct panel *panel, double value,
                          const char *label)
{
    size_t n = strlen(label);
    size_t cell = 0;
    axis_cell(&panel->x, value, panel->width, &cell);
    size_t middle = panel->left + cell;
    size_t start = middle > n / 2 ? middle - n / 2 : 0;
    size_t end = panel->left + panel->width + (panel->lid ? 1 : 0);
    return start + n > end && end > n ? end - n : start;
}

static bool labels_apart(const struct panel *panel, const struct ticks *ticks)
{
    for (size_t i = 1; i < ticks->n; i++) {
        size_t before = panel_label_column(panel, ticks->value[i - 1],
                                           ticks->label[i - 1]) +
                        strlen(ticks->label[i - 1]);
        if (panel_label_column(panel, ticks->value[i], ticks->label[i]) <=
            before + 1)
            return false;
    }
    return true;
}

static void find_x_ticks(struct panel *panel)
{
    struct axis *x = &panel->x;
    x->ticks = panel->y.ticks;
    if (axis_same(x, &panel->y) && labels_apart(panel, &x->ticks))
        return;
    double target = (double)panel->width / 12;
    axis_ticks(x, target);
    while (!labels_apart(panel, &x->ticks) && target > 2) {
        target = fmax(2, fmin(target, (double)x->ticks.n) - 1);
        axis_ticks(x, target);
    }
    for (size_t i = 1; i < x->ticks.n && !labels_apart(panel, &x->ticks); i++)
        x->ticks.label[i][0] = '\0';
}

void panel_ticks(struct panel *panel)
{
    axis_ticks(&panel->y, (double)panel->height / 4);
    find_x_ticks(panel);
}

size_t panel_margin(const struct panel *panel)
{
    return ticks_width(&panel->y.ticks) + 1;
}
