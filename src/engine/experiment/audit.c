/* The table of audit scores: what to inspect first, and when it misleads. */
#include "riffle/audit.h"

#include "riffle/clock.h"
#include "riffle/measure.h"
#include "riffle/rng.h"
#include "riffle/score.h"

#include <math.h>
#include <string.h>

#include "model/fit.h"

/* Fits that a walk is expected to take, and passes over Z of one retrain. */
enum { FITS = 6, PASSES = 12 };

static double flops_tuned(const struct riffle_fit *fit)
{
    double n = (double)fit->n, p = (double)fit->p;
    return FITS * 12.0 * n * p * p;
}

static double flops_actual(const struct riffle_fit *fit)
{
    double n = (double)fit->n, p = (double)fit->p;
    return n * PASSES * 2 * n * p;
}

static void tell_cost(const struct riffle_audit_options *options, size_t units,
                      const char *unit, double seconds)
{
    if (options->cost != NULL)
        options->cost(options->cost_data, units, unit, seconds);
}

/* Higher, the sooner inspected; NaN stays. */
static void turn(enum riffle_sign suspects, size_t n, double *values)
{
    for (size_t i = 0; i < n && suspects != RIFFLE_SIGN_POSITIVE; i++)
        values[i] =
            suspects == RIFFLE_SIGN_NEGATIVE ? -values[i] : fabs(values[i]);
}

/* A row of the table of scores. */
static enum riffle_status
compute_score(const struct riffle_audit_score *score,
              const struct riffle_fit *fit,
              const struct riffle_audit_options *options, double *values,
              struct riffle_audit_remark *remark, struct riffle_error *err)
{
    const struct riffle_score *asked = riffle_score_find(score->name);
    struct riffle_measure *measure = NULL;
    struct riffle_score_result result = {.values = values};
    enum riffle_status status = RIFFLE_OK;
    if (asked->needs_measure)
        status =
            riffle_measure_new("test_loss", fit, options->probe, &measure, err);
    const struct riffle_score_query query = {.fit = fit,
                                             .measure = measure,
                                             .probe = options->probe,
                                             .seed = options->seed,
                                             .progress = &options->progress};
    if (status == RIFFLE_OK)
        status = riffle_score_compute(asked, &query, &result, err);
    if (status == RIFFLE_OK)
        turn(riffle_score_suspects(asked), fit->n, values);
    remark->finished = status == RIFFLE_OK ? fit->n : 0;
    riffle_measure_free(measure);
    return status;
}

struct riffle_audit_score
riffle_audit_score_of(const struct riffle_score *score)
{
    return (struct riffle_audit_score){.name = score->name,
                                       .title = score->title,
                                       .summary = score->summary,
                                       .misleads = score->caveat,
                                       .compute = compute_score};
}

static enum riffle_status
compute_tuned(const struct riffle_audit_score *score,
              const struct riffle_fit *fit,
              const struct riffle_audit_options *options, double *values,
              struct riffle_audit_remark *remark, struct riffle_error *err)
{
    (void)score;
    struct riffle_tuning tuning;
    tell_cost(options, FITS, "fits", FITS * fit->summary.seconds);
    enum riffle_status status = riffle_tune(fit, options, values, &tuning, err);
    if (status != RIFFLE_OK) {
        for (size_t i = 0; i < fit->n; i++)
            values[i] = (double)NAN;
        return status;
    }
    remark->finished = fit->n;
    remark->lambda = tuning.lambda;
    remark->heldout = tuning.heldout;
    return RIFFLE_OK;
}

/* Passes on how far it is, and tells the cost of the rest once it knows. */
struct retrains {
    const struct riffle_audit_options *options;
    double started;
    bool told;
};

static bool step(void *data, const char *stage, size_t done, size_t total)
{
    struct retrains *to = (struct retrains *)data;
    if (done > 0 && done < total && !to->told) {
        double each = (riffle_seconds() - to->started) / (double)done;
        tell_cost(to->options, total - done, "retrains",
                  each * (double)(total - done));
        to->told = true;
    }
    return riffle_progress_step(&to->options->progress, stage, done, total);
}

