/* What an audit found: how the scores did, and which rows to look at. */
#include "command/audit.h"

#include "command/words.h"
#include "report/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* As many rows as are shown when nobody asked for a number. */
enum { SHOWN = 20 };

static struct json_object *score_object(const struct audit *audit, size_t s)
{
    const struct audit_score *score = &audit->scores[s];
    const struct riffle_retrieval *found = &score->retrieval;
    struct json_object *object = json_object_new_object();
    struct json_object *overlap = json_object_new_object();
    if (audit->wrong) {
        json_object_object_add(object, "auc", reply_number(found->auc));
        json_object_object_add(object, "precision_at",
                               reply_number(found->precision));
        json_object_object_add(object, "found",
                               json_object_new_uint64(found->found));
        json_object_object_add(object, "inspected_for_90",
                               json_object_new_uint64(found->inspected_for_90));
    }
    for (size_t other = 0; other < audit->n_scores; other++)
        json_object_object_add(
            overlap, audit->scores[other].kind->name,
            json_object_new_uint64(audit_overlap(audit, s, other)));
    json_object_object_add(object, "overlap", overlap);
    json_object_object_add(object, "finished",
                           json_object_new_uint64(score->remark.finished));
    if (score->remark.lambda > 0)
        json_object_object_add(object, "lambda",
                               reply_number(score->remark.lambda));
    return object;
}

static void set_members(const struct audit *audit, struct reply *reply)
{
    struct json_object *scores = json_object_new_object();
    for (size_t s = 0; s < audit->n_scores; s++)
        json_object_object_add(scores, audit->scores[s].kind->name,
                               score_object(audit, s));
    reply_set(reply, "scores", scores);
    reply_set_string(reply, "by", audit->scores[0].kind->name);
    reply_set_count(reply, "n", audit->inspect);
    reply_set_count(reply, "n_train", audit->n);
    reply_set_count(reply, "seed", audit->seed);
    if (audit->wrong)
        reply_set_count(reply, "wrong", audit->n_wrong);
}

/* How well each score finds what is known to be wrong. */
static enum riffle_status show_retrieval(const struct audit *audit,
                                         struct reply *reply,
                                         struct riffle_error *err)
{
    char first[48];
    (void)snprintf(first, sizeof first, "in first %zu", audit->inspect);
    const struct table_column columns[] = {
        {"score", "order by", TABLE_TEXT, 0},
        {"auc", "ROC area", TABLE_NUMBER, 3},
        {"found", first, TABLE_COUNT, 0},
        {"precision_at", "precision", TABLE_NUMBER, 3},
        {"inspected_for_90", "to find 90 %", TABLE_COUNT, 0},
        {"title", "", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t s = 0; s < audit->n_scores; s++) {
        const struct riffle_retrieval *found = &audit->scores[s].retrieval;
        table_text(table, audit->scores[s].kind->name);
        table_number(table, found->auc);
        table_count(table, found->found);
        table_number(table, found->precision);
        table_count(table, found->inspected_for_90);
        table_text(table, audit->scores[s].kind->title);
    }
    table_reply(table, reply, "retrieval");
    table_free(table);
    return RIFFLE_OK;
}

/* How many of the first rows each two scores have in common. */
static enum riffle_status show_overlap(const struct audit *audit,
                                       struct reply *reply,
                                       struct riffle_error *err)
{
    struct table_column columns[AUDIT_MOST + 1] = {
        {"score", "", TABLE_TEXT, 0}};
    size_t n = audit->n_scores;
    for (size_t s = 0; s < n; s++)
        columns[s + 1] =
            (struct table_column){audit->scores[s].kind->name,
                                  audit->scores[s].kind->name, TABLE_COUNT, 0};
    struct table *table = table_new(columns, n + 1);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t a = 0; a < n; a++) {
        table_text(table, audit->scores[a].kind->name);
        for (size_t b = 0; b < n; b++)
            table_count(table, audit_overlap(audit, a, b));
    }
    table_reply(table, reply, "agreement");
    table_free(table);
    reply_text(reply,
               "rows that two orders share among their first %zu; apart, "
               "they ask different questions: help detect\n",
               audit->inspect);
    return RIFFLE_OK;
}

/* Columns of the rows' table: what is always there, then the scores. */
struct listing {
    const struct audit *audit;
    size_t shown[AUDIT_MOST]; /* scores that have a column */
    size_t n_shown;
};

