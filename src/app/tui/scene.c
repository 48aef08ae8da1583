/* Copying what the screen shows out of the session. */
#include "tui/scene.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/effect_reply.h"
#include "command/model_reply.h"
#include "tui/scene_brush.h"
#include "tui/scene_rows.h"

/* The experiment and the place in it of set `s`. */
static const struct riffle_experiment *experiment_of(const struct session *in,
                                                     size_t s, size_t *at)
{
    *at = in->sweep ? s : 0;
    return in->sweep ? in->sweep : in->trials[s];
}

static size_t count_sets(const struct session *session)
{
    return session->sweep ? riffle_experiment_sets(session->sweep)
                          : session->n_trials;
}

/* The newest experiment: its measures are those to choose from. */
static const struct riffle_experiment *newest(const struct session *session)
{
    if (session->sweep || session->n_trials == 0)
        return session->sweep;
    return session->trials[session->n_trials - 1];
}

static void copy_facts(const struct session *session, struct scene *scene)
{
    const struct riffle_dataset *data = session->data;
    scene->has_data = data != NULL;
    scene->has_fit = session->fit != NULL;
    scene->selected = session->selection.k;
    if (!data)
        return;
    (void)snprintf(scene->data, sizeof scene->data, "%s", data->name);
    scene->n_train = data->train.n;
    scene->n_test = data->test.n;
    scene->n_features = data->n_features;
    for (size_t c = 0; c < 2; c++)
        (void)snprintf(scene->classes[c], sizeof scene->classes[c], "%s",
                       data->class_names[c]);
    if (!session->fit)
        return;
    const struct riffle_fit_summary *fit = riffle_fit_summary(session->fit);
    (void)snprintf(scene->model, sizeof scene->model, "lambda=%g penalty=%s",
                   fit->lambda, model_penalty_name(fit->penalty));
}

static bool copy_binds(const struct session *session, struct scene *scene)
{
    scene->binds = calloc(session->n_binds + 1, sizeof *scene->binds);
    for (size_t i = 0; scene->binds && i < session->n_binds; i++) {
        const struct session_bind *from = &session->binds[i];
        struct scene_bind *to = &scene->binds[scene->n_binds++];
        (void)snprintf(to->page, sizeof to->page, "%s", from->page);
        (void)snprintf(to->key, sizeof to->key, "%s", from->key);
        (void)snprintf(to->command, sizeof to->command, "%s", from->command);
    }
    return scene->binds != NULL;
}

/* Measures that estimators answer, counted; the `wanted`-th of them. */
static const struct riffle_measure *
choose_measure(const struct riffle_experiment *experiment, size_t wanted,
               size_t *count)
{
    const struct riffle_measure *chosen = NULL;
    size_t n = riffle_experiment_measures(experiment);
    *count = 0;
    for (size_t q = 0; q < n; q++)
        *count +=
            !riffle_measure_kind_of(riffle_experiment_measure(experiment, q))
                 ->actual_only;
    if (*count == 0)
        return NULL;
    size_t left = wanted % *count;
    for (size_t q = 0; q < n && !chosen; q++) {
        const struct riffle_measure *measure =
            riffle_experiment_measure(experiment, q);
        if (!riffle_measure_kind_of(measure)->actual_only && left-- == 0)
            chosen = measure;
    }
    return chosen;
}

static struct riffle_effect effect_at(const struct session *session, size_t s,
                                      const char *measure,
                                      const char *estimator)
{
    const struct riffle_effect none = {(double)NAN, (double)NAN, (double)NAN,
                                       RIFFLE_ENOTAPPLICABLE};
    size_t at;
    const struct riffle_experiment *experiment = experiment_of(session, s, &at);
    size_t e = riffle_experiment_column(experiment, estimator);
    for (size_t q = 0;
         e != RIFFLE_ANY && q < riffle_experiment_measures(experiment); q++)
        if (strcmp(
                riffle_measure_name(riffle_experiment_measure(experiment, q)),
                measure) == 0)
            return *riffle_experiment_effect(experiment, at, q, e);
    return none;
}

static void copy_set(const struct session *session, size_t s,
                     struct scene *scene)
{
    size_t at;
    struct scene_set *set = &scene->sets[s];
    const struct riffle_experiment *experiment = experiment_of(session, s, &at);
    const struct riffle_removal *removal =
        riffle_experiment_removal(experiment, at);
    const char *words = removal->strategy ? removal->strategy : "by hand";
    size_t exact = effect_exact_column(experiment);
    if (session->sweep)
        words = session->sweep_presets[s]->name;
    (void)snprintf(set->strategy, sizeof set->strategy, "%s", words);
    set->k = removal->k;
    set->actual =
        effect_at(session, s, scene->measure,
                  exact == RIFFLE_ANY
                      ? ""
                      : riffle_experiment_estimator(experiment, exact)->name);
    for (size_t i = 0; i < scene->points->data.n_series; i++)
        set->predicted[i] = effect_at(session, s, scene->measure,
                                      scene->points->estimators[i]->name);
    scene->pending += set->actual.status == RIFFLE_PENDING;
    scene->failed +=
        set->actual.status != RIFFLE_PENDING && set->actual.status != RIFFLE_OK;
}

