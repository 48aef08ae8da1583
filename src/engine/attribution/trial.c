#include "attribution/trial.h"

#include "attribution/each.h"
#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/certify.h"
#include "model/logistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 100, HALVINGS = 40, MAX_INNER = 500 };

/* Relative gradient that ends a retrain; later steps are rounding. */
static const double TARGET = 1e-11;
/* Bound, over the shift's own size, that a retrain aims for. */
static const double TIGHT = 1e-9;
/* What the inner solve of a step beyond the target leaves, */
static const double POLISH = 1e-3;
/* and how short, over the shift's size, such a step is to be. */
static const double SHORT = 1e-6;
/* The last step is to move logits by less; steps that do so and no longer
   shrink are rounding. */
static const double FLOOR = 1e-6;
/*
 * Single precision serves for directions along which the Hessian keeps this
 * share of the base Hessian, and for inner solves no finer than that.
 */
static const double WEAK = 1e-2, FINEST = 1e-5;
/* Gradients from whitened rows serve down to this of the decrement at the fit:
   in single precision, in double. */
static const double LEAST_SEEN[] = {[TRIAL_ROUGH] = 1e-4, [TRIAL_FINE] = 1e-9};
/*
 * A step of conjugate gradients lowers the objective for sure when no logit
 * moves further: on [0, 1] the Hessian then grows by less than e, and
 * e - 2 < 1.
 */
static const double SAFE_MOVE = 1;

static void mark_kept(struct trial *trial)
{
    for (size_t i = 0; i < trial->down.fit->n; i++)
        trial->kept[i] = true;
    for (size_t t = 0; t < trial->removal->k; t++)
        trial->kept[trial->removal->rows[t]] = false;
}

static enum riffle_status allocate(struct trial *trial,
                                   struct riffle_error *err)
{
    const struct riffle_fit *fit = trial->down.fit;
    double **of_p[] = {&trial->u,    &trial->gradient, &trial->step,
                       &trial->rest, &trial->along,    &trial->solved};
    double **of_n[] = {&trial->logit, &trial->residual, &trial->curvature,
                       &trial->step_logit, &trial->z_along};
    bool ok = true;
    for (size_t a = 0; a < sizeof of_p / sizeof of_p[0]; a++) {
        *of_p[a] = array_new(fit->p, 1, sizeof(double));
        ok = ok && *of_p[a] != NULL;
    }
    for (size_t a = 0; a < sizeof of_n / sizeof of_n[0]; a++) {
        *of_n[a] = array_new(fit->n, 1, sizeof(double));
        ok = ok && *of_n[a] != NULL;
    }
    trial->theta = array_new(fit->summary.d, 1, sizeof(double));
    trial->kept = array_new(fit->n, 1, sizeof *trial->kept);
    trial->room = array_new(2, fit->p, sizeof *trial->room);
    if (ok && trial->theta != NULL && trial->kept != NULL &&
        trial->room != NULL) {
        mark_kept(trial);
        return RIFFLE_OK;
    }
    return riffle_fail_memory(err, (6 * fit->p + 5 * fit->n) * sizeof(double));
}

/* Statuses that no iteration can improve on. */
static enum riffle_status refuse(const struct riffle_fit *fit,
                                 const struct riffle_removal *removal,
                                 struct riffle_error *err)
{
    bool penalised = fit->summary.lambda > 0;
    size_t positive = 0, kept = fit->n - removal->k;
    for (size_t i = 0; i < fit->n; i++)
        positive += fit->data->train.y[i];
    for (size_t t = 0; t < removal->k; t++)
        positive -= fit->data->train.y[removal->rows[t]];
    bool held = penalised && fit->summary.intercept != RIFFLE_INTERCEPT_FREE;
    if (kept == 0 && (!held || penalty_share(fit, removal->k) <= 0))
        return riffle_fail(err, RIFFLE_EEMPTY, "no rows are left");
    if ((positive == 0 || positive == kept) && !held)
        return riffle_fail(err, RIFFLE_ESINGLECLASS, "only class `%s' is left",
                           fit->data->class_names[positive > 0]);
    return RIFFLE_OK;
}

