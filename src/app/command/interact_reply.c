/* What interact answers: pairs, members of a set, what a search found. */
#include "command/interact_reply.h"

#include "command/parts.h"
#include "command/words.h"
#include "report/table.h"

#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>

/* Pairs in JSON, unless more are asked for. */
enum { JSON_PAIRS = 1000 };

size_t interact_most(const struct interact_view *view, bool json)
{
    return json && view->shown < JSON_PAIRS ? JSON_PAIRS : view->shown;
}

static const char *label_of(const struct session *session, size_t row)
{
    return session->data->class_names[session->data->train.y[row]];
}

static const char *kind_of(const struct riffle_pair *pair)
{
    return riffle_pair_kind_name(riffle_pair_kind(pair));
}

static struct json_object *pair_object(const struct session *session,
                                       const struct riffle_pair *pair)
{
    struct json_object *object = json_object_new_object();
    const struct {
        const char *key;
        double value;
    } numbers[] = {
        {"leverage_ij", pair->leverage},    {"similarity", pair->similarity},
        {"rif_i", pair->alone[0]},          {"rif_j", pair->alone[1]},
        {"rif_sum", pair->rescaled},        {"ns", pair->newton},
        {"interaction", pair->interaction},
    };
    json_object_object_add(object, "i", json_object_new_uint64(pair->i));
    json_object_object_add(object, "j", json_object_new_uint64(pair->j));
    json_object_object_add(object, "label_i",
                           reply_string(label_of(session, pair->i)));
    json_object_object_add(object, "label_j",
                           reply_string(label_of(session, pair->j)));
    for (size_t m = 0; m < sizeof numbers / sizeof *numbers; m++)
        json_object_object_add(object, numbers[m].key,
                               reply_number(numbers[m].value));
    json_object_object_add(object, "kind", reply_string(kind_of(pair)));
    return object;
}

static void add_pair(const struct session *session,
                     const struct riffle_pair *pair, struct table *table)
{
    const uint8_t *y = session->data->train.y;
    table_count(table, pair->i);
    table_count(table, pair->j);
    table_text(table, y[pair->i] == y[pair->j] ? "same" : "differ");
    table_number(table, pair->similarity);
    table_number(table, pair->leverage);
    table_number(table, pair->rescaled);
    table_number(table, pair->newton);
    table_number(table, pair->interaction);
    table_text(table, kind_of(pair));
}

static enum riffle_status show_pairs(const struct interact_view *view,
                                     const struct riffle_pairs *pairs,
                                     const char *key, struct reply *reply,
                                     struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"i", "i", TABLE_COUNT, 0},
        {"j", "j", TABLE_COUNT, 0},
        {"labels", "labels", TABLE_TEXT, 0},
        {"similarity", "alike", TABLE_NUMBER, 3},
        {"leverage_ij", "leverage", TABLE_NUMBER, 3},
        {"rif_sum", "RIF sum", TABLE_NUMBER, 3},
        {"ns", "NS", TABLE_NUMBER, 3},
        {"interaction", "interaction", TABLE_NUMBER, 3},
        {"kind", "", TABLE_TEXT, 0},
    };
    if (reply->json) {
        struct json_object *array = json_object_new_array();
        for (size_t m = 0; m < pairs->n; m++)
            json_object_array_add(array,
                                  pair_object(view->session, &pairs->items[m]));
        reply_set(reply, key, array);
        return RIFFLE_OK;
    }
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t m = 0; m < pairs->n && m < view->shown; m++)
        add_pair(view->session, &pairs->items[m], table);
    table_reply(table, reply, key);
    table_free(table);
    return RIFFLE_OK;
}

static const char *order_words(const struct interact_view *view)
{
    static const char *const words[] = {
        [RIFFLE_PAIR_ALIKE] = "|interaction| times alike^4",
        [RIFFLE_PAIR_INTERACTION] = "|interaction|",
        [RIFFLE_PAIR_LEVERAGE] = "|leverage|",
    };
    return words[view->options.order];
}

static void say_legend(const struct interact_view *view, struct reply *reply)
{
    const char *name = riffle_measure_name(view->options.measure);
    const char *unit = riffle_measure_kind_of(view->options.measure)->unit;
    reply_text(reply,
               "NS: change of %s [%s] when both go, to first order (penalty "
               "%s)\n",
               name, unit, parts_penalty(view->session));
    reply_text(reply,
               "positive: it increases; interaction: NS beyond the sum of "
               "RIFs\nmask: they hide each other; alike: 1 for the same row "
               "twice\n");
    reply_set_string(reply, "by", view->by);
    reply_set_string(reply, "measure", name);
    reply_set_string(reply, "unit", unit);
    reply_set_string(reply, "penalty", parts_penalty(view->session));
}

/* --- a set ----------------------------------------------------------------- */

