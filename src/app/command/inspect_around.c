/* What stands around a training row: ranks, sets, neighbours, copies. */
#include "command/inspect_around.h"

#include "command/words.h"
#include "report/table.h"

#include "riffle/neighbours.h"
#include "riffle/score.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum { NAMED = 8 }; /* sets of a sweep */

static bool holds(const struct riffle_removal *removal, size_t row)
{
    for (size_t i = 0; i < removal->k; i++)
        if (removal->rows[i] == row)
            return true;
    return false;
}

/* ": 50, 51, 52", the first few. */
static void say_indices(struct json_object *indices, struct reply *reply)
{
    size_t n = json_object_array_length(indices);
    for (size_t i = 0; i < n && i < NAMED; i++)
        reply_text(
            reply, "%s %" PRIu64, i ? "," : ":",
            json_object_get_uint64(json_object_array_get_idx(indices, i)));
    if (n > NAMED)
        reply_text(reply, ", ...");
}

/* Sets of the last sweep that hold the row. */
static void say_sweep(const struct session *session, size_t row,
                      struct reply *reply)
{
    size_t sets = riffle_experiment_sets(session->sweep);
    size_t held = 0;
    struct json_object *indices = json_object_new_array();
    for (size_t s = 0; s < sets; s++) {
        if (!holds(riffle_experiment_removal(session->sweep, s), row))
            continue;
        held++;
        json_object_array_add(indices, json_object_new_uint64(s));
    }
    reply_text(reply, "; in %zu of the %zu sets of the sweep", held, sets);
    say_indices(indices, reply);
    if (reply->json)
        reply_set(reply, "sweep_sets", indices);
    else
        json_object_put(indices);
}

void inspect_sets(const struct session *session, size_t row,
                  struct reply *reply)
{
    struct json_object *names = json_object_new_array();
    bool selected = holds(&session->selection, row);
    reply_text(reply, "  %s the selected set", selected ? "in" : "not in");
    for (size_t s = 0; s < session->n_sets; s++) {
        if (!holds(&session->sets[s].removal, row))
            continue;
        reply_text(reply, "; in %s", session->sets[s].name);
        json_object_array_add(names, reply_string(session->sets[s].name));
    }
    if (session->sweep)
        say_sweep(session, row, reply);
    reply_text(reply, "\n");
    reply_set_bool(reply, "selected", selected);
    if (reply->json)
        reply_set(reply, "sets", names);
    else
        json_object_put(names);
}

/* Rows of a larger score in absolute value, and this one. */
static size_t rank_of(const double *values, size_t n, size_t row)
{
    size_t rank = 1;
    for (size_t i = 0; i < n; i++)
        rank += fabs(values[i]) > fabs(values[row]);
    return rank;
}

enum riffle_status inspect_scores(const struct session *session, size_t row,
                                  const struct riffle_measure *measure,
                                  struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"score", "score", TABLE_TEXT, 0},
        {"value", "value", TABLE_NUMBER, 0},
        {"rank", "rank", TABLE_COUNT, 0},
        {"title", "", TABLE_TEXT, 0},
    };
    size_t n = session->data->train.n;
    double *values = calloc(n, sizeof *values);
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    enum riffle_status status = RIFFLE_OK;
    if (!values || !table)
        status = riffle_fail_memory(err, n * sizeof *values);
    for (size_t s = 0; s < riffle_score_count() && status == RIFFLE_OK; s++) {
        const struct riffle_score *score = riffle_score(s);
        if (score->kind != RIFFLE_SCORE_STATIC || score->needs_probe ||
            riffle_score_values(score, session->fit, measure, values, NULL) !=
                RIFFLE_OK)
            continue; /* it has no answer to this question */
        table_text(table, score->name);
        table_number(table, values[row]);
        table_count(table, rank_of(values, n, row));
        table_text(table, score->title);
    }
    if (status == RIFFLE_OK) {
        reply_text(reply,
                   "rank among %zu rows, by size; effects on %s, "
                   "to first order:\n",
                   n, riffle_measure_name(measure));
        table_reply(table, reply, "scores");
        reply_set_string(reply, "measure", riffle_measure_name(measure));
    }
    table_free(table);
    free(values);
    return status;
}

/* The copies whose label is the row's, or is not. Returns how many. */
static size_t say_copies(const struct session *session, size_t row, bool same,
                         const size_t *rows, size_t count, struct reply *reply)
{
    enum { SHOWN = 8 };
    const uint8_t *y = session->data->train.y;
    struct json_object *array = json_object_new_array();
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if ((y[rows[i]] == y[row]) != same)
            continue;
        if (found < SHOWN)
            reply_text(reply, "%s %zu", found ? "," : "", rows[i]);
        found++;
        json_object_array_add(array, json_object_new_uint64(rows[i]));
    }
    if (found > SHOWN)
        reply_text(reply, ", ... (%zu more)", found - SHOWN);
    if (found)
        reply_text(reply, " with the %s label;", same ? "same" : "other");
    if (reply->json)
        reply_set(reply, same ? "duplicates" : "contradictions", array);
    else
        json_object_put(array);
    return found;
}

static enum riffle_status say_duplicates(const struct session *session,
                                         size_t row, struct reply *reply,
                                         struct riffle_error *err)
{
    size_t *rows = NULL;
    size_t count = 0;
    enum riffle_status status =
        riffle_duplicates(session->data, row, &rows, &count, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply,
               count ? "same features: rows" : "same features: no other row");
    (void)say_copies(session, row, true, rows, count, reply);
    if (say_copies(session, row, false, rows, count, reply))
        reply_text(reply, " one of them is wrong, or the features say too "
                          "little");
    reply_text(reply, "\n");
    free(rows);
    return RIFFLE_OK;
}

enum riffle_status inspect_neighbours(const struct session *session, size_t row,
                                      size_t k, struct reply *reply,
                                      struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"row", "row", TABLE_COUNT, 0},
        {"label", "label", TABLE_TEXT, 0},
        {"p", "p", TABLE_NUMBER, 0},
        {"distance", "distance", TABLE_NUMBER, 0},
    };
    const struct riffle_points *train = riffle_fit_train(session->fit);
    const struct riffle_dataset *data = session->data;
    struct riffle_neighbour *nearest = calloc(k + 1, sizeof *nearest);
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    enum riffle_status status = say_duplicates(session, row, reply, err);
    if (status == RIFFLE_OK && (!nearest || !table))
        status = riffle_fail_memory(err, k * sizeof *nearest);
    if (status == RIFFLE_OK)
        status = riffle_nearest(session->fit, row, k, nearest, err);
    for (size_t j = 0; j < k && status == RIFFLE_OK; j++) {
        size_t i = nearest[j].row;
        table_count(table, i);
        table_text(table, data->class_names[data->train.y[i]]);
        table_number(table, train->probability[i]);
        table_number(table, nearest[j].distance);
    }
    if (status == RIFFLE_OK) {
        reply_text(reply, "nearest rows, in the Hessian's metric:\n");
        table_reply(table, reply, "nearest");
    }
    table_free(table);
    free(nearest);
    return status;
}
