/* LiSSA and Arnoldi: H^-1 v in ways that need no factor, to be compared. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/plain.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

enum { POWER_STEPS = 100 };

/* values_i = g_i.s, s a plain vector; (lambda D theta).s when scaled. */
static enum riffle_status project_rows(const struct riffle_fit *fit,
                                       const double *x, const double *s,
                                       double *values, struct riffle_error *err)
{
    size_t n = fit->n, p = fit->p;
    double *theta = array_new(p, 1, sizeof *theta);
    if (theta == NULL)
        return riffle_fail_memory(err, p * sizeof *theta);
    plain_theta(fit, theta);
    double base = 0;
    for (size_t j = 0; j < p; j++)
        base += plain_penalty(fit, j) * theta[j] * s[j];
    free(theta);
    if (fit->summary.penalty == RIFFLE_PENALTY_FIXED)
        base = 0;
    multiply(n, p, x, s, values);
    for (size_t i = 0; i < n; i++)
        values[i] = fit->train.residual[i] * values[i] + base;
    return RIFFLE_OK;
}

/* out = H s from the rows; work: n. */
static void apply(const struct riffle_fit *fit, const double *x,
                  const double *s, double *work, double *out)
{
    multiply(fit->n, fit->p, x, s, work);
    for (size_t i = 0; i < fit->n; i++)
        work[i] *= fit->train.weight[i];
    multiply_transposed(fit->n, fit->p, x, work, out);
    for (size_t j = 0; j < fit->p; j++)
        out[j] += plain_penalty(fit, j) * (double)fit->n * s[j];
}

static double largest(const struct riffle_fit *fit, const double *x, double *v,
                      double *work, double *image)
{
    double size = 1;
    for (size_t j = 0; j < fit->p; j++)
        v[j] = 1 / sqrt((double)fit->p);
    for (size_t k = 0; k < POWER_STEPS; k++) {
        apply(fit, x, v, work, image);
        size = norm(fit->p, image);
        for (size_t j = 0; j < fit->p; j++)
            v[j] = image[j] / size;
    }
    return size;
}

/*
 * s = v / c + (I - H / c) s, c = scale times the largest eigenvalue.
 * room: 2 p + n, s: p
 */
static enum riffle_status iterate(const struct riffle_score_query *query,
                                  const double *x, const double *v,
                                  double *room, double *s,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p, steps = (size_t)query->settings[0];
    double *image = room, *work = room + 2 * p;
    double c = query->settings[1] * largest(fit, x, room + p, work, image);
    memset(s, 0, p * sizeof *s);
    for (size_t t = 0; t < steps; t++) {
        apply(fit, x, s, work, image);
        for (size_t j = 0; j < p; j++)
            s[j] += (v[j] - image[j]) / c;
        if (t % 64 == 0 &&
            !riffle_progress_step(query->progress, "LiSSA", t, steps))
            return riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    /* what is left is (I - H / c)^steps v, no longer than v if it converges */
    double rest = 0;
    apply(fit, x, s, work, image);
    for (size_t j = 0; j < p; j++)
        rest += (v[j] - image[j]) * (v[j] - image[j]);
    if (isfinite(rest) && sqrt(rest) <= 2 * norm(p, v))
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ENOTCONVERGED, "LiSSA diverges with scale:%g",
                query->settings[1]);
    riffle_hint(err, "it converges above 0.5: with=scale:1.1");
    return RIFFLE_ENOTCONVERGED;
}

static enum riffle_status compute_lissa(const struct riffle_score_query *query,
                                        struct riffle_score_result *result,
                                        struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t n = fit->n, p = fit->p;
    const double *gradient = NULL;
    double *x = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = plain_rows(fit, &x, err);
    if (status != RIFFLE_OK)
        return status;
    double *v = array_new(n + 4 * p, 1, sizeof *v);
    if (v == NULL) {
        free(x);
        return riffle_fail_memory(err, (n + 4 * p) * sizeof *v);
    }
    memcpy(v, gradient, p * sizeof *v);
    plain_gradient(fit, v);
    status = iterate(query, x, v, v + 2 * p, v + p, err);
    if (status == RIFFLE_OK)
        status = project_rows(fit, x, v + p, result->values, err);
    free(x);
    free(v);
    return status;
}

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

