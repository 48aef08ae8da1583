#include "investigation/goal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

static bool is_kind(const struct riffle_measure *measure, const char *name)
{
    return strcmp(riffle_measure_kind_of(measure)->name, name) == 0;
}

/* The sides of a prediction: a logit of exactly 0 is the positive class. */
static void set_prediction(struct goal *goal)
{
    goal->sign = goal->before >= 0 ? -1 : 1;
    goal->inclusive = goal->sign > 0;
}

static enum riffle_status set_coefficient(struct goal *goal,
                                          struct riffle_error *err)
{
    if (goal->before == 0)
        return riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                           "%s is exactly 0: it has no sign to flip",
                           goal->text);
    goal->sign = goal->before > 0 ? -1 : 1;
    return RIFFLE_OK;
}

static enum riffle_status set_accuracy(struct goal *goal, double below,
                                       struct riffle_error *err)
{
    if (!(below > 0 && below <= 1)) {
        riffle_fail(err, RIFFLE_EUSAGE, "an accuracy of %g is not in (0, 1]",
                    below);
        riffle_hint(err, "accuracy=0.9 is 90 %% of the test rows");
        return RIFFLE_EUSAGE;
    }
    if (goal->before < below) {
        riffle_fail(err, RIFFLE_EUSAGE,
                    "the test accuracy is %.6g, below %g already", goal->before,
                    below);
        riffle_hint(err, "give a fraction below %.6g", goal->before);
        return RIFFLE_EUSAGE;
    }
    goal->limit = below;
    goal->sign = -1;
    goal->step = true;
    return RIFFLE_OK;
}

static enum riffle_status set_sides(struct goal *goal,
                                    const struct riffle_measure *measure,
                                    double below, struct riffle_error *err)
{
    if (is_kind(measure, "accuracy"))
        return set_accuracy(goal, below, err);
    if (is_kind(measure, "theta"))
        return set_coefficient(goal, err);
    if (is_kind(measure, "logit")) {
        set_prediction(goal);
        return RIFFLE_OK;
    }
    return riffle_fail(err, RIFFLE_ENOTAPPLICABLE, "%s has no sides to flip",
                       goal->text);
}

/* The slope of each right row's own probability, times its whitened row. */
static enum riffle_status fill_stand_in(struct goal *goal,
                                        const struct riffle_fit *fit,
                                        struct riffle_error *err)
{
    double *slopes = array_new(fit->m, 1, sizeof *slopes);
    if (slopes == NULL)
        return riffle_fail_memory(err, fit->m * sizeof *slopes);
    for (size_t i = 0; i < fit->m; i++) {
        bool positive = fit->data->test.y[i] != 0;
        if ((fit->test.logit[i] >= 0) == positive)
            slopes[i] = (positive ? 1 : -1) * fit->test.weight[i];
    }
    multiply_transposed(fit->m, fit->p, fit->z_test, slopes, goal->gradient);
    free(slopes);
    return RIFFLE_OK;
}

static enum riffle_status prepare(struct goal *goal,
                                  const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  struct riffle_error *err)
{
    goal->gradient = array_new(fit->p, 1, sizeof *goal->gradient);
    if (goal->gradient == NULL)
        return riffle_fail_memory(err, fit->p * sizeof *goal->gradient);
    if (goal->step)
        return fill_stand_in(goal, fit, err);
    memcpy(goal->gradient, measure_gradient(measure),
           fit->p * sizeof *goal->gradient);
    return RIFFLE_OK;
}

enum riffle_status goal_init(struct goal *goal, const struct riffle_fit *fit,
                             const struct riffle_flip_options *options,
                             struct riffle_error *err)
{
    struct riffle_measure *measure = NULL;
    enum riffle_status status =
        riffle_measure_new(options->measure, fit, NULL, &measure, err);
    if (status != RIFFLE_OK)
        return status;
    *goal = (struct goal){.text = options->measure,
                          .before = riffle_measure_value(measure)};
    status = set_sides(goal, measure, options->below, err);
    if (status == RIFFLE_OK)
        status = prepare(goal, fit, measure, err);
    riffle_measure_free(measure);
    if (status != RIFFLE_OK)
        goal_release(goal);
    return status;
}

enum riffle_status goal_again(struct goal *goal, const struct goal *from,
                              const struct riffle_fit *fit,
                              struct riffle_error *err)
{
    struct riffle_measure *measure = NULL;
    enum riffle_status status =
        riffle_measure_new(from->text, fit, NULL, &measure, err);
    if (status != RIFFLE_OK)
        return status;
    *goal = *from;
    goal->before = riffle_measure_value(measure);
    status = prepare(goal, fit, measure, err);
    riffle_measure_free(measure);
    return status;
}

void goal_release(struct goal *goal)
{
    free(goal->gradient);
    *goal = (struct goal){0};
}

bool goal_reached(const struct goal *goal, double value, double bound)
{
    double beyond = goal->sign * (value - goal->limit) - bound;
    return goal->inclusive ? beyond >= 0 : beyond > 0;
}
