/*
 * Wrong answers: the bytes are a small problem and a removal set. The optimum
 * in quadruple precision must lie within the bound of the fit, and that of
 * the retrained model within the bound on its effect.
 */
#include "fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "oracle/qlogit.h"
#include "riffle/experiment.h"

enum { MOST_ROWS = 24, MOST_FEATURES = 5, HEAD = 6 };

struct problem {
    struct riffle_dataset data;
    double x[MOST_ROWS * MOST_FEATURES];
    uint8_t y[MOST_ROWS];
    size_t origin[MOST_ROWS];
    char names[MOST_FEATURES][4];
    char *name_list[MOST_FEATURES];
    struct riffle_fit_options options;
    size_t rows[MOST_ROWS], k;
    /* the same for the oracle */
    struct qlogit exact;
    double exact_x[MOST_ROWS * (MOST_FEATURES + 1)];
    bool kept[MOST_ROWS];
    quad penalty[QLOGIT_MAX];
};

/* Two bytes as a number with few digits, so that ties and zeros occur. */
static double value_of(const uint8_t *at)
{
    static const double scales[] = {1, 1, 0.01, 100};
    return scales[at[1] & 3] * (double)((int)at[0] - 128) / 32;
}

/* Bytes: n, d, lambda, switches, k, seed of the set, then rows. */
static bool problem_read(struct problem *p, const uint8_t *data, size_t size)
{
    memset(p, 0, sizeof *p);
    if (size < HEAD)
        return false;
    const size_t n = 2 + data[0] % (MOST_ROWS - 1);
    const size_t d = 1 + data[1] % MOST_FEATURES;
    if (size < HEAD + n * (2 * d + 1))
        return false;
    p->options = (struct riffle_fit_options){
        .lambda = pow(10, (double)(data[2] % 9) - 6),
        .penalty = (enum riffle_penalty)(data[3] & 1),
        .intercept = (enum riffle_intercept)(data[3] / 2 % 3),
    };
    const uint8_t *at = data + HEAD;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < d; j++, at += 2)
            p->x[i * d + j] = value_of(at);
        p->y[i] = *at++ & 1;
        p->origin[i] = i;
    }
    p->k = 1 + data[4] % (n / 2);
    for (size_t t = 0; t < p->k; t++)
        p->rows[t] = (data[5] + t * (1 + data[4] % 3)) % n;
    p->data = (struct riffle_dataset){
        .name = p->names[0],
        .n_features = d,
        .feature_names = p->name_list,
        .label_name = p->names[0],
        .class_names = {p->names[0], p->names[0]},
        .train = {n, p->x, p->y, NULL, p->origin},
    };
    for (size_t j = 0; j < d; j++)
        p->name_list[j] = p->names[j];
    return true;
}

static void oracle_init(struct problem *p)
{
    const size_t n = p->data.train.n, d = p->data.n_features;
    const bool intercept = p->options.intercept != RIFFLE_INTERCEPT_NONE;
    const size_t width = d + (intercept ? 1 : 0);
    for (size_t i = 0; i < n; i++) {
        memcpy(p->exact_x + i * width, p->x + i * d, d * sizeof *p->x);
        if (intercept)
            p->exact_x[i * width + d] = 1;
    }
    p->exact = (struct qlogit){n, width, p->exact_x, p->y, p->kept, p->penalty};
}

/* The optimum with the set, or without it, from `theta` on. */
static bool oracle_solve(struct problem *p, bool removed, size_t distinct,
                         quad *theta)
{
    const size_t n = p->data.train.n, width = p->exact.d;
    const bool scaled = p->options.penalty == RIFFLE_PENALTY_SCALED;
    const size_t left = removed && scaled ? n - distinct : n;
    for (size_t i = 0; i < n; i++)
        p->kept[i] = true;
    for (size_t t = 0; removed && t < p->k; t++)
        p->kept[p->rows[t]] = false;
    for (size_t j = 0; j < width; j++)
        p->penalty[j] = (quad)p->options.lambda * (quad)left;
    if (p->options.intercept == RIFFLE_INTERCEPT_FREE)
        p->penalty[width - 1] = 0;
    return qlogit_solve(&p->exact, theta);
}

