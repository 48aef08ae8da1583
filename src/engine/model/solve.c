#include "model/solve.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"
#include "model/inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 200 };

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
    struct inner inner;
    double *x_along; /* n */
    double condition;
    double first_gradient; /* norm at w = 0 */
    double *diagonal;      /* p: of H, until there is a factor */
    bool factored;         /* there is a factor, */
    bool fresh;            /* and it is that of `at` */
    double moved;          /* largest logit change of the last exact step, */
    double reach;          /* and of the last step of any kind */
    double rough;          /* relative gradient at the last rough factor */
    size_t used; /* inner iterations with the preconditioner as it is */
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
        .x_along = array_new(n, 1, size),
        .diagonal = array_new(p, 1, size),
        .moved = INFINITY,
        .reach = INFINITY,
        .rough = INFINITY,
    };
    if (s->factor == NULL || s->step == NULL || s->x_step == NULL ||
        s->x_along == NULL || s->diagonal == NULL)
        return riffle_fail_memory(err, p * p * size);
    enum riffle_status status = inner_init(&s->inner, p, err);
    return status != RIFFLE_OK ? status : iterate_init(&s->at, problem, err);
}

static void solver_release(struct solver *s)
{
    free(s->factor);
    free(s->step);
    free(s->x_step);
    inner_release(&s->inner);
    free(s->x_along);
    free(s->diagonal);
    iterate_release(&s->at);
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
    /* free between inner solves */
    s->factored = hessian_factor(s->problem->p, s->factor, s->inner.image,
                                 s->inner.rest, &s->condition);
    s->used = 0;
    return s->factored;
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

static void precondition(void *data, double *x)
{
    const struct solver *s = data;
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

static void apply(void *data, const double *v, double *out)
{
    struct solver *s = data;
    problem_apply_hessian(s->problem, s->at.logit, v, s->x_along, out);
}

/* To the relative `target`, or until `limit` iterations with this
   preconditioner are used up. */
static void inner_direction(struct solver *s, double target, size_t limit)
{
    const struct inner_system system = {
        .apply = apply, .precondition = precondition, .data = s};
    const struct inner_stop stop = {target,
                                    limit > s->used ? limit - s->used : 0};
    bool reached = false;
    s->used += inner_solve(&s->inner, &system, s->at.gradient, stop, s->step,
                           &reached);
}

/* Largest change of a logit by the step just taken. That of a logit beyond 1e4
   counts less: its own rounding is large and changes no weight. */
static double take_step(struct solver *s)
{
    problem_multiply(s->problem, s->step, s->x_step);
    double a = iterate_search(&s->at, s->problem, s->step, s->x_step);
    double moved = 0;
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
    if (!s->fresh && (last || s->used >= budget))
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
