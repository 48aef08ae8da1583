#include "attribution/downdate.h"

#include "base/memory.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_dense(const struct downdate *down)
{
    return down->k >= down->fit->p;
}

static size_t order_of(const struct downdate *down)
{
    return is_dense(down) ? down->fit->p : down->k;
}

/* Root of what row t weighs in P. */
static double root_of(const struct downdate *down, size_t t)
{
    if (down->weight != NULL)
        return sqrt(down->weight[t]);
    return sqrt(down->fit->train.weight[down->rows[t]]);
}

/* Z_T times the square roots of its weights, k x p; NULL without memory. */
static double *gather(const struct downdate *down)
{
    size_t p = down->fit->p;
    double *rows = array_new(down->k, p, sizeof *rows);
    for (size_t t = 0; rows != NULL && t < down->k; t++) {
        double root = root_of(down, t);
        const double *z = down->fit->z + down->rows[t] * p;
        for (size_t j = 0; j < p; j++)
            rows[t * p + j] = root * z[j];
    }
    return rows;
}

/* Lower half of I minus the Gram matrix that is the smaller one. */
static void fill_factor(struct downdate *down, const double *rows)
{
    size_t order = order_of(down), p = down->fit->p;
    if (is_dense(down)) {
        add_gram_columns(down->k, p, -1, rows, down->factor);
    } else {
        gram_rows(down->k, p, rows, down->factor);
        for (size_t i = 0; i < order * order; i++)
            down->factor[i] = -down->factor[i];
    }
    for (size_t i = 0; i < order; i++)
        down->factor[i * order + i] += 1;
}

static enum riffle_status fill(struct downdate *down, struct riffle_error *err)
{
    size_t order = order_of(down), size = sizeof(double);
    double *rows = gather(down);
    down->factor = array_new(order, order, size);
    down->work = array_new(down->k, 1, size);
    bool ok = rows != NULL && down->factor != NULL && down->work != NULL;
    if (ok)
        fill_factor(down, rows);
    free(rows);
    if (ok)
        return RIFFLE_OK;
    return riffle_fail_memory(err,
                              (down->k * down->fit->p + order * order) * size);
}

/* The floor of S, while S is still there, by the factor of a copy. */
static enum riffle_status find_floor(struct downdate *down,
                                     struct riffle_error *err)
{
    size_t order = order_of(down), size = order * order * sizeof(double);
    double *copy = array_new(order + 1, order, sizeof *copy);
    if (copy == NULL)
        return riffle_fail_memory(err, size);
    memcpy(copy, down->factor, size);
    down->floor = 0;
    if (factorise(order, copy)) {
        double floor =
            eigenvalue_floor(order, down->factor, copy, copy + order * order);
        down->floor = floor < 1 ? floor : 1;
    }
    free(copy);
    return RIFFLE_OK;
}

double downdate_least(const struct downdate *down)
{
    size_t order = order_of(down);
    double least = INFINITY;
    for (size_t j = 0; j < order; j++)
        least = fmin(least, down->factor[j * order + j]);
    return least * least;
}

/*
 * A pivot within rounding of 0: without a penalty to say otherwise a direction
 * is gone.
 */
static bool is_singular(const struct downdate *down)
{
    const struct riffle_fit *fit = down->fit;
    double noise =
        fit->rounding.hessian + rounding_gamma(fit->p + 10 * down->k);
    return fit->summary.lambda == 0 && downdate_least(down) <= noise;
}

static enum riffle_status fail_singular(const struct downdate *down,
                                        struct riffle_error *err)
{
    if (down->fit->summary.lambda > 0)
        return riffle_fail(err, RIFFLE_EILLCONDITIONED,
                           "the Hessian without these rows is not positive "
                           "definite in double precision");
    return riffle_fail(err, RIFFLE_EUNIDENTIFIABLE,
                       "without these rows and without a penalty the optimum "
                       "is not unique");
}

enum riffle_status downdate_fill(struct downdate *down, bool want_floor,
                                 struct riffle_error *err)
{
    down->floor = down->k == 0 ? 1 : (double)NAN;
    if (down->k == 0)
        return RIFFLE_OK;
    enum riffle_status status = fill(down, err);
    if (status == RIFFLE_OK && want_floor)
        status = find_floor(down, err);
    if (status == RIFFLE_OK &&
        (!factorise(order_of(down), down->factor) || is_singular(down)))
        status = fail_singular(down, err);
    if (status != RIFFLE_OK)
        downdate_release(down);
    return status;
}

enum riffle_status downdate_init(struct downdate *down,
                                 const struct riffle_fit *fit,
                                 const struct riffle_removal *removal,
                                 bool want_floor, struct riffle_error *err)
{
    *down =
        (struct downdate){.fit = fit, .k = removal->k, .rows = removal->rows};
    return downdate_fill(down, want_floor, err);
}