/* Sum of the log losses of all rows. */
static quad oracle_loss(const struct problem *p, const quad *theta)
{
    quad sum = 0;
    for (size_t i = 0; i < p->exact.n; i++) {
        const quad z = qlogit_logit(&p->exact, i, theta);
        const quad margin = p->y[i] ? z : -z, size = z < 0 ? -z : z;
        sum += qlogit_log1p(qlogit_exp(-size)) + (margin < 0 ? -margin : 0);
    }
    return sum;
}

static void check_fit(struct problem *p, const struct riffle_fit *fit,
                      const double *theta, quad *base)
{
    quad apart[QLOGIT_MAX];
    const double bound = riffle_fit_summary(fit)->bound;
    for (size_t j = 0; j < p->exact.d; j++)
        apart[j] = (quad)theta[j] - base[j];
    if (!isnan(bound))
        FUZZ_ASSERT(qlogit_norm(&p->exact, base, apart) <= (quad)bound);
}

/* The effect on the loss of all rows against the oracle's two optima. */
static void check_effect(struct problem *p, struct riffle_fit *fit,
                         const quad *base)
{
    struct riffle_probe probe = {0};
    struct riffle_experiment *experiment = NULL;
    const struct riffle_estimator *actual[] = {riffle_estimator_find("actual")};
    struct riffle_plan plan = {
        .removals = calloc(1, sizeof *plan.removals),
        .n_sets = 1,
        .measures = calloc(1, sizeof(struct riffle_measure *)),
        .n_measures = 1,
        .estimators = actual,
        .n_estimators = 1,
    };
    FUZZ_ASSERT(plan.removals != NULL && plan.measures != NULL);
    FUZZ_ASSERT(riffle_removal_init(plan.removals, p->rows, p->k,
                                    p->data.train.n, NULL, NULL) == RIFFLE_OK);
    const size_t distinct = plan.removals->k;
    FUZZ_ASSERT(riffle_measure_new("self_loss", fit, &probe, &plan.measures[0],
                                   NULL) == RIFFLE_OK);
    FUZZ_ASSERT(riffle_experiment_new(fit, &plan, &experiment, NULL) ==
                RIFFLE_OK);
    FUZZ_ASSERT(riffle_experiment_run(experiment, NULL, NULL) == RIFFLE_OK);
    const struct riffle_effect *effect =
        riffle_experiment_effect(experiment, 0, 0, 0);
    quad shifted[QLOGIT_MAX];
    memcpy(shifted, base, sizeof shifted);
    if (riffle_experiment_actual(experiment, 0)->status == RIFFLE_OK &&
        !isnan(effect->bound) && oracle_solve(p, true, distinct, shifted)) {
        const quad off = (quad)effect->value -
                         (oracle_loss(p, shifted) - oracle_loss(p, base));
        FUZZ_ASSERT((off < 0 ? -off : off) <= (quad)effect->bound);
    }
    riffle_experiment_free(experiment);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct problem problem;
    struct riffle_fit *fit = NULL;
    struct riffle_error err = {0};
    if (!problem_read(&problem, data, size) ||
        riffle_fit_new(&problem.data, &problem.options, NULL, &fit, &err) !=
            RIFFLE_OK)
        return 0;
    const double *theta = riffle_fit_theta(fit);
    quad base[QLOGIT_MAX] = {0};
    oracle_init(&problem);
    for (size_t j = 0; j < problem.exact.d; j++)
        base[j] = (quad)theta[j];
    if (oracle_solve(&problem, false, 0, base)) {
        check_fit(&problem, fit, theta, base);
        check_effect(&problem, fit, base);
    }
    riffle_fit_free(fit);
    return 0;
}
