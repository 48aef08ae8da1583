#include "model/lean.h"

#include "riffle/threads.h"

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/inner.h"
#include "model/logistic.h"
#include "model/rough.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 100, PATIENCE = 6 };

/* As those of solve.c: the end is where logits stand still. */
static const double SETTLED = 1e-10, FLOOR = 1e-6;
/* What the inner solve of a step beyond the tolerance leaves; none is finer
   than single precision allows. */
static const double POLISH = 1e-3, FINEST = 1e-5;
/* Iterations without a factor that could be had, of those that it costs. */
static const double FIRST_SHARE = 0.3;
/* Iterations in all where none can be had: then exact factors are quicker. */
static const double SPARSE_LIMIT = 2500, WIDE_LIMIT = 0.5;

/* Beside the point: the direction and how it is found. */
struct search {
    struct lean *lean;
    struct inner inner;
    struct rough rough;
    bool factored;         /* rough is in use, else the diagonal */
    double *diagonal;      /* p */
    double *step, *x_step; /* p, n */
    double *z_along;       /* n */
    size_t used;           /* inner iterations with this preconditioner */
    size_t threads;        /* of the BLAS, for the factor */
    double first, best;    /* gradients: at zero, the smallest yet */
    size_t idle;           /* steps without a much smaller one */
    const struct riffle_progress *progress;
    bool stopped; /* by it */
};

enum riffle_status lean_init(struct lean *lean, const struct pass_of *of,
                             const double *penalty, struct riffle_error *err)
{
    *lean = (struct lean){0};
    enum riffle_status status = pass_init(&lean->pass, of, true, err);
    if (status != RIFFLE_OK)
        return status;
    lean->problem = (struct problem){.n = lean->pass.n,
                                     .p = lean->pass.p,
                                     .y = of->rows->y,
                                     .penalty = penalty};
    status = iterate_init(&lean->at, &lean->problem, err);
    if (status == RIFFLE_OK) {
        lean->weight = array_new(lean->pass.n, 1, sizeof *lean->weight);
        lean->start = array_new(lean->pass.p, 1, sizeof *lean->start);
        if (lean->weight == NULL || lean->start == NULL)
            status = riffle_fail_memory(err, lean->pass.n * sizeof(double));
    }
    if (status != RIFFLE_OK)
        lean_release(lean);
    return status;
}

void lean_release(struct lean *lean)
{
    pass_release(&lean->pass);
    iterate_release(&lean->at);
    free(lean->weight);
    free(lean->start);
    *lean = (struct lean){0};
}

/* What a row adds to the gradient, and everything else about it. */
static void look(void *data, struct pass_rows rows, double *tile)
{
    struct lean *lean = data;
    for (size_t t = 0; t < rows.count; t++) {
        size_t i = rows.first + t;
        lean->at.logit[i] = tile[t];
        logistic_slopes(tile[t], lean->problem.y[i], &lean->at.residual[i],
                        &lean->weight[i]);
        tile[t] = lean->at.residual[i];
    }
}

static void evaluate(struct lean *lean)
{
    const struct pass_work work = {look, lean};
    struct iterate *at = &lean->at;
    pass_run(&lean->pass, at->w, &work, at->gradient);
    for (size_t j = 0; j < lean->problem.p; j++)
        at->gradient[j] += lean->problem.penalty[j] * at->w[j];
    at->objective = problem_value(&lean->problem, at);
}

static void weigh(void *data, struct pass_rows rows, double *tile)
{
    struct search *s = data;
    for (size_t t = 0; t < rows.count; t++) {
        s->z_along[rows.first + t] = tile[t];
        tile[t] *= s->lean->weight[rows.first + t];
    }
}

static void apply(void *data, const double *v, double *out)
{
    struct search *s = data;
    const struct pass_work work = {weigh, s};
    pass_run_rough(&s->lean->pass, v, &work, out);
    for (size_t j = 0; j < s->lean->problem.p; j++)
        out[j] += s->lean->problem.penalty[j] * v[j];
}

static void precondition(void *data, double *x)
{
    const struct search *s = data;
    if (s->factored) {
        rough_solve(&s->rough, x);
        return;
    }
    for (size_t j = 0; j < s->lean->problem.p; j++)
        x[j] /= s->diagonal[j] > 0 ? s->diagonal[j] : 1;
}

/* The logits' move grows with the step, so that no pass is needed for it. */
static void taken(void *data, double length)
{
    struct search *s = data;
    add_scaled(s->lean->problem.n, length, s->z_along, s->x_step);
}

static void search_release(struct search *s)
{
    inner_release(&s->inner);
    rough_release(&s->rough);
    free(s->diagonal);
    free(s->step);
    free(s->x_step);
    free(s->z_along);
}

static enum riffle_status search_init(struct search *s, struct lean *lean,
                                      struct riffle_error *err)
{
    size_t n = lean->problem.n, p = lean->problem.p;
    *s = (struct search){
        .lean = lean,
        .diagonal = array_new(p, 1, sizeof(double)),
        .step = array_new(p, 1, sizeof(double)),
        .x_step = array_new(n, 1, sizeof(double)),
        .z_along = array_new(n, 1, sizeof(double)),
        .threads = riffle_threads(),
        .best = INFINITY,
    };
    if (s->diagonal == NULL || s->step == NULL || s->x_step == NULL ||
        s->z_along == NULL) {
        search_release(s);
        return riffle_fail_memory(err, 2 * (n + p) * sizeof(double));
    }
    return inner_init(&s->inner, p, err);
}

