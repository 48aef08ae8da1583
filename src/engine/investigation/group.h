/* Rows that are removed together, and what their removal needs to know. */
#ifndef INVESTIGATION_GROUP_H
#define INVESTIGATION_GROUP_H

#include "riffle/interact.h"

#include "model/fit.h"

/*
 * M is what is left of the whitened Hessian once `gone` rows' share of the
 * penalty is: I under penalty=fixed, I - gone W / n under penalty=scaled. The
 * removal of T then is, with q = gone pull / n, G = Z_T M^-1 Z_T' and
 * r' = r + A Z_T M^-1 q (Woodbury; mathematics 2.2),
 *
 *   v.u = v'M^-1 q + t'c,  t = Z_T M^-1 v,  c = (I - A G)^-1 r'
 */
struct group {
    const struct riffle_fit *fit;
    size_t k;
    const size_t *rows; /* borrowed; NULL: all, in order */
    bool own;           /* each row's own loss: v = Z_T' r_T, T as it may be */
    const double *z;    /* k x p: z z' = G */
    double *own_z;      /* unless these are the fit's */
    double *norm2;      /* k: diagonal of G */
    double *residual;   /* k: r */
    double *weight;     /* k */
    double *pulled;     /* k: Z_T M^-1 q */
    double *toward;     /* k: t; unused when own */
    double base;        /* v'M^-1 q; unused when own */
};

/*
 * gradient  p: v; NULL: each row's own loss
 * Fails with RIFFLE_EILLCONDITIONED when M is not positive definite,
 * RIFFLE_ENOMEM. Cost: 4 k p flops, and k p^2 + 2 p^3 under penalty=scaled.
 */
struct group_rows {
    const size_t *rows; /* NULL: all */
    size_t k;
    size_t gone;
};
enum riffle_status group_init(struct group *group, const struct riffle_fit *fit,
                              struct group_rows rows, const double *gradient,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
void group_release(struct group *group);

/* Training row of member t. */
size_t group_row(const struct group *group, size_t t);

/*
 * Members s and t of a group of gone = 2 as a pair whose product is g; `alone`
 * has the RIF of every training row.
 */
void group_pair(const struct group *group, size_t s, size_t t, double g,
                const double *alone, struct riffle_pair *pair);

/* v.u of the whole group, given G (k x k, lower half), c: out, k. */
enum riffle_status group_newton(const struct group *group, const double *gram,
                                double *effect,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/* v.u of the group without each one of its members: effects, k. */
enum riffle_status group_without(const struct group *group, const double *gram,
                                 double *effects,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
