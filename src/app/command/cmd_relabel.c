/* relabel: give a training row the other label. */
#include "command/command.h"
#include "command/edit_run.h"
#include "session.h"

#include <string.h>

static const struct command_option words[] = {
    {.name = "ROW", .type = TYPE_ROW, .help = "training row, from 0"},
    {.name = "VALUE",
     .type = TYPE_TEXT,
     .help = "a class; the other one if left out"},
    {.name = NULL},
};

static const struct command_option options[] = {EDIT_OPTIONS, {.name = NULL}};

static enum riffle_status read_label(const struct session *session,
                                     const struct command_call *call,
                                     size_t row, uint8_t *label,
                                     struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    *label = !data->train.y[row];
    if (call_word_count(call) < 2)
        return RIFFLE_OK;
    enum riffle_status status =
        edit_read_label(session, call, "VALUE", call_word(call, 1), label, err);
    if (status == RIFFLE_OK && *label == data->train.y[row])
        return call_fail(call, "VALUE", err, "row %zu is %s already", row,
                         data->class_names[*label]);
    return status;
}

static void say(const struct riffle_dataset *data, size_t row, uint8_t label,
                struct reply *reply)
{
    char text[EDIT_ROW_SIZE];
    edit_name_row(&data->train, row, text, sizeof text);
    reply_text(reply, "relabelling %s: %s becomes %s\n", text,
               data->class_names[!label], data->class_names[label]);
    reply_set_count(reply, "row", row);
    reply_set_string(reply, "label", data->class_names[label]);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct edit edit = {0};
    size_t row = 0;
    uint8_t label = 0;
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_dataset *data = session->data;
    size_t d = data->n_features;
    status = call_row(call, "ROW", data->train.n, &row, err);
    if (status == RIFFLE_OK)
        status = read_label(session, call, row, &label, err);
    if (status == RIFFLE_OK)
        status = edit_init(&edit, 1, d, err);
    if (status != RIFFLE_OK)
        return status;
    edit_put(&edit, d, row, data->train.x + row * d, label)->planted =
        edit_still_planted(data, row, label);
    say(data, row, label, reply);
    status = edit_run(session, call, &edit, reply, err);
    edit_release(&edit);
    return status;
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; relabel 7",
    "load wdbc standardize=on; fit; relabel 7 benign measures=logit:0",
    "synth poisoned; fit; relabel 3 apply=off", NULL};

const struct command command_relabel = {
    .verb = "relabel",
    .group = "edits",
    .summary = "give a training row the other label and refit",
    .usage = "ROW [VALUE]",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 2,
    .examples = examples,
    .detail =
        "The row goes with its old label and comes with the new one: IF, RIF "
        "and NS predict that, the refit shows what came true. The row keeps "
        "its number. A label does not change the Hessian, so that one Newton "
        "step of the objective with the new label, NS, is IF; RIF adds up the "
        "row's going and its coming, each as if it were alone, and is off "
        "where the leverage is high.\n\n"
        "apply=off only predicts; `undo' takes it back.",
    .see_also = "remove,edit,explain,diff,undo",
    .run = run,
};