/* Effects of retraining without each row on its own loss. */
static enum riffle_status leave_out(const struct riffle_fit *fit,
                                    const struct riffle_measure *own,
                                    const struct riffle_audit_options *options,
                                    struct riffle_score_result *result,
                                    struct riffle_error *err)
{
    struct retrains to = {options, riffle_seconds(), false};
    const struct riffle_progress progress = {step, &to};
    const struct riffle_score_query query = {
        .fit = fit, .measure = own, .progress = &progress};
    return riffle_score_compute(riffle_score_find("loo"), &query, result, err);
}

static enum riffle_status
compute_actual(const struct riffle_audit_score *score,
               const struct riffle_fit *fit,
               const struct riffle_audit_options *options, double *values,
               struct riffle_audit_remark *remark, struct riffle_error *err)
{
    const struct riffle_probe none = {0};
    struct riffle_measure *own = NULL;
    struct riffle_score_result result = {.values = values};
    (void)score;
    for (size_t i = 0; i < fit->n; i++)
        values[i] = (double)NAN;
    enum riffle_status status =
        riffle_measure_new("removed_loss", fit, &none, &own, err);
    if (status == RIFFLE_OK)
        status = leave_out(fit, own, options, &result, err);
    riffle_measure_free(own);
    for (size_t i = 0; i < fit->n; i++)
        remark->finished += !isnan(values[i]);
    if (status == RIFFLE_OK && result.stopped)
        return riffle_fail(err, RIFFLE_STOPPED, "retraining was stopped");
    return status;
}

static enum riffle_status
compute_random(const struct riffle_audit_score *score,
               const struct riffle_fit *fit,
               const struct riffle_audit_options *options, double *values,
               struct riffle_audit_remark *remark, struct riffle_error *err)
{
    (void)score;
    struct riffle_rng rng;
    (void)err;
    riffle_rng_init(&rng, options->seed, "audit");
    for (size_t i = 0; i < fit->n; i++)
        values[i] = riffle_rng_uniform(&rng);
    remark->finished = fit->n;
    return RIFFLE_OK;
}

static const struct riffle_audit_score table[] = {
    {.name = "tuned",
     .title = "tuned held-out loss",
     .summary =
         "held-out loss at the lambda, from the fit's upwards, where its "
         "mean is least",
     .misleads = "a wrong label among its like, all wrong too, looks right",
     .flops = flops_tuned,
     .compute = compute_tuned},
    {.name = "heldout",
     .title = "held-out loss",
     .summary = "loss after the row's own leave-one-out Newton step",
     .misleads = "with about as many parameters as rows and a weak penalty it "
                 "rewards leverage, and falls behind the plain loss",
     .compute = compute_score},
    {.name = "self",
     .title = "self-influence, RIF",
     .summary = "rise of the row's own loss when it goes, by RIF",
     .misleads = "a right label at an odd place has it, too: leverage counts "
                 "as much as being wrong",
     .compute = compute_score},
    {.name = "self_if",
     .title = "self-influence, IF",
     .summary = "the same by IF: not rescaled by 1 - leverage",
     .misleads = "understates rows of high leverage, which sometimes helps it",
     .compute = compute_score},
    {.name = "actual",
     .title = "self-influence, actual",
     .summary = "the same by retraining without each row",
     .misleads = "as self, which it tells the truth of; n retrains",
     .flops = flops_actual,
     .compute = compute_actual},
    {.name = "loss",
     .title = "loss",
     .summary = "log loss of the row at the fit",
     .misleads = "a memorised wrong label has none: weak penalty, d near n",
     .baseline = true,
     .compute = compute_score},
    {.name = "cook",
     .title = "Cook's distance",
     .summary = "how far the row's removal moves the parameters",
     .misleads = "as self, leverage counting twice",
     .compute = compute_score},
    {.name = "leverage",
     .title = "leverage",
     .summary = "how much the row determines its own fit; knows no label",
     .misleads = "finds odd rows, not wrong labels; near chance when n >> d",
     .compute = compute_score},
    {.name = "random",
     .title = "random",
     .summary = "a random order, seeded: what no method gives",
     .misleads = "one draw: with few wrong rows it may be lucky",
     .baseline = true,
     .compute = compute_random},
};

size_t riffle_audit_score_count(void)
{
    return sizeof table / sizeof table[0];
}

const struct riffle_audit_score *riffle_audit_score(size_t index)
{
    return index < riffle_audit_score_count() ? &table[index] : NULL;
}

const struct riffle_audit_score *riffle_audit_score_find(const char *name)
{
    for (size_t i = 0; i < riffle_audit_score_count(); i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}
