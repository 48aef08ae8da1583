/* Arnoldi influence: H^-1 v on H's largest eigenpairs, to be compared. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "attribution/solve.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

/* hessian (p x p, lower half) = X'A X + lambda n D in plain columns. */
static void fill_hessian(const struct riffle_fit *fit, double *work,
                         double *hessian)
{
    size_t p = fit->p;
    const double *scale = fit->basis->scale;
    for (size_t i = 0; i < p; i++) {
        bool scaled = scale != NULL && i < fit->basis->n_features;
        memset(work + i * p, 0, p * sizeof *work);
        add_scaled(i + 1, scaled ? 1 / scale[i] : 1, fit->factor + i * p,
                   work + i * p);
    }
    gram_rows(p, p, work, hessian);
}

/* Ascending. */
struct pairs {
    size_t p, m;
    const double *vectors, *values; /* m x p, m */
};

/* s = sum over the `rank` largest of (q.v) q / eigenvalue. */
static void project_largest(const struct pairs *pairs, size_t rank,
                            const double *v, double *s)
{
    size_t p = pairs->p, m = pairs->m;
    memset(s, 0, p * sizeof *s);
    for (size_t k = m; k-- > 0 && m - k <= rank;) {
        const double *q = pairs->vectors + k * p;
        add_scaled(p, dot(p, q, v) / pairs->values[k], q, s);
    }
}

/* --- Lanczos: the largest eigenpairs from products with H alone ----------- */

/* Take off what a vector has of `count` orthonormal ones; twice, as once leaves
   rounding behind. */
static void orthogonalise(size_t p, size_t count, const double *basis,
                          double *vector)
{
    for (size_t twice = 0; twice < 2; twice++)
        for (size_t k = 0; k < count; k++)
            add_scaled(p, -dot(p, basis + k * p, vector), basis + k * p,
                       vector);
}

/*
 * An orthonormal basis (steps x p) of v, Hv, H^2 v, ... and H on it, t (steps x
 * steps, zeroed before). Returns its dimension: the space may end early.
 */
static size_t krylov(const struct riffle_fit *fit, const double *x,
                     size_t steps, double *basis, double *t, double *work)
{
    size_t p = fit->p, m = 0;
    double *image = work + fit->n;
    double size = norm(p, basis), largest = 0;
    for (size_t j = 0; j < p; j++)
        basis[j] /= size;
    for (m = 1; m <= steps; m++) {
        double *q = basis + (m - 1) * p;
        solve_apply(fit, x, q, work, image);
        double along = dot(p, q, image);
        t[(m - 1) * steps + m - 1] = along;
        largest = fmax(largest, fabs(along));
        orthogonalise(p, m, basis, image);
        size = norm(p, image);
        if (m == steps || size <= 1e-12 * largest)
            return m;
        t[m * steps + m - 1] = size;
        for (size_t j = 0; j < p; j++)
            basis[m * p + j] = image[j] / size;
    }
    return steps;
}

/* Rows of `small` (m x steps) times the basis: vectors of the whole space. */
static void lift(size_t p, size_t m, const double *small, const double *basis,
                 double *vectors)
{
    memset(vectors, 0, m * p * sizeof *vectors);
    for (size_t k = 0; k < m; k++)
        for (size_t j = 0; j < m; j++)
            add_scaled(p, small[k * m + j], basis + j * p, vectors + k * p);
}

