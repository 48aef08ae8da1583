/* What a fit holds, for the engine's layers above the model. */
#ifndef MODEL_FIT_H
#define MODEL_FIT_H

#include "riffle/fit.h"

#include "linalg/sparse.h"
#include "model/basis.h"
#include "model/rounding.h"

/*
 * Whitened coordinates: H = L L' at theta, Z = X L^-T. Everything after the
 * fit works with Z: leverage_i = weight_i ||Z_i||^2, a shift u = L' (theta' -
 * theta) moves logit i by Z_i . u. The parameters may be those of a rotated
 * design (basis), which is exact for this penalty.
 */
struct riffle_fit {
    const struct riffle_dataset *data; /* borrowed */
    struct riffle_fit_summary summary;
    size_t n, m, p; /* training rows, test rows, solver columns */
    /* The training features as loaded and transposed, NULL: not sparse. */
    struct sparse *rows, *columns;
    double *theta;          /* d, in the data's units */
    double *start_gradient; /* d: grad F at theta = 0, in theta */
    struct riffle_points train, test;

    bool complete;       /* the rest, which only estimates need, is there */
    struct basis *basis; /* from the data's columns to p solver columns */
    double *factor;      /* L, p x p lower, row-major */
    double *z;           /* n x p: whitened training rows */
    double *z_test;      /* m x p: whitened test rows */
    double *norm2;       /* n: ||Z_i||^2 */
    double *norm2_test;  /* m */
    double *pull;        /* p: L^-1 times the penalty's gradient at theta */
    double *penalty;     /* p: diagonal of the penalty's Hessian */
    /*
     * penalty=scaled only, else NULL: M = I - L^-1 diag(penalty) L^-T / n is
     * the Hessian once one row's share of the penalty is gone (whitened);
     * scaled_factor (p x p) its factor, scaled_norm2 (n) is Z_i' M^-1 Z_i.
     */
    double *scaled_factor;
    double *scaled_norm2;
    double *slack; /* n: 1 - weight_i Z_i' M^-1 Z_i (slack.h) */
    struct rounding rounding;
};

/*
 * The whitened row whose logit is parameter j < d itself: L^-1 times the
 * solver's coordinates of e_j. out: p.
 */
void fit_parameter_row(const struct riffle_fit *fit, size_t j, double *out);

/*
 * change (count x n) = Z u for `count` shifts u (count x p): how far they move
 * the logits of the training rows. Sparse rows go by way of theta, which takes
 * p^2 flops a shift instead of 2 n p.
 */
enum riffle_status fit_move_logits(const struct riffle_fit *fit, size_t count,
                                   const double *u, double *change,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Bytes that takes beside. */
double fit_move_bytes(const struct riffle_fit *fit);

/* Bytes of its matrices. */
double fit_bytes(const struct riffle_fit *fit);

/* x = W v: L^-1 diag(penalty) L^-T v, the penalty's Hessian, whitened. */
void fit_apply_penalty(const struct riffle_fit *fit, const double *v,
                       double *x);

#endif
