/* Log loss: of the probe, of all training rows, of T, of one test row. */
#include "measure/table.h"

#include <math.h>

#include "model/logistic.h"

/* The loss is steepest towards the wrong side: |slope| = P(wrong class). */
static double spread(double z, uint8_t y, double reach)
{
    double worst = y != 0 ? z - reach : z + reach;
    return reach * fabs(logistic_residual(worst, y));
}

static const struct measure_function log_loss = {
    .value = logistic_loss,
    .slope = logistic_residual,
    .change = logistic_loss_change,
    .spread = spread,
};

const struct measure_entry measure_test_loss = {
    .kind = {.name = "test_loss",
             .summary = "log loss summed over the probe rows",
             .unit = "nats"},
    .function = &log_loss,
    .rows = MEASURE_PROBE,
};

const struct measure_entry measure_self_loss = {
    .kind = {.name = "self_loss",
             .summary = "log loss summed over all training rows, the removed "
                        "ones included",
             .unit = "nats"},
    .function = &log_loss,
    .rows = MEASURE_TRAIN,
};

const struct measure_entry measure_removed_loss = {
    .kind = {.name = "removed_loss",
             .summary = "log loss summed over the removed rows",
             .unit = "nats"},
    .function = &log_loss,
    .rows = MEASURE_REMOVED,
};

const struct measure_entry measure_row_loss = {
    .kind = {.name = "loss",
             .argument = "ROW",
             .summary = "log loss of one test row",
             .unit = "nats"},
    .function = &log_loss,
    .rows = MEASURE_TEST_ROW,
};