static void add_row(const struct listing *listing, size_t row,
                    struct table *table)
{
    const struct audit *audit = listing->audit;
    const struct riffle_dataset *data = audit->session->data;
    table_count(table, row);
    if (data->train.line)
        table_count(table,
                    data->train.line[row] ? data->train.line[row] : TABLE_NONE);
    table_text(table, data->class_names[data->train.y[row]]);
    table_number(table,
                 riffle_fit_train(audit->session->fit)->probability[row]);
    for (size_t i = 0; i < listing->n_shown; i++)
        table_number(table, audit->scores[listing->shown[i]].values[row]);
    if (audit->wrong && audit->told)
        table_text(table, audit->wrong[row] ? "wrong" : "");
}

/* In text the random order and what is much the same stay out. */
static bool is_listed(const struct audit *audit, size_t s, bool all)
{
    static const char *const told[] = {"loss", "heldout", "self", "leverage"};
    const char *name = audit->scores[s].kind->name;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (strcmp(name, told[i]) == 0)
            return true;
    return all || s == 0;
}

static enum riffle_status show_rows(const struct audit *audit, size_t k,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    const struct riffle_dataset *data = audit->session->data;
    struct listing listing = {.audit = audit};
    struct table_column columns[AUDIT_MOST + 5] = {
        {"row", "row", TABLE_COUNT, 0}};
    size_t n = 1;
    if (data->train.line)
        columns[n++] = (struct table_column){"line", "line", TABLE_COUNT, 0};
    columns[n++] = (struct table_column){"label", "label", TABLE_TEXT, 0};
    columns[n++] = (struct table_column){"p", "p", TABLE_NUMBER, 3};
    for (size_t s = 0; s < audit->n_scores; s++) {
        const char *name = audit->scores[s].kind->name;
        if (!is_listed(audit, s, reply->json))
            continue;
        listing.shown[listing.n_shown++] = s;
        columns[n++] = (struct table_column){name, name, TABLE_NUMBER, 3};
    }
    if (audit->wrong && audit->told)
        columns[n++] = (struct table_column){"truth", "truth", TABLE_TEXT, 0};
    struct table *table = table_new(columns, n);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t i = 0; i < k; i++)
        add_row(&listing, audit->scores[0].order[i], table);
    table_reply(table, reply, "rows");
    table_free(table);
    return RIFFLE_OK;
}

static void say_head(const struct audit *audit, struct reply *reply)
{
    reply_text(reply, "%zu training rows", audit->n);
    if (!audit->wrong)
        reply_text(reply, "; which labels are wrong is not known\n");
    else
        reply_text(reply, ", %zu label%s known to be wrong%s\n", audit->n_wrong,
                   plural(audit->n_wrong),
                   audit->told ? "" : " (which ones stays hidden)");
}

static void say_rows_head(const struct audit *audit, size_t k,
                          struct reply *reply)
{
    const struct audit_score *by = &audit->scores[0];
    char lambda[RIFFLE_NUMBER_SIZE];
    reply_text(reply, "the first %zu row%s to inspect by %s", k, plural(k),
               by->kind->title);
    if (by->remark.lambda > 0)
        reply_text(reply, " at lambda %s",
                   short_number(lambda, by->remark.lambda, 3));
    reply_text(reply, "\n");
}

static void say_foot(const struct audit *audit, size_t k, struct reply *reply)
{
    const char *positive = audit->session->data->class_names[1];
    if (k < audit->inspect)
        reply_text(reply, "%zu more: n=%zu lists them\n", audit->inspect - k,
                   audit->inspect);
    reply_text(reply,
               "p: probability of %s at the fit; losses and self-influence "
               "in nats\n",
               positive);
}

/* As text; in JSON all of it is in `scores`, but for the curve. */
static enum riffle_status show_scores(const struct audit *audit,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    if (!reply->json)
        status = audit->wrong ? show_retrieval(audit, reply, err)
                              : show_overlap(audit, reply, err);
    if (status == RIFFLE_OK && audit->wrong)
        status = audit_curve(audit, reply, err);
    return status;
}

enum riffle_status audit_reply(const struct audit *audit, struct reply *reply,
                               struct riffle_error *err)
{
    size_t k = audit->inspect;
    set_members(audit, reply);
    say_head(audit, reply);
    enum riffle_status status = show_scores(audit, reply, err);
    if (!audit->asked && !reply->json && k > SHOWN)
        k = SHOWN;
    say_rows_head(audit, k, reply);
    if (status == RIFFLE_OK)
        status = show_rows(audit, k, reply, err);
    say_foot(audit, k, reply);
    return status;
}
