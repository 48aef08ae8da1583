/* How far a fit and its estimates can be trusted. */
#ifndef RIFFLE_DIAGNOSIS_H
#define RIFFLE_DIAGNOSIS_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/progress.h"
#include "riffle/status.h"

/*
 * The constants of Theorem 3.1 (Rubinstein and Hopkins 2025; mathematics 2.6):
 * for k up to k_limit rows |NS - RIF| <= k^2 eta (1 + 2 c_r) (epsilon + c_r
 * c_l delta), for the measure's linear effect and penalty=fixed.
 */
struct riffle_diagnosis {
    double condition; /* of the scaled Hessian, estimated */
    double digits;    /* decimal digits that leaves of a double's */
    size_t misplaced; /* training rows on the wrong side; 0: separable */
    size_t faint;     /* training rows whose weight is below 1e-300 */
    double max_leverage;
    size_t max_row;
    double c_r;     /* 1 / (1 - max leverage) */
    double c_l;     /* max |r_i| ||Z_i|| */
    double epsilon; /* max over i != j of sqrt(weight_i) |r_j| |Z_i . Z_j| */
    double delta;   /* max over i != j of sqrt(weight_i weight_j) |Z_i . Z_j| */
    double eta;     /* max sqrt(weight_i) |Z_i . gradient of the measure| */
    double k_limit; /* 1 / (2 c_r delta) */
    size_t sets, k; /* random sets of k rows that were tried */
    double bound;   /* at k; NaN beyond k_limit */
    double gap;     /* largest |NS - RIF| seen; NaN: no set had both */
};

/*
 * measure  one with a gradient at the fit (not removed_loss, not accuracy):
 *          else RIFFLE_ENOTAPPLICABLE
 * Cost: n^2 p flops, in blocks; progress counts rows ("diagnose").
 */
enum riffle_status riffle_diagnose(const struct riffle_fit *fit,
                                   const struct riffle_measure *measure,
                                   uint64_t seed,
                                   const struct riffle_progress *progress,
                                   struct riffle_diagnosis *diagnosis,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
