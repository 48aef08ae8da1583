#include "model/solve.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 200, HALVINGS = 40 };

/* Logits that move less than this leave every weight, and H, as they are. */
static const double SETTLED = 1e-10;
/* A step to the tolerance is polished when it moved logits by more than this,
   so that the last Hessian is that of the optimum: to this of the gradient. */
static const double NEAR = 1e-6, POLISH = 1e-3;
/* Below this, steps that no longer shrink are rounding. */
static const double FLOOR = 1e-6;
/* Down here the last factor is near, and another one is not worth it. */
static const double CLOSING = 1e-6;
/* A rough factor that has not brought the gradient down so far is no good. */
static const double ROUGH_GAIN = 0.1;

struct solver {
    const struct problem *problem;
    struct iterate at;
    double *factor;        /* p x p */
    double *step, *x_step; /* p, n: the direction and X times it */
    double *rest, *along, *image, *solved; /* p: of the inner solve */
    double *x_along;                       /* n */
    double condition;
    double first_gradient; /* norm at w = 0 */
    double *diagonal;      /* p: of H, until there is a factor */
    bool factored;         /* there is a factor, */
    bool fresh;            /* and it is that of `at` */
    double moved;          /* largest logit change of the last exact step, */
    double reach;          /* and of the last step of any kind */
    double rough;          /* relative gradient at the last rough factor */
    size_t inner; /* inner iterations with the preconditioner as it is */
};

static enum riffle_status solver_init(struct solver *s,
                                      const struct problem *problem,
                                      struct riffle_error *err)
{
    size_t n = problem->n, p = problem->p, size = sizeof(double);
    *s = (struct solver){
        .problem = problem,
        .factor = array_new(p, p, size),
        .step = array_new(p, 1, size),
        .x_step = array_new(n, 1, size),
        .rest = array_new(p, 1, size),
        .along = array_new(p, 1, size),
        .image = array_new(p, 1, size),
        .solved = array_new(p, 1, size),
        .x_along = array_new(n, 1, size),
        .diagonal = array_new(p, 1, size),
        .moved = INFINITY,
        .reach = INFINITY,
        .rough = INFINITY,
    };
    if (s->factor == NULL || s->step == NULL || s->x_step == NULL ||
        s->rest == NULL || s->along == NULL || s->image == NULL ||
        s->solved == NULL || s->x_along == NULL || s->diagonal == NULL)
        return riffle_fail_memory(err, p * p * size);
    return iterate_init(&s->at, problem, err);
}

static void solver_release(struct solver *s)
{
    free(s->factor);
    free(s->step);
    free(s->x_step);
    free(s->rest);
    free(s->along);
    free(s->image);
    free(s->solved);
    free(s->x_along);
    free(s->diagonal);
    iterate_release(&s->at);
}

static double norm1_of_lower(size_t n, const double *a, double *sums)
{
    double largest = 0;
    memset(sums, 0, n * sizeof *sums);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            sums[i] += fabs(a[i * n + j]);
            sums[j] += j < i ? fabs(a[i * n + j]) : 0;
        }
    for (size_t i = 0; i < n; i++)
        largest = sums[i] > largest ? sums[i] : largest;
    return largest;
}

/*
 * Powers of two bring H's diagonal near 1. A factor's digits do not depend on
 * the units of the columns, so the condition should not, either.
 */
static void equilibrate(size_t n, double *a, double *scale)
{
    for (size_t j = 0; j < n; j++) {
        double size = sqrt(a[j * n + j]);
        scale[j] = isnormal(size) ? ldexp(1, -ilogb(size)) : 1;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            a[i * n + j] *= scale[i] * scale[j];
}

static void restore_rows(size_t n, double *l, const double *scale)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            l[i * n + j] /= scale[i];
}

static bool penalised(const struct problem *problem)
{
    for (size_t j = 0; j < problem->p; j++)
        if (problem->penalty[j] > 0)
            return true;
    return false;
}

/* Factorise what is in s->factor. False when it is not definite. */
static bool factorise_hessian(struct solver *s)
{
    size_t p = s->problem->p;
    double *scale = s->image; /* free between inner solves */
    equilibrate(p, s->factor, scale);
    double norm1 = norm1_of_lower(p, s->factor, s->rest);
    s->factored = factorise(p, s->factor);
    s->inner = 0;
    if (!s->factored)
        return false;
    double reciprocal = factor_condition(p, s->factor, norm1);
    restore_rows(p, s->factor, scale);
    s->condition = reciprocal > 0 ? 1 / reciprocal : (double)INFINITY;
    return true;
}

