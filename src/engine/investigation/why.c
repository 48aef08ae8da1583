#include "riffle/why.h"

#include <math.h>
#include <stddef.h>

/* In the order in which the estimators come closer. */
static const char *const estimators[] = {"if", "rif", "ns", "actual"};
enum { COUNT = sizeof estimators / sizeof estimators[0] };

static const struct riffle_why_words words[RIFFLE_WHY_STEPS] = {
    [RIFFLE_WHY_INFLUENCE] = {"influence", "IF",
                              "each row's gradient moves the model"},
    [RIFFLE_WHY_LEVERAGE] = {"leverage", "RIF - IF",
                             "each row holds the model to itself"},
    [RIFFLE_WHY_TOGETHER] = {"cross-leverage", "NS - RIF",
                             "the rows hold the model together"},
    [RIFFLE_WHY_CURVATURE] = {"curvature", "linear - NS",
                              "the curvature changes on the way"},
    [RIFFLE_WHY_NONLINEARITY] = {"nonlinearity", "actual - linear",
                                 "the measure bends"},
};

const struct riffle_why_words *riffle_why_words(enum riffle_why_step step)
{
    return &words[step];
}

static void set_missing(struct riffle_waterfall *waterfall,
                        enum riffle_status status, const char *name)
{
    waterfall->status = status;
    waterfall->missing = name;
    waterfall->actual = waterfall->bound = NAN;
    for (size_t i = 0; i < RIFFLE_WHY_STEPS; i++)
        waterfall->step[i] = waterfall->total[i] = NAN;
}

/* The estimator's effect; NULL, with the reason, when it has none. */
static const struct riffle_effect *
effect_by(const struct riffle_experiment *experiment, size_t s, size_t q,
          const char *name, struct riffle_waterfall *waterfall)
{
    size_t e = riffle_experiment_column(experiment, name);
    if (e == RIFFLE_ANY) {
        set_missing(waterfall, RIFFLE_ENOTAPPLICABLE, name);
        return NULL;
    }
    const struct riffle_effect *effect =
        riffle_experiment_effect(experiment, s, q, e);
    enum riffle_status status = effect->status;
    if (status == RIFFLE_OK && !isfinite(effect->linear))
        status = RIFFLE_ENOTAPPLICABLE;
    if (status == RIFFLE_OK)
        return effect;
    set_missing(waterfall, status, name);
    return NULL;
}

void riffle_why(const struct riffle_experiment *experiment, size_t s, size_t q,
                struct riffle_waterfall *waterfall)
{
    *waterfall = (struct riffle_waterfall){.status = RIFFLE_OK};
    const struct riffle_effect *effect = NULL;
    for (size_t i = 0; i < COUNT; i++) {
        effect = effect_by(experiment, s, q, estimators[i], waterfall);
        if (effect == NULL)
            return;
        waterfall->total[i] = effect->linear;
    }
    waterfall->total[RIFFLE_WHY_NONLINEARITY] = effect->value;
    waterfall->actual = effect->value;
    waterfall->bound = effect->bound;
    waterfall->step[0] = waterfall->total[0];
    for (size_t i = 1; i < RIFFLE_WHY_STEPS; i++)
        waterfall->step[i] = waterfall->total[i] - waterfall->total[i - 1];
}

enum riffle_why_step
riffle_why_dominant(const struct riffle_waterfall *waterfall)
{
    enum riffle_why_step largest = RIFFLE_WHY_LEVERAGE;
    for (enum riffle_why_step i = RIFFLE_WHY_LEVERAGE; i < RIFFLE_WHY_STEPS;
         i++)
        if (fabs(waterfall->step[i]) > fabs(waterfall->step[largest]))
            largest = i;
    return largest;
}
