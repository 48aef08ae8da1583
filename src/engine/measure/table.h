/* The measures that measure.c lists, each defined in its function's file. */
#ifndef MEASURE_TABLE_H
#define MEASURE_TABLE_H

#include "measure/measure.h"

extern const struct measure_entry measure_accuracy;
extern const struct measure_entry measure_removed_loss;
extern const struct measure_entry measure_row_logit;
extern const struct measure_entry measure_row_loss;
extern const struct measure_entry measure_self_loss;
extern const struct measure_entry measure_test_loss;
extern const struct measure_entry measure_test_prediction;
extern const struct measure_entry measure_theta;

#endif
