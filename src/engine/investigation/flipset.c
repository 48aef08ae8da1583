#include "riffle/flipset.h"

#include "riffle/experiment.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "investigation/order.h"

/* Prefixes retrained together; the first time, as many as seem needed. */
enum { FIRST = 4, MOST = 64 };

static const struct order_kind *const orders[RIFFLE_FLIP_ORDERS] = {
    [RIFFLE_FLIP_GREEDY] = &order_greedy,
    [RIFFLE_FLIP_RIF] = &order_rescaled,
    [RIFFLE_FLIP_REFIT] = &order_refit,
};

/* One order while its prefixes are tried. */
struct search {
    const struct riffle_fit *fit;
    const struct goal *goal;
    struct riffle_flip_trial *trial;
    const struct order_kind *order;
    void *state;  /* of the order */
    size_t ready; /* rows of it that are known */
    const struct riffle_progress *progress;
};

/* Prefixes are counted when they are retrained. */
static bool step_inside(void *data, const char *stage, size_t done,
                        size_t total)
{
    const struct search *search = (const struct search *)data;
    size_t more = strcmp(stage, "retrains") == 0 ? done : 0;
    (void)total;
    return riffle_progress_step(search->progress, "flipset",
                                search->trial->tried + more,
                                search->trial->limit);
}