/* Members whose removal is worth most more, or less, after the others'. */
static enum riffle_status rank_members(const struct riffle_interaction *found,
                                       size_t *order, struct riffle_error *err)
{
    double *rise = calloc(found->k, sizeof *rise);
    if (!rise)
        return riffle_fail_memory(err, found->k * sizeof *rise);
    for (size_t t = 0; t < found->k; t++)
        rise[t] = found->members[t].last - found->members[t].alone;
    enum riffle_status status = riffle_score_rank(
        rise, found->k, RIFFLE_SIGN_ABSOLUTE, found->k, order, err);
    free(rise);
    return status;
}

static void fill_members(const struct interact_view *view,
                         const struct riffle_interaction *found,
                         const size_t *order, size_t shown, struct table *table)
{
    for (size_t t = 0; t < shown; t++) {
        const struct riffle_member *member = &found->members[order[t]];
        table_count(table, member->row);
        table_text(table, label_of(view->session, member->row));
        table_number(table, member->alone);
        table_number(table, member->last);
        table_number(table, member->last - member->alone);
    }
}

static enum riffle_status show_members(const struct interact_view *view,
                                       const struct riffle_interaction *found,
                                       struct reply *reply,
                                       struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"row", "row", TABLE_COUNT, 0},
        {"label", "label", TABLE_TEXT, 0},
        {"rif", "RIF, alone", TABLE_NUMBER, 0},
        {"last", "others gone", TABLE_NUMBER, 0},
        {"rise", "rise", TABLE_NUMBER, 0},
    };
    size_t shown =
        reply->json || found->k < view->shown ? found->k : view->shown;
    size_t *order = calloc(found->k, sizeof *order);
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    enum riffle_status status = RIFFLE_OK;
    if (!order || !table)
        status = riffle_fail_memory(err, found->k * sizeof *order);
    if (status == RIFFLE_OK)
        status = rank_members(found, order, err);
    if (status == RIFFLE_OK) {
        fill_members(view, found, order, shown, table);
        table_reply(table, reply, "rows");
        if (shown < found->k)
            reply_text(reply, "... %zu row%s more (pairs=%zu shows them)\n",
                       found->k - shown, plural(found->k - shown), found->k);
        reply_text(reply,
                   "others gone: what its removal adds when the rest of the "
                   "set is out\n");
    }
    table_free(table);
    free(order);
    return status;
}

enum riffle_status interact_reply_set(const struct interact_view *view,
                                      const struct riffle_interaction *found,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    double times = found->newton / found->rescaled;
    reply_text(reply, "%zu rows together: NS %.4g, the sum of their RIFs %.4g",
               found->k, found->newton, found->rescaled);
    if (isfinite(times) && times > 0)
        reply_text(reply, ": %.3g times", times);
    reply_text(reply, "\n");
    reply_set_count(reply, "size", found->k);
    reply_set_number(reply, "ns", found->newton);
    reply_set_number(reply, "rif_sum", found->rescaled);
    reply_set_number(reply, "interaction", found->newton - found->rescaled);
    enum riffle_status status = show_members(view, found, reply, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply, "%zu of %zu pairs, by %s\n",
               found->pairs.n < view->shown ? found->pairs.n : view->shown,
               found->pairs.of, order_words(view));
    status = show_pairs(view, &found->pairs, "pairs", reply, err);
    reply_set_count(reply, "pairs_of", found->pairs.of);
    say_legend(view, reply);
    return status;
}

/* --- a search -------------------------------------------------------------- */

static void say_search(const struct interact_view *view,
                       const struct riffle_interact_search *found,
                       struct reply *reply)
{
    size_t shown = found->pairs.n < view->shown ? found->pairs.n : view->shown;
    reply_text(reply, "%zu of %zu pairs of %s%zu training rows%s, by %s\n",
               shown, found->pairs.of, found->all ? "all " : "the ",
               found->rows, found->all ? "" : " of highest leverage",
               order_words(view));
    if (found->stopped)
        reply_note(reply, "stopped: not all pairs were looked at");
    reply_set_count(reply, "rows_searched", found->rows);
    reply_set_bool(reply, "all", found->all);
    reply_set_count(reply, "pairs_of", found->pairs.of);
    reply_set_bool(reply, "stopped", found->stopped);
}

enum riffle_status
interact_reply_search(const struct interact_view *view,
                      const struct riffle_interact_search *found,
                      struct reply *reply, struct riffle_error *err)
{
    say_search(view, found, reply);
    enum riffle_status status =
        show_pairs(view, &found->pairs, "pairs", reply, err);
    if (status != RIFFLE_OK)
        return status;
    if (found->twins.n)
        reply_text(reply, "twins: alike above 0.9, the strongest leverage on "
                          "each other first\n");
    else
        reply_text(reply, "no two rows are alike above 0.9\n");
    if (found->twins.n || reply->json)
        status = show_pairs(view, &found->twins, "twins", reply, err);
    say_legend(view, reply);
    if (found->pairs.n)
        reply_text(reply, "see a pair fall: select rows %zu %zu; effect; why\n",
                   found->pairs.items[0].i, found->pairs.items[0].j);
    return status;
}
