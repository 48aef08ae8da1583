#include "model/basis.h"

#include "base/memory.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the basis without the intercept. */
static size_t rank_of(const struct basis *basis)
{
    return basis->p - (basis->intercept ? 1 : 0);
}

/* Power of two that brings the largest entry of a column into [1, 2). */
static void measure_scale(const struct riffle_rows *rows, size_t n_features,
                          double *scale)
{
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < n_features; j++) {
            double size = fabs(rows->x[i * n_features + j]);
            scale[j] = size > scale[j] ? size : scale[j];
        }
    for (size_t j = 0; j < n_features; j++) {
        int exponent = scale[j] > 0 ? ilogb(scale[j]) : 0;
        /* Its square, too, has to stay finite: it scales the penalty. */
        exponent = exponent < -480 ? -480 : exponent;
        scale[j] = ldexp(1, -exponent);
    }
}

static void append_intercept(const struct basis *basis, size_t n,
                             const double *narrow, double *out)
{
    size_t rank = rank_of(basis);
    for (size_t i = 0; i < n; i++) {
        memcpy(out + i * basis->p, narrow + i * rank, rank * sizeof *out);
        out[i * basis->p + rank] = 1;
    }
}

static void scale_rows(const struct basis *basis, size_t n, const double *x,
                       double *out)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < basis->n_features; j++)
            out[i * basis->p + j] =
                x[i * basis->n_features + j] * basis->scale[j];
        if (basis->intercept)
            out[i * basis->p + basis->n_features] = 1;
    }
}

/* `narrow` (n x rank) as solver rows; takes it. NULL when out of memory. */
static double *widen(const struct basis *basis, size_t n, double *narrow)
{
    if (!basis->intercept || narrow == NULL)
        return narrow;
    double *out = array_new(n, basis->p, sizeof *out);
    if (out != NULL)
        append_intercept(basis, n, narrow, out);
    free(narrow);
    return out;
}

static double *rotate_training_rows(struct basis *basis,
                                    const struct riffle_dataset *data)
{
    size_t n = data->train.n, d = basis->n_features;
    basis->rotation = array_new(n, d, sizeof(double));
    double *narrow = array_new(n, n, sizeof *narrow);
    if (basis->rotation == NULL || narrow == NULL) {
        free(narrow);
        return NULL;
    }
    if (!row_basis(n, d, data->train.x, basis->rotation, narrow)) {
        free(narrow);
        return NULL;
    }
    return widen(basis, n, narrow);
}

static double *scale_training_rows(struct basis *basis,
                                   const struct riffle_dataset *data)
{
    basis->scale = array_new(basis->n_features, 1, sizeof(double));
    double *design = array_new(data->train.n, basis->p, sizeof *design);
    if (basis->scale == NULL || design == NULL) {
        free(design);
        return NULL;
    }
    measure_scale(&data->train, basis->n_features, basis->scale);
    scale_rows(basis, data->train.n, data->train.x, design);
    return design;
}

bool basis_rotates(const struct riffle_dataset *data, double lambda)
{
    /* n d^2; rows over which a rotation is dearer than more columns are; the
       condition, ||x||^2 / (4 lambda), that may come of those */
    static const double large = 1e9, few = 1.5, harmless = 1e7;
    const struct riffle_rows *train = &data->train;
    double n = (double)train->n, d = (double)data->n_features;
    if (d <= n || d > few * n || n * d * d < large)
        return d > n;
    double size = norm(train->n * data->n_features, train->x);
    return !(size * size / n <= 4 * harmless * lambda);
}

size_t basis_columns(const struct riffle_dataset *data, double lambda,
                     bool intercept)
{
    size_t rank =
        basis_rotates(data, lambda) ? data->train.n : data->n_features;
    return rank + (intercept ? 1 : 0);
}

// NOLINTNEXTLINE(readability-function-size): what it is of, and two outs
enum riffle_status basis_new(const struct riffle_dataset *data, double lambda,
                             bool intercept, struct basis **basis,
                             double **design, struct riffle_error *err)
{
    size_t n = data->train.n;
    struct basis *made = calloc(1, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, sizeof *made);
    bool rotate = basis_rotates(data, lambda);
    made->n_features = data->n_features;
    made->intercept = intercept;
    made->d = data->n_features + (intercept ? 1 : 0);
    made->p = basis_columns(data, lambda, intercept);
    double *rows = rotate ? rotate_training_rows(made, data)
                          : scale_training_rows(made, data);
    if (rows == NULL) {
        size_t bytes = n * made->p * sizeof(double);
        basis_free(made);
        return riffle_fail_memory(err, bytes);
    }
    *basis = made;
    *design = rows;
    return RIFFLE_OK;
}

