/* The table of plots. */
#include "plot/plot.h"

#include <string.h>

#include "plot/kinds.h"

static const struct plot_kind kinds[] = {
    {"histogram", "how the errors of each estimator spread", plot_histogram,
     place_errors, true, true},
    {"residual", "predicted - actual against actual", plot_residual,
     place_errors, true, false},
    {"scatter", "predicted against actual effect", plot_scatter, place_effects,
     false, false},
    {"size", "predicted - actual against the size of the set", plot_size,
     place_sizes, true, false},
};

size_t plot_kind_count(void)
{
    return sizeof(kinds) / sizeof(kinds[0]);
}

const struct plot_kind *plot_kind(size_t index)
{
    return index < plot_kind_count() ? &kinds[index] : NULL;
}

const struct plot_kind *plot_kind_find(const char *name)
{
    for (size_t i = 0; i < plot_kind_count(); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}