static enum riffle_status fail_factor(const struct solver *s,
                                      struct riffle_error *err)
{
    if (penalised(s->problem))
        return riffle_fail(err, RIFFLE_EILLCONDITIONED,
                           "the Hessian is not positive definite in double "
                           "precision");
    return riffle_fail(err, RIFFLE_EUNIDENTIFIABLE,
                       "the unpenalised optimum is not unique");
}

/* The factor at the current point, for exact steps. */
static enum riffle_status renew_factor(struct solver *s,
                                       struct riffle_error *err)
{
    enum riffle_status status =
        problem_hessian(s->problem, s->at.logit, s->factor, err);
    if (status != RIFFLE_OK)
        return status;
    if (!factorise_hessian(s))
        return fail_factor(s, err);
    s->fresh = true;
    return RIFFLE_OK;
}

/* One to precondition with; where single precision does not do, the exact. */
static enum riffle_status renew_rough(struct solver *s, double relative,
                                      struct riffle_error *err)
{
    bool served = relative <= ROUGH_GAIN * s->rough;
    s->rough = relative;
    if (!served || s->problem->sparse != NULL)
        return renew_factor(s, err);
    enum riffle_status status =
        problem_rough_hessian(s->problem, s->at.logit, s->factor, err);
    if (status == RIFFLE_OK && !factorise_hessian(s))
        status = renew_factor(s, err);
    return status;
}

static void precondition(const struct solver *s, double *x)
{
    if (s->factored) {
        solve_lower(s->problem->p, s->factor, x);
        solve_lower_transposed(s->problem->p, s->factor, x);
        return;
    }
    for (size_t j = 0; j < s->problem->p; j++)
        x[j] /= s->diagonal[j] > 0 ? s->diagonal[j] : 1;
}

static void exact_direction(struct solver *s)
{
    for (size_t j = 0; j < s->problem->p; j++)
        s->step[j] = -s->at.gradient[j];
    precondition(s, s->step);
}

/* Conjugate gradients for H step = -gradient to the relative `target`, or
   until `limit` iterations with this preconditioner are used up. */
static void inner_direction(struct solver *s, double target, size_t limit)
{
    size_t p = s->problem->p;
    double *solved = s->solved;
    memset(s->step, 0, p * sizeof *s->step);
    for (size_t j = 0; j < p; j++)
        s->rest[j] = -s->at.gradient[j];
    memcpy(solved, s->rest, p * sizeof *solved);
    precondition(s, solved);
    memcpy(s->along, solved, p * sizeof *solved);
    double size = dot(p, s->rest, solved), first = size;
    for (; s->inner < limit; s->inner++) {
        problem_apply_hessian(s->problem, s->at.logit, s->along, s->x_along,
                              s->image);
        double curvature = dot(p, s->along, s->image);
        if (!(curvature > 0))
            break;
        add_scaled(p, size / curvature, s->along, s->step);
        add_scaled(p, -size / curvature, s->image, s->rest);
        memcpy(solved, s->rest, p * sizeof *solved);
        precondition(s, solved);
        double next = dot(p, s->rest, solved);
        if (!(next > target * target * first))
            break;
        for (size_t j = 0; j < p; j++)
            s->along[j] = solved[j] + next / size * s->along[j];
        size = next;
    }
}

/* Backtrack from the full step; 0 when nothing lowers the objective. */
static double line_search(const struct solver *s)
{
    double slope = dot(s->problem->p, s->at.gradient, s->step);
    double slack = 1e-13 * (1 + fabs(s->at.objective));
    double a = 1;
    for (int k = 0; k < HALVINGS; k++, a /= 2) {
        double value = problem_along(s->problem, &s->at, s->step, s->x_step, a);
        if (value <= s->at.objective + 1e-4 * a * slope + slack)
            return a;
    }
    return 0;
}

/* Largest change of a logit by the step just taken. That of a logit beyond 1e4
   counts less: its own rounding is large and changes no weight. */
static double take_step(struct solver *s)
{
    problem_multiply(s->problem, s->step, s->x_step);
    double a = line_search(s), moved = 0;
    add_scaled(s->problem->p, a, s->step, s->at.w);
    for (size_t i = 0; i < s->problem->n; i++) {
        double size = fmax(1, 1e-4 * fabs(s->at.logit[i]));
        double change = fabs(a * s->x_step[i]) / size;
        moved = change > moved ? change : moved;
    }
    iterate_evaluate(&s->at, s->problem);
    return moved;
}

