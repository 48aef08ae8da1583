/* A study's panels and points, and the sweeps that fill them. */
#include "command/study.h"

#include "command/parts.h"
#include "command/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void study_release(struct study *study)
{
    free(study->panels);
    free(study->groups);
    free(study->points);
    *study = (struct study){0};
}

enum riffle_status study_add_panel(struct study *study, const char *name,
                                   double value, const struct riffle_fit *fit,
                                   struct riffle_error *err)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    size_t n = study->n_panels + 1;
    struct study_panel *panels = reallocarray(study->panels, n, sizeof *panels);
    if (!panels)
        return riffle_fail_memory(err, n * sizeof *panels);
    study->panels = panels;
    study->n_panels = n;
    panels[n - 1] = (struct study_panel){.value = value,
                                         .n = summary->n,
                                         .d = summary->d,
                                         .lambda = summary->lambda};
    (void)snprintf(panels[n - 1].name, STUDY_NAME, "%s", name);
    return RIFFLE_OK;
}

enum riffle_status study_add_point(struct study *study,
                                   const struct study_point *point,
                                   struct riffle_error *err)
{
    if (study->n_points == study->capacity) {
        size_t more = study->capacity ? 2 * study->capacity : 128;
        struct study_point *points =
            reallocarray(study->points, more, sizeof *points);
        if (!points)
            return riffle_fail_memory(err, more * sizeof *points);
        study->points = points;
        study->capacity = more;
    }
    study->points[study->n_points++] = *point;
    return RIFFLE_OK;
}

size_t study_pairs(const struct study *study, size_t panel, size_t group,
                   size_t estimate, double *actual, double *predicted)
{
    size_t n = 0;
    for (size_t i = 0; i < study->n_points; i++) {
        const struct study_point *point = &study->points[i];
        if ((panel != RIFFLE_ANY && point->panel != panel) ||
            (group != RIFFLE_ANY && point->group != group) ||
            point->status != RIFFLE_OK)
            continue;
        actual[n] = point->actual;
        predicted[n++] = point->estimates[estimate];
    }
    return n;
}

/* Those that can be drawn with this probe; returns how many. */
static size_t usable_presets(const struct study_sweep *sweep,
                             const struct riffle_probe *probe,
                             const struct riffle_preset **presets)
{
    size_t n = 0;
    for (size_t i = 0; i < sweep->draw.n_presets; i++)
        if (probe->size || !sweep->draw.presets[i]->measure)
            presets[n++] = sweep->draw.presets[i];
    return n;
}

/* Measures that there are; those of the probe need one. */
static enum riffle_status plan_measures(const struct study_sweep *sweep,
                                        const struct study_case *at,
                                        struct riffle_plan *plan,
                                        struct riffle_error *err)
{
    plan->measures = calloc(sweep->n_measures + 1, sizeof *plan->measures);
    if (!plan->measures)
        return riffle_fail_memory(err, sizeof *plan->measures);
    for (size_t q = 0; q < sweep->n_measures; q++) {
        enum riffle_status status =
            riffle_measure_new(sweep->measures[q], at->fit, at->probe,
                               &plan->measures[plan->n_measures], err);
        if (status != RIFFLE_OK && status != RIFFLE_ESTATE)
            return status;
        plan->n_measures += status == RIFFLE_OK;
    }
    return RIFFLE_OK;
}

static enum riffle_status plan_sets(const struct study_sweep *sweep,
                                    const struct study_case *at,
                                    const struct riffle_preset **presets,
                                    size_t n_presets, struct riffle_plan *plan,
                                    struct riffle_error *err)
{
    struct riffle_sweep draw = sweep->draw;
    draw.presets = presets;
    draw.n_presets = n_presets;
    draw.probe = at->probe;
    return riffle_sweep_draw(at->fit, &draw, &plan->removals, &plan->n_sets,
                             err);
}

/* The group of a preset, by its place among all that were asked for. */
static size_t group_of(const struct study_sweep *sweep,
                       const struct riffle_preset *preset)
{
    size_t group = 0;
    while (sweep->draw.presets[group] != preset)
        group++;
    return group;
}

