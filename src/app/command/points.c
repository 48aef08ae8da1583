/* Actual against predicted effects, as the dots of a plot. */
#include "command/points.h"

#include "command/model_reply.h"
#include "command/parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fewer pairs have no slope worth a word. */
enum { LEAST_NOTED = 3 };

/* The experiments to draw from: the sweep, or all trials. */
struct source {
    struct riffle_experiment *const *experiments;
    size_t n;
};

static struct source source_of(const struct session *session)
{
    if (session->sweep)
        return (struct source){&session->sweep, 1};
    return (struct source){session->trials, session->n_trials};
}

/* The column of a measure by name, or RIFFLE_ANY. */
static size_t measure_column(const struct riffle_experiment *experiment,
                             const char *name)
{
    for (size_t q = 0; q < riffle_experiment_measures(experiment); q++)
        if (strcmp(
                riffle_measure_name(riffle_experiment_measure(experiment, q)),
                name) == 0)
            return q;
    return RIFFLE_ANY;
}

/* The first measure, of the newest experiment, that has estimates. */
static const char *first_measure(const struct source *source)
{
    const struct riffle_experiment *newest = source->experiments[source->n - 1];
    for (size_t q = 0; q < riffle_experiment_measures(newest); q++) {
        const struct riffle_measure *measure =
            riffle_experiment_measure(newest, q);
        if (!riffle_measure_kind_of(measure)->actual_only)
            return riffle_measure_name(measure);
    }
    return riffle_measure_name(riffle_experiment_measure(newest, 0));
}

/* A measure without predictions would be an empty plot. */
static enum riffle_status check_measure(const struct riffle_measure *measure,
                                        struct riffle_error *err)
{
    if (!riffle_measure_kind_of(measure)->actual_only)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                "%s is a step function: there are no predictions to plot",
                riffle_measure_name(measure));
    riffle_hint(err, "plot measure=test_loss, or another of the effects");
    return RIFFLE_ENOTAPPLICABLE;
}

/* Point at the measure's own name, which outlives the call. */
static enum riffle_status find_measure(const struct source *source,
                                       const char *name,
                                       const struct riffle_measure **measure,
                                       struct riffle_error *err)
{
    const char *wanted = name ? name : first_measure(source);
    for (size_t i = source->n; i-- > 0;) {
        const struct riffle_experiment *experiment = source->experiments[i];
        size_t q = measure_column(experiment, wanted);
        if (q == RIFFLE_ANY)
            continue;
        *measure = riffle_experiment_measure(experiment, q);
        return check_measure(*measure, err);
    }
    (void)riffle_fail(err, RIFFLE_EUSAGE, "no effect on `%s' was computed",
                      wanted);
    riffle_hint(err, "name it in measures= of sweep or effect, and run that "
                     "again");
    return RIFFLE_EUSAGE;
}

/* Ever less of it, for ever narrower plots. */
static void name_briefly(const char *name, const char *unit,
                         enum riffle_penalty penalty, struct points *points)
{
    static const char *const y[PLOT_BRIEF] = {"predicted change", "predicted",
                                              "predicted", "predicted"};
    struct points_brief *brief = points->brief;
    (void)snprintf(brief[0].title, sizeof brief[0].title,
                   "change of %s on removal (penalty %s)", name,
                   model_penalty_name(penalty));
    (void)snprintf(brief[1].title, sizeof brief[1].title,
                   "change of %s on removal", name);
    (void)snprintf(brief[2].title, sizeof brief[2].title, "change of %s", name);
    (void)snprintf(brief[3].title, sizeof brief[3].title, "%s", name);
    (void)snprintf(brief[0].x, sizeof brief[0].x,
                   "actual change [%s]; positive: increase", unit);
    (void)snprintf(brief[1].x, sizeof brief[1].x, "actual [%s], + is increase",
                   unit);
    (void)snprintf(brief[2].x, sizeof brief[2].x, "actual [%s]", unit);
    (void)snprintf(brief[3].x, sizeof brief[3].x, "actual");
    for (size_t i = 0; i < PLOT_BRIEF; i++)
        points->data.brief[i] =
            (struct plot_words){brief[i].title, brief[i].x, y[i]};
}

static void name_texts(const struct session *session,
                       const struct riffle_measure *measure, bool linear,
                       struct points *points)
{
    const char *name = riffle_measure_name(measure);
    const char *unit = riffle_measure_kind_of(measure)->unit;
    const char *first_order = linear ? ", to first order" : "";
    enum riffle_penalty penalty = riffle_fit_summary(session->fit)->penalty;
    points->measure = name;
    points->unit = unit;
    (void)snprintf(points->title, sizeof points->title,
                   "%s: change of %s on removal (penalty %s)",
                   session->data->name, name, model_penalty_name(penalty));
    (void)snprintf(points->x_label, sizeof points->x_label,
                   "actual change [%s]%s; positive: removal increases %s", unit,
                   first_order, name);
    (void)snprintf(points->y_label, sizeof points->y_label,
                   "predicted change [%s]", unit);
    name_briefly(name, unit, penalty, points);
    points->data.title = points->title;
    points->data.x_label = points->x_label;
    points->data.y_label = points->y_label;
}

