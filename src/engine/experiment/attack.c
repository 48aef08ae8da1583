/* The paper's attack, one test row at a time. */
#include "riffle/attack.h"

#include "riffle/edit.h"

#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "model/fit.h"

/* The estimates in their order, then the truth. */
static const char *const names[RIFFLE_ATTACK_ESTIMATES + 1] = {"if", "rif",
                                                               "ns", "actual"};

const char *riffle_attack_estimate(size_t index)
{
    return index < RIFFLE_ATTACK_ESTIMATES ? names[index] : NULL;
}

/* The data with the test row as one more training row, its label turned. */
static enum riffle_status add_row(const struct riffle_dataset *data,
                                  size_t test, struct riffle_dataset **more,
                                  struct riffle_error *err)
{
    struct riffle_edits *none = NULL;
    struct riffle_edits *one = NULL;
    const struct riffle_put put = {
        .row = RIFFLE_NO_ROW,
        .x = data->test.x + test * data->n_features,
        .y = !data->test.y[test],
        .planted = true,
        .copied_test = test,
        .copied_base = RIFFLE_NO_ROW,
    };
    enum riffle_status status = riffle_edits_new(data, &none, err);
    if (status == RIFFLE_OK)
        status = riffle_edits_put(none, &put, 1, &one, err);
    if (status == RIFFLE_OK)
        status = riffle_edits_apply(one, data, more, err);
    riffle_edits_free(one);
    riffle_edits_free(none);
    return status;
}

static enum riffle_status
fit_again(const struct riffle_fit *fit, const struct riffle_dataset *more,
          size_t memory, const struct riffle_progress *progress,
          struct riffle_fit **again, struct riffle_error *err)
{
    const struct riffle_fit_summary *summary = &fit->summary;
    bool fixed = summary->penalty == RIFFLE_PENALTY_FIXED;
    const struct riffle_fit_options options = {
        /* of n + 1 rows together what it was of n */
        .lambda = summary->lambda *
                  (fixed ? (double)fit->n / (double)(fit->n + 1) : 1),
        .penalty = summary->penalty,
        .intercept = summary->intercept,
        .memory = memory,
        .start = fit->theta,
    };
    return riffle_fit_new(more, &options, progress, again, err);
}

/* Removing the last row, seen by every estimator on that test row's logit. */
static enum riffle_status plan_removal(const struct riffle_fit *fit,
                                       size_t test,
                                       const struct riffle_estimator **list,
                                       struct riffle_plan *plan,
                                       struct riffle_error *err)
{
    const struct riffle_probe none = {0};
    char logit[32];
    size_t last = fit->n - 1;
    for (size_t e = 0; e <= RIFFLE_ATTACK_ESTIMATES; e++)
        list[e] = riffle_estimator_find(names[e]);
    *plan = (struct riffle_plan){.estimators = list,
                                 .n_estimators = RIFFLE_ATTACK_ESTIMATES + 1};
    plan->removals = array_new(1, 1, sizeof *plan->removals);
    plan->measures = array_new(1, 1, sizeof(struct riffle_measure *));
    if (plan->removals == NULL || plan->measures == NULL)
        return riffle_fail_memory(err, sizeof *plan->removals);
    (void)snprintf(logit, sizeof logit, "logit:%zu", test);
    enum riffle_status status =
        riffle_measure_new(logit, fit, &none, plan->measures, err);
    plan->n_measures = status == RIFFLE_OK;
    if (status == RIFFLE_OK)
        status =
            riffle_removal_init(plan->removals, &last, 1, fit->n, NULL, err);
    plan->n_sets = status == RIFFLE_OK;
    return status;
}

static enum riffle_status remove_again(const struct riffle_fit *fit,
                                       const struct riffle_progress *progress,
                                       struct riffle_attack *attack,
                                       struct riffle_error *err)
{
    const struct riffle_estimator *list[RIFFLE_ATTACK_ESTIMATES + 1];
    struct riffle_plan plan;
    struct riffle_experiment *experiment = NULL;
    enum riffle_status status =
        plan_removal(fit, attack->test, list, &plan, err);
    if (status == RIFFLE_OK)
        status = riffle_experiment_new(fit, &plan, &experiment, err);
    if (status != RIFFLE_OK) {
        riffle_plan_release(&plan);
        return status;
    }
    status = riffle_experiment_run(experiment, progress, err);
    for (size_t e = 0; e < RIFFLE_ATTACK_ESTIMATES; e++)
        attack->estimates[e] = *riffle_experiment_effect(experiment, 0, 0, e);
    attack->actual =
        *riffle_experiment_effect(experiment, 0, 0, RIFFLE_ATTACK_ESTIMATES);
    riffle_experiment_free(experiment);
    return status;
}

/* There is no fit with the row: that is what is known of its effects. */
static void tell_failure(struct riffle_attack *attack,
                         enum riffle_status status)
{
    const struct riffle_effect none = {(double)NAN, (double)NAN, (double)NAN,
                                       status};
    attack->after = attack->leverage = (double)NAN;
    attack->actual = none;
    for (size_t e = 0; e < RIFFLE_ATTACK_ESTIMATES; e++)
        attack->estimates[e] = none;
}

enum riffle_status riffle_attack(const struct riffle_fit *fit, size_t test,
                                 size_t memory,
                                 const struct riffle_progress *progress,
                                 struct riffle_attack *attack,
                                 struct riffle_error *err)
{
    struct riffle_dataset *more = NULL;
    struct riffle_fit *again = NULL;
    if (test >= fit->m)
        return riffle_fail(err, RIFFLE_EUSAGE, "there is no test row %zu",
                           test);
    *attack =
        (struct riffle_attack){.test = test, .before = fit->test.logit[test]};
    enum riffle_status status = add_row(fit->data, test, &more, err);
    if (status == RIFFLE_OK)
        status = fit_again(fit, more, memory, progress, &again, err);
    if (status == RIFFLE_OK) {
        attack->after = again->test.logit[test];
        attack->leverage = again->train.leverage[again->n - 1];
        status = remove_again(again, progress, attack, err);
    } else if (riffle_status_is_numerical(status)) {
        tell_failure(attack, status);
        status = RIFFLE_OK;
    }
    riffle_fit_free(again);
    riffle_dataset_free(more);
    return status;
}
