/* A removal set grown row by row, each time by the one that does most. */
#ifndef INVESTIGATION_GREEDY_H
#define INVESTIGATION_GREEDY_H

#include "riffle/status.h"

#include "model/fit.h"

/*
 * With P = I - Z_T' A_T Z_T the whitened Hessian without T, and u = P^-1 Z_T'
 * r_T its Newton step, removing row i as well makes
 *
 *   v.u_{T+i} = v.u + (Z_i'P^-1 v) (r_i + a_i Z_i.u) / (1 - a_i Z_i'P^-1 Z_i)
 *
 * (Sherman and Morrison; mathematics 2.2): the row's residual and leverage as
 * they are without T. The three numbers are kept for every row, and each new
 * row j changes them by multiples of Z P^-1 Z_j alone: one product with Z. The
 * pivots 1 - a_j Z_j'P^-1 Z_j are those of the factor of S = I - A^1/2 Z_T
 * Z_T' A^1/2, which thus grows by a row at a time.
 *
 * Under penalty=scaled T's share of the penalty's gradient is in u; that of
 * its Hessian, a fraction k / n of the penalty, is left out: no row at a time
 * form has it. Then the sums are close to one Newton step, not equal.
 */
struct greedy {
    const struct riffle_fit *fit; /* borrowed */
    size_t k, capacity;
    size_t *rows;     /* k, in the order taken */
    double *effects;  /* k: v.u once so many are taken */
    double *solved;   /* k x p: P^-1 Z_j as row j was taken */
    double *share;    /* k: a_j / pivot */
    double *toward;   /* n: Z_i' P^-1 v; 0 for rows that are taken */
    double *moved;    /* n: Z_i . u */
    double *norm2;    /* n: Z_i' P^-1 Z_i */
    double *pulled;   /* n: Z_i' P^-1 q, q a row's share of the penalty; or
                         NULL */
    double base;      /* v' P^-1 q */
    double *products; /* n */
    bool *taken;      /* n */
};

/*
 * gradient  p: v, copied
 * capacity  rows at the most, below n
 * Cost: 2 n p flops; memory 8 (k p + 5 n) bytes. Fails with RIFFLE_ENOMEM.
 */
enum riffle_status greedy_init(struct greedy *greedy,
                               const struct riffle_fit *fit,
                               const double *gradient, size_t capacity,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
void greedy_release(struct greedy *greedy);

/*
 * Take the row that changes v.u most in the direction of `sign` (1 or -1).
 * False when no row changes it that way, or there is no room. Cost: 2 n p + 4
 * k p flops.
 */
bool greedy_step(struct greedy *greedy, double sign);

#endif
