/* plot: predicted against actual effects, as text. */
#include "command/command.h"
#include "command/picture.h"
#include "command/plot_draw.h"
#include "session.h"

static const struct command_option words[] = {
    {.name = "KIND",
     .type = TYPE_WORD,
     .values = PICTURE_KINDS,
     .preset = "scatter",
     .help = "predicted against actual, what is missing, how often, many"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .help = "whose change (the first that was computed)"},
    PLOT_OPTIONS,
    {.name = NULL},
};

/* The members of the picture become those of the answer. */
static void set_members(const struct picture *picture, struct reply *reply)
{
    if (!reply->json)
        return;
    struct json_object *all = picture_json(picture);
    json_object_object_foreach(all, key, value)
        reply_set(reply, key, json_object_get(value));
    json_object_put(all);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct picture picture;
    enum riffle_status status =
        picture_read(session, call, "KIND", reply, &picture, err);
    if (status != RIFFLE_OK)
        return status;
    struct canvas *canvas = picture_draw(&picture);
    if (canvas) {
        reply_canvas(reply, canvas);
        set_members(&picture, reply);
    } else {
        status = riffle_fail_memory(err, picture.options.width *
                                             picture.options.height);
    }
    canvas_free(canvas);
    picture_clear(&picture);
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
            "load wdbc; fit; sweep sizes=5; plot residual marks=block",
            "load digits38; fit; sweep sizes=5; plot grid by=estimators",
            "load wdbc; fit; select random 9; effect; plot estimators=if,rif",
            NULL},
    .detail =
        "scatter: each dot is one removal set under one estimator, actual "
        "change across, predicted change up; on the diagonal they agree, "
        "nearer to the horizontal axis the estimator understates.\n"
        "residual: predicted minus actual against actual; size: against the "
        "rows of the removal set.\n"
        "histogram: how often which residual.\n"
        "grid: a panel for each measure and strategy (or estimator), with "
        "the rank correlation of RIF.\n\n"
        "Drawn from the last sweep, finished or not; when there was none, from "
        "the sets that `effect` was run on. Dots that are hidden, filtered, "
        "pending or failed are counted below the plot.\n\n"
        "scale=symlog is linear around zero and has powers of ten beyond, so "
        "that small and large effects are seen together. marks: glyph, one "
        "mark in each cell; braille and block, dots within cells; density, "
        "shades by how many; auto goes by how full the cells are.",
    .see_also = "sweep,effect,export",
    .run = run,
};
