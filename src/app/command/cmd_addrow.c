/* addrow: add a training row of one's own making. */
#include "command/cells.h"
#include "command/edit_run.h"
#include "command/words.h"

#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "COL=VALUE",
     .type = TYPE_CELL,
     .help = "a column's value, as the file would have it"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "label", .type = TYPE_TEXT, .help = "its class"},
    {.name = "test", .type = TYPE_ROW, .help = "begin with this test row"},
    {.name = "row", .type = TYPE_ROW, .help = "begin with this training row"},
    EDIT_OPTIONS,
    {.name = NULL},
};

/* Where values and label come from, unless they are given. */
struct source_row {
    const struct riffle_rows *rows; /* NULL: the training means */
    size_t row;
};

static enum riffle_status read_source(const struct session *session,
                                      const struct command_call *call,
                                      struct source_row *from,
                                      struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    if (call_given(call, "test") && call_given(call, "row"))
        return call_fail(call, "row", err, "test= and row= exclude each other");
    if (call_given(call, "test")) {
        from->rows = &data->test;
        return call_row(call, "test", data->test.n, &from->row, err);
    }
    if (call_given(call, "row")) {
        from->rows = &data->train;
        return call_row(call, "row", data->train.n, &from->row, err);
    }
    if (call_word_count(call) > 0)
        return RIFFLE_OK;
    enum riffle_status status =
        call_fail(call, NULL, err, "addrow needs values");
    riffle_hint(err, "COLUMN=VALUE ..., or test=ROW or row=ROW to copy");
    return status;
}

static enum riffle_status read_class(const struct session *session,
                                     const struct command_call *call,
                                     const struct source_row *from,
                                     uint8_t *label, struct riffle_error *err)
{
    char *const *classes = session->data->class_names;
    if (call_given(call, "label"))
        return edit_read_label(session, call, "label",
                               call_option(call, "label"), label, err);
    if (from->rows) {
        *label = from->rows->y[from->row];
        return RIFFLE_OK;
    }
    enum riffle_status status =
        call_fail(call, NULL, err, "addrow needs label=");
    riffle_hint(err, "label=%s or label=%s", classes[0], classes[1]);
    return status;
}

static void fill_values(const struct riffle_dataset *data,
                        const struct source_row *from, double *x)
{
    size_t d = data->n_features, n = data->train.n;
    if (from->rows) {
        memcpy(x, from->rows->x + from->row * d, d * sizeof *x);
        return;
    }
    memset(x, 0, d * sizeof *x);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++)
            x[j] += data->train.x[i * d + j] / (double)n;
}

static void say(const struct riffle_dataset *data,
                const struct source_row *from, const bool *set, uint8_t label,
                struct reply *reply)
{
    size_t given = 0;
    for (size_t j = 0; j < data->n_features; j++)
        given += set[j];
    reply_text(reply, "adding a row of class %s", data->class_names[label]);
    if (from->rows)
        reply_text(reply, ", from %s row %zu",
                   from->rows == &data->test ? "test" : "training", from->row);
    reply_text(reply, ", %zu value%s given\n", given, plural(given));
    if (!from->rows && given < data->n_features)
        reply_note(reply, "%zu column%s not given: the training mean",
                   data->n_features - given, plural(data->n_features - given));
    reply_set_string(reply, "label", data->class_names[label]);
    reply_set_count(reply, "given", given);
}

static enum riffle_status add(struct session *session,
                              const struct command_call *call,
                              const struct source_row *from, uint8_t label,
                              struct reply *reply, struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    size_t d = data->n_features;
    struct edit edit = {0};
    double *x = reallocarray(NULL, d + 1, sizeof *x);
    bool *set = calloc(d + 1, sizeof *set);
    enum riffle_status status = RIFFLE_OK;
    if (!x || !set)
        status = riffle_fail_memory(err, d * sizeof *x);
    if (status == RIFFLE_OK) {
        fill_values(data, from, x);
        status = cells_read(session, call, 0, x, set, err);
    }
    if (status == RIFFLE_OK)
        status = edit_init(&edit, 1, d, err);
    if (status == RIFFLE_OK) {
        struct riffle_put *put = edit_put(&edit, d, RIFFLE_NO_ROW, x, label);
        if (from->rows == &data->test)
            put->copied_test = from->row;
        say(data, from, set, label, reply);
        status = edit_run(session, call, &edit, reply, err);
    }
    edit_release(&edit);
    free(x);
    free(set);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct source_row from = {0};
    uint8_t label = 0;
    enum riffle_status status = session_need_data(session, err);
    if (status == RIFFLE_OK)
        status = read_source(session, call, &from, err);
    if (status == RIFFLE_OK)
        status = read_class(session, call, &from, &label, err);
    return status != RIFFLE_OK ? status
                               : add(session, call, &from, label, reply, err);
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; addrow test=0 label=benign",
    "load wdbc; fit; addrow mean_radius=20 mean_area=1200 label=malignant",
    "load wdbc; fit; addrow row=7 mean_radius=20 apply=off", NULL};

const struct command command_addrow = {
    .verb = "addrow",
    .group = "edits",
    .summary = "add a training row and refit",
    .usage = "COL=VALUE ...",
    .words = words,
    .options = options,
    .max_words = COMMAND_MAX_WORDS,
    .examples = examples,
    .detail =
        "test=ROW begins with a test row and its label, row=ROW with a "
        "training row; else columns that are not given have their training "
        "mean, and label= is needed. Values are in the units of the file. The "
        "row comes last and has no file line.",
    .see_also = "duplicate,edit,poison,diff,undo",
    .run = run,
};
