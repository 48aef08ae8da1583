/* Rows that go and rows that come, at once: what an edit does to a fit. */
#ifndef RIFFLE_EXCHANGE_H
#define RIFFLE_EXCHANGE_H

#include "riffle/experiment.h"
#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/removal.h"
#include "riffle/status.h"

/*
 * A changed row goes as it was and comes as it will be. All borrowed.
 *
 * The penalty follows the fit's convention, with n the training rows before:
 * fixed, it stays lambda n; scaled, it becomes lambda (n - k + m).
 */
struct riffle_exchange {
    struct riffle_removal gone; /* k training rows; k may be 0 */
    size_t m;                   /* rows that come */
    const double *x;            /* m x n_features, row-major, finite */
    const uint8_t *y;           /* m */
};

/* The estimates, in the order of the table of estimators. */
enum riffle_exchange_estimate {
    RIFFLE_EXCHANGE_IF,  /* gradients through the Hessian as it is */
    RIFFLE_EXCHANGE_RIF, /* the sum of each row's own Newton step */
    RIFFLE_EXCHANGE_NS,  /* one Newton step of the objective after it all */
    RIFFLE_EXCHANGE_ESTIMATES,
};

/*
 * Name of an estimate, as the estimators' table has it: "if", "rif", "ns".
 */
const char *riffle_exchange_estimate_name(enum riffle_exchange_estimate which);

/*
 * The predicted shift of theta: d entries out, features then intercept.
 *
 * With a_j = p_j (1 - p_j), r_j = p_j - y_j of the rows that come at the old
 * parameters, NS is (H - X_T' A_T X_T + X_N' A_N X_N)^-1 (X_T' r_T - X_N' r_N);
 * one row that comes moves theta by -H^-1 x r / (1 + a x' H^-1 x) (mathematics
 * 2.2 with signed weights).
 *
 * Fails with RIFFLE_EUNIDENTIFIABLE, RIFFLE_EILLCONDITIONED, RIFFLE_EEMPTY,
 * RIFFLE_ENOMEM. Cost: k^2 p + m^2 (p + d) flops, m p^2 for coordinates.
 */
enum riffle_status
riffle_exchange_theta(const struct riffle_fit *fit,
                      const struct riffle_exchange *exchange,
                      enum riffle_exchange_estimate which, double *theta_shift,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The predicted change of each measure: effects[e * n_measures + q], e an
 * estimate. A measure has to be of test rows or of a coefficient, and of
 * `fit`; a step function (accuracy) has no estimate: RIFFLE_ENOTAPPLICABLE.
 * An estimate that does not exist says why in its effects. Fails as a whole
 * with RIFFLE_ENOMEM.
 */
enum riffle_status riffle_exchange_effects(
    const struct riffle_fit *fit, const struct riffle_exchange *exchange,
    struct riffle_measure *const *measures, size_t n_measures,
    struct riffle_effect *effects, struct riffle_error *err) RIFFLE_MUST_CHECK;

/* True for the measures above: their rows stay when training rows change. */
bool riffle_exchange_measures(const struct riffle_measure *measure);

/*
 * What came true: the same measure of the fits before and after, whose bounds
 * both count, as does the rounding of the difference. `linear` is NaN.
 */
struct riffle_effect riffle_exchange_actual(const struct riffle_measure *before,
                                            const struct riffle_measure *after);

#endif
