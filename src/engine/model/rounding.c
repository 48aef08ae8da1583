#include "model/rounding.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Operations beside a sum's own: a residual, a weight, a scaling. */
enum { EXTRA = 6 };
/* Up to here p^3 flops are not worth sparing. */
enum { SMALL = 384 };

static const double UNIT = DBL_EPSILON / 2;

/*
 * The worst case, n u, never happens: rounding errors are as good as
 * independent with mean 0, and then a sum of n products is off by less than
 * 6 sqrt(n) u but for a chance of exp(-18) (Higham and Mary 2019).
 */
double rounding_gamma(size_t n)
{
    double share = 6 * sqrt((double)n) * UNIT;
    return share < 0.5 ? share / (1 - share) : (double)INFINITY;
}

/* twice: theta itself is rounded on its way from w */
double rounding_logit(size_t d)
{
    return 2 * rounding_gamma(summing_depth(d) + EXTRA);
}

double rounding_sum(size_t n)
{
    return rounding_gamma(summing_depth(n) + EXTRA);
}

double rounding_reach(const struct basis *basis, const double *theta)
{
    double sum = 0;
    for (size_t j = 0; j < basis->d; j++) {
        bool scaled = basis->scale != NULL && j < basis->n_features;
        double w = scaled ? theta[j] / basis->scale[j] : theta[j];
        sum += w * w;
    }
    return sqrt(sum);
}

/*
 * Norms of the columns of the design (into `columns`), of L's rows (`rows`)
 * and of the whitened unit vectors (`units`; NULL: unknown), p each.
 */
struct lengths {
    double *columns, *rows, *units;
};

static enum riffle_status fill_units(const struct riffle_fit *fit,
                                     struct lengths *lengths,
                                     struct riffle_error *err)
{
    size_t p = fit->p;
    double *inverse = array_new(p, p, sizeof *inverse);
    lengths->units = array_new(p, 1, sizeof *lengths->units);
    if (inverse == NULL || lengths->units == NULL) {
        free(inverse);
        return riffle_fail_memory(err, p * p * sizeof *inverse);
    }
    for (size_t j = 0; j < p; j++)
        inverse[j * p + j] = 1;
    whiten_rows(p, p, fit->factor, inverse);
    for (size_t j = 0; j < p; j++)
        lengths->units[j] = norm(p, inverse + j * p);
    free(inverse);
    return RIFFLE_OK;
}

static void lengths_release(struct lengths *lengths)
{
    free(lengths->columns);
    free(lengths->rows);
    free(lengths->units);
}

static enum riffle_status lengths_init(const struct riffle_fit *fit,
                                       struct lengths *lengths,
                                       struct riffle_error *err)
{
    size_t p = fit->p;
    lengths->columns = array_new(p, 1, sizeof(double));
    lengths->rows = array_new(p, 1, sizeof(double));
    if (lengths->columns == NULL || lengths->rows == NULL)
        return riffle_fail_memory(err, 2 * p * sizeof(double));
    for (size_t i = 0; i < fit->n; i++)
        for (size_t j = 0; j < p; j++) {
            double x = fit->z[i * p + j];
            lengths->columns[j] += x * x;
        }
    for (size_t j = 0; j < p; j++) {
        lengths->columns[j] = sqrt(lengths->columns[j]);
        lengths->rows[j] = norm(j + 1, fit->factor + j * p);
    }
    bool free_rein = fit->summary.lambda == 0;
    if (p > SMALL && !free_rein)
        return RIFFLE_OK;
    return fill_units(fit, lengths, err);
}

/*
 * ||L^-1 e|| for |e_j| <= length_j, by the smaller of two ways: column by
 * column of L^-1; or M is at least the penalty on the penalised columns, and
 * the free intercept, the last column, is 1 over the last pivot.
 */
static double whitened(const struct riffle_fit *fit,
                       const struct lengths *lengths, const double *length)
{
    size_t p = fit->p;
    double apart = lengths->units != NULL ? 0 : (double)INFINITY;
    double square = 0, unheld = 0;
    for (size_t j = 0; j < p; j++) {
        if (lengths->units != NULL)
            apart += length[j] * lengths->units[j];
        if (fit->penalty[j] > 0)
            square += length[j] / fit->penalty[j] * length[j];
        else
            unheld += length[j];
    }
    if (fit->summary.lambda > 0)
        return fmin(apart, sqrt(square) + unheld / fit->factor[p * p - 1]);
    return apart;
}

