/* The draws of `select`: options in, a removal set out. */
#include "command/select_draw.h"

#include "command/parts.h"
#include "command/rows_reply.h"
#include "command/score_run.h"
#include "command/where.h"

#include "riffle/number.h"
#include "riffle/strategy.h"
#include "riffle/suggest.h"

#include <stdlib.h>
#include <string.h>

static enum riffle_status read_feature(const struct riffle_dataset *data,
                                       const struct command_call *call,
                                       size_t *feature,
                                       struct riffle_error *err)
{
    const char *name = call_option(call, "feature");
    const char *best[RIFFLE_SUGGEST_MAX];
    if (strcmp(name, "random") == 0) {
        *feature = RIFFLE_ANY;
        return RIFFLE_OK;
    }
    for (size_t j = 0; j < data->n_features; j++) {
        if (strcmp(data->feature_names[j], name) == 0) {
            *feature = j;
            return RIFFLE_OK;
        }
    }
    (void)call_fail(call, "feature", err, "there is no column `%s'", name);
    if (riffle_suggest(name, (const char *const *)data->feature_names,
                       data->n_features, best))
        riffle_hint(err, "did you mean `%s'?", best[0]);
    else
        riffle_hint(err, "`show data' lists the columns; feature=random "
                         "draws one");
    return RIFFLE_EUSAGE;
}

static enum riffle_status read_around(const struct riffle_dataset *data,
                                      const struct command_call *call,
                                      size_t *around, struct riffle_error *err)
{
    *around = RIFFLE_ANY;
    return call_given(call, "around")
               ? call_row(call, "around", data->train.n, around, err)
               : RIFFLE_OK;
}

/* The size in word `index`. */
static enum riffle_status read_size(const struct riffle_dataset *data,
                                    const struct command_call *call,
                                    const char *index, size_t n_words,
                                    size_t *k, struct riffle_error *err)
{
    if (call_word_count(call) == n_words)
        return call_size(call, index, data->train.n, k, err);
    if (call_word_count(call) > n_words)
        return call_fail(call, NULL, err, "`%s' is a word too many",
                         call_word(call, n_words));
    (void)call_fail(call, NULL, err, "how many rows?");
    riffle_hint(err, "end with a size: 20 rows, or 5%% of them");
    return RIFFLE_EUSAGE;
}

static enum riffle_status read_cluster(const struct riffle_dataset *data,
                                       const struct command_call *call,
                                       struct riffle_draw *draw,
                                       const char **strategy,
                                       struct riffle_error *err)
{
    const char *kind = call_word(call, 1);
    bool l2 = kind && strcmp(kind, "l2") == 0;
    size_t metric = 0;
    if (!l2 && !call_given(call, "feature")) {
        (void)call_fail(call, NULL, err, "which cluster?");
        riffle_hint(err, "select cluster l2 SIZE, or "
                         "select cluster feature=NAME SIZE");
        return RIFFLE_EUSAGE;
    }
    *strategy = l2 ? "l2" : "feature";
    enum riffle_status status = read_around(data, call, &draw->around, err);
    if (status == RIFFLE_OK && l2)
        status = call_choice(call, "metric", &metric, err);
    if (status == RIFFLE_OK && !l2)
        status = read_feature(data, call, &draw->feature, err);
    draw->metric = (enum riffle_metric)metric;
    if (status == RIFFLE_OK)
        status =
            read_size(data, call, l2 ? "2" : "1", l2 ? 3 : 2, &draw->k, err);
    return status;
}

/* What a draw borrows until it is over. */
struct ranking {
    struct riffle_measure *measure;
    struct score_run run;
};

static enum riffle_status
read_top(struct session *session, const struct command_call *call,
         struct reply *reply, struct riffle_draw *draw, struct ranking *ranking,
         struct riffle_error *err)
{
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = parts_score(call, &draw->score, err);
    if (status == RIFFLE_OK)
        status = parts_sign(call, &draw->sign, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "pool", &draw->pool, err);
    if (status == RIFFLE_OK && draw->score->needs_measure)
        status = parts_measure(session, call, reply, &ranking->measure, err);
    draw->measure = ranking->measure;
    if (status == RIFFLE_OK)
        status = read_size(session->data, call, "1", 2, &draw->k, err);
    ranking->run.score = draw->score;
    ranking->run.measure = draw->measure;
    if (status == RIFFLE_OK)
        status = score_run(session, call, &ranking->run, err);
    if (status == RIFFLE_OK)
        score_run_say(&ranking->run, reply);
    draw->values = ranking->run.values;
    return status;
}