/* An exact step that small, or no smaller than the one before, is the end. */
static bool settled(struct solver *s, double moved)
{
    bool floor = moved < FLOOR && moved > s->moved / 2;
    s->moved = moved;
    return moved <= SETTLED || floor;
}

/* Every row strictly on its side proves that no optimum exists. */
static bool separated(const struct solver *s)
{
    if (penalised(s->problem))
        return false;
    for (size_t i = 0; i < s->problem->n; i++) {
        double z = s->at.logit[i];
        if (!(s->problem->y[i] != 0 ? z > 0 : z < 0))
            return false;
    }
    return true;
}

/*
 * Inner iterations that cost as much as a factor: n p^2 flops at the speed of
 * matrix products against 2 n p at the speed of memory, measured as p / 100;
 * sparse rows iterate faster.
 */
static size_t inner_budget(const struct problem *problem)
{
    double budget = (double)problem->p / 100;
    if (problem->sparse != NULL)
        budget *= 0.5 / (sparse_density(problem->sparse) + 1e-3);
    return (size_t)budget;
}

static enum riffle_status next_direction(struct solver *s, double relative,
                                         double tolerance,
                                         struct riffle_error *err)
{
    size_t budget = inner_budget(s->problem);
    budget *= relative <= CLOSING ? 2 : 1;
    bool there = relative <= tolerance;
    bool last = there && s->reach <= NEAR;
    enum riffle_status status = RIFFLE_OK;
    if (!s->fresh && (last || s->inner >= budget))
        status = there ? renew_factor(s, err) : renew_rough(s, relative, err);
    if (status != RIFFLE_OK)
        return status;
    if (s->fresh) {
        exact_direction(s);
        return RIFFLE_OK;
    }
    if (!s->factored)
        problem_diagonal(s->problem, s->at.logit, s->x_along, s->diagonal);
    double target = fmax(fmin(relative, 0.1), 0.1 * tolerance / relative);
    inner_direction(s, there ? POLISH : target, budget);
    return RIFFLE_OK;
}

/* The first point, beside which relative gradients are those at w = 0. */
static void begin(struct solver *s, const double *start)
{
    size_t p = s->problem->p;
    iterate_evaluate(&s->at, s->problem);
    s->first_gradient = norm(p, s->at.gradient);
    if (start == NULL)
        return;
    memcpy(s->at.w, start, p * sizeof *start);
    iterate_evaluate(&s->at, s->problem);
}

static enum riffle_status descend(struct solver *s, double tolerance,
                                  const struct riffle_progress *progress,
                                  size_t *iterations, struct riffle_error *err)
{
    for (size_t k = 0; k < MAX_STEPS; k++) {
        if (!riffle_progress_step(progress, "fit", k, 0))
            return riffle_fail(err, RIFFLE_STOPPED, "the fit was stopped");
        double relative =
            norm(s->problem->p, s->at.gradient) / s->first_gradient;
        if (!(relative > 0)) /* also 0 / 0: nothing pulls at w = 0 */
            relative = 0;
        enum riffle_status status = next_direction(s, relative, tolerance, err);
        if (status != RIFFLE_OK)
            return status;
        bool exact = s->fresh;
        double moved = take_step(s);
        s->reach = moved;
        *iterations = k + 1;
        if (exact && settled(s, moved))
            return RIFFLE_OK;
        if (separated(s))
            return riffle_fail(err, RIFFLE_ESEPARATED,
                               "the classes are separable and lambda is 0");
        s->fresh = false;
    }
    return riffle_fail(err, RIFFLE_ENOTCONVERGED,
                       "no optimum after %d Newton steps", (int)MAX_STEPS);
}

enum riffle_status solve(const struct problem *problem, const double *start,
                         double tolerance,
                         const struct riffle_progress *progress,
                         struct solution *solution, struct riffle_error *err)
{
    struct solver s;
    size_t iterations = 0;
    enum riffle_status status = solver_init(&s, problem, err);
    if (status == RIFFLE_OK) {
        begin(&s, start);
        status = descend(&s, tolerance, progress, &iterations, err);
    }
    if (status == RIFFLE_OK) {
        *solution = (struct solution){
            .at = s.at,
            .factor = s.factor,
            .condition = s.condition,
            .moved = s.moved,
            .iterations = iterations,
        };
        s.at = (struct iterate){0};
        s.factor = NULL;
    }
    solver_release(&s);
    return status;
}

void solution_release(struct solution *solution)
{
    iterate_release(&solution->at);
    free(solution->factor);
    *solution = (struct solution){0};
}
