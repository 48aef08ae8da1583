/* What each training row does to the prediction for one test row. */
#ifndef RIFFLE_EXPLAIN_H
#define RIFFLE_EXPLAIN_H

#include "riffle/fit.h"
#include "riffle/status.h"

/*
 * Two answers that are easily taken for one another:
 *
 * influence, rescaled  the change of the logit when the row is removed, to
 *                      first order (IF) and by its own Newton step (RIF),
 *                      under the fit's penalty convention
 * representer          what the row adds to the logit as it is (Yeh et al.
 *                      2018): at the optimum theta = sum -r_i x_i / (lambda
 *                      n), so logit = sum -r_i x_i'x / (lambda n), plus the
 *                      intercept where that is not penalised. A decomposition,
 *                      not an effect of removal: the same under both
 *                      conventions.
 */
struct riffle_explanation {
    size_t n;                /* training rows */
    size_t row;              /* the test row, */
    double logit;            /* its logit, */
    double probability;      /* of the positive class, */
    double loss;             /* nats, */
    bool positive;           /* and its label */
    double *influence;       /* n, logits */
    double *rescaled;        /* n, logits; NaN: the row has leverage 1 */
    double *representer;     /* n, logits; NULL: lambda is 0, there is none */
    double representer_sum;  /* over all rows */
    double intercept;        /* the part that no row has; 0 unless free */
    double representer_miss; /* logit - intercept - sum, by rounding */
};

/*
 * explanation  uninitialised before; released by the caller after success
 * Cost: three products with the rows, 6 n p flops and 2 n d. Fails with
 * RIFFLE_ESTATE (no test rows), RIFFLE_EUSAGE (no such one), RIFFLE_ENOMEM.
 */
enum riffle_status riffle_explain(const struct riffle_fit *fit, size_t row,
                                  struct riffle_explanation *explanation,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_explanation_release(struct riffle_explanation *explanation);

/* Changes of the test row's probability and loss as its logit moves. */
double riffle_explain_probability(const struct riffle_explanation *explanation,
                                  double change);
double riffle_explain_loss(const struct riffle_explanation *explanation,
                           double change);

/*
 * The `k` <= n rows that support the predicted class most, or oppose it most,
 * strongest first: those whose removal, by RIF, moves the logit furthest
 * against it, or towards it. rows: out, k. Returns how many there are: rows
 * that do the other or nothing are left out. 0 without memory, too.
 */
size_t riffle_explain_side(const struct riffle_explanation *explanation,
                           bool support, size_t k, size_t *rows);

#endif
