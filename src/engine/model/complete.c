#include "model/complete.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"
#include "model/points.h"
#include "model/slack.h"

#include <stdlib.h>
#include <string.h>

void complete_penalty(struct riffle_fit *fit)
{
    const struct basis *basis = fit->basis;
    double strength = fit->summary.lambda * (double)fit->n;
    for (size_t j = 0; j < basis->p; j++) {
        double scale =
            basis->scale != NULL && j < basis->n_features ? basis->scale[j] : 1;
        fit->penalty[j] = strength * scale * scale;
    }
    if (fit->summary.intercept == RIFFLE_INTERCEPT_FREE)
        fit->penalty[basis->p - 1] = 0;
}

enum riffle_status complete_check(const struct riffle_fit *fit,
                                  struct riffle_error *err)
{
    /* beyond this fewer than three digits are left */
    static const double worst = 1e13;
    if (fit->summary.condition <= worst)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_EILLCONDITIONED,
                "the condition number of the Hessian is %.1e: fewer than "
                "three digits would be right",
                fit->summary.condition);
    riffle_hint(err, "raise lambda, or `load ... standardize=on'");
    return RIFFLE_EILLCONDITIONED;
}

static void fill_norms(size_t n, size_t p, const double *z, double *norm2)
{
    for (size_t i = 0; i < n; i++)
        norm2[i] = dot(p, z + i * p, z + i * p);
}

static enum riffle_status whiten_test(struct riffle_fit *fit,
                                      struct riffle_error *err)
{
    size_t m = fit->m, p = fit->p;
    enum riffle_status status =
        basis_rows(fit->basis, m, fit->data->test.x, &fit->z_test, err);
    if (status != RIFFLE_OK)
        return status;
    rounding_test(fit);
    whiten_rows(m, p, fit->factor, fit->z_test);
    fill_norms(m, p, fit->z_test, fit->norm2_test);
    return RIFFLE_OK;
}

enum riffle_status complete_with(struct riffle_fit *fit, const double *w,
                                 double moved, struct riffle_error *err)
{
    size_t n = fit->n, p = fit->p;
    fit->norm2 = array_new(n, 1, sizeof(double));
    fit->norm2_test = array_new(fit->m, 1, sizeof(double));
    fit->pull = array_new(p, 1, sizeof(double));
    if (fit->norm2 == NULL || fit->norm2_test == NULL || fit->pull == NULL)
        return riffle_fail_memory(err, (n + fit->m + p) * sizeof(double));
    enum riffle_status status = rounding_init(fit, moved, err);
    if (status != RIFFLE_OK)
        return status;
    whiten_rows(n, p, fit->factor, fit->z);
    fill_norms(n, p, fit->z, fit->norm2);
    for (size_t j = 0; j < p; j++)
        fit->pull[j] = fit->penalty[j] * w[j];
    solve_lower(p, fit->factor, fit->pull);
    status = whiten_test(fit, err);
    if (status == RIFFLE_OK && fit->summary.penalty == RIFFLE_PENALTY_SCALED)
        status = points_scaled(fit, err);
    if (status == RIFFLE_OK)
        status = slack_init(fit, err);
    if (status == RIFFLE_OK)
        points_leverages(fit);
    fit->complete = status == RIFFLE_OK;
    return status;
}

/* Back to where the factor is to be had anew. */
static void forget(struct riffle_fit *fit)
{
    double **made[] = {&fit->factor,      &fit->z,          &fit->z_test,
                       &fit->norm2,       &fit->norm2_test, &fit->pull,
                       &fit->penalty,     &fit->slack,      &fit->scaled_factor,
                       &fit->scaled_norm2};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        free(*made[i]);
        *made[i] = NULL;
    }
    rounding_release(&fit->rounding);
    basis_free(fit->basis);
    fit->basis = NULL;
}

/* The Hessian of the design at the fit's logits, and its factor. */
static enum riffle_status make_factor(struct riffle_fit *fit,
                                      const struct riffle_progress *progress,
                                      struct riffle_error *err)
{
    size_t p = fit->p;
    struct sparse *sparse =
        fit->rows != NULL ? sparse_new(fit->n, p, fit->z) : NULL;
    struct sparse *columns = sparse_transposed(sparse);
    const struct problem problem = {
        .n = fit->n,
        .p = p,
        .x = fit->z,
        .y = fit->data->train.y,
        .penalty = fit->penalty,
        .sparse = columns != NULL ? sparse : NULL,
        .columns = columns,
    };
    double *work = array_new(2, p, sizeof *work);
    fit->factor = array_new(p, p, sizeof *fit->factor);
    enum riffle_status status = RIFFLE_OK;
    if (work == NULL || fit->factor == NULL)
        status = riffle_fail_memory(err, p * p * sizeof(double));
    else
        status = problem_hessian(&problem, fit->train.logit, fit->factor, err);
    sparse_free(sparse);
    sparse_free(columns);
    if (status == RIFFLE_OK && !riffle_progress_step(progress, "factor", 2, 4))
        status = riffle_fail(err, RIFFLE_STOPPED, "the factor was stopped");
    if (status == RIFFLE_OK && !hessian_factor(p, fit->factor, work, work + p,
                                               &fit->summary.condition))
        status = riffle_fail(err, RIFFLE_EILLCONDITIONED,
                             "the Hessian is not positive definite in double "
                             "precision");
    free(work);
    return status == RIFFLE_OK ? complete_check(fit, err) : status;
}

static enum riffle_status complete(struct riffle_fit *fit,
                                   const struct riffle_progress *progress,
                                   struct riffle_error *err)
{
    bool ones = fit->summary.intercept != RIFFLE_INTERCEPT_NONE;
    if (!riffle_progress_step(progress, "factor", 0, 4))
        return riffle_fail(err, RIFFLE_STOPPED, "the factor was stopped");
    enum riffle_status status = basis_new(fit->data, fit->summary.lambda, ones,
                                          &fit->basis, &fit->z, err);
    if (status != RIFFLE_OK)
        return status;
    fit->penalty = array_new(fit->p, 1, sizeof *fit->penalty);
    double *w = array_new(fit->p, 1, sizeof *w);
    if (fit->penalty == NULL || w == NULL) {
        free(w);
        return riffle_fail_memory(err, 2 * fit->p * sizeof *w);
    }
    complete_penalty(fit);
    if (!riffle_progress_step(progress, "factor", 1, 4))
        status = riffle_fail(err, RIFFLE_STOPPED, "the factor was stopped");
    if (status == RIFFLE_OK)
        status = make_factor(fit, progress, err);
    if (status == RIFFLE_OK && !riffle_progress_step(progress, "factor", 3, 4))
        status = riffle_fail(err, RIFFLE_STOPPED, "the factor was stopped");
    if (status == RIFFLE_OK) {
        basis_parameters(fit->basis, fit->theta, w);
        status = complete_with(fit, w, 0, err);
    }
    free(w);
    return status;
}

enum riffle_status riffle_fit_complete(struct riffle_fit *fit,
                                       const struct riffle_progress *progress,
                                       struct riffle_error *err)
{
    if (fit->complete)
        return RIFFLE_OK;
    enum riffle_status status = complete(fit, progress, err);
    if (status != RIFFLE_OK)
        forget(fit);
    return status;
}

bool riffle_fit_is_complete(const struct riffle_fit *fit)
{
    return fit->complete;
}