/* s = sum over the `rank` largest of (q.v) q / eigenvalue. */
static void project_largest(size_t p, size_t rank, const double *vectors,
                            const double *eigenvalues, const double *v,
                            double *s)
{
    memset(s, 0, p * sizeof *s);
    for (size_t k = p; k-- > 0 && p - k <= rank;) {
        const double *q = vectors + k * p;
        add_scaled(p, dot(p, q, v) / eigenvalues[k], q, s);
    }
}

static enum riffle_status
compute_arnoldi(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p;
    const double *gradient = NULL;
    double *x = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = plain_rows(fit, &x, err);
    if (status != RIFFLE_OK)
        return status;
    double *hessian = array_new(2 * p + 3, p, sizeof *hessian);
    if (hessian == NULL) {
        free(x);
        return riffle_fail_memory(err, 2 * p * p * sizeof *hessian);
    }
    double *v = hessian + 2 * p * p, *s = v + p, *eigenvalues = s + p;
    memcpy(v, gradient, p * sizeof *v);
    plain_gradient(fit, v);
    fill_hessian(fit, hessian + p * p, hessian);
    if (eigenvectors(p, hessian, eigenvalues)) {
        project_largest(p, (size_t)query->settings[0], hessian, eigenvalues, v,
                        s);
        status = project_rows(fit, x, s, result->values, err);
    } else {
        status = riffle_fail(err, RIFFLE_EILLCONDITIONED,
                             "the Hessian's eigenvalues cannot be had");
    }
    free(x);
    free(hessian);
    return status;
}

static const struct riffle_score_setting lissa_settings[] = {
    {.name = "steps",
     .preset = 1000,
     .low = 1,
     .high = 1e7,
     .whole = true,
     .help = "terms of the Neumann series"},
    {.name = "scale",
     .preset = 1.1,
     .low = 1e-3,
     .high = 1e6,
     .help = "c over H's largest eigenvalue; diverges below 0.5"},
    {.name = NULL},
};

static const struct riffle_score_setting arnoldi_settings[] = {
    {.name = "rank",
     .preset = 10,
     .low = 1,
     .high = 1e6,
     .whole = true,
     .help = "largest eigenpairs of H that are kept"},
    {.name = NULL},
};

const struct riffle_score score_lissa = {
    .name = "lissa",
    .title = "FastIF (LiSSA)",
    .summary = "influence with H^-1 v from a truncated Neumann series, as "
               "FastIF computes it: an approximation of `if'",
    .formula = "g_i.s, s = v / c + (I - H / c) s repeated",
    .sign = "positive: removal increases the measure",
    .cost = "4 n p flops a step",
    .caveat = "directions of little curvature come last: far from `if' when H "
              "is ill-conditioned (standardize=on); diverges when c is below "
              "half the largest eigenvalue",
    .source = "Agarwal, Bullins and Hazan 2017; Guo et al. 2021; survey 5.1.1",
    .kind = RIFFLE_SCORE_SOLVE,
    .needs_measure = true,
    .same_unit = true,
    .settings = lissa_settings,
    .compute = compute_lissa,
};

const struct riffle_score score_arnoldi = {
    .name = "arnoldi",
    .title = "Arnoldi influence",
    .summary = "influence through the largest eigenpairs of H alone: an "
               "approximation of `if'",
    .formula = "sum over the largest eigenpairs of (q.v)(q.g_i) / eigenvalue",
    .sign = "positive: removal increases the measure",
    .cost = "9 p^3 flops, 2 n p beyond",
    .caveat = "keeps the directions that count least in H^-1; all of them "
              "(rank: the number of columns) give `if'",
    .source = "Schioppa et al. 2022; survey 5.1.1",
    .kind = RIFFLE_SCORE_SOLVE,
    .needs_measure = true,
    .same_unit = true,
    .settings = arnoldi_settings,
    .compute = compute_arnoldi,
};