/* Whether a factor in single precision takes no more room than the rest. */
static bool can_factor(const struct pass *pass)
{
    return pass->sparse == NULL && pass->p <= 2 * pass->n;
}

/*
 * Inner iterations that cost as much as a factor: n p^2 + p^3 / 3 flops at the
 * speed of matrix products against 4 n p bytes at that of memory, in single
 * precision, as measured. Or all there may be, where there is no factor.
 */
static double budget(const struct search *s)
{
    const struct pass *pass = &s->lean->pass;
    double n = (double)pass->n, p = (double)pass->p;
    if (pass->sparse != NULL)
        return SPARSE_LIMIT;
    if (!can_factor(pass))
        return 50 + WIDE_LIMIT * n;
    return 10 + p / 30 + p / n * p / 90;
}

/* The preconditioner for the next direction; false: there is none. */
static enum riffle_status renew(struct search *s, bool *ok,
                                struct riffle_error *err)
{
    struct lean *lean = s->lean;
    double most = budget(s);
    bool can = can_factor(&lean->pass);
    bool due =
        (double)s->used >= most * (can && !s->factored ? FIRST_SHARE : 1);
    *ok = can || !due;
    if (!*ok)
        return RIFFLE_OK;
    if (!due) {
        if (!s->factored)
            pass_squares(&lean->pass, lean->weight, s->diagonal);
        for (size_t j = 0; !s->factored && j < lean->problem.p; j++)
            s->diagonal[j] += lean->problem.penalty[j];
        return RIFFLE_OK;
    }
    riffle_threads_set(s->threads);
    enum riffle_status status = rough_renew(
        &s->rough, &lean->pass, lean->weight, lean->problem.penalty, ok, err);
    riffle_threads_set(1);
    s->factored = true;
    s->used = 0;
    return status;
}

/* The largest change of a logit by the step taken. */
static double move(struct search *s)
{
    struct lean *lean = s->lean;
    double a = iterate_search(&lean->at, &lean->problem, s->step, s->x_step);
    double moved = 0;
    add_scaled(lean->problem.p, a, s->step, lean->at.w);
    for (size_t i = 0; i < lean->problem.n; i++)
        moved = fmax(moved, fabs(a * s->x_step[i]));
    evaluate(lean);
    lean->iterations++;
    return moved;
}

/* Steps that bring nothing for so long: single precision is not enough. */
static bool is_stuck(struct search *s, double relative)
{
    s->idle = relative < 0.5 * s->best ? 0 : s->idle + 1;
    s->best = fmin(s->best, relative);
    return s->idle > PATIENCE || !isfinite(relative);
}

/* One iteration is one pass over the data: often enough to be stopped. */
static bool go_on(void *data)
{
    struct search *s = data;
    s->stopped =
        !riffle_progress_step(s->progress, "fit", s->lean->iterations, 0);
    return !s->stopped;
}

/* Newton's, to `target` of what is left of it. */
static enum riffle_status find_step(struct search *s, double target,
                                    bool *reached, struct riffle_error *err)
{
    const struct inner_system system = {apply, precondition, taken, go_on, s};
    const struct inner_stop stop = {target, 500};
    memset(s->x_step, 0, s->lean->problem.n * sizeof *s->x_step);
    s->used += inner_solve(&s->inner, &system, s->lean->at.gradient, stop,
                           s->step, reached);
    return s->stopped ? riffle_fail(err, RIFFLE_STOPPED, "the fit was stopped")
                      : RIFFLE_OK;
}

static enum riffle_status descend(struct search *s, double tolerance,
                                  bool *arrived, struct riffle_error *err)
{
    struct lean *lean = s->lean;
    double before = INFINITY;
    for (size_t k = 0; k < MAX_STEPS; k++) {
        double size = norm(lean->problem.p, lean->at.gradient);
        double relative = s->first > 0 ? size / s->first : 0;
        bool there = relative <= tolerance, ok = true, reached = false;
        if (!there && is_stuck(s, relative))
            return RIFFLE_OK;
        enum riffle_status status = renew(s, &ok, err);
        if (status != RIFFLE_OK || !ok)
            return status;
        double target = fmax(fmin(relative, 0.1), 0.1 * tolerance / relative);
        status =
            find_step(s, there ? POLISH : fmax(target, FINEST), &reached, err);
        if (status != RIFFLE_OK)
            return status;
        double moved = move(s);
        bool floored = moved < FLOOR && moved > before / 2;
        if (there && reached && (moved <= SETTLED || floored)) {
            *arrived = true;
            return RIFFLE_OK;
        }
        before = there ? moved : (double)INFINITY;
    }
    return RIFFLE_OK;
}

static void begin(struct search *s, const double *start)
{
    struct lean *lean = s->lean;
    evaluate(lean);
    memcpy(lean->start, lean->at.gradient, lean->problem.p * sizeof *start);
    s->first = norm(lean->problem.p, lean->start);
    if (start == NULL)
        return;
    memcpy(lean->at.w, start, lean->problem.p * sizeof *start);
    evaluate(lean);
}

enum riffle_status lean_solve(struct lean *lean, const double *start,
                              double tolerance,
                              const struct riffle_progress *progress,
                              bool *arrived, struct riffle_error *err)
{
    struct search s;
    *arrived = false;
    enum riffle_status status = search_init(&s, lean, err);
    if (status == RIFFLE_OK) {
        riffle_threads_set(1); /* passes have threads of their own */
        begin(&s, start);
        s.progress = progress;
        status = descend(&s, tolerance, arrived, err);
        riffle_threads_set(s.threads);
    }
    search_release(&s);
    return status;
}