enum riffle_status select_draw(struct session *session,
                               const struct command_call *call,
                               struct reply *reply,
                               struct riffle_removal *removal,
                               struct riffle_error *err)
{
    const char *strategy = call_word(call, 0);
    struct ranking ranking = {0};
    struct riffle_draw draw = {
        .feature = RIFFLE_ANY, .around = RIFFLE_ANY, .pool = 1};
    enum riffle_status status = parts_seed(session, call, &draw.seed, err);
    if (status != RIFFLE_OK)
        return status;
    if (strcmp(strategy, "cluster") == 0)
        status = read_cluster(session->data, call, &draw, &strategy, err);
    else if (strcmp(strategy, "top") == 0)
        status = read_top(session, call, reply, &draw, &ranking, err);
    else
        status = read_size(session->data, call, "1", 2, &draw.k, err);
    if (status == RIFFLE_OK)
        status = riffle_strategy_find(strategy)->draw(
            session->data, session->fit, &draw, removal, err);
    score_run_release(&ranking.run);
    riffle_measure_free(ranking.measure);
    return status;
}

static bool is_column(const struct riffle_dataset *data, const char *name)
{
    for (size_t j = 0; j < data->n_features; j++)
        if (strcmp(data->feature_names[j], name) == 0)
            return true;
    return false;
}

/*
 * The condition as one text. A word with blanks that names a column was in
 * quotes, which the parser took off: backquotes put them back.
 * ends  out, one for each word of the call: where it ends in the text
 * Caller owns the text; NULL when out of memory.
 */
static char *join_condition(const struct riffle_dataset *data,
                            const struct command_call *call, size_t *ends)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    for (size_t i = 1; i < call_word_count(call); i++) {
        const char *word = call_word(call, i);
        bool quoted = strchr(word, ' ') && is_column(data, word);
        fprintf(out, quoted ? "%s`%s`" : "%s%s", i > 1 ? " " : "", word);
        ends[i] = (size_t)ftell(out);
    }
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

static enum riffle_status choose(struct session *session,
                                 const struct where *where,
                                 const char *condition, struct reply *reply,
                                 struct riffle_error *err)
{
    size_t n = session->data->train.n;
    size_t k = 0;
    size_t *rows = calloc(n + 1, sizeof *rows);
    char *strategy = NULL;
    enum riffle_status status = RIFFLE_OK;
    if (!rows || asprintf(&strategy, "where %s", condition) < 0) {
        free(rows);
        return riffle_fail_memory(err, n * sizeof *rows);
    }
    for (size_t i = 0; i < n; i++)
        if (where_holds(where, i))
            rows[k++] = i;
    if (k)
        status = rows_select(session, rows, k, strategy, reply, err);
    else
        status = riffle_fail(err, RIFFLE_EUSAGE, "no training row has %s",
                             condition);
    free(strategy);
    free(rows);
    return status;
}

/* Point at the word that holds byte `at` of the condition. */
static enum riffle_status point_into(const struct command_call *call,
                                     const size_t *ends, size_t at,
                                     const struct riffle_error *why,
                                     struct riffle_error *err)
{
    size_t n = call_word_count(call);
    size_t word = 1;
    char name[RIFFLE_NUMBER_SIZE];
    while (ends && word + 1 < n && at >= ends[word])
        word++;
    (void)snprintf(name, sizeof name, "%zu", word);
    return parts_point_at(call, n > 1 ? name : NULL, why, err);
}

enum riffle_status select_where(struct session *session,
                                const struct command_call *call,
                                struct reply *reply, struct riffle_error *err)
{
    struct where *where = NULL;
    struct riffle_error why = {0};
    size_t at = 0;
    size_t *ends = calloc(call_word_count(call), sizeof *ends);
    char *condition = ends ? join_condition(session->data, call, ends) : NULL;
    enum riffle_status status = riffle_fail_memory(&why, sizeof *ends);
    if (condition)
        status = where_compile(condition, session->data, session->fit, &where,
                               &at, &why);
    if (status == RIFFLE_OK)
        status = choose(session, where, condition, reply, err);
    else
        status = point_into(call, ends, at, &why, err);
    where_free(where);
    free(condition);
    free(ends);
    return status;
}
