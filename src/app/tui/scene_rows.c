/* The training rows of a scene, with their scores, sorted. */
#include "tui/scene_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/where.h"
#include "riffle/score.h"

void scene_scores_forget(struct scene_scores *scores)
{
    free(scores->influence);
    free(scores->rescaled);
    *scores = (struct scene_scores){0};
}

/* Before any effect was computed: the loss where there are test rows. */
const char *scene_rows_measure(const struct session *session,
                               const struct scene *scene)
{
    if (scene->measure[0])
        return scene->measure;
    return session->probe.size ? "test_loss" : "self_loss";
}

static bool compute(const struct session *session, const char *name,
                    struct scene_scores *scores)
{
    struct riffle_measure *measure = NULL;
    size_t n = riffle_fit_summary(session->fit)->n;
    scores->influence = calloc(n + 1, sizeof *scores->influence);
    scores->rescaled = calloc(n + 1, sizeof *scores->rescaled);
    bool done =
        scores->influence && scores->rescaled &&
        riffle_measure_new(name, session->fit, &session->probe, &measure,
                           NULL) == RIFFLE_OK &&
        riffle_score_values(riffle_score_find("if"), session->fit, measure,
                            scores->influence, NULL) == RIFFLE_OK &&
        riffle_score_values(riffle_score_find("rif"), session->fit, measure,
                            scores->rescaled, NULL) == RIFFLE_OK;
    riffle_measure_free(measure);
    return done;
}

static bool refresh(const struct session *session, const struct scene *scene,
                    struct scene_scores *scores)
{
    const char *name = scene_rows_measure(session, scene);
    if (scores->influence && scores->epoch == session->epoch &&
        strcmp(scores->measure, name) == 0)
        return true;
    scene_scores_forget(scores);
    if (!compute(session, name, scores)) {
        scene_scores_forget(scores);
        return false;
    }
    scores->epoch = session->epoch;
    scores->n = riffle_fit_summary(session->fit)->n;
    (void)snprintf(scores->measure, sizeof scores->measure, "%s", name);
    return true;
}

static double key_of(const struct scene_row *row, enum scene_sort sort)
{
    switch (sort) {
    case SORT_RESCALED:
        return -fabs(row->rescaled);
    case SORT_INFLUENCE:
        return -fabs(row->influence);
    case SORT_PROBABILITY:
        return -row->probability;
    case SORT_LOSS:
        return -row->loss;
    case SORT_LEVERAGE:
        return -row->leverage;
    default:
        return (double)row->row;
    }
}

static int compare(const void *a, const void *b, void *data)
{
    const struct scene_focus *focus = data;
    const struct scene_row *x = a;
    const struct scene_row *y = b;
    double p = key_of(x, focus->sort);
    double q = key_of(y, focus->sort);
    if (p != q)
        return (p < q) != focus->reversed ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static struct scene_row make_row(const struct session *session,
                                 const struct scene_scores *scores, size_t i)
{
    const struct riffle_rows *train = &session->data->train;
    const struct riffle_points *points = riffle_fit_train(session->fit);
    return (struct scene_row){
        .row = i,
        .line = train->line ? train->line[i] : 0,
        .y = train->y[i],
        .probability = points->probability[i],
        .loss = points->loss[i],
        .leverage = points->leverage[i],
        .influence = scores->influence[i],
        .rescaled = scores->rescaled[i],
    };
}

/* NULL: there is none, or it is wrong, then scene->fault says how. */
static struct where *compile_filter(const struct session *session,
                                    struct scene *scene)
{
    size_t at = 0;
    struct where *where = NULL;
    struct riffle_error err = {0};
    if (scene->focus.filter[0] &&
        where_compile(scene->focus.filter, session->data, session->fit, &where,
                      &at, &err) != RIFFLE_OK)
        (void)snprintf(scene->fault, sizeof scene->fault, "%.120s",
                       err.message);
    return where;
}

/* How many rows of each class there are, and how many are in the set. */
static void count_labels(const struct session *session,
                         const struct riffle_removal *removal,
                         struct scene_classes *labels)
{
    const struct riffle_rows *train = &session->data->train;
    for (size_t i = 0; i < train->n; i++)
        labels->all[train->y[i] != 0]++;
    for (size_t r = 0; removal && r < removal->k; r++)
        labels->gone[train->y[removal->rows[r]] != 0]++;
}

/* RIF of a set is the sum over its rows: how it comes about, line by line. */
static void add_up(struct scene *scene)
{
    double sum = 0;
    for (size_t r = 0; r < scene->n_rows; r++) {
        sum += scene->rows[r].rescaled;
        scene->rows[r].sum = sum;
    }
}

bool scene_rows(const struct session *session,
                const struct riffle_removal *removal, struct scene *scene,
                struct scene_scores *scores)
{
    if (!refresh(session, scene, scores))
        return false;
    size_t n = removal ? removal->k : scores->n;
    scene->rows = calloc(n + 1, sizeof *scene->rows);
    if (!scene->rows)
        return false;
    struct where *filter = compile_filter(session, scene);
    for (size_t r = 0; r < n; r++) {
        size_t row = removal ? removal->rows[r] : r;
        if (!filter || where_holds(filter, row))
            scene->rows[scene->n_rows++] = make_row(session, scores, row);
    }
    where_free(filter);
    scene->n_unfiltered = n;
    qsort_r(scene->rows, scene->n_rows, sizeof *scene->rows, compare,
            &scene->focus);
    add_up(scene);
    count_labels(session, removal, &scene->labels);
    return true;
}
