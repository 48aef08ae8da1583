#include "plot/hold.h"

#include <math.h>

/* Both ranges, in the scale of the one that is held. */
static struct axis both(const struct axis *held, const struct axis *wanted)
{
    struct axis axis = *held;
    axis.low = fmin(held->low, wanted->low);
    axis.high = fmax(held->high, wanted->high);
    return axis;
}

void hold_axes(struct hold *hold, bool streaming, struct axis *x,
               struct axis *y)
{
    bool first = !(hold->x.low < hold->x.high);
    bool flows = streaming || hold->streamed;
    if (streaming && !first) {
        *x = both(&hold->x, x);
        *y = both(&hold->y, y);
    }
    bool same = axis_same(&hold->x, x) && axis_same(&hold->y, y);
    bool may = first || !flows || hold->pace->may;
    if (!same && may) {
        hold->x = *x;
        hold->y = *y;
        hold->pace->grew |= flows;
    }
    hold->pace->due |= !same && !may;
    hold->streamed = streaming || (!same && !may);
    *x = hold->x;
    *y = hold->y;
}