/* s from the Ritz pairs of a Krylov space, which is what was published. */
static enum riffle_status solve_krylov(const struct riffle_score_query *query,
                                       const double *x, const double *v,
                                       double *s, struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p, wanted = (size_t)query->settings[1];
    size_t steps = wanted < p ? wanted : p;
    struct riffle_rng rng;
    double *basis = array_new(steps, 2 * p, sizeof *basis);
    double *t = array_new(steps, steps + 1, sizeof *t);
    double *work = array_new(fit->n + p, 1, sizeof *work);
    enum riffle_status status = RIFFLE_OK;
    if (basis == NULL || t == NULL || work == NULL) {
        status = riffle_fail_memory(err, 2 * steps * p * sizeof *basis);
    } else {
        double *vectors = basis + steps * p, *values = t + steps * steps;
        riffle_rng_init(&rng, query->seed, "arnoldi");
        for (size_t j = 0; j < p; j++)
            basis[j] = riffle_rng_normal(&rng);
        size_t m = krylov(fit, x, steps, basis, t, work);
        for (size_t k = 1; k < m && m < steps; k++)
            memmove(t + k * m, t + k * steps, m * sizeof *t);
        if (eigenvectors(m, t, values)) {
            lift(p, m, t, basis, vectors);
            const struct pairs pairs = {p, m, vectors, values};
            project_largest(&pairs, (size_t)query->settings[0], v, s);
        } else {
            status = riffle_fail(err, RIFFLE_EILLCONDITIONED,
                                 "the Hessian's eigenvalues cannot be had");
        }
    }
    free(basis);
    free(t);
    free(work);
    return status;
}

/* s from H's own eigenpairs. */
static enum riffle_status solve_whole(const struct riffle_score_query *query,
                                      const double *v, double *s,
                                      struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p;
    double *hessian = array_new(2 * p + 1, p, sizeof *hessian);
    enum riffle_status status = RIFFLE_OK;
    if (hessian == NULL)
        return riffle_fail_memory(err, 2 * p * p * sizeof *hessian);
    double *eigenvalues = hessian + 2 * p * p;
    fill_hessian(fit, hessian + p * p, hessian);
    const struct pairs pairs = {p, p, hessian, eigenvalues};
    if (eigenvectors(p, hessian, eigenvalues))
        project_largest(&pairs, (size_t)query->settings[0], v, s);
    else
        status = riffle_fail(err, RIFFLE_EILLCONDITIONED,
                             "the Hessian's eigenvalues cannot be had");
    free(hessian);
    return status;
}

static enum riffle_status
compute_arnoldi(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    double *x = NULL, *v = NULL;
    enum riffle_status status = solve_begin(query, &x, &v, err);
    if (status != RIFFLE_OK)
        return status;
    double *s = v + query->fit->p;
    status = query->settings[1] > 0 ? solve_krylov(query, x, v, s, err)
                                    : solve_whole(query, v, s, err);
    if (status == RIFFLE_OK)
        status = solve_project_rows(query->fit, x, s, result->values, err);
    free(x);
    free(v);
    return status;
}

static const struct riffle_score_setting arnoldi_settings[] = {
    {.name = "rank",
     .preset = 10,
     .low = 1,
     .high = 1e6,
     .whole = true,
     .help = "largest eigenpairs of H that are kept"},
    {.name = "steps",
     .preset = 0,
     .low = 0,
     .high = 1e5,
     .whole = true,
     .help = "of the Arnoldi iteration, from a random vector; 0: H's own "
             "eigenpairs"},
    {.name = NULL},
};

const struct riffle_score score_arnoldi = {
    .name = "arnoldi",
    .title = "Arnoldi influence",
    .summary = "influence through the largest eigenpairs of H alone: an "
               "approximation of `if'",
    .formula = "sum over the largest eigenpairs of (q.v)(q.g_i) / eigenvalue",
    .sign = "positive: removal increases the measure",
    .cost = "9 p^3 flops; with steps:M 4 n p M + 4 p M^2, and 2 n p beyond",
    .caveat = "keeps the directions that count least in H^-1; all of them "
              "(rank: the number of columns) give `if'; steps:M, as published, "
              "has the pairs only as far as M steps find them",
    .source = "Schioppa et al. 2022; survey 5.1.1",
    .kind = RIFFLE_SCORE_SOLVE,
    .needs_measure = true,
    .same_unit = true,
    .settings = arnoldi_settings,
    .compute = compute_arnoldi,
};
