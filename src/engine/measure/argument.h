/* What stands behind the colon of a measure: a test row, a coefficient. */
#ifndef MEASURE_ARGUMENT_H
#define MEASURE_ARGUMENT_H

#include "measure/measure.h"

/* "12" as a test row of the fit; `name` is the measure's, for messages. */
enum riffle_status argument_row(const char *name, const char *argument,
                                const struct riffle_fit *fit, size_t *row,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/* "mean_radius" or "(intercept)" as the number of a parameter. */
enum riffle_status
argument_parameter(const char *argument, const struct riffle_fit *fit,
                   size_t *parameter,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Hint at the names nearest to what was typed, or say `otherwise`. */
void argument_hint(struct riffle_error *err, const char *typed,
                   const char *const *names, size_t n, const char *otherwise);

#endif
