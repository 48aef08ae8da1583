/* edit: change values of a training row. */
#include "command/cells.h"
#include "command/edit_run.h"

#include <string.h>

static const struct command_option words[] = {
    {.name = "ROW", .type = TYPE_ROW, .help = "training row, from 0"},
    {.name = "COL=VALUE",
     .type = TYPE_CELL,
     .help = "a column's new value, as the file would have it"},
    {.name = NULL},
};

static const struct command_option options[] = {EDIT_OPTIONS, {.name = NULL}};

static void say(const struct riffle_dataset *data, size_t row, const double *to,
                struct reply *reply)
{
    char name[EDIT_ROW_SIZE], changes[512];
    const double *from = data->train.x + row * data->n_features;
    edit_name_row(&data->train, row, name, sizeof name);
    cells_say(data, from, to, changes, sizeof changes);
    reply_text(reply, "editing %s, of class %s: %s\n", name,
               data->class_names[data->train.y[row]], changes);
    if (data->center)
        reply_note(reply, "values are those of the file; the model has them "
                          "standardized by the training rows as loaded");
    reply_set_count(reply, "row", row);
    reply_set(reply, "columns", cells_object(data, from, to));
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct edit edit = {0};
    size_t row = 0;
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_dataset *data = session->data;
    size_t d = data->n_features;
    status = call_row(call, "ROW", data->train.n, &row, err);
    if (status == RIFFLE_OK)
        status = edit_init(&edit, 1, d, err);
    if (status != RIFFLE_OK)
        return status;
    const double *from = data->train.x + row * d;
    edit_put(&edit, d, row, from, data->train.y[row])->planted =
        edit_is_planted(data, row);
    double *to = edit_values(&edit, d, 0);
    status = cells_read(session, call, 1, to, NULL, err);
    if (status == RIFFLE_OK && memcmp(from, to, d * sizeof *to) == 0)
        status =
            call_fail(call, "1", err, "row %zu has these values already", row);
    if (status == RIFFLE_OK) {
        say(data, row, to, reply);
        status = edit_run(session, call, &edit, reply, err);
    }
    edit_release(&edit);
    return status;
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; edit 7 mean_radius=12",
    "load wdbc standardize=on; fit; edit 7 mean_radius=12 mean_area=450 "
    "apply=off",
    NULL};

const struct command command_edit = {
    .verb = "edit",
    .group = "edits",
    .summary = "change values of a training row and refit",
    .usage = "ROW COL=VALUE ...",
    .words = words,
    .options = options,
    .min_words = 2,
    .max_words = COMMAND_MAX_WORDS,
    .examples = examples,
    .detail =
        "The row goes with its old values and comes with the new ones: IF, RIF "
        "and NS predict that, the refit shows what came true. Values are in "
        "the units of the file, also when the data are standardized (by the "
        "training rows as they were loaded). A text column takes one of its "
        "texts: color=red. Quote a name with blanks: \"petal length=3\".\n\n"
        "The file is never changed; apply=off only predicts.",
    .see_also = "relabel,addrow,inspect,diff,undo",
    .run = run,
};
