/* interact over=...: interactions averaged over subsets of the other rows. */
#include "command/interact_over.h"

#include <math.h>
#include <stdlib.h>

#include "command/live_text.h"
#include "command/parts.h"
#include "command/words.h"
#include "report/table.h"
#include "riffle/pair_index.h"
#include "riffle/score.h"

/* Lines of a look at an estimate that are not pairs, and pairs at most. */
enum { OTHERS = 7, WATCHED = 15 };

struct over {
    struct session *session;
    struct riffle_pair_query query;
    const char *name; /* as typed */
    size_t shown;     /* pairs of the text */
    struct live_text live;
};

static const char *title_of(enum riffle_pair_law law)
{
    static const char *const titles[] = {
        [RIFFLE_PAIRS_SHAPLEY] = "Shapley interaction index",
        [RIFFLE_PAIRS_TAYLOR] = "Shapley-Taylor interaction index",
        [RIFFLE_PAIRS_BANZHAF] = "Banzhaf interaction index",
        [RIFFLE_PAIRS_FULL] = "interaction with all other rows there",
    };
    return titles[law];
}

/* The largest first; NULL: no memory. */
static size_t *rank(const struct riffle_pair_index *index)
{
    double *values = calloc(index->n + 1, sizeof *values);
    size_t *order = calloc(index->n + 1, sizeof *order);
    for (size_t p = 0; values && p < index->n; p++)
        values[p] = index->items[p].value;
    bool ranked = values && order &&
                  riffle_score_rank(values, index->n, RIFFLE_SIGN_ABSOLUTE,
                                    index->n, order, NULL) == RIFFLE_OK;
    free(values);
    if (ranked)
        return order;
    free(order);
    return NULL;
}

static enum riffle_status show_pairs(const struct over *over,
                                     const struct riffle_pair_index *index,
                                     size_t most, struct reply *reply,
                                     struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"i", "i", TABLE_COUNT, 0},
        {"j", "j", TABLE_COUNT, 0},
        {"label_i", "label i", TABLE_TEXT, 0},
        {"label_j", "label j", TABLE_TEXT, 0},
        {"interaction", "interaction", TABLE_NUMBER, 0},
        {"error", "+-se", TABLE_NUMBER, 2},
    };
    const struct riffle_dataset *data = over->session->data;
    bool sampled = index->error != 0;
    size_t *order = rank(index);
    struct table *table = table_new(columns, sampled || reply->json ? 6 : 5);
    if (!order || !table) {
        free(order);
        table_free(table);
        return riffle_fail_memory(err, index->n * sizeof *order);
    }
    for (size_t p = 0; p < index->n && (p < most || reply->json); p++) {
        const struct riffle_pair_value *pair = &index->items[order[p]];
        table_count(table, pair->i);
        table_count(table, pair->j);
        table_text(table, data->class_names[data->train.y[pair->i]]);
        table_text(table, data->class_names[data->train.y[pair->j]]);
        table_number(table, pair->value);
        if (sampled || reply->json)
            table_number(table, pair->error);
    }
    table_reply(table, reply, "pairs");
    table_free(table);
    free(order);
    return RIFFLE_OK;
}

/* The query's watch: what there is so far, for who looks. */
static void watch(void *data, const struct riffle_pair_index *index)
{
    struct over *over = data;
    struct reply *reply = live_text_begin(&over->live);
    if (!reply)
        return;
    reply_styled(reply, ROLE_TITLE, "%s so far, from %zu of at most %zu models",
                 title_of(over->query.law), index->models, over->query.models);
    reply_text(reply, "\n");
    (void)show_pairs(over, index, live_text_rows(reply, OTHERS, WATCHED), reply,
                     NULL);
    reply_text(reply, "Ctrl-C keeps what there is\n");
    live_text_end(&over->live);
}

static enum riffle_status compute(struct over *over,
                                  const struct riffle_removal *rows,
                                  struct riffle_pair_index *index,
                                  struct riffle_error *err)
{
    struct session *session = over->session;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    over->query.progress = &progress;
    over->query.watch = watch;
    over->query.watch_data = over;
    enum riffle_status status =
        riffle_pair_index(&over->query, rows, index, err);
    session_progress_end(&state);
    live_text_close(&over->live);
    return status;
}

