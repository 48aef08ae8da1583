/* Probability of the positive class, summed over the probe. */
#include "measure/table.h"

#include <math.h>

#include "model/logistic.h"

static double value(double z, uint8_t y)
{
    (void)y;
    return logistic_residual(z, 0);
}

static double slope(double z, uint8_t y)
{
    (void)y;
    return logistic_weight(z);
}

static double change(double z, uint8_t y, double delta)
{
    (void)y;
    return logistic_probability_change(z, delta);
}

/* The probability is steepest where the logit is nearest to 0. */
static double spread(double z, uint8_t y, double reach)
{
    (void)y;
    double nearest = fabs(z) > reach ? fabs(z) - reach : 0;
    return reach * logistic_weight(nearest);
}

static const struct measure_function probability = {
    .value = value,
    .slope = slope,
    .change = change,
    .spread = spread,
};

const struct measure_entry measure_test_prediction = {
    .kind = {.name = "test_prediction",
             .summary = "probability of the positive class summed over the "
                        "probe rows",
             .unit = "rows"},
    .function = &probability,
    .rows = MEASURE_PROBE,
};
