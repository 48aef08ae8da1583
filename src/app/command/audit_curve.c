/* Wrong labels found against rows inspected, as a plot. */
#include "command/audit.h"

#include "command/plot_draw.h"
#include "plot/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Curves that can be told apart, and points along each. */
enum { CURVES = 4, POINTS = 120, HIGHEST = 20 };

struct curve {
    const struct audit *audit;
    size_t shown[CURVES];
    size_t n_shown;
    size_t reach; /* rows inspected at the right end */
};

static void choose(struct curve *curve, const char *name)
{
    const struct audit *audit = curve->audit;
    for (size_t s = 0; s < audit->n_scores; s++) {
        bool there = false;
        for (size_t i = 0; i < curve->n_shown; i++)
            there = there || curve->shown[i] == s;
        if (there || curve->n_shown == CURVES ||
            (name && strcmp(audit->scores[s].kind->name, name) != 0))
            continue;
        curve->shown[curve->n_shown++] = s;
        if (!name)
            return;
    }
}

/* The first one, the baselines, and self-influence for comparison. */
static void choose_all(struct curve *curve)
{
    static const char *const names[] = {NULL, "loss", "self", "random"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        choose(curve, names[i]);
}

/* To where the best order has found most, and a good deal beyond. */
static size_t reach_of(const struct audit *audit)
{
    size_t best = audit->n;
    for (size_t s = 0; s < audit->n_scores; s++) {
        size_t needed = audit->scores[s].retrieval.inspected_for_90;
        best = needed && needed < best ? needed : best;
    }
    size_t reach = 3 * (best > audit->n_wrong ? best : audit->n_wrong);
    return reach < audit->n ? reach : audit->n;
}

/* How many wrong ones are among the first `inspected`. */
static size_t found_by(const struct audit *audit, size_t s, size_t inspected)
{
    size_t found = 0;
    for (size_t i = 0; i < inspected; i++)
        found += audit->wrong[audit->scores[s].order[i]];
    return found;
}

static void fill_curve(const struct curve *curve, size_t series,
                       struct plot_data *data)
{
    size_t s = curve->shown[series];
    size_t points = curve->reach < POINTS ? curve->reach : POINTS;
    for (size_t i = 0; i <= points; i++) {
        size_t inspected = i * curve->reach / points;
        data->points[data->n_points++] = (struct plot_point){
            .x = (double)inspected,
            .y = (double)found_by(curve->audit, s, inspected),
            .bound = (double)NAN,
            .series = series,
            .tag = CANVAS_NO_TAG,
        };
    }
}

static void fill(const struct curve *curve, struct plot_data *data)
{
    data->title = "wrong labels found against rows inspected";
    data->x_label = "rows inspected";
    data->y_label = "wrong labels found";
    data->n_series = curve->n_shown;
    for (size_t i = 0; i < curve->n_shown; i++) {
        const struct audit_score *score =
            &curve->audit->scores[curve->shown[i]];
        data->series[i].name = score->kind->name;
        (void)snprintf(data->series[i].note, sizeof data->series[i].note,
                       "area %.3f", score->retrieval.auc);
        fill_curve(curve, i, data);
    }
}

static struct json_object *found_object(const struct curve *curve)
{
    struct json_object *object = json_object_new_object();
    for (size_t i = 0; i < curve->n_shown; i++) {
        struct json_object *found = json_object_new_array();
        for (size_t at = 0; at <= 20; at++)
            json_object_array_add(found, json_object_new_uint64(found_by(
                                             curve->audit, curve->shown[i],
                                             at * curve->reach / 20)));
        json_object_object_add(
            object, curve->audit->scores[curve->shown[i]].kind->name, found);
    }
    return object;
}

static void set_members(const struct curve *curve, struct reply *reply)
{
    struct json_object *object = json_object_new_object();
    size_t inspected[21];
    for (size_t at = 0; at <= 20; at++)
        inspected[at] = at * curve->reach / 20;
    json_object_object_add(object, "inspected", reply_counts(inspected, 21));
    json_object_object_add(object, "found", found_object(curve));
    reply_set(reply, "curve", object);
}

enum riffle_status audit_curve(const struct audit *audit, struct reply *reply,
                               struct riffle_error *err)
{
    struct curve curve = {.audit = audit, .reach = reach_of(audit)};
    struct plot_counts counts;
    choose_all(&curve);
    if (reply->json) {
        set_members(&curve, reply);
        return RIFFLE_OK;
    }
    struct plot_options options = plot_default_options(audit->session, reply);
    options.equal = false;
    options.height = options.height < HIGHEST ? options.height : HIGHEST;
    struct plot_data data = {
        .points = calloc(CURVES, (POINTS + 1) * sizeof *data.points)};
    struct canvas *canvas =
        canvas_new(options.width, options.height, options.unicode);
    enum riffle_status status = RIFFLE_OK;
    if (data.points && canvas && curve.reach > 0) {
        fill(&curve, &data);
        plot_curves(&data, &options, canvas, &counts);
        reply_canvas(reply, canvas);
    } else if (!data.points || !canvas) {
        status = riffle_fail_memory(err, options.width * options.height);
    }
    canvas_free(canvas);
    free(data.points);
    return status;
}