/* ||grad F_T(0)||_2: residuals are +-1/2 there and the penalty pulls not. */
static enum riffle_status find_start_gradient(struct trial *trial,
                                              struct riffle_error *err)
{
    const struct riffle_fit *fit = trial->down.fit;
    size_t d = fit->data->n_features;
    double *gradient = array_new(d + 1, 1, sizeof *gradient);
    if (gradient == NULL)
        return riffle_fail_memory(err, (d + 1) * sizeof *gradient);
    memcpy(gradient, fit->start_gradient, fit->summary.d * sizeof *gradient);
    for (size_t t = 0; t < trial->removal->k; t++) {
        size_t i = trial->removal->rows[t];
        double residual = fit->data->train.y[i] != 0 ? -0.5 : 0.5;
        add_scaled(d, -residual, fit->data->train.x + i * d, gradient);
        gradient[d] -= fit->summary.d > d ? residual : 0;
    }
    trial->start_gradient = norm(fit->summary.d, gradient);
    free(gradient);
    return RIFFLE_OK;
}

/* One Newton step from the fit costs no pass over the data. */
static void start_by_step(struct trial *trial)
{
    const struct riffle_fit *fit = trial->down.fit;
    add_removed_gradient(fit, trial->removal, trial->u);
    memcpy(trial->gradient, trial->u, fit->p * sizeof *trial->u);
    downdate_solve(&trial->down, trial->u);
    trial->fit_decrement = sqrt(dot(fit->p, trial->gradient, trial->u));
    trial->first_decrement = trial->fit_decrement;
    if (trial->z != NULL && trial->fit_decrement > 0)
        trial->sight = TRIAL_ROUGH;
}

enum riffle_status trial_init(struct trial *trial, const struct riffle_fit *fit,
                              const struct riffle_removal *removal,
                              const double *start, const float *z,
                              struct riffle_error *err)
{
    *trial = (struct trial){
        .removal = removal,
        .z = z,
        .share = penalty_share(fit, removal->k),
        .relative = INFINITY,
        .fit_decrement = NAN,
        .single = true,
        .sight = TRIAL_EXACT,
        .moved = INFINITY,
        .before = INFINITY,
    };
    enum riffle_status status = refuse(fit, removal, err);
    if (status == RIFFLE_OK)
        status = downdate_init(&trial->down, fit, removal, true, err);
    if (status == RIFFLE_OK)
        status = allocate(trial, err);
    if (status == RIFFLE_OK)
        status = find_start_gradient(trial, err);
    if (status == RIFFLE_OK && start != NULL)
        memcpy(trial->u, start, fit->p * sizeof *start);
    else if (status == RIFFLE_OK)
        start_by_step(trial);
    if (status != RIFFLE_OK) {
        trial_release(trial);
        trial->state = TRIAL_FAILED;
    }
    trial->status = status;
    return status;
}

void trial_release(struct trial *trial)
{
    double *all[] = {trial->u,          trial->gradient, trial->step,
                     trial->rest,       trial->along,    trial->solved,
                     trial->logit,      trial->residual, trial->curvature,
                     trial->step_logit, trial->z_along,  trial->theta};
    for (size_t a = 0; a < sizeof all / sizeof all[0]; a++)
        free(all[a]);
    free(trial->kept);
    free(trial->room);
    downdate_release(&trial->down);
    *trial = (struct trial){.removal = trial->removal};
}

/*
 * How far off the point is, but for rounding, by the base form of its
 * certificate (certificate.c): what steers the iteration.
 */
