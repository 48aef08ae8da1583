/*
 * Estimates by Gaussian elimination on the full d x d Hessian, straight from
 * the formulas: no BLAS, no whitening, nothing shared with the engine.
 */
#ifndef SUPPORT_DENSE_H
#define SUPPORT_DENSE_H

#include "riffle/fit.h"
#include "riffle/removal.h"

#include "support/fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static inline double dense_x(const struct riffle_fit *fit, size_t i, size_t j)
{
    const struct riffle_dataset *data = riffle_fit_data(fit);
    return j < data->n_features ? data->train.x[i * data->n_features + j] : 1;
}

static inline double dense_penalty(const struct riffle_fit *fit, size_t j)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    bool intercept = j == riffle_fit_data(fit)->n_features;
    if (intercept && summary->intercept == RIFFLE_INTERCEPT_FREE)
        return 0;
    return summary->lambda * (double)summary->n;
}

/* Solve A x = b in place of b, with partial pivoting. */
static inline void dense_solve(size_t d, double *a, double *b)
{
    for (size_t c = 0; c < d; c++) {
        size_t best = c;
        for (size_t r = c + 1; r < d; r++)
            if (fabs(a[r * d + c]) > fabs(a[best * d + c]))
                best = r;
        for (size_t j = 0; j < d; j++) {
            double swap = a[c * d + j];
            a[c * d + j] = a[best * d + j];
            a[best * d + j] = swap;
        }
        double swap = b[c];
        b[c] = b[best];
        b[best] = swap;
        for (size_t r = c + 1; r < d; r++) {
            double f = a[r * d + c] / a[c * d + c];
            for (size_t j = c; j < d; j++)
                a[r * d + j] -= f * a[c * d + j];
            b[r] -= f * b[c];
        }
    }
    for (size_t r = d; r-- > 0;) {
        for (size_t j = r + 1; j < d; j++)
            b[r] -= a[r * d + j] * b[j];
        b[r] /= a[r * d + r];
    }
}

/* a += factor * sum over the given rows (NULL: all) of weight x x'. */
static inline void dense_add_rows(const struct riffle_fit *fit,
                                  const struct riffle_removal *rows,
                                  double factor, double *a)
{
    size_t d = riffle_fit_summary(fit)->d;
    size_t count = rows != NULL ? rows->k : riffle_fit_summary(fit)->n;
    for (size_t t = 0; t < count; t++) {
        size_t i = rows != NULL ? rows->rows[t] : t;
        double weight = factor * riffle_fit_train(fit)->weight[i];
        for (size_t r = 0; r < d; r++)
            for (size_t c = 0; c < d; c++)
                a[r * d + c] +=
                    weight * dense_x(fit, i, r) * dense_x(fit, i, c);
    }
}

/* Gradient that goes with T, T's share of the penalty included. */
static inline void dense_gradient(const struct riffle_fit *fit,
                                  const struct riffle_removal *removal,
                                  double share, double *g)
{
    size_t d = riffle_fit_summary(fit)->d;
    for (size_t j = 0; j < d; j++) {
        g[j] = (1 - share) * dense_penalty(fit, j) * riffle_fit_theta(fit)[j];
        for (size_t t = 0; t < removal->k; t++)
            g[j] += riffle_fit_train(fit)->residual[removal->rows[t]] *
                    dense_x(fit, removal->rows[t], j);
    }
}

static inline double dense_share(const struct riffle_fit *fit, size_t k)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    if (summary->penalty == RIFFLE_PENALTY_FIXED)
        return 1;
    return (double)(summary->n - k) / (double)summary->n;
}

/* shift = (H - factor H_T - (1 - kept) penalty)^-1 gradient */
static inline void dense_shift(const struct riffle_fit *fit,
                               const struct riffle_removal *removal,
                               double factor, double kept, double *shift)
{
    size_t d = riffle_fit_summary(fit)->d;
    double *a = calloc(d * d, sizeof *a);
    dense_add_rows(fit, NULL, 1, a);
    dense_add_rows(fit, removal, -factor, a);
    for (size_t j = 0; j < d; j++)
        a[j * d + j] += kept * dense_penalty(fit, j);
    dense_gradient(fit, removal, dense_share(fit, removal->k), shift);
    dense_solve(d, a, shift);
    free(a);
}

static inline void dense_influence(const struct riffle_fit *fit,
                                   const struct riffle_removal *removal,
                                   double *shift)
{
    dense_shift(fit, removal, 0, 1, shift);
}

static inline void dense_newton_step(const struct riffle_fit *fit,
                                     const struct riffle_removal *removal,
                                     double *shift)
{
    dense_shift(fit, removal, 1, dense_share(fit, removal->k), shift);
}

/* The data without the removed rows; freed with riffle_dataset_free. */
static inline struct riffle_dataset *
dense_without(const struct riffle_dataset *data,
              const struct riffle_removal *removal)
{
    size_t d = data->n_features, t = 0, kept = 0;
    struct riffle_dataset *less =
        fixture_zeros(data->train.n - removal->k, 0, d);
    for (size_t i = 0; i < data->train.n; i++) {
        if (t < removal->k && removal->rows[t] == i) {
            t++;
            continue;
        }
        memcpy(less->train.x + kept * d, data->train.x + i * d,
               d * sizeof(double));
        less->train.y[kept++] = data->train.y[i];
    }
    return less;
}

#endif
