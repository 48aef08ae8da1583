/* Every stage of the main job, one after the other, on one data set. */
#include "bench/cases.h"

#include "riffle/experiment.h"
#include "riffle/score.h"

#include "base/memory.h"
#include "bench/stage.h"
#include "linalg/linalg.h"
#include "model/fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZES = 40, MOST_MEASURES = 3, MOST_ESTIMATORS = 4, PROBE = 100 };

struct bench {
    struct riffle_dataset *data;
    struct riffle_fit *fit;
    struct riffle_probe probe;
    double lambda, peak;
    struct riffle_error err;
};

static void must(struct bench *bench, enum riffle_status status,
                 const char *what)
{
    if (status != RIFFLE_OK)
        bench_die(what, bench->err.message);
}

static void run_fit(struct bench *bench)
{
    const struct riffle_fit_options options = {.lambda = bench->lambda,
                                               .intercept =
                                                   RIFFLE_INTERCEPT_NONE,
                                               .later = true};
    struct stage stage = stage_begin("fit");
    must(bench,
         riffle_fit_new(bench->data, &options, NULL, &bench->fit, &bench->err),
         "fit");
    stage_end(&stage);
    char remark[80];
    const struct riffle_fit_summary *summary = riffle_fit_summary(bench->fit);
    (void)snprintf(remark, sizeof remark,
                   "%zu Newton steps, relative gradient %.0e",
                   summary->iterations, summary->relative_gradient);
    stage_print(&stage, bench->peak, remark);
    stage = stage_begin("factor and whitened rows");
    must(bench, riffle_fit_complete(bench->fit, NULL, &bench->err), "factor");
    stage_end(&stage);
    stage_print(&stage, bench->peak, "when an estimate first needs them");
    must(bench,
         riffle_probe_draw(&bench->probe, bench->fit, PROBE, 1, &bench->err),
         "probe");
}

/* What no fit can do without, again and on its own. */
static void run_factor(struct bench *bench)
{
    size_t n = bench->fit->n, p = bench->fit->p;
    double *rows = array_new(n, p, sizeof *rows);
    double *gram = array_new(p, p, sizeof *gram);
    if (rows == NULL || gram == NULL)
        bench_die("factor", "out of memory");
    memcpy(rows, bench->fit->z, n * p * sizeof *rows);
    struct stage stage = stage_begin("  one dense Hessian");
    add_gram_columns(n, p, 1, rows, gram);
    stage_end(&stage);
    stage_print(&stage, bench->peak, "the floor of a dense fit is one");
    for (size_t j = 0; j < p; j++)
        gram[j * p + j] += 1;
    stage = stage_begin("  one factor");
    if (!factorise(p, gram))
        bench_die("factor", "not definite");
    stage_end(&stage);
    stage_print(&stage, bench->peak, "of each of these three");
    stage = stage_begin("  whitening");
    whiten_rows(n, p, gram, rows);
    stage_end(&stage);
    stage_print(&stage, bench->peak, "");
    free(rows);
    free(gram);
}

static void run_rows(struct bench *bench)
{
    static const char *const scores[] = {"if", "rif"};
    double *values = array_new(bench->fit->n, 1, sizeof *values);
    struct riffle_measure *measure = NULL;
    if (values == NULL)
        bench_die("rows", "out of memory");
    must(bench,
         riffle_measure_new("test_loss", bench->fit, &bench->probe, &measure,
                            &bench->err),
         "measure");
    struct stage stage = stage_begin("IF and RIF of every row");
    for (size_t i = 0; i < sizeof scores / sizeof scores[0]; i++)
        must(bench,
             riffle_score_values(riffle_score_find(scores[i]), bench->fit,
                                 measure, values, &bench->err),
             "score");
    stage_end(&stage);
    stage_print(&stage, bench->peak, "bound by memory, not by arithmetic");
    riffle_measure_free(measure);
    free(values);
}

/* The plan's measures and estimators; `first` .. `last` of the estimators. */
static struct riffle_plan new_plan(struct bench *bench, size_t first,
                                   size_t last)
{
    static const char *const measures[] = {"test_prediction", "test_loss",
                                           "self_loss"};
    static const char *const names[] = {"if", "rif", "ns", "actual"};
    struct riffle_plan plan = {0};
    plan.measures = calloc(MOST_MEASURES, sizeof(struct riffle_measure *));
    plan.estimators =
        calloc(MOST_ESTIMATORS, sizeof(const struct riffle_estimator *));
    if (plan.measures == NULL || plan.estimators == NULL)
        bench_die("plan", "out of memory");
    for (size_t q = 0; q < MOST_MEASURES; q++)
        must(bench,
             riffle_measure_new(measures[q], bench->fit, &bench->probe,
                                &plan.measures[plan.n_measures++], &bench->err),
             "measure");
    for (size_t e = first; e <= last; e++)
        plan.estimators[plan.n_estimators++] = riffle_estimator_find(names[e]);
    return plan;
}

