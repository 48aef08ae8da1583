/* The logit itself: of a test row, or of the virtual row of a coefficient. */
#include "measure/table.h"

static double value(double z, uint8_t y)
{
    (void)y;
    return z;
}

static double slope(double z, uint8_t y)
{
    (void)z;
    (void)y;
    return 1;
}

static double change(double z, uint8_t y, double delta)
{
    (void)z;
    (void)y;
    return delta;
}

static double spread(double z, uint8_t y, double reach)
{
    (void)z;
    (void)y;
    return reach;
}

static const struct measure_function identity = {
    .value = value,
    .slope = slope,
    .change = change,
    .spread = spread,
};

const struct measure_entry measure_row_logit = {
    .kind = {.name = "logit",
             .argument = "ROW",
             .summary = "logit of one test row",
             .unit = "logits"},
    .function = &identity,
    .rows = MEASURE_TEST_ROW,
};

const struct measure_entry measure_theta = {
    .kind = {.name = "theta",
             .argument = "NAME",
             .summary = "one coefficient, or theta:(intercept)",
             .unit = "logits per unit of the column"},
    .function = &identity,
    .rows = MEASURE_PARAMETER,
};
