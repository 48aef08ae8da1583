/* diff: the edits since the data were loaded, row by row. */
#include "command/cells.h"
#include "command/edit_run.h"
#include "command/words.h"
#include "report/table.h"

#include <stdio.h>
#include <string.h>

/* The data as they were, and what differs now. */
struct view {
    const struct session *session;
    const struct riffle_dataset *base;
    const struct riffle_edits *edits; /* NULL: none */
    size_t hidden; /* planted by a poisoning that is not revealed */
};

static bool is_hidden(const struct view *view,
                      const struct riffle_difference *difference)
{
    return difference->planted && !view->session->revealed;
}

/* Edits that cancelled: the row is as it was. */
static bool is_void(const struct view *view, const struct riffle_difference *d)
{
    const struct riffle_rows *train = &view->base->train;
    size_t features = view->base->n_features;
    return d->kind == RIFFLE_ROW_CHANGED && d->y == train->y[d->base] &&
           memcmp(d->x, train->x + d->base * features,
                  features * sizeof *d->x) == 0;
}

static bool is_shown(const struct view *view, const struct riffle_difference *d)
{
    return !is_hidden(view, d) && !is_void(view, d);
}

static const char *kind_name(enum riffle_difference_kind kind)
{
    static const char *const names[] = {"removed", "changed", "added"};
    return names[kind];
}

static void describe_added(const struct view *view,
                           const struct riffle_difference *d, char *text,
                           size_t size)
{
    if (d->copied_test != RIFFLE_NO_ROW)
        (void)snprintf(text, size, "from test row %zu", d->copied_test);
    else if (d->copied_base != RIFFLE_NO_ROW && view->base->train.line)
        (void)snprintf(text, size, "copy of line %zu",
                       view->base->train.line[d->copied_base]);
    else if (d->copied_base != RIFFLE_NO_ROW)
        (void)snprintf(text, size, "copy of row %zu as loaded", d->copied_base);
    else
        (void)snprintf(text, size, "values given");
}

static void describe(const struct view *view, const struct riffle_difference *d,
                     char *text, size_t size)
{
    size_t features = view->base->n_features;
    text[0] = '\0';
    if (d->kind == RIFFLE_ROW_ADDED)
        describe_added(view, d, text, size);
    else if (d->kind == RIFFLE_ROW_CHANGED)
        cells_say(view->base, view->base->train.x + d->base * features, d->x,
                  text, size);
}

static void describe_label(const struct view *view,
                           const struct riffle_difference *d, char *text,
                           size_t size)
{
    char *const *classes = view->base->class_names;
    uint8_t before =
        d->kind == RIFFLE_ROW_ADDED ? d->y : view->base->train.y[d->base];
    if (d->kind == RIFFLE_ROW_CHANGED && before != d->y)
        (void)snprintf(text, size, "%.40s -> %.40s", classes[before],
                       classes[d->y]);
    else
        (void)snprintf(text, size, "%.80s", classes[before]);
}

static void number_or_dash(struct table *table, size_t row)
{
    char text[24] = "-";
    if (row != RIFFLE_NO_ROW)
        (void)snprintf(text, sizeof text, "%zu", row);
    table_text(table, text);
}

static size_t line_of(const struct view *view,
                      const struct riffle_difference *d)
{
    if (d->kind == RIFFLE_ROW_ADDED)
        return RIFFLE_NO_ROW;
    return view->base->train.line ? view->base->train.line[d->base] : d->base;
}

