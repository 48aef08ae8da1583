/* theta_{-T} - theta: three estimates, and the truth. */
#ifndef RIFFLE_ESTIMATOR_H
#define RIFFLE_ESTIMATOR_H

#include "riffle/fit.h"
#include "riffle/removal.h"
#include "riffle/status.h"

/* How sure an exact shift is (mathematics 3.2). */
struct riffle_certificate {
    double relative_gradient; /* ||grad F_-T||_2 / ||grad F_-T(0)||_2 */
    double decrement;         /* nu: ||grad F_-T|| in the norm of H_-T^-1 */
    double rho;               /* max over kept rows of ||x_i|| in that norm */
    double radius; /* bound on the error in the norm of H; NaN: no bound */
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
    struct riffle_certificate certificate; /* exact estimators only */
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

/* Dimension p of whitened coordinates, the length of each u. */
size_t riffle_shift_length(const struct riffle_fit *fit);

/* The shift of theta itself: d entries out, features then intercept. */
enum riffle_status
riffle_shift_theta(const struct riffle_fit *fit, const double *u,
                   double *theta_shift,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
