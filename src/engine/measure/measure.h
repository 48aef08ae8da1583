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
    MEASURE_PROBE,     /* the probe's test rows */
    MEASURE_TEST_ROW,  /* the one test row of the argument */
    MEASURE_TEST,      /* every test row */
    MEASURE_TRAIN,     /* every training row, T included */
    MEASURE_REMOVED,   /* the rows of T */
    MEASURE_PARAMETER, /* the virtual row of a coefficient */
};

/* A function of a logit. */
struct measure_function {
    double (*value)(double z, uint8_t y);
    double (*slope)(double z, uint8_t y); /* NULL: a step function */
    double (*change)(double z, uint8_t y, double delta);
    /* Bound on |change(z, y, delta)| over |delta| <= reach. */
    double (*spread)(double z, uint8_t y, double reach);
};

/* A row of the table; each is defined beside its function. */
struct measure_entry {
    struct riffle_measure_kind kind;
    const struct measure_function *function;
    enum measure_rows rows;
    bool mean; /* of the rows, not their sum */
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
 *          status on. The bound joins the shift's radius, the fit's own and
 *          the rounding of Z u; it is NaN when the radius is.
 * Fails with RIFFLE_ENOMEM. Cost: 2 p flops a set and row, as one product;
 * twice that with bounds.
 */
enum riffle_status measure_effects(const struct riffle_measure *measure,
                                   const struct measure_block *block,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * A shift of the parameters: u (p) in whitened coordinates and, out of the
 * span of a rotated design, `far` (n_features) of theta itself; NULL: none.
 */
struct measure_move {
    const double *u, *far;
};

/* Its effect on a measure of test rows or of a coefficient; no bound. */
enum riffle_status measure_moved(const struct riffle_measure *measure,
                                 const struct measure_move *move,
                                 struct riffle_effect *effect,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* True for the measures whose rows are not training rows. */
bool measure_apart(const struct riffle_measure *measure);

/*
 * What became of a measure from one fit to another of the same test rows;
 * the bound counts both fits' and the rounding of the difference.
 */
struct riffle_effect measure_between(const struct riffle_measure *before,
                                     const struct riffle_measure *after);

/*
 * The measure's gradient in whitened coordinates, p: its linear effect of a
 * shift u is the inner product. NULL for MEASURE_REMOVED (it depends on T)
 * and for step functions.
 */
const double *measure_gradient(const struct riffle_measure *measure);

/*
 * Likewise at other parameters: those whose logits are the whitened rows times
 * `point` (p), not the fit's. Not for MEASURE_REMOVED or step functions. Fails
 * with RIFFLE_ENOMEM. Cost: two products with the measure's rows.
 */
enum riffle_status
measure_gradient_at(const struct riffle_measure *measure, const double *point,
                    double *gradient,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The measure at such a point minus that at the fit; likewise. */
enum riffle_status
measure_change_at(const struct riffle_measure *measure, const double *point,
                  double *change, struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The measure at theta = 0 minus that at the fit; not for MEASURE_REMOVED. */
double measure_at_zero(const struct riffle_measure *measure);

/* The measure at the fit; removed_loss takes the rows of `removal`. */
double measure_value(const struct riffle_measure *measure,
                     const struct riffle_removal *removal);

#endif