static void say_models(const struct over *over,
                       const struct riffle_pair_index *index,
                       struct reply *reply)
{
    if (index->samples)
        reply_text(reply,
                   "from %zu models, %zu subsets a pair, seed %llu; a typical "
                   "standard error is %.2g of the typical value\n",
                   index->models, index->samples,
                   (unsigned long long)over->query.seed, index->error);
    else
        reply_text(reply, "from %zu model%s, exactly\n", index->models,
                   plural(index->models));
    if (index->incomplete)
        reply_note(reply,
                   "%zu of these models saw one class alone, have no optimum "
                   "and count as theta = 0",
                   index->incomplete);
    if (index->dropped)
        reply_warn(reply, "%zu of these models have no numerical answer",
                   index->dropped);
    if (index->stopped)
        reply_note(reply, "stopped: this is what there was");
}

static void say_meaning(const struct over *over,
                        const struct riffle_pair_index *index,
                        struct reply *reply)
{
    const char *name = riffle_measure_name(over->query.measure);
    const char *unit = riffle_measure_kind_of(over->query.measure)->unit;
    say_models(over, index, reply);
    reply_text(reply,
               "interaction: change of %s [%s] when both rows go, beyond the "
               "sum of what each does; positive: together they raise it more\n",
               name, unit);
    if (isfinite(index->all_pairs))
        reply_text(reply,
                   "all pairs together: %.6g; all rows against none: %.6g\n",
                   index->all_pairs, index->whole);
    reply_set_string(reply, "over", over->name);
    reply_set_string(reply, "measure", name);
    reply_set_string(reply, "unit", unit);
    reply_set_string(reply, "penalty", parts_penalty(over->session));
    reply_set_count(reply, "models", index->models);
    reply_set_count(reply, "samples", index->samples);
    reply_set_count(reply, "seed", over->query.seed);
    reply_set_number(reply, "sampling_error", index->error);
    reply_set_number(reply, "all_pairs", index->all_pairs);
    reply_set_number(reply, "whole", index->whole);
    reply_set_bool(reply, "stopped", index->stopped);
}

static enum riffle_status read_query(const struct session *session,
                                     const struct command_call *call,
                                     struct riffle_pair_query *query,
                                     struct riffle_error *err)
{
    enum riffle_status status = call_count(call, "models", &query->models, err);
    if (status == RIFFLE_OK)
        status = call_number(call, "target", &query->target, err);
    if (status == RIFFLE_OK && query->target < 0)
        status = call_fail(call, "target", err, "target is at least 0");
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &query->seed, err);
    return status;
}

static enum riffle_status answer(struct over *over,
                                 const struct command_call *call,
                                 const struct riffle_removal *rows,
                                 struct reply *reply, struct riffle_error *err)
{
    struct riffle_pair_index index;
    struct riffle_error why = {0};
    enum riffle_status status = compute(over, rows, &index, &why);
    if (status != RIFFLE_OK)
        return parts_point_at(call, NULL, &why, err);
    reply_text(reply, "%s of %zu row%s, largest first\n",
               title_of(over->query.law), rows->k, plural(rows->k));
    status = show_pairs(over, &index, over->shown, reply, err);
    if (status == RIFFLE_OK)
        say_meaning(over, &index, reply);
    riffle_pair_index_release(&index);
    return status;
}

enum riffle_status interact_over(struct session *session,
                                 const struct command_call *call, size_t law,
                                 const struct riffle_removal *rows,
                                 struct reply *reply, struct riffle_error *err)
{
    struct riffle_measure *measure = NULL;
    struct over over = {
        .session = session,
        .live = {.session = session},
        .name = call_option(call, "over"),
        .query = {.fit = session->fit, .law = (enum riffle_pair_law)(law - 1)}};
    const char *named = call_given(call, "measure")
                            ? call_option(call, "measure")
                        : session->probe.size ? "test_loss"
                                              : "self_loss";
    enum riffle_status status = read_query(session, call, &over.query, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "pairs", &over.shown, err);
    if (status == RIFFLE_OK)
        status =
            parts_measure_named(session, call, "measure", named, &measure, err);
    if (status != RIFFLE_OK)
        return status;
    over.query.measure = measure;
    status = answer(&over, call, rows, reply, err);
    riffle_measure_free(measure);
    return status;
}
