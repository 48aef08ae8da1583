/* Marks together with the data and the fit. */
#include "command/case_table.h"

#include "report/table.h"

#include "riffle/edit.h"
#include "riffle/score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void fill_line(const struct session *session, const double *self,
                      struct case_line *line)
{
    const struct riffle_dataset *data = session->data;
    size_t row = line->at.row;
    line->label = "";
    line->loss = line->leverage = line->self = (double)NAN;
    if (row == RIFFLE_ANY)
        return;
    line->label = data->class_names[data->train.y[row]];
    line->line = data->train.line ? data->train.line[row] : 0;
    if (!self)
        return;
    line->loss = riffle_fit_train(session->fit)->loss[row];
    line->leverage = riffle_fit_train(session->fit)->leverage[row];
    line->self = self[row];
}

/* Self-influence of all rows; NULL without a fit. */
static enum riffle_status score_rows(const struct session *session,
                                     double **self, struct riffle_error *err)
{
    *self = NULL;
    if (!session->fit)
        return RIFFLE_OK;
    size_t n = session->data->train.n;
    *self = calloc(n + 1, sizeof **self);
    if (!*self)
        return riffle_fail_memory(err, n * sizeof **self);
    return riffle_score_values(riffle_score_find("self"), session->fit, NULL,
                               *self, err);
}

enum riffle_status case_lines(const struct session *session,
                              struct case_line **lines, size_t *n,
                              struct riffle_error *err)
{
    double *self = NULL;
    struct marked_row *list = NULL;
    struct case_line *made = calloc(session->marks.n + 1, sizeof *made);
    enum riffle_status status = made ? marks_list(session, &list, n, err)
                                     : riffle_fail_memory(err, sizeof *made);
    if (status == RIFFLE_OK)
        status = score_rows(session, &self, err);
    for (size_t i = 0; status == RIFFLE_OK && i < *n; i++) {
        made[i].at = list[i];
        fill_line(session, self, &made[i]);
    }
    free(list);
    free(self);
    if (status == RIFFLE_OK)
        *lines = made;
    else
        free(made);
    return status;
}

/* A number that may be missing. */
static void put_count(struct table *table, bool there, size_t value)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%zu", value);
    table_text(table, there ? text : "-");
}

static void add_line(const struct case_line *line, bool lines,
                     struct table *table)
{
    const struct state_mark *mark = line->at.mark;
    put_count(table, line->at.row != RIFFLE_ANY, line->at.row);
    if (lines)
        put_count(table, line->line > 0, line->line);
    table_text(table, line->label);
    table_text(table, marks_verdict_name(mark->verdict));
    table_number(table, line->loss);
    table_number(table, line->leverage);
    table_number(table, line->self);
    table_text(table, mark->note ? mark->note : "");
}

enum riffle_status case_table(const struct session *session,
                              const struct case_line *lines, size_t n,
                              struct reply *reply, struct riffle_error *err)
{
    struct table_column columns[8] = {{"row", "row", TABLE_TEXT, 0}};
    bool has_lines = session->data->train.line != NULL;
    size_t c = 1;
    if (has_lines)
        columns[c++] = (struct table_column){"line", "line", TABLE_TEXT, 0};
    columns[c++] = (struct table_column){"label", "label", TABLE_TEXT, 0};
    columns[c++] = (struct table_column){"verdict", "verdict", TABLE_TEXT, 0};
    columns[c++] = (struct table_column){"loss", "loss", TABLE_NUMBER, 3};
    columns[c++] =
        (struct table_column){"leverage", "leverage", TABLE_NUMBER, 3};
    columns[c++] = (struct table_column){"self", "self", TABLE_NUMBER, 3};
    columns[c++] = (struct table_column){"note", "note", TABLE_TEXT, 0};
    struct table *table = table_new(columns, c);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t i = 0; i < n; i++)
        add_line(&lines[i], has_lines, table);
    table_reply(table, reply, "");
    table_free(table);
    return RIFFLE_OK;
}

static struct json_object *line_object(const struct session *session,
                                       const struct case_line *line)
{
    const struct state_mark *mark = line->at.mark;
    struct json_object *object = json_object_new_object();
    bool there = line->at.row != RIFFLE_ANY;
    json_object_object_add(object, "row",
                           there ? json_object_new_uint64(line->at.row) : NULL);
    if (session->data->train.line)
        json_object_object_add(object, "line",
                               line->line ? json_object_new_uint64(line->line)
                                          : NULL);
    json_object_object_add(object, "origin",
                           mark->origin != RIFFLE_ORIGIN_ADDED
                               ? json_object_new_uint64(mark->origin)
                               : NULL);
    json_object_object_add(object, "label",
                           there ? reply_string(line->label) : NULL);
    json_object_object_add(object, "verdict",
                           reply_string(marks_verdict_name(mark->verdict)));
    json_object_object_add(object, "loss", reply_number(line->loss));
    json_object_object_add(object, "leverage", reply_number(line->leverage));
    json_object_object_add(object, "self", reply_number(line->self));
    json_object_object_add(object, "note",
                           reply_string(mark->note ? mark->note : ""));
    return object;
}

struct json_object *case_array(const struct session *session,
                               const struct case_line *lines, size_t n)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(array, line_object(session, &lines[i]));
    return array;
}