static double tightness(const struct trial *trial)
{
    const struct riffle_fit *fit = trial->down.fit;
    double ratio = trial->share, longest = 0;
    for (size_t i = 0; i < fit->n; i++) {
        if (!trial->kept[i])
            continue;
        double weight = logistic_weight(trial->logit[i]);
        ratio = fmin(ratio, weight / fit->train.weight[i]);
        longest = fmax(longest, fit->norm2[i]);
    }
    double floor = trial->down.floor * ratio;
    double radius =
        certify_radius(sqrt(longest / floor), trial->decrement / sqrt(ratio));
    return floor > 0 ? radius / sqrt(floor) : (double)NAN;
}

static bool separated(const struct trial *trial)
{
    const struct riffle_fit *fit = trial->down.fit;
    if (fit->summary.lambda > 0)
        return false;
    for (size_t i = 0; i < fit->n; i++) {
        double z =
            fit->data->train.y[i] != 0 ? trial->logit[i] : -trial->logit[i];
        if (trial->kept[i] && !(z > 0))
            return false;
    }
    return true;
}

static void fail(struct trial *trial, enum riffle_status status)
{
    trial->state = TRIAL_FAILED;
    trial->status = status;
}

/*
 * Done: to the target, and with a bound or a short step that says so. The
 * gradient alone would not do: where the rows left are nearly separated it is
 * small everywhere, far from the optimum as well.
 */
static bool converged(const struct trial *trial)
{
    size_t p = trial->down.fit->p;
    double size = norm(p, trial->u);
    bool floored = trial->moved < FLOOR && trial->moved > trial->before / 2;
    if (trial->decrement == 0 || (trial->reached && floored))
        return true;
    if (!(trial->relative <= TARGET))
        return false;
    if (trial->removal->k == 0 && size == 0)
        return true; /* what is left is the fit's own rounding */
    if (trial->reached && trial->polished)
        return norm(p, trial->step) <= SHORT * size && trial->moved <= FLOOR;
    return tightness(trial) <= TIGHT * size;
}

void trial_judge(struct trial *trial)
{
    bool stuck = trial->iterations > 0 && trial->moved == 0;
    if (trial->sight != TRIAL_EXACT) {
        /* too good to tell: look again, closer; too bad: at the data */
        bool fails = !isfinite(trial->relative) || stuck ||
                     trial->iterations >= MAX_STEPS / 2;
        if (fails)
            trial->sight = TRIAL_EXACT;
        else if (trial->relative <= LEAST_SEEN[trial->sight])
            trial->sight++;
        else
            trial->seen = true;
        trial->moved = stuck ? (double)INFINITY : trial->moved;
        return;
    }
    trial->seen = true;
    if (converged(trial))
        trial->state = TRIAL_DONE;
    else if (trial->iterations > 0 && separated(trial))
        fail(trial, RIFFLE_ESEPARATED);
    else if (!isfinite(trial->relative) || stuck ||
             trial->iterations >= MAX_STEPS)
        fail(trial, RIFFLE_ENOTCONVERGED);
}

bool trial_restart(struct trial *trial)
{
    bool worse =
        trial->iterations == 0 && trial->decrement > trial->fit_decrement;
    trial->fit_decrement = NAN;
    if (worse)
        memset(trial->u, 0, trial->down.fit->p * sizeof *trial->u);
    return worse;
}

void trial_inner_begin(struct trial *trial)
{
    size_t p = trial->down.fit->p, n = trial->down.fit->n;
    memset(trial->step, 0, p * sizeof *trial->step);
    memset(trial->step_logit, 0, n * sizeof *trial->step_logit);
    for (size_t j = 0; j < p; j++) {
        trial->rest[j] = -trial->gradient[j];
        trial->along[j] = -trial->solved[j]; /* P^-1 gradient, from before */
    }
    trial->size = trial->first_size = trial->decrement * trial->decrement;
    /* Quadratic convergence, but not beyond what the target asks for. */
    double wanted = trial->relative < 0.1 ? trial->relative : 0.1;
    double enough = 0.1 * TARGET / trial->relative;
    trial->polished = trial->relative <= TARGET;
    trial->target = trial->polished ? POLISH : fmax(wanted, enough);
    if (trial->single)
        trial->target = fmax(trial->target, FINEST);
    trial->inner = trial->size > 0;
    trial->reached = false;
    trial->inner_steps = 0;
}