void downdate_release(struct downdate *down)
{
    free(down->factor);
    free(down->work);
    *down = (struct downdate){0};
}

/* work = A_T^1/2 Z_T x, reading Z where it stands. */
static void project(const struct downdate *down, const double *x)
{
    const struct riffle_fit *fit = down->fit;
    for (size_t t = 0; t < down->k; t++) {
        size_t i = down->rows[t];
        down->work[t] = root_of(down, t) * dot(fit->p, fit->z + i * fit->p, x);
    }
}

/* out += sign Z_T' A_T^1/2 work */
static void spread(const struct downdate *down, double sign, double *out)
{
    const struct riffle_fit *fit = down->fit;
    for (size_t t = 0; t < down->k; t++) {
        size_t i = down->rows[t];
        double size = sign * root_of(down, t) * down->work[t];
        add_scaled(fit->p, size, fit->z + i * fit->p, out);
    }
}

void downdate_solve(const struct downdate *down, double *x)
{
    size_t order = down->k > 0 ? order_of(down) : 0;
    if (order == 0)
        return;
    if (is_dense(down)) {
        solve_lower(order, down->factor, x);
        solve_lower_transposed(order, down->factor, x);
        return;
    }
    project(down, x);
    solve_lower(order, down->factor, down->work);
    solve_lower_transposed(order, down->factor, down->work);
    spread(down, 1, x);
}

void downdate_solve_single(const struct downdate *down, const float *z,
                           float *room, double *x)
{
    size_t p = down->fit->p;
    float *narrow = room, *image = room + p;
    if (down->k == 0 || is_dense(down)) {
        downdate_solve(down, x);
        return;
    }
    for (size_t j = 0; j < p; j++) {
        narrow[j] = (float)x[j];
        image[j] = 0;
    }
    for (size_t t = 0; t < down->k; t++)
        down->work[t] = root_of(down, t) *
                        (double)dot_single(p, z + down->rows[t] * p, narrow);
    solve_lower(down->k, down->factor, down->work);
    solve_lower_transposed(down->k, down->factor, down->work);
    for (size_t t = 0; t < down->k; t++)
        add_scaled_single(p, (float)(root_of(down, t) * down->work[t]),
                          z + down->rows[t] * p, image);
    for (size_t j = 0; j < p; j++)
        x[j] += (double)image[j];
}

void downdate_subtract(const struct downdate *down, const double *x,
                       double *out)
{
    project(down, x);
    spread(down, -1, out);
}

/*
 * `count` rows of Z from `first` on, so mapped that their norms are those in
 * P^-1, apart from the norm of Z itself when k < p. rows: k x p.
 */
static void map_rows(const struct downdate *down, const double *rows,
                     size_t first, size_t count, double *mapped)
{
    size_t p = down->fit->p;
    const double *z = down->fit->z + first * p;
    if (is_dense(down)) {
        memcpy(mapped, z, count * p * sizeof *mapped);
        whiten_rows(count, p, down->factor, mapped);
    } else {
        multiply_rows(count, down->k, p, z, rows, mapped);
        whiten_rows(count, down->k, down->factor, mapped);
    }
}

/* The longest of `count` marked rows from `first` on, given their maps. */
static double longest_of(const struct downdate *down, const double *mapped,
                         size_t first, size_t count, const bool *marked)
{
    size_t width = down->k > 0 ? order_of(down) : 0;
    bool apart = width == 0 || !is_dense(down);
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        const double *row = mapped + i * width;
        double length = apart ? down->fit->norm2[first + i] : 0;
        length += width > 0 ? dot(width, row, row) : 0;
        if (marked[first + i])
            largest = fmax(largest, length);
    }
    return largest;
}

enum riffle_status downdate_longest(const struct downdate *down,
                                    const bool *marked, double *longest,
                                    struct riffle_error *err)
{
    enum { CHUNK = 256 };
    const struct riffle_fit *fit = down->fit;
    size_t width = down->k > 0 ? order_of(down) : 0;
    double *rows = gather(down);
    double *mapped = array_new(CHUNK, width, sizeof *mapped);
    double largest = 0;
    bool ok = rows != NULL && mapped != NULL;
    for (size_t first = 0; ok && first < fit->n; first += CHUNK) {
        size_t count = fit->n - first < CHUNK ? fit->n - first : CHUNK;
        if (width > 0)
            map_rows(down, rows, first, count, mapped);
        largest = fmax(largest, longest_of(down, mapped, first, count, marked));
    }
    free(rows);
    free(mapped);
    if (!ok)
        return riffle_fail_memory(err, (down->k * fit->p + CHUNK * width) *
                                           sizeof *rows);
    *longest = largest;
    return RIFFLE_OK;
}