/* True when some experiment of the source has the estimator. */
static bool has_estimator(const struct source *source,
                          const struct riffle_estimator *estimator)
{
    for (size_t i = 0; i < source->n; i++)
        if (riffle_experiment_column(source->experiments[i], estimator->name) !=
            RIFFLE_ANY)
            return true;
    return false;
}

/* A series for each estimator that is wanted, or that there is, in the table's
 * order. */
static void name_series(const struct points_choice *choice,
                        const struct source *source, struct points *points)
{
    struct plot_data *data = &points->data;
    for (size_t e = 0; e < riffle_estimator_count(); e++) {
        const struct riffle_estimator *estimator = riffle_estimator(e);
        bool wanted = choice->estimator ? choice->estimator[e]
                                        : has_estimator(source, estimator);
        if (estimator->exact || !wanted || data->n_series == THEME_SERIES)
            continue;
        effect_head(estimator, points->names[data->n_series]);
        data->series[data->n_series].name = points->names[data->n_series];
        points->estimators[data->n_series++] = estimator;
    }
}

static struct plot_point make_point(const struct riffle_effect *actual,
                                    const struct riffle_effect *estimate,
                                    bool linear)
{
    bool pending =
        actual->status == RIFFLE_PENDING || estimate->status == RIFFLE_PENDING;
    bool ready = actual->status == RIFFLE_OK && estimate->status == RIFFLE_OK;
    return (struct plot_point){
        .x = linear ? actual->linear : actual->value,
        .y = linear ? estimate->linear : estimate->value,
        .bound = linear ? (double)NAN : actual->bound,
        .state = ready     ? PLOT_READY
                 : pending ? PLOT_PENDING
                           : PLOT_FAILED,
    };
}

/* Index of the way that a set was drawn, added when it is new. */
static size_t group_of(struct points *points, const char *words)
{
    size_t g = 0;
    while (g < points->n_groups &&
           strncmp(points->groups[g], words, POINTS_GROUP - 1) != 0)
        g++;
    if (g < points->n_groups)
        return g;
    if (g == POINTS_GROUPS)
        return g - 1;
    (void)snprintf(points->groups[g], POINTS_GROUP, "%s", words);
    return points->n_groups++;
}

const char *points_strategy(const struct session *session, size_t set)
{
    const struct riffle_removal *removal;
    if (session->sweep)
        return session->sweep_presets[set]->name;
    removal = riffle_experiment_removal(session->trials[set], 0);
    return removal->strategy ? removal->strategy : "by hand";
}

/* The dots of one experiment, appended. */
static void add_points(const struct session *session,
                       const struct riffle_experiment *experiment, size_t tag,
                       bool linear, struct points *points)
{
    struct plot_data *data = &points->data;
    size_t q = measure_column(experiment, points->measure);
    size_t exact = effect_exact_column(experiment);
    if (q == RIFFLE_ANY || exact == RIFFLE_ANY)
        return;
    for (size_t i = 0; i < data->n_series; i++) {
        size_t e =
            riffle_experiment_column(experiment, points->estimators[i]->name);
        if (e == RIFFLE_ANY)
            continue;
        for (size_t s = 0; s < riffle_experiment_sets(experiment); s++) {
            struct plot_point *point = &data->points[data->n_points++];
            *point = make_point(
                riffle_experiment_effect(experiment, s, q, exact),
                riffle_experiment_effect(experiment, s, q, e), linear);
            point->series = i;
            point->size = (double)riffle_experiment_removal(experiment, s)->k;
            point->tag = tag + s;
            point->echo = !riffle_experiment_retrained(experiment, s) &&
                          strcmp(points->estimators[i]->name, "ns") == 0;
            point->group = group_of(points, points_strategy(session, tag + s));
        }
    }
}

void points_summary(const struct plot_data *data, size_t series,
                    struct riffle_summary *summary)
{
    double *values = calloc(2 * data->n_points + 1, sizeof *values);
    size_t *tags = calloc(data->n_points + 1, sizeof *tags);
    size_t n = 0;
    for (size_t i = 0; values && tags && i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if (p->series != series || p->filtered || p->echo ||
            p->state != PLOT_READY)
            continue;
        tags[n] = p->tag;
        values[data->n_points + n] = p->y;
        values[n++] = p->x;
    }
    riffle_summary_of(values, values ? values + data->n_points : NULL, n,
                      summary);
    if (summary->worst < n)
        summary->worst = tags[summary->worst];
    free(values);
    free(tags);
}

