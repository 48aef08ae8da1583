/* What removing the rows that are marked or selected would do. */
#include "tui/scene_brush.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/parts.h"
#include "tui/scene_rows.h"

static const char *const estimators[SCENE_BRUSHED] = {"if", "rif", "ns"};

void scene_brush_forget(struct scene_brush_cache *cache)
{
    free(cache->rows);
    *cache = (struct scene_brush_cache){0};
}

static bool is_known(const struct scene_brush_cache *cache,
                     const struct riffle_removal *removal, const char *measure,
                     size_t epoch)
{
    return cache->rows && cache->epoch == epoch && cache->k == removal->k &&
           strcmp(cache->measure, measure) == 0 &&
           memcmp(cache->rows, removal->rows,
                  removal->k * sizeof *cache->rows) == 0;
}

static enum riffle_status plan_it(const struct session *session,
                                  const struct riffle_removal *removal,
                                  const char *measure, struct riffle_plan *plan)
{
    plan->removals = calloc(1, sizeof *plan->removals);
    plan->measures = calloc(1, sizeof *plan->measures);
    plan->estimators = calloc(SCENE_BRUSHED, sizeof *plan->estimators);
    if (!plan->removals || !plan->measures || !plan->estimators)
        return RIFFLE_ENOMEM;
    for (size_t e = 0; e < SCENE_BRUSHED; e++)
        plan->estimators[plan->n_estimators++] =
            riffle_estimator_find(estimators[e]);
    enum riffle_status status = riffle_measure_new(
        measure, session->fit, &session->probe, &plan->measures[0], NULL);
    plan->n_measures = status == RIFFLE_OK;
    if (status != RIFFLE_OK)
        return status;
    status = riffle_removal_copy(plan->removals, removal, NULL);
    plan->n_sets = status == RIFFLE_OK;
    return status;
}

static void compute(const struct session *session,
                    const struct riffle_removal *removal, const char *measure,
                    struct scene_brush_cache *cache)
{
    struct riffle_plan plan = {0};
    struct riffle_experiment *experiment = NULL;
    enum riffle_status status = plan_it(session, removal, measure, &plan);
    if (status == RIFFLE_OK)
        status = parts_experiment(session, &plan, &experiment, NULL);
    if (status == RIFFLE_OK)
        status = riffle_experiment_run(experiment, NULL, NULL);
    for (size_t e = 0; status == RIFFLE_OK && e < SCENE_BRUSHED; e++)
        cache->predicted[e] = *riffle_experiment_effect(
            experiment, 0, 0,
            riffle_experiment_column(experiment, estimators[e]));
    riffle_experiment_free(experiment);
    parts_release(&plan);
    cache->rows = status ? NULL : calloc(removal->k, sizeof *cache->rows);
    if (!cache->rows)
        return;
    memcpy(cache->rows, removal->rows, removal->k * sizeof *cache->rows);
    cache->k = removal->k;
    cache->epoch = session->epoch;
    (void)snprintf(cache->measure, sizeof cache->measure, "%s", measure);
}

static void predict(const struct session *session,
                    const struct riffle_removal *removal, struct scene *scene,
                    struct scene_brush_cache *cache)
{
    const char *measure = scene_rows_measure(session, scene);
    if (!is_known(cache, removal, measure, session->epoch)) {
        scene_brush_forget(cache);
        compute(session, removal, measure, cache);
    }
    scene->brush.k = cache->k;
    memcpy(scene->brush.predicted, cache->predicted,
           sizeof scene->brush.predicted);
}

void scene_brush(const struct session *session, const struct scene_marks *marks,
                 struct scene *scene, struct scene_cache *cache)
{
    struct riffle_removal made = {0};
    const struct riffle_removal *removal = &session->selection;
    if (!session->fit)
        return;
    scene->brush.marked = marks->n > 0;
    if (marks->n > 0) {
        if (riffle_removal_init(&made, marks->rows, marks->n,
                                session->data->train.n, NULL,
                                NULL) != RIFFLE_OK)
            return;
        removal = &made;
    }
    if (removal->k > 0 && removal->k < session->data->train.n)
        predict(session, removal, scene, &cache->brush);
    riffle_removal_release(&made);
}
