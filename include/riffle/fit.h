/* A fitted regularised logistic regression, and what follows from it. */
#ifndef RIFFLE_FIT_H
#define RIFFLE_FIT_H

#include "riffle/dataset.h"
#include "riffle/progress.h"
#include "riffle/status.h"

/* What the removal of k of n rows does to the penalty. */
enum riffle_penalty {
    RIFFLE_PENALTY_FIXED,  /* it stays lambda n / 2 ||theta||^2 */
    RIFFLE_PENALTY_SCALED, /* it becomes lambda (n - k) / 2 ||theta||^2 */
};

enum riffle_intercept {
    RIFFLE_INTERCEPT_FREE,      /* fitted, not penalised */
    RIFFLE_INTERCEPT_PENALIZED, /* fitted and penalised as the others */
    RIFFLE_INTERCEPT_NONE,
};

struct riffle_fit_options {
    double lambda; /* of mean loss + lambda / 2 ||theta||^2 */
    enum riffle_penalty penalty;
    enum riffle_intercept intercept;
    double tolerance; /* relative gradient from which on steps are exact, to
                         the rounding floor; 0: 1e-12 */
    size_t memory;    /* bytes allowed; 0: no limit */
    /*
     * Leave what only estimates need (factor, whitened rows, leverages) to
     * riffle_fit_complete, where it takes long: theta, the bound and the
     * rows' points are the same.
     */
    bool later;
    /*
     * d parameters to begin at, borrowed during the call; NULL: zeros. The
     * certificate is the same from any start; the last bits are not, so a
     * start belongs to what makes a fit again bit for bit.
     */
    const double *start;
};

/*
 * Minimises F(theta) = sum_i log(1 + exp(-s_i x_i.theta))
 *                      + (lambda n / 2) theta' D theta,
 * D the identity but for a zero at a free intercept (mathematics 2.1).
 * A fit is immutable: everything below was made together and agrees.
 */
struct riffle_fit;

struct riffle_fit_summary {
    size_t n; /* training rows */
    size_t d; /* parameters, the intercept counted */
    size_t p; /* dimension worked in: d, or n (+ intercept) when the
                 rows are rotated, d > n */
    double lambda;
    enum riffle_penalty penalty;
    enum riffle_intercept intercept;
    size_t iterations;        /* Newton steps */
    double objective;         /* F(theta), nats */
    double relative_gradient; /* ||grad F(theta)||_2 / ||grad F(0)||_2 */
    double decrement;         /* nu = ||grad F(theta)|| in the H^-1 norm */
    double bound;             /* on ||theta - optimum|| in the H norm */
    double condition;         /* estimated 1-norm condition of the scaled H */
    double max_leverage;      /* NaN both while the fit is not complete */
    double train_accuracy;    /* fractions in [0, 1]; NaN without rows */
    double test_accuracy;
    double seconds;
};

/* The model's view of each row. All arrays have `n` entries. */
struct riffle_points {
    size_t n;
    double *logit;       /* x_i . theta */
    double *probability; /* of the positive class */
    double *residual;    /* p_i - y_i, exact near 0 and 1 */
    double *weight;      /* p_i (1 - p_i), exact near 0 and 1 */
    double *loss;        /* log loss, nats */
    double *leverage;    /* weight_i x_i' H^-1 x_i; NaN: not complete */
};

/*
 * Fit to a certificate.
 *
 * data  borrowed; must outlive the fit
 * fit   out, caller owns (riffle_fit_free); untouched on failure
 *
 * Cost: some hundred passes over the data, or so many that a Hessian in single
 * precision takes as long, and then that and its factor; the rest, which
 * `later` puts off, a Hessian, its factor and n p^2 flops.
 * Where lambda is 0 or the problem small, a few Hessians and factors instead.
 * Memory 8 (2 n p + 2 p^2) bytes beside the data. Fails with RIFFLE_ESEPARATED,
 * RIFFLE_ESINGLECLASS, RIFFLE_EUNIDENTIFIABLE, RIFFLE_EILLCONDITIONED,
 * RIFFLE_ENOTCONVERGED, RIFFLE_ELIMIT, RIFFLE_ENOMEM, RIFFLE_STOPPED.
 */
enum riffle_status riffle_fit_new(const struct riffle_dataset *data,
                                  const struct riffle_fit_options *options,
                                  const struct riffle_progress *progress,
                                  struct riffle_fit **fit,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_fit_free(struct riffle_fit *fit);

/*
 * Make what `later` put off; nothing when it is there. Everything else that
 * takes a fit, but for what follows in this header, needs it. On failure
 * (RIFFLE_EILLCONDITIONED, RIFFLE_ENOMEM, RIFFLE_STOPPED) the fit is as before.
 */
enum riffle_status
riffle_fit_complete(struct riffle_fit *fit,
                    const struct riffle_progress *progress,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;
bool riffle_fit_is_complete(const struct riffle_fit *fit);

const struct riffle_dataset *riffle_fit_data(const struct riffle_fit *fit);
const struct riffle_fit_summary *
riffle_fit_summary(const struct riffle_fit *fit);

/* d parameters in the units of the data: features first, then intercept. */
const double *riffle_fit_theta(const struct riffle_fit *fit);
const struct riffle_points *riffle_fit_train(const struct riffle_fit *fit);
const struct riffle_points *riffle_fit_test(const struct riffle_fit *fit);

/* Name of parameter j < d: the feature's, or "(intercept)". */
const char *riffle_fit_parameter_name(const struct riffle_fit *fit, size_t j);

/* Bytes that riffle_fit_new would hold at its peak, for a refusal up front. */
size_t riffle_fit_memory(const struct riffle_dataset *data,
                         const struct riffle_fit_options *options);

#endif
