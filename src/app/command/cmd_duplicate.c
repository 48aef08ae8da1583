/* duplicate: add a copy of a training row. */
#include "command/edit_run.h"
#include "command/words.h"

static const struct command_option words[] = {
    {.name = "ROW", .type = TYPE_ROW, .help = "training row, from 0"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "copies", .type = TYPE_COUNT, .preset = "1", .help = "how many"},
    EDIT_OPTIONS,
    {.name = NULL},
};

static void fill(const struct session *session, size_t row, size_t copies,
                 struct edit *edit)
{
    const struct riffle_dataset *data = session->data;
    const struct riffle_edits *edits =
        state_edits(session->state.parts[STATE_DATA]);
    size_t d = data->n_features;
    for (size_t c = 0; c < copies; c++) {
        struct riffle_put *put =
            edit_put(edit, d, RIFFLE_NO_ROW, data->train.x + row * d,
                     data->train.y[row]);
        put->planted = edit_is_planted(data, row);
        put->copied_base = edits ? riffle_edits_base(edits, row) : row;
    }
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct edit edit = {0};
    size_t row = 0, copies = 1;
    char name[EDIT_ROW_SIZE];
    enum riffle_status status = session_need_data(session, err);
    if (status == RIFFLE_OK)
        status = call_row(call, "ROW", session->data->train.n, &row, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "copies", &copies, err);
    if (status == RIFFLE_OK)
        status = edit_check_copies(session, call, copies, err);
    if (status == RIFFLE_OK)
        status = edit_init(&edit, copies, session->data->n_features, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_dataset *data = session->data;
    fill(session, row, copies, &edit);
    edit_name_row(&data->train, row, name, sizeof name);
    reply_text(reply, "adding %zu cop%s of %s, of class %s\n", copies,
               copies == 1 ? "y" : "ies", name,
               data->class_names[data->train.y[row]]);
    reply_set_count(reply, "row", row);
    reply_set_count(reply, "copies", copies);
    status = edit_run(session, call, &edit, reply, err);
    edit_release(&edit);
    return status;
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; duplicate 7",
    "load wdbc standardize=on; fit; duplicate 7 copies=5 measures=logit:0",
    NULL};

const struct command command_duplicate = {
    .verb = "duplicate",
    .group = "edits",
    .summary = "add copies of a training row and refit",
    .usage = "ROW",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 1,
    .examples = examples,
    .detail = "The copies come last. RIF of one copy is its exact Newton step: "
              "the influence divided by 1 + h, where removal divides by 1 - h "
              "(h: the leverage of the row).",
    .see_also = "addrow,remove,diff,undo",
    .run = run,
};