void basis_free(struct basis *basis)
{
    if (basis == NULL)
        return;
    free(basis->scale);
    free(basis->rotation);
    free(basis);
}

/* Rows rotated at a time. */
enum { CHUNK = 64 };

static double *rotate_rows(const struct basis *basis, size_t n, const double *x)
{
    size_t rank = rank_of(basis);
    double *narrow = array_new(n, rank, sizeof *narrow);
    if (narrow == NULL)
        return NULL;
    double *work = array_new((size_t)3 * CHUNK, SUM_STRIP, sizeof *work);
    for (size_t i = 0; work != NULL && i < n; i += CHUNK)
        multiply_rows_in_blocks(n - i < CHUNK ? n - i : CHUNK, rank,
                                basis->n_features, x + i * basis->n_features,
                                basis->rotation, work, narrow + i * rank);
    if (work == NULL) {
        free(narrow);
        return NULL;
    }
    free(work);
    return widen(basis, n, narrow);
}

enum riffle_status basis_rows(const struct basis *basis, size_t n,
                              const double *x, double **out,
                              struct riffle_error *err)
{
    double *rows = NULL;
    if (basis->rotation != NULL) {
        rows = rotate_rows(basis, n, x);
    } else {
        rows = array_new(n, basis->p, sizeof *rows);
        if (rows != NULL)
            scale_rows(basis, n, x, rows);
    }
    if (rows == NULL)
        return riffle_fail_memory(err, n * basis->p * sizeof(double));
    *out = rows;
    return RIFFLE_OK;
}

/* Rows of `from` apart columns become rows of `to` apart, `columns` each. */
static void restride(size_t count, size_t columns, const double *in,
                     size_t from, double *out, size_t to)
{
    for (size_t i = 0; i < count; i++)
        memmove(out + i * to, in + i * from, columns * sizeof *out);
}

void basis_theta(const struct basis *basis, size_t count, const double *w,
                 double *scratch, double *theta)
{
    size_t rank = rank_of(basis), features = basis->n_features;
    if (basis->rotation != NULL) {
        restride(count, rank, w, basis->p, scratch, rank);
        multiply_matrix(count, features, rank, scratch, basis->rotation, theta);
        for (size_t i = count; i-- > 0;) /* from the end: rows grow apart */
            restride(1, features, theta + i * features, features,
                     theta + i * basis->d, basis->d);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; basis->scale != NULL && j < rank; j++)
            theta[i * basis->d + j] = w[i * basis->p + j] * basis->scale[j];
        if (basis->intercept)
            theta[i * basis->d + features] = w[i * basis->p + rank];
    }
}

void basis_gradient(const struct basis *basis, size_t count,
                    const double *gradient, double *scratch, double *out)
{
    size_t rank = rank_of(basis), features = basis->n_features;
    if (basis->rotation != NULL) {
        restride(count, features, gradient, basis->d, scratch, features);
        multiply_rows(count, rank, features, scratch, basis->rotation, out);
        for (size_t i = count; i-- > 0;)
            restride(1, rank, out + i * rank, rank, out + i * basis->p,
                     basis->p);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; basis->scale != NULL && j < rank; j++)
            out[i * basis->p + j] =
                gradient[i * basis->d + j] * basis->scale[j];
        if (basis->intercept)
            out[i * basis->p + rank] = gradient[i * basis->d + features];
    }
}

void basis_parameters(const struct basis *basis, const double *theta, double *w)
{
    size_t rank = rank_of(basis), features = basis->n_features;
    if (basis->rotation != NULL)
        multiply(rank, features, basis->rotation, theta, w);
    for (size_t j = 0; basis->scale != NULL && j < rank; j++)
        w[j] = theta[j] / basis->scale[j];
    if (basis->intercept)
        w[rank] = theta[features];
}

void basis_parameter(const struct basis *basis, size_t j, double *out)
{
    size_t rank = rank_of(basis);
    memset(out, 0, basis->p * sizeof *out);
    if (j == basis->n_features)
        out[rank] = 1;
    else if (basis->scale != NULL)
        out[j] = basis->scale[j];
    else
        for (size_t i = 0; i < rank; i++)
            out[i] = basis->rotation[i * basis->n_features + j];
}