/* What has become of set s under measure q. */
static struct study_point point_of(const struct riffle_experiment *experiment,
                                   size_t s, size_t q)
{
    struct study_point point = {
        .tag = s, .size = riffle_experiment_removal(experiment, s)->k};
    for (size_t e = 0; e < STUDY_ESTIMATES; e++) {
        const struct riffle_effect *effect =
            riffle_experiment_effect(experiment, s, q, e);
        point.estimates[e] = effect->value;
        if (point.status == RIFFLE_OK)
            point.status = effect->status;
    }
    const struct riffle_effect *actual =
        riffle_experiment_effect(experiment, s, q, STUDY_ESTIMATES);
    point.actual = actual->value;
    point.bound = actual->bound;
    if (actual->status != RIFFLE_OK)
        point.status = actual->status;
    return point;
}

static enum riffle_status
add_results(const struct riffle_experiment *experiment,
            const struct study_case *at, const size_t *groups,
            struct study *study, struct riffle_error *err)
{
    size_t n_sets = riffle_experiment_sets(experiment);
    enum riffle_status status = RIFFLE_OK;
    for (size_t q = 0; q < riffle_experiment_measures(experiment); q++) {
        const struct riffle_measure *measure =
            riffle_experiment_measure(experiment, q);
        if (status == RIFFLE_OK)
            status = study_add_panel(
                study, at->name ? at->name : riffle_measure_name(measure),
                at->value, at->fit, err);
        for (size_t s = 0; status == RIFFLE_OK && s < n_sets; s++) {
            struct study_point point = point_of(experiment, s, q);
            study->planned++;
            if (point.status == RIFFLE_PENDING)
                continue;
            point.panel = study->n_panels - 1;
            point.group = groups[s];
            status = study_add_point(study, &point, err);
        }
    }
    return status;
}

static enum riffle_status run_plan(struct session *session,
                                   const struct study_case *at,
                                   struct riffle_plan *plan,
                                   const size_t *groups, struct study *study,
                                   struct riffle_error *err)
{
    struct session_progress state = {0};
    struct riffle_experiment *experiment = NULL;
    enum riffle_status status =
        riffle_experiment_new(at->fit, plan, &experiment, err);
    if (status != RIFFLE_OK)
        return status;
    plan->removals = NULL; /* taken, with the measures */
    plan->measures = NULL;
    plan->n_sets = plan->n_measures = 0;
    struct riffle_progress progress = session_progress(session, &state);
    status = riffle_experiment_run(experiment, &progress, err);
    session_progress_end(&state);
    if (status == RIFFLE_OK || status == RIFFLE_STOPPED) {
        struct riffle_error own = {0};
        enum riffle_status added =
            add_results(experiment, at, groups, study, &own);
        if (added != RIFFLE_OK) {
            *err = own;
            status = added;
        }
    }
    riffle_experiment_free(experiment);
    return status;
}

enum riffle_status study_sweep_run(struct session *session,
                                   const struct study_sweep *sweep,
                                   const struct study_case *at,
                                   struct study *study,
                                   struct riffle_error *err)
{
    const struct riffle_estimator *estimators[STUDY_ESTIMATES + 1];
    struct riffle_plan plan = {.estimators = estimators,
                               .n_estimators = STUDY_ESTIMATES + 1};
    const struct riffle_preset **presets =
        calloc(sweep->draw.n_presets + 1, sizeof *presets);
    size_t *groups = NULL;
    size_t n_presets = presets ? usable_presets(sweep, at->probe, presets) : 0;
    for (size_t e = 0; e < STUDY_ESTIMATES; e++)
        estimators[e] = riffle_estimator_find(riffle_attack_estimate(e));
    estimators[STUDY_ESTIMATES] = riffle_estimator_find("actual");
    enum riffle_status status =
        presets
            ? plan_measures(sweep, at, &plan, err)
            : riffle_fail_memory(err, sweep->draw.n_presets * sizeof *presets);
    if (status == RIFFLE_OK)
        status = plan_sets(sweep, at, presets, n_presets, &plan, err);
    if (status == RIFFLE_OK)
        groups = calloc(plan.n_sets + 1, sizeof *groups);
    if (status == RIFFLE_OK && !groups)
        status = riffle_fail_memory(err, plan.n_sets * sizeof *groups);
    /* the sets come preset by preset, equally many of each */
    for (size_t s = 0; status == RIFFLE_OK && s < plan.n_sets; s++)
        groups[s] = group_of(sweep, presets[s * n_presets / plan.n_sets]);
    if (status == RIFFLE_OK)
        status = run_plan(session, at, &plan, groups, study, err);
    plan.estimators = NULL;
    riffle_plan_release(&plan);
    free(groups);
    free(presets);
    return status;
}
