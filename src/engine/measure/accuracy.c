/* Fraction of the test rows on the right side: a step function of the fit. */
#include "measure/table.h"

#include <math.h>

/* A logit of exactly 0 predicts the positive class. */
static double value(double z, uint8_t y)
{
    return (z >= 0) == (y != 0) ? 1 : 0;
}

static double change(double z, uint8_t y, double delta)
{
    return value(z + delta, y) - value(z, y);
}

/* A row that cannot reach the other side is certain. */
static double spread(double z, uint8_t y, double reach)
{
    (void)y;
    return fabs(z) > reach ? 0 : 1;
}

static const struct measure_function correct = {
    .value = value,
    .change = change,
    .spread = spread,
};

const struct measure_entry measure_accuracy = {
    .kind = {.name = "accuracy",
             .summary = "fraction of all test rows predicted correctly",
             .unit = "fraction",
             .actual_only = true},
    .function = &correct,
    .rows = MEASURE_TEST,
    .mean = true,
};