/* Know the first `count` rows of the order, or as many as there are. */
static enum riffle_status extend(struct search *search, size_t count,
                                 struct riffle_error *err)
{
    struct riffle_flip_trial *trial = search->trial;
    while (search->ready < count && !trial->exhausted) {
        struct order_step step;
        enum riffle_status status =
            search->order->next(search->state, &step, err);
        if (status != RIFFLE_OK)
            return status;
        trial->exhausted = step.last;
        if (step.last)
            break;
        trial->rows[search->ready++] = step.row;
        if (trial->predicted == 0 && !search->goal->step &&
            goal_reached(search->goal, step.value, 0))
            trial->predicted = search->ready;
        if (!riffle_progress_step(search->progress, "order", search->ready,
                                  trial->limit))
            return riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    return RIFFLE_OK;
}

/* The prefixes of first + 1 .. first + count rows, as a plan. */
static enum riffle_status plan_fill(const struct search *search, size_t first,
                                    size_t count, struct riffle_plan *plan,
                                    struct riffle_error *err)
{
    plan->removals = array_new(count, 1, sizeof *plan->removals);
    plan->measures = array_new(1, 1, sizeof(struct riffle_measure *)); // NOLINT
    if (plan->removals == NULL || plan->measures == NULL)
        return riffle_fail_memory(err, count * sizeof *plan->removals);
    enum riffle_status status = riffle_measure_new(
        search->goal->text, search->fit, NULL, &plan->measures[0], err);
    plan->n_measures = status == RIFFLE_OK;
    for (size_t s = 0; s < count && status == RIFFLE_OK; s++) {
        status = riffle_removal_init(&plan->removals[s], search->trial->rows,
                                     first + s + 1, search->fit->n, NULL, err);
        plan->n_sets += status == RIFFLE_OK;
    }
    return status;
}

/* What the experiment says of set s; true when it flips. */
static bool record(struct search *search,
                   const struct riffle_experiment *experiment, size_t s)
{
    const struct goal *goal = search->goal;
    struct riffle_flip_trial *trial = search->trial;
    const struct riffle_effect *newton =
        riffle_experiment_effect(experiment, s, 0, 0);
    const struct riffle_effect *actual =
        riffle_experiment_effect(experiment, s, 0, 1);
    struct riffle_flip_prefix prefix = {
        .newton = goal->before + newton->value,
        .actual = goal->before + actual->value,
        /* and the rounding of this sum */
        .bound = actual->bound + DBL_EPSILON * fabs(goal->before),
    };
    prefix.flips = goal_reached(goal, prefix.actual, prefix.bound);
    trial->unsettled += !(actual->status == RIFFLE_OK) ||
                        (!prefix.flips && !isfinite(prefix.bound));
    trial->prefixes[trial->tried++] = prefix;
    if (prefix.flips)
        trial->found = trial->tried;
    return prefix.flips;
}

/* Retrain the prefixes up to `last` rows; the first that flips ends it. */
static enum riffle_status retrain(struct search *search, size_t last,
                                  struct riffle_error *err)
{
    const struct riffle_estimator *estimators[] = {
        riffle_estimator_find("ns"), riffle_estimator_find("actual")};
    struct riffle_plan plan = {.estimators = estimators, .n_estimators = 2};
    struct riffle_experiment *experiment = NULL;
    size_t first = search->trial->tried, count = last - first;
    enum riffle_status status = plan_fill(search, first, count, &plan, err);
    if (status == RIFFLE_OK)
        status = riffle_experiment_new(search->fit, &plan, &experiment, err);
    if (status != RIFFLE_OK) {
        plan.n_estimators = 0;
        riffle_plan_release(&plan);
        return status;
    }
    const struct riffle_progress inside = {step_inside, search};
    status = riffle_experiment_run(experiment, &inside, err);
    for (size_t s = 0; s < count; s++) {
        if (riffle_experiment_effect(experiment, s, 0, 1)->status ==
                RIFFLE_PENDING ||
            record(search, experiment, s))
            break;
    }
    riffle_experiment_free(experiment);
    return status;
}

/* Where the next block of prefixes ends. */
static size_t next_end(const struct search *search, size_t block)
{
    const struct riffle_flip_trial *trial = search->trial;
    size_t end = trial->tried + block;
    if (trial->tried == 0 && trial->predicted > end)
        end = trial->predicted < MOST ? trial->predicted : MOST;
    return end < trial->limit ? end : trial->limit;
}

/* Rows of an order until its own estimate flips, MOST at the most. */
static enum riffle_status look_ahead(struct search *search,
                                     struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    size_t most = search->trial->limit < MOST ? search->trial->limit : MOST;
    while (status == RIFFLE_OK && search->ready < most &&
           search->trial->predicted == 0 && !search->trial->exhausted &&
           !search->goal->step)
        status = extend(search, search->ready + 1, err);
    return status;
}

static enum riffle_status try_prefixes(struct search *search,
                                       struct riffle_error *err)
{
    struct riffle_flip_trial *trial = search->trial;
    enum riffle_status status = look_ahead(search, err);
    for (size_t block = FIRST; status == RIFFLE_OK && trial->found == 0;
         block = 2 * block < MOST ? 2 * block : MOST) {
        size_t end = next_end(search, block);
        status = extend(search, end, err);
        end = end < search->ready ? end : search->ready;
        if (status != RIFFLE_OK || end == trial->tried)
            break;
        status = retrain(search, end, err);
    }
    return status;
}

static enum riffle_status trial_init(struct riffle_flip_trial *trial,
                                     enum riffle_flip_order order, size_t limit,
                                     struct riffle_error *err)
{
    *trial = (struct riffle_flip_trial){.order = order, .limit = limit};
    trial->rows = array_new(limit, 1, sizeof *trial->rows);
    trial->prefixes = array_new(limit, 1, sizeof *trial->prefixes);
    if (trial->rows != NULL && trial->prefixes != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, limit * sizeof *trial->prefixes);
}

/* One order, up to so many rows; a stop is no failure. */
static enum riffle_status try_order(const struct riffle_fit *fit,
                                    const struct goal *goal, size_t limit,
                                    const struct riffle_progress *progress,
                                    struct riffle_flipset *found,
                                    struct riffle_error *err)
{
    enum riffle_flip_order order = (enum riffle_flip_order)found->n_trials;
    struct riffle_flip_trial *trial = &found->trials[found->n_trials++];
    struct search search = {
        .fit = fit,
        .goal = goal,
        .trial = trial,
        .order = orders[order],
        .progress = progress,
    };
    const struct order_task task = {fit, goal, limit, progress};
    enum riffle_status status = trial_init(trial, order, limit, err);
    if (status == RIFFLE_OK && limit > 0)
        status = search.order->begin(&task, &search.state, err);
    if (status == RIFFLE_OK && limit > 0)
        status = try_prefixes(&search, err);
    search.order->end(search.state);
    if (trial->found > 0) {
        found->best = (size_t)order;
        found->size = trial->found;
        found->rows = trial->rows;
        found->after = trial->prefixes[trial->found - 1];
    }
    found->stopped = status == RIFFLE_STOPPED;
    return found->stopped ? RIFFLE_OK : status;
}

enum riffle_status
riffle_flipset_find(const struct riffle_fit *fit,
                    const struct riffle_flip_options *options,
                    const struct riffle_progress *progress,
                    struct riffle_flipset *found, struct riffle_error *err)
{
    struct goal goal;
    if (options->max == 0 || options->max >= fit->n)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "a flip set has 1 to %zu of the %zu rows",
                           fit->n - 1, fit->n);
    enum riffle_status status = goal_init(&goal, fit, options, err);
    if (status != RIFFLE_OK)
        return status;
    *found = (struct riffle_flipset){.before = goal.before};
    size_t n_orders =
        options->refit ? RIFFLE_FLIP_ORDERS : RIFFLE_FLIP_ORDERS - 1;
    while (status == RIFFLE_OK && found->n_trials < n_orders &&
           !found->stopped) {
        size_t limit = found->size > 0 ? found->size - 1 : options->max;
        status = try_order(fit, &goal, limit, progress, found, err);
    }
    if (found->size == 0)
        found->best = found->n_trials;
    goal_release(&goal);
    if (status != RIFFLE_OK)
        riffle_flipset_release(found);
    return status;
}

void riffle_flipset_release(struct riffle_flipset *found)
{
    for (size_t t = 0; t < found->n_trials; t++) {
        free(found->trials[t].rows);
        free(found->trials[t].prefixes);
    }
    *found = (struct riffle_flipset){0};
}