/* The legend speaks of the dots that can be seen, as `plot` does. */
static void copy_summaries(struct scene *scene)
{
    for (size_t i = 0; i < scene->points->data.n_series; i++)
        points_summary(&scene->points->data, i, &scene->summary[i]);
}

/* The dots and the sets of the measure in focus; false without memory. */
static bool copy_effects(const struct session *session, struct scene *scene)
{
    const struct riffle_experiment *last = newest(session);
    const struct riffle_measure *measure =
        last ? choose_measure(last, scene->focus.measure, &scene->n_measures)
             : NULL;
    if (!measure)
        return true;
    (void)snprintf(scene->measure, sizeof scene->measure, "%s",
                   riffle_measure_name(measure));
    (void)snprintf(scene->unit, sizeof scene->unit, "%s",
                   riffle_measure_kind_of(measure)->unit);
    const struct points_choice choice = {.measure = scene->measure};
    struct points *points = calloc(1, sizeof *points);
    if (!points ||
        points_collect(session, &choice, points, NULL) != RIFFLE_OK) {
        free(points);
        return false;
    }
    points->measure = scene->measure;
    scene->points = points;
    scene->n_sets = count_sets(session);
    scene->sets = calloc(scene->n_sets + 1, sizeof *scene->sets);
    if (!scene->sets)
        return false;
    scene->has_effects = true;
    for (size_t s = 0; s < scene->n_sets; s++)
        copy_set(session, s, scene);
    copy_summaries(scene);
    return true;
}

/* The panels in focus; false without memory. */
static bool copy_grid(const struct session *session, struct scene *scene)
{
    const struct scene_grid *wanted = &scene->focus.grid;
    const struct grid_choice choice = {.filter = wanted->filter,
                                       .by = wanted->by,
                                       .shared = wanted->shared,
                                       .focus = wanted->series + 1};
    if (!scene->has_effects || !wanted->wanted)
        return true;
    scene->grid = calloc(1, sizeof *scene->grid);
    if (!scene->grid)
        return false;
    enum riffle_status status =
        grid_points_collect(session, &choice, scene->grid, NULL);
    if (status == RIFFLE_OK)
        return true;
    free(scene->grid);
    scene->grid = NULL;
    return status != RIFFLE_ENOMEM;
}

/* The rows in focus; false without memory. */
static bool copy_rows(const struct session *session, struct scene *scene,
                      struct scene_scores *scores)
{
    const struct riffle_removal *removal = NULL;
    size_t at;
    if (!scene->has_fit || !scene->focus.rows)
        return true;
    if (scene->focus.set < scene->n_sets)
        removal = riffle_experiment_removal(
            experiment_of(session, scene->focus.set, &at),
            session->sweep ? scene->focus.set : 0);
    else if (scene->focus.set != SCENE_NONE)
        return true;
    return scene_rows(session, removal, scene, scores);
}

struct scene *scene_new(const struct session *session,
                        const struct scene_focus *focus,
                        const struct scene_marks *marks,
                        struct scene_cache *cache)
{
    struct scene *scene = calloc(1, sizeof *scene);
    if (!scene)
        return NULL;
    scene->focus = *focus;
    scene->look = session->settings.look;
    scene->theme = theme_copy(session_theme(session));
    copy_facts(session, scene);
    if (scene->theme && copy_binds(session, scene) &&
        copy_effects(session, scene) && copy_grid(session, scene) &&
        copy_rows(session, scene, &cache->scores)) {
        scene_brush(session, marks, scene, cache);
        return scene;
    }
    scene_free(scene);
    return NULL;
}

void scene_cache_release(struct scene_cache *cache)
{
    scene_scores_forget(&cache->scores);
    scene_brush_forget(&cache->brush);
}

void scene_free(struct scene *scene)
{
    if (!scene)
        return;
    if (scene->points)
        points_clear(scene->points);
    free(scene->points);
    if (scene->grid)
        grid_points_clear(scene->grid);
    free(scene->grid);
    theme_free(scene->theme);
    free(scene->sets);
    free(scene->rows);
    free(scene->binds);
    free(scene);
}
