/* Ranges, binning and the frame. */
#include "plot/axes.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double padding = 0.04;

static double bounded(double value)
{
    return fmax(fmin(value, TICKS_LARGEST), -TICKS_LARGEST);
}

void axis_fit(struct axis *axis, double low, double high, double target)
{
    if (!(low <= high)) {
        low = 0;
        high = 1;
    }
    low = bounded(low);
    high = bounded(high);
    double pad = padding * (high - low);
    if (high - low < ticks_smallest_span(low, high))
        pad = low == 0 && high == 0 ? 1 : fmax(fabs(low), fabs(high)) / 10;
    pad = fmax(pad, ticks_smallest_span(low, high));
    axis->low = bounded(low - pad);
    axis->high = bounded(high + pad);
    ticks_round_out(&axis->low, &axis->high, target);
    axis->low = bounded(axis->low);
    axis->high = bounded(axis->high);
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
    double part = (value - axis->low) / (axis->high - axis->low);
    *steps = (uint64_t)llround(ldexp(part, (int)fraction_bits));
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
    bool same = x->low == panel->y.low && x->high == panel->y.high;
    x->ticks = panel->y.ticks;
    if (same && labels_apart(panel, &x->ticks))
        return;
    double target = (double)panel->width / 12;
    ticks_find(x->low, x->high, target, &x->ticks);
    while (!labels_apart(panel, &x->ticks) && target > 2) {
        target = fmax(2, fmin(target, (double)x->ticks.n) - 1);
        ticks_find(x->low, x->high, target, &x->ticks);
    }
    for (size_t i = 1; i < x->ticks.n && !labels_apart(panel, &x->ticks); i++)
        x->ticks.label[i][0] = '\0';
}

void panel_ticks(struct panel *panel)
{
    ticks_find(panel->y.low, panel->y.high, (double)panel->height / 4,
               &panel->y.ticks);
    find_x_ticks(panel);
}

size_t panel_margin(const struct panel *panel)
{
    return ticks_width(&panel->y.ticks) + 1;
}