/* Legend: how many dots, and how close they come where that is known. */
static void note_series(struct points *points, size_t i, bool linear)
{
    struct plot_series *series = &points->data.series[i];
    struct riffle_summary summary;
    points_summary(&points->data, i, &summary);
    int used = snprintf(series->note, sizeof series->note, "n %zu", summary.n);
    if (linear || summary.n < LEAST_NOTED || used < 0)
        return;
    used =
        snprintf(series->note, sizeof series->note, "n %zu slope %.2f err %.2g",
                 summary.n, summary.slope, summary.error);
    if (isfinite(summary.spearman) && used > 0)
        (void)snprintf(series->note + used, sizeof series->note - (size_t)used,
                       " rho %.2f", summary.spearman);
}

void points_filter(struct points *points, const struct points_filter *filter,
                   bool linear)
{
    points->filter = *filter;
    for (size_t i = 0; i < points->data.n_points; i++) {
        struct plot_point *p = &points->data.points[i];
        p->filtered = (filter->series >> p->series & 1) != 0 ||
                      (filter->groups >> p->group & 1) != 0;
    }
    for (size_t i = 0; i < points->data.n_series; i++)
        note_series(points, i, linear);
}

enum riffle_status points_collect(const struct session *session,
                                  const struct points_choice *choice,
                                  struct points *points,
                                  struct riffle_error *err)
{
    struct source source = source_of(session);
    const struct riffle_measure *measure = NULL;
    size_t room = 0;
    *points = (struct points){0};
    if (source.n == 0) {
        (void)riffle_fail(err, RIFFLE_ESTATE, "there are no effects to plot");
        riffle_hint(err, "run `sweep', or `effect' on some removal sets");
        return RIFFLE_ESTATE;
    }
    enum riffle_status status =
        find_measure(&source, choice->measure, &measure, err);
    if (status != RIFFLE_OK)
        return status;
    name_texts(session, measure, choice->linear, points);
    name_series(choice, &source, points);
    for (size_t i = 0; i < source.n; i++)
        room += riffle_experiment_sets(source.experiments[i]);
    points->data.points =
        calloc(room * THEME_SERIES + 1, sizeof *points->data.points);
    if (!points->data.points)
        return riffle_fail_memory(err, room * sizeof *points->data.points);
    for (size_t i = 0; i < source.n; i++)
        add_points(session, source.experiments[i], i, choice->linear, points);
    points_filter(points, &points->filter, choice->linear);
    return RIFFLE_OK;
}

void points_clear(struct points *points)
{
    free(points->data.points);
    points->data.points = NULL;
    points->data.n_points = 0;
}

/* The groups that strategies= does not name. */
static enum riffle_status read_filter(const struct command_call *call,
                                      const struct points *points,
                                      struct points_filter *filter,
                                      struct riffle_error *err)
{
    const struct riffle_preset **presets = NULL;
    size_t n = 0;
    enum riffle_status status = parts_presets(call, &presets, &n, err);
    for (size_t g = 0; status == RIFFLE_OK && g < points->n_groups; g++) {
        bool wanted = false;
        for (size_t i = 0; i < n; i++)
            wanted |= strcmp(points->groups[g], presets[i]->name) == 0;
        filter->groups |= (uint32_t)!wanted << g;
    }
    free(presets);
    return status;
}

enum riffle_status points_choose(const struct command_call *call,
                                 struct points_choice *choice,
                                 bool **estimators, struct riffle_error *err)
{
    size_t linear = 0;
    *estimators = NULL;
    *choice = (struct points_choice){.measure = call_option(call, "measure")};
    enum riffle_status status = call_choice(call, "linear", &linear, err);
    if (status == RIFFLE_OK && call_given(call, "estimators"))
        status = parts_estimator_marks(call, estimators, err);
    choice->estimator = *estimators;
    choice->linear = linear == 1;
    return status;
}

enum riffle_status points_read(const struct session *session,
                               const struct command_call *call,
                               const struct points_choice *choice,
                               struct points *points, struct riffle_error *err)
{
    struct riffle_error why = {0};
    struct points_filter filter = {0};
    enum riffle_status status = points_collect(session, choice, points, &why);
    if (status != RIFFLE_OK)
        return parts_point_at(
            call, call_given(call, "measure") ? "measure" : NULL, &why, err);
    if (call_given(call, "strategies"))
        status = read_filter(call, points, &filter, err);
    if (status == RIFFLE_OK)
        points_filter(points, &filter, choice->linear);
    else
        points_clear(points);
    return status;
}