/*
 * Rotating multiplies by orthonormal rows, each entry a sum of n or d
 * products; the rotation itself is off by gamma(d n) of each row's length.
 */
static void fill_rotation(struct riffle_fit *fit)
{
    struct rounding *rounding = &fit->rounding;
    size_t n = fit->n, d = fit->summary.d;
    rounding->map = 2 * UNIT;
    rounding->turn = 0;
    rounding->rotate = 0;
    if (fit->basis->rotation == NULL)
        return;
    double strength = fit->summary.lambda * (double)n;
    double stretch = rounding->norm / sqrt(strength);
    rounding->map = rounding_gamma(n + d) * sqrt((double)n);
    rounding->turn = rounding_gamma(n * d) * stretch;
    rounding->rotate = rounding_gamma(summing_depth(d)) * sqrt((double)n);
    rounding->solve += rounding->map * stretch;
}

static void fill_constants(struct riffle_fit *fit,
                           const struct lengths *lengths, double moved)
{
    struct rounding *rounding = &fit->rounding;
    size_t n = fit->n, p = fit->p;
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        rounding->size[i] = norm(p, fit->z + i * p);
        largest = fmax(largest, rounding->size[i]);
    }
    rounding->logit = rounding_logit(fit->summary.d);
    rounding->sum = rounding_sum(n);
    rounding->columns = whitened(fit, lengths, lengths->columns);
    rounding->factor = whitened(fit, lengths, lengths->rows);
    rounding->norm = norm(p, lengths->rows);
    rounding->solve = rounding_gamma(p) * rounding->factor;
    fill_rotation(fit);
    double spread = rounding->factor * rounding->factor;
    rounding->hessian = rounding_gamma(n + p + EXTRA) * spread +
                        2 * rounding->turn + moved +
                        2 * rounding_gamma(p + EXTRA) * largest *
                            rounding_reach(fit->basis, fit->theta);
}

enum riffle_status rounding_init(struct riffle_fit *fit, double moved,
                                 struct riffle_error *err)
{
    struct lengths lengths = {0};
    fit->rounding.size = array_new(fit->n, 1, sizeof(double));
    fit->rounding.size_test = array_new(fit->m, 1, sizeof(double));
    enum riffle_status status = lengths_init(fit, &lengths, err);
    if (status == RIFFLE_OK &&
        (fit->rounding.size == NULL || fit->rounding.size_test == NULL))
        status = riffle_fail_memory(err, (fit->n + fit->m) * sizeof(double));
    if (status == RIFFLE_OK)
        fill_constants(fit, &lengths, moved);
    lengths_release(&lengths);
    return status;
}

void rounding_test(struct riffle_fit *fit)
{
    for (size_t i = 0; i < fit->m; i++)
        fit->rounding.size_test[i] = norm(fit->p, fit->z_test + i * fit->p);
}

void rounding_release(struct rounding *rounding)
{
    free(rounding->size_test);
    free(rounding->size);
    *rounding = (struct rounding){0};
}

/* ||penalty theta||, in the norm of the inverse of the penalty itself. */
static double pull(const struct riffle_fit *fit, const struct gradient_at *at)
{
    bool all = fit->summary.intercept == RIFFLE_INTERCEPT_PENALIZED;
    size_t d = all ? fit->summary.d : fit->data->n_features;
    double strength = fit->summary.lambda * (double)fit->n * at->share;
    return sqrt(strength) * norm(d, at->theta);
}

struct gradient_error rounding_gradient(const struct riffle_fit *fit,
                                        const struct gradient_at *at)
{
    const struct rounding *rounding = &fit->rounding;
    double reach = rounding_reach(fit->basis, at->theta);
    double moved = 0, residual = 0;
    for (size_t i = 0; i < fit->n; i++) {
        double length = rounding->size[i] * at->weight[i];
        moved += rounding->size[i] * length;
        residual += at->residual[i] * at->residual[i];
    }
    double strength = fit->summary.lambda * (double)fit->n * at->share;
    double turned = 0;
    if (fit->basis->rotation != NULL)
        turned =
            rounding_gamma(fit->n * fit->summary.d) * at->size / sqrt(strength);
    return (struct gradient_error){
        .logits = rounding->logit * reach * sqrt(moved) +
                  rounding_gamma(EXTRA) * pull(fit, at) + turned,
        .sums = rounding->sum * sqrt(residual) * rounding->columns,
    };
}
