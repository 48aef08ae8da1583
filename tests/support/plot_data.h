/* Points for tests of plots, and canvases as text. */
#ifndef SUPPORT_PLOT_DATA_H
#define SUPPORT_PLOT_DATA_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/plot.h"

/* A stream of numbers in [0, 1), the same on every machine. */
struct dice {
    uint64_t state;
};

static inline double dice_roll(struct dice *dice)
{
    dice->state = dice->state * 6364136223846793005U + 1442695040888963407U;
    return (double)(dice->state >> 11) * 0x1p-53;
}

/* IF, RIF and NS over `n` sets: slopes 0.5, 0.95 and 1. */
static inline struct plot_data plot_data_new(size_t n)
{
    static const double slope[] = {0.5, 0.95, 1};
    struct dice dice = {7};
    struct plot_data data = {.title = "test_loss",
                             .x_label = "actual (nats)",
                             .y_label = "predicted (nats)",
                             .series = {{"IF", "slope 0.5"},
                                        {"RIF", "slope 0.95"},
                                        {"NS", "slope 1"}},
                             .n_series = 3};
    data.points = calloc(3 * n + 1, sizeof(*data.points));
    for (size_t i = 0; i < n; i++) {
        double actual = 2 * dice_roll(&dice) - 0.5;
        for (size_t s = 0; s < 3; s++)
            data.points[data.n_points++] = (struct plot_point){
                .x = actual,
                .y = slope[s] * actual,
                .bound = NAN,
                .series = s,
                .tag = i,
            };
    }
    return data;
}

/* What a plot prints without colours; caller frees. */
static inline char *plot_text(const char *kind, const struct plot_data *data,
                              const struct plot_options *options,
                              struct plot_counts *counts)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    struct canvas *canvas =
        canvas_new(options->width, options->height, options->unicode);
    plot_kind_find(kind)->draw(data, options, canvas, counts);
    canvas_print(canvas, theme_builtin(), DEPTH_NONE, out);
    fclose(out);
    canvas_free(canvas);
    return text;
}

#endif
