/* plot: predicted against actual effects, as text. */
#include "command/command.h"
#include "command/plot_draw.h"
#include "command/points.h"
#include "session.h"

static const struct command_option words[] = {
    {.name = "KIND",
     .type = TYPE_WORD,
     .values = "scatter|residual|histogram",
     .preset = "scatter",
     .help = "predicted against actual, what is missing, how much"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .help = "whose change (the first that was computed)"},
    PLOT_OPTIONS,
    {.name = NULL},
};

static struct json_object *point_object(const struct points *points,
                                        const struct plot_point *point)
{
    static const char *const states[] = {[PLOT_READY] = "ok",
                                         [PLOT_PENDING] = "pending",
                                         [PLOT_FAILED] = "failed"};
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "set", json_object_new_uint64(point->tag));
    json_object_object_add(
        object, "estimator",
        reply_string(points->estimators[point->series]->name));
    json_object_object_add(object, "actual", reply_number(point->x));
    json_object_object_add(object, "predicted", reply_number(point->y));
    json_object_object_add(object, "bound", reply_number(point->bound));
    json_object_object_add(object, "status",
                           reply_string(states[point->state]));
    return object;
}

static void set_members(const struct points *points,
                        const struct plot_counts *counts, const char *kind,
                        struct reply *reply)
{
    if (!reply->json)
        return;
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < points->data.n_points; i++)
        json_object_array_add(array,
                              point_object(points, &points->data.points[i]));
    reply_set_string(reply, "kind", kind);
    reply_set_string(reply, "measure", points->measure);
    reply_set_string(reply, "title", points->title);
    reply_set(reply, "points", array);
    reply_set_count(reply, "n", counts->n);
    reply_set_count(reply, "drawn", counts->drawn);
    reply_set_count(reply, "hidden", counts->hidden);
    reply_set_count(reply, "filtered", counts->filtered);
    reply_set_count(reply, "nonfinite", counts->nonfinite);
    reply_set_count(reply, "pending", counts->pending);
    reply_set_count(reply, "failed", counts->failed);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    const struct plot_kind *kind = NULL;
    struct plot_options size = {0};
    struct points points;
    struct plot_counts counts = {0};
    enum riffle_status status = plot_read_kind(call, "KIND", &kind, err);
    if (status == RIFFLE_OK)
        status = plot_read_options(session, call, reply, &size, err);
    if (status == RIFFLE_OK)
        status = points_read(session, call, &points, err);
    if (status != RIFFLE_OK)
        return status;
    struct canvas *canvas = canvas_new(size.width, size.height, size.unicode);
    if (canvas) {
        kind->draw(&points.data, &size, canvas, &counts);
        reply_canvas(reply, canvas);
        set_members(&points, &counts, kind->name, reply);
    } else {
        status = riffle_fail_memory(err, size.width * size.height);
    }
    canvas_free(canvas);
    points_clear(&points);
    return status;
}

const struct command command_plot = {
    .verb = "plot",
    .group = "effects",
    .summary = "predicted against actual effects, drawn as text",
    .usage = "[KIND]",
    .words = words,
    .options = options,
    .max_words = 1,
    .examples =
        (const char *const[]){
            "load digits38; fit; sweep sizes=5; plot",
            "load digits38; fit; sweep sizes=5; plot residual "
            "measure=self_loss",
            "load wdbc; fit; select random 9; effect; plot estimators=if,rif",
            NULL},
    .detail =
        "scatter: each dot is one removal set under one estimator, actual "
        "change across, predicted change up; on the diagonal they agree, "
        "nearer to the horizontal axis the estimator understates.\n"
        "residual: predicted minus actual against actual.\n"
        "histogram: how often which residual.\n\n"
        "Drawn from the last sweep, finished or not; when there was none, from "
        "the sets that `effect` was run on. Dots that are hidden, pending or "
        "failed are counted below the plot.",
    .see_also = "sweep,effect,export",
    .run = run,
};