/* Sets of the seven standard presets, `sizes` of each, or one set of 1 %. */
static void draw(struct bench *bench, struct riffle_plan *plan, size_t sizes)
{
    const struct riffle_preset *presets[64];
    struct riffle_sweep sweep = {
        .presets = presets,
        .n_sizes = sizes,
        .low = sizes > 1 ? 0.001 : 0.01,
        .high = sizes > 1 ? 0.05 : 0.01,
        .probe = &bench->probe,
        .seed = 1,
    };
    for (size_t i = 0; i < riffle_preset_count(); i++)
        if (riffle_preset(i)->standard && (sizes > 1 || sweep.n_presets == 0))
            presets[sweep.n_presets++] = riffle_preset(i);
    must(bench,
         riffle_sweep_draw(bench->fit, &sweep, &plan->removals, &plan->n_sets,
                           &bench->err),
         "draw");
}

static struct riffle_experiment *run_plan(struct bench *bench,
                                          struct riffle_plan *plan,
                                          struct stage *stage, const char *name)
{
    struct riffle_experiment *experiment = NULL;
    *stage = stage_begin(name);
    must(bench,
         riffle_experiment_new(bench->fit, plan, &experiment, &bench->err),
         name);
    must(bench, riffle_experiment_run(experiment, NULL, &bench->err), name);
    stage_end(stage);
    free((void *)plan->estimators);
    return experiment;
}

/* One set of 1 % (sizes 1) or the sets of a sweep, with some estimators. */
static void run_sets(struct bench *bench, size_t sizes, size_t first,
                     size_t last, const char *name)
{
    struct riffle_plan plan = new_plan(bench, first, last);
    struct stage stage = stage_begin("drawing the sets");
    char remark[80] = "";
    draw(bench, &plan, sizes);
    stage_end(&stage);
    if (sizes > 1 && first == 0)
        stage_print(&stage, bench->peak, "");
    struct riffle_experiment *experiment = run_plan(bench, &plan, &stage, name);
    size_t sets = riffle_experiment_sets(experiment), certified = 0;
    for (size_t s = 0; s < sets; s++)
        certified += riffle_experiment_certified(experiment, s);
    if (last == MOST_ESTIMATORS - 1)
        (void)snprintf(remark, sizeof remark, "%zu of %zu certified", certified,
                       sets);
    stage_print(&stage, bench->peak, remark);
    riffle_experiment_free(experiment);
}

static void run_stages(struct bench *bench)
{
    enum { NS = 2, ACTUAL = 3 };
    run_fit(bench);
    run_factor(bench);
    run_rows(bench);
    run_sets(bench, 1, 0, NS, "estimates of one set of 1 %");
    run_sets(bench, 1, ACTUAL, ACTUAL, "retraining that set");
    run_sets(bench, SIZES, 0, NS, "estimates of every set");
    run_sets(bench, SIZES, ACTUAL, ACTUAL, "retraining every set");
    riffle_probe_release(&bench->probe);
    riffle_fit_free(bench->fit);
    riffle_dataset_free(bench->data);
}

static void announce(const struct bench *bench, const char *name)
{
    printf("\n%s: %zu x %zu, lambda %g, no intercept\n", name,
           bench->data->train.n, bench->data->n_features, bench->lambda);
    stage_head();
}

void bench_file(const struct bench_case *c, const char *folder, double peak)
{
    struct bench bench = {.lambda = c->lambda, .peak = peak};
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, c->name);
    struct stage stage = stage_begin("load");
    must(&bench, riffle_dataset_load(path, NULL, NULL, &bench.data, &bench.err),
         path);
    stage_end(&stage);
    announce(&bench, c->name);
    stage_print(&stage, peak, "");
    run_stages(&bench);
}

struct riffle_dataset *bench_generate(const char *kind, size_t n, size_t d)
{
    const struct riffle_synth_options options = {
        .kind = kind, .n = n, .d = d, .test = 400, .noise = -1};
    struct riffle_dataset *data = NULL;
    struct riffle_error err = {0};
    if (riffle_dataset_synth(&options, &data, &err) != RIFFLE_OK)
        bench_die(kind, err.message);
    return data;
}

void bench_synth(const struct bench_case *c, double peak)
{
    struct bench bench = {.lambda = c->lambda, .peak = peak};
    bench.data = bench_generate(c->name, c->n, c->d);
    announce(&bench, c->name);
    run_stages(&bench);
}