static enum riffle_status show_table(struct view *view, struct reply *reply,
                                     struct riffle_error *err)
{
    const struct table_column columns[] = {
        {"edit", "edit", TABLE_TEXT, 0},
        {"row", "row now", TABLE_TEXT, 0},
        {"line", view->base->train.line ? "line" : "row loaded", TABLE_TEXT, 0},
        {"label", "label", TABLE_TEXT, 0},
        {"change", "what", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t i = 0; i < riffle_edits_count(view->edits); i++) {
        char label[96], change[512];
        struct riffle_difference d = riffle_edits_difference(view->edits, i);
        if (!is_shown(view, &d))
            continue;
        describe_label(view, &d, label, sizeof label);
        describe(view, &d, change, sizeof change);
        table_text(table, kind_name(d.kind));
        number_or_dash(table, d.row);
        number_or_dash(table, line_of(view, &d));
        table_text(table, label);
        table_text(table, change);
    }
    table_reply(table, reply, "edits");
    table_free(table);
    return RIFFLE_OK;
}

static void add_place(struct json_object *object, const char *key, size_t row)
{
    json_object_object_add(
        object, key, row == RIFFLE_NO_ROW ? NULL : json_object_new_uint64(row));
}

static struct json_object *object_of(const struct view *view,
                                     const struct riffle_difference *d)
{
    const struct riffle_dataset *base = view->base;
    char text[128];
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "edit", reply_string(kind_name(d->kind)));
    add_place(object, "row", d->row);
    add_place(object, "base", d->base);
    add_place(object, "line",
              base->train.line ? line_of(view, d) : RIFFLE_NO_ROW);
    if (d->base != RIFFLE_NO_ROW)
        json_object_object_add(
            object, "label_before",
            reply_string(base->class_names[base->train.y[d->base]]));
    if (d->x)
        json_object_object_add(object, "label",
                               reply_string(base->class_names[d->y]));
    if (d->kind == RIFFLE_ROW_CHANGED)
        json_object_object_add(
            object, "columns",
            cells_object(base, base->train.x + d->base * base->n_features,
                         d->x));
    if (d->kind == RIFFLE_ROW_ADDED) {
        describe_added(view, d, text, sizeof text);
        json_object_object_add(object, "source", reply_string(text));
    }
    return object;
}

static void set_rows(const struct view *view, struct reply *reply)
{
    struct json_object *rows = json_object_new_array();
    size_t n = view->edits ? riffle_edits_count(view->edits) : 0;
    for (size_t i = 0; i < n; i++) {
        struct riffle_difference d = riffle_edits_difference(view->edits, i);
        if (is_shown(view, &d))
            json_object_array_add(rows, object_of(view, &d));
    }
    reply_set(reply, "rows", rows);
}

static size_t count(struct view *view)
{
    size_t shown = 0, n = view->edits ? riffle_edits_count(view->edits) : 0;
    for (size_t i = 0; i < n; i++) {
        struct riffle_difference d = riffle_edits_difference(view->edits, i);
        view->hidden += is_hidden(view, &d);
        shown += is_shown(view, &d);
    }
    return shown;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    struct kept *data = session->state.parts[STATE_DATA];
    struct view view = {session, state_base(data)->content, state_edits(data),
                        0};
    size_t shown = count(&view);
    reply_set_count(reply, "hidden", view.hidden);
    if (reply->json)
        set_rows(&view, reply);
    else if (shown)
        status = show_table(&view, reply, err);
    if (shown == 0 && view.hidden == 0)
        reply_text(reply, "no edits: the training rows are as loaded\n");
    if (shown && view.base->center)
        reply_note(reply, "values are in the units of the file");
    if (view.hidden)
        reply_text(reply,
                   "a poisoning changed or added %zu row%s; `reveal' "
                   "shows which\n",
                   view.hidden, plural(view.hidden));
    return status;
}

static const char *const examples[] = {
    "load wdbc; fit; remove 7; relabel 12; edit 3 mean_radius=12; diff", NULL};

const struct command command_diff = {
    .verb = "diff",
    .group = "edits",
    .summary = "list the edits since the data were loaded",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples = examples,
    .detail = "One line for each row that differs from the file: its number "
              "now, its file line, its label and values before and now. A row "
              "that edits have put back as it was is not listed.",
    .see_also = "undo,remove,relabel,edit,export",
    .run = run,
};
