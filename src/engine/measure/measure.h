/* Effects of shifts on a measure, a block of removal sets at a time. */
#ifndef MEASURE_MEASURE_H
#define MEASURE_MEASURE_H

#include "riffle/experiment.h"
#include "riffle/measure.h"

#include "model/fit.h"

/*
 * Every measure is a sum over rows of a function of the row's logit. The rows
 * are test rows, all training rows, the removed rows, or the one virtual row
 * whose logit is a coefficient.
 */
enum measure_rows {
    MEASURE_TEST,      /* the probe, or one test row */
    MEASURE_TRAIN,     /* every training row, T included */
    MEASURE_REMOVED,   /* the rows of T */
    MEASURE_PARAMETER, /* the virtual row of a coefficient */
};

/* A function of a logit: one file with its measures each. */
struct measure_function {
    double (*value)(double z, uint8_t y);
    double (*slope)(double z, uint8_t y);
    double (*change)(double z, uint8_t y, double delta);
    /* Largest |slope| on [z - reach, z + reach]; NULL: no bound. */
    double (*steepest)(double z, uint8_t y, double reach);
};

/* Sets evaluated together. */
struct measure_block {
    const struct riffle_removal *removals; /* count of them */
    const struct riffle_shift *shifts;     /* count, u contiguous: count x p */
    size_t count;
    const double *train_change; /* count x n: Z u; NULL unless needed */
};

/* True when a block needs train_change for this measure. */
bool measure_needs_train(const struct riffle_measure *measure);

/*
 * effects  out, count; a shift whose status is not RIFFLE_OK passes its
 *          status on. The bound uses the shift's radius and the fit's own.
 */
enum riffle_status measure_effects(const struct riffle_measure *measure,
                                   const struct measure_block *block,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The measure's gradient in whitened coordinates, p: its linear effect of a
 * shift u is the inner product. NULL for MEASURE_REMOVED (it depends on T).
 */
const double *measure_gradient(const struct riffle_measure *measure);

#endif
