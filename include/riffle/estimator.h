/* theta_{-T} - theta: three estimates, and the truth. */
#ifndef RIFFLE_ESTIMATOR_H
#define RIFFLE_ESTIMATOR_H

#include "riffle/fit.h"
#include "riffle/removal.h"
#include "riffle/status.h"

/* The Hessian N, below that of F_-T at the point, that a certificate uses. */
enum riffle_certificate_form {
    RIFFLE_CERTIFICATE_NONE,  /* not asked for */
    RIFFLE_CERTIFICATE_BASE,  /* the fit's without T, times a weight ratio */
    RIFFLE_CERTIFICATE_SPARE, /* that without the rows whose weight fell */
    RIFFLE_CERTIFICATE_EXACT, /* the Hessian at the point itself */
};

/*
 * How sure a shift is (mathematics 3.2), all rounding included. A bound exists
 * when rho * decrement < 1.
 */
struct riffle_certificate {
    enum riffle_certificate_form form;
    enum riffle_status status; /* not RIFFLE_OK: why there is no bound */
    double relative_gradient;  /* ||grad F_-T||_2 / ||grad F_-T(0)||_2 */
    double decrement;          /* nu: ||grad F_-T|| in the norm of N^-1 */
    double rho;                /* max over kept rows of ||x_i|| in that norm */
    double distance;           /* bound on the error in the norm of N, and */
    double radius;             /* in that of H; NaN: no bound */
    double noise; /* rounding of a logit's change Z_i . u, over ||Z_i|| */
    size_t iterations;
};

/*
 * One shift, in whitened coordinates: u = L' (theta_{-T} - theta), length p,
 * where H = L L' at the fit, so that the logit of row x moves by
 * (L^-1 x) . u and the error of that is at most radius ||L^-1 x||.
 */
struct riffle_shift {
    double *u;                             /* p, caller's memory */
    enum riffle_status status;             /* of this set */
    struct riffle_certificate certificate; /* exact, or riffle_certify */
};

/* A row of the table of estimators: one file each in src/engine/attribution. */
struct riffle_estimator {
    const char *name;    /* typed by the user: "rif" */
    const char *title;   /* shown to the user: "rescaled influence" */
    const char *summary; /* one line */
    const char *formula; /* plain text */
    const char *cost;    /* plain text, flops */
    const char *caveat;  /* when it misleads */
    const char *source;  /* paper and equation */
    bool exact;          /* the truth, not an estimate */
    /*
     * Shifts of `count` removal sets, under the fit's penalty convention.
     *
     * shifts  out; each has its u set by the caller; a set that has no
     *         answer gets a status and leaves the others alone
     * Fails as a whole with RIFFLE_ENOMEM or RIFFLE_STOPPED only.
     */
    enum riffle_status (*shift)(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err);
};

size_t riffle_estimator_count(void);
const struct riffle_estimator *riffle_estimator(size_t index);
const struct riffle_estimator *riffle_estimator_find(const char *name);

/*
 * How far each shift is from the exact one: fills the certificates of those
 * whose status is RIFFLE_OK, whatever estimator they come from. An estimate
 * with a radius is an interval that holds the truth, without retraining.
 *
 * effort  flops that one set may cost beside 4 n d: as much as it takes to
 *         bring the bound below `wanted` of the shift's size
 * Fails as a whole with RIFFLE_ENOMEM or RIFFLE_STOPPED only. A certificate's
 * status is RIFFLE_ENOTCONVERGED when rho * decrement >= 1, and that of the set
 * when F_-T has no optimum (one class left, ...).
 */
struct riffle_certify_options {
    double effort; /* 0: the base form alone */
    double wanted; /* 0: any bound is enough */
};
enum riffle_status riffle_certify(const struct riffle_fit *fit,
                                  const struct riffle_certify_options *options,
                                  const struct riffle_removal *removals,
                                  size_t count, struct riffle_shift *shifts,
                                  const struct riffle_progress *progress,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Bytes that retraining `count` sets of up to `largest` rows together takes
   beside the fit. */
double riffle_retrain_memory(const struct riffle_fit *fit, size_t count,
                             size_t largest);

/* Dimension p of whitened coordinates, the length of each u. */
size_t riffle_shift_length(const struct riffle_fit *fit);

/* The shift of theta itself: d entries out, features then intercept. */
enum riffle_status
riffle_shift_theta(const struct riffle_fit *fit, const double *u,
                   double *theta_shift,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