void trial_inner_step(struct trial *trial, double *image)
{
    size_t p = trial->down.fit->p;
    add_scaled(p, trial->share, trial->along, image);
    double curvature = dot(p, trial->along, image);
    if (trial->single &&
        !(curvature > WEAK * dot(p, trial->along, trial->along))) {
        trial->single = false;
        trial_precondition(trial);
        trial_inner_begin(trial);
        return;
    }
    if (!(curvature > 0)) {
        trial->inner = false;
        return;
    }
    double length = trial->size / curvature;
    add_scaled(p, length, trial->along, trial->step);
    add_scaled(trial->down.fit->n, length, trial->z_along, trial->step_logit);
    add_scaled(p, -length, image, trial->rest);
    memcpy(trial->solved, trial->rest, p * sizeof *trial->solved);
    if (trial->single && trial->z != NULL)
        downdate_solve_single(&trial->down, trial->z, trial->room,
                              trial->solved);
    else
        downdate_solve(&trial->down, trial->solved);
    double next = dot(p, trial->rest, trial->solved);
    trial->reached =
        !(next > trial->target * trial->target * trial->first_size);
    trial->inner = !trial->reached && ++trial->inner_steps < MAX_INNER;
    for (size_t j = 0; j < p; j++)
        trial->along[j] =
            trial->solved[j] + next / trial->size * trial->along[j];
    trial->size = next;
}

/* F(u + a step) - F(u): kept rows exactly, the penalty by its quadratic. */
static double change_along(const struct trial *trial, double a, double pull,
                           double stiffness)
{
    const struct riffle_fit *fit = trial->down.fit;
    struct sum change = {0};
    for (size_t i = 0; i < fit->n; i++)
        if (trial->kept[i])
            sum_add(&change,
                    logistic_loss_change(trial->logit[i], fit->data->train.y[i],
                                         a * trial->step_logit[i]));
    sum_add(&change, a * pull + a * a * stiffness / 2);
    return sum_value(&change);
}

static double line_search(const struct trial *trial)
{
    const struct riffle_fit *fit = trial->down.fit;
    double slope = dot(fit->p, trial->gradient, trial->step), pull = slope;
    double stiffness = dot(fit->p, trial->step, trial->step);
    for (size_t i = 0; i < fit->n; i++) {
        double move = trial->step_logit[i];
        pull -= trial->residual[i] * move;
        stiffness -= fit->train.weight[i] * move * move;
    }
    stiffness = trial->share * (stiffness > 0 ? stiffness : 0);
    double a = 1;
    for (int k = 0; k < HALVINGS; k++, a /= 2)
        if (change_along(trial, a, pull, stiffness) <= 1e-4 * a * slope)
            return a;
    return 0;
}

void trial_move(struct trial *trial)
{
    double reach = 0;
    for (size_t i = 0; i < trial->down.fit->n; i++)
        reach = fmax(reach, fabs(trial->step_logit[i]));
    double a = reach <= SAFE_MOVE ? 1 : line_search(trial);
    add_scaled(trial->down.fit->p, a, trial->step, trial->u);
    trial->before = trial->moved;
    trial->moved = a > 0 && a < 1 ? (double)INFINITY : a * reach;
    trial->iterations++;
    double next = trial->relative * trial->target;
    if (!trial->single)
        trial->sight = TRIAL_EXACT;
    while (trial->sight < TRIAL_EXACT && next <= LEAST_SEEN[trial->sight])
        trial->sight++;
}
