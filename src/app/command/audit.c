/* Which scores an audit takes, which rows are known wrong, and the work. */
#include "command/audit.h"

#include "command/parts.h"
#include "command/words.h"

#include "riffle/score.h"

#include <stdlib.h>
#include <string.h>

/* A score that costs more runs only when it is asked for: about a second. */
static const double UNASKED = 2e10;

static const struct riffle_audit_score *kind_of(const struct audit *audit,
                                                size_t i)
{
    return audit->scores[i].kind;
}

static bool has(const struct audit *audit,
                const struct riffle_audit_score *kind)
{
    for (size_t i = 0; i < audit->n_scores; i++)
        if (kind_of(audit, i) == kind)
            return true;
    return false;
}

static void add(struct audit *audit, const struct riffle_audit_score *kind)
{
    if (kind && !has(audit, kind) && audit->n_scores < AUDIT_MOST)
        audit->scores[audit->n_scores++].kind = kind;
}

static bool is_cheap(const struct riffle_audit_score *kind,
                     const struct riffle_fit *fit)
{
    return !kind->flops || kind->flops(fit) <= UNASKED;
}

/* The i-th of by=: an order of its own, or a score taken as one. */
static const struct riffle_audit_score *find_kind(struct audit *audit,
                                                  const char *name, size_t i)
{
    const struct riffle_audit_score *found = riffle_audit_score_find(name);
    const struct riffle_score *score = riffle_score_find(name);
    if (found || !score || i >= AUDIT_MOST)
        return found;
    audit->plain[i] = riffle_audit_score_of(score);
    return &audit->plain[i];
}

/* Those of by=, or all that cost little; the baselines in any case. */
static enum riffle_status choose_scores(const struct command_call *call,
                                        struct audit *audit,
                                        struct reply *reply,
                                        struct riffle_error *err)
{
    char **items = NULL;
    size_t n = 0;
    enum riffle_status status = call_items(call, "by", &items, &n, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        add(audit, find_kind(audit, items[i], i));
    call_items_free(items, n);
    for (size_t i = 0; i < riffle_audit_score_count(); i++) {
        const struct riffle_audit_score *kind = riffle_audit_score(i);
        if (kind->baseline || (n == 0 && is_cheap(kind, audit->session->fit)))
            add(audit, kind);
        else if (n == 0)
            reply_note(reply, "%s is left out, it takes long: by=%s",
                       kind->title, kind->name);
    }
    return RIFFLE_OK;
}

static enum riffle_status read_truth(const struct command_call *call,
                                     struct audit *audit,
                                     struct riffle_error *err)
{
    const struct riffle_dataset *data = audit->session->data;
    const size_t *rows = data->planted;
    size_t *listed = NULL;
    size_t k = data->n_planted;
    bool given = call_given(call, "truth");
    audit->told = given || audit->session->revealed;
    if (given) {
        enum riffle_status status =
            call_option_rows(call, "truth", audit->n, &listed, &k, err);
        if (status != RIFFLE_OK)
            return status;
        rows = listed;
    }
    if (given || k > 0)
        audit->wrong = calloc(audit->n + 1, sizeof *audit->wrong);
    if ((given || k > 0) && !audit->wrong) {
        free(listed);
        return riffle_fail_memory(err, audit->n);
    }
    for (size_t i = 0; i < k; i++) {
        audit->n_wrong += !audit->wrong[rows[i]];
        audit->wrong[rows[i]] = true;
    }
    free(listed);
    return RIFFLE_OK;
}

static enum riffle_status read_request(const struct session *session,
                                       const struct command_call *call,
                                       struct audit *audit, struct reply *reply,
                                       struct riffle_error *err)
{
    enum { USUAL = 20 };
    audit->session = session;
    audit->n = session->data->train.n;
    enum riffle_status status = read_truth(call, audit, err);
    size_t usual = audit->n_wrong ? audit->n_wrong : USUAL;
    audit->inspect = usual < audit->n ? usual : audit->n;
    audit->asked = call_given(call, "n");
    if (status == RIFFLE_OK && audit->asked)
        status = call_size(call, "n", audit->n, &audit->inspect, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &audit->seed, err);
    if (status == RIFFLE_OK)
        status = choose_scores(call, audit, reply, err);
    return status;
}

/* Whom the cost of a slow score is told to. */
struct listener {
    struct reply *reply;
    const char *name;
};

static void tell_cost(void *data, size_t units, const char *unit,
                      double seconds)
{
    const struct listener *listener = data;
    if (seconds >= 1)
        reply_note(listener->reply,
                   "%s: %zu %s, about %.0f s; Ctrl-C keeps what is finished",
                   listener->name, units, unit, seconds);
}

static enum riffle_status compute(struct session *session, struct audit *audit,
                                  struct audit_score *score,
                                  struct reply *reply, struct riffle_error *err)
{
    struct session_progress state = {0};
    struct listener listener = {reply, score->kind->name};
    const struct riffle_audit_options options = {
        .seed = audit->seed,
        .memory = session->memory,
        .probe = &session->probe,
        .progress = session_progress(session, &state),
        .cost = tell_cost,
        .cost_data = &listener,
    };
    score->values = calloc(audit->n + 1, sizeof *score->values);
    score->order = calloc(audit->n + 1, sizeof *score->order);
    if (!score->values || !score->order)
        return riffle_fail_memory(err, audit->n * sizeof *score->values);
    enum riffle_status status =
        score->kind->compute(score->kind, session->fit, &options, score->values,
                             &score->remark, err);
    session_progress_end(&state);
    if (status == RIFFLE_STOPPED)
        reply_note(reply, "%s was stopped: %zu of %zu rows have a value",
                   score->kind->name, score->remark.finished, audit->n);
    if (status != RIFFLE_OK && status != RIFFLE_STOPPED)
        return status;
    status = riffle_score_rank(score->values, audit->n, RIFFLE_SIGN_POSITIVE,
                               audit->n, score->order, err);
    if (status == RIFFLE_OK && audit->wrong)
        status = riffle_retrieval(score->values, audit->wrong, audit->n,
                                  audit->inspect, &score->retrieval, err);
    return status;
}

static void release_score(struct audit_score *score)
{
    free(score->values);
    free(score->order);
    *score = (struct audit_score){0};
}

/* A score that was stopped before any row had a value says nothing. */
static void drop_empty(struct audit *audit)
{
    size_t kept = 0;
    for (size_t i = 0; i < audit->n_scores; i++) {
        if (audit->scores[i].remark.finished == 0)
            release_score(&audit->scores[i]);
        else if (kept++ != i) {
            audit->scores[kept - 1] = audit->scores[i];
            audit->scores[i] = (struct audit_score){0};
        }
    }
    audit->n_scores = kept;
}

enum riffle_status audit_run(struct session *session,
                             const struct command_call *call,
                             struct reply *reply, struct audit *audit,
                             struct riffle_error *err)
{
    enum riffle_status status = read_request(session, call, audit, reply, err);
    for (size_t i = 0; status == RIFFLE_OK && i < audit->n_scores; i++)
        status = compute(session, audit, &audit->scores[i], reply, err);
    if (status == RIFFLE_OK)
        drop_empty(audit);
    return status;
}

void audit_release(struct audit *audit)
{
    for (size_t i = 0; i < audit->n_scores; i++)
        release_score(&audit->scores[i]);
    free(audit->wrong);
    *audit = (struct audit){0};
}

static int compare(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

size_t audit_overlap(const struct audit *audit, size_t a, size_t b)
{
    size_t k = audit->inspect, same = 0;
    size_t *rows = calloc(2 * k + 1, sizeof *rows);
    if (!rows)
        return 0;
    memcpy(rows, audit->scores[a].order, k * sizeof *rows);
    memcpy(rows + k, audit->scores[b].order, k * sizeof *rows);
    qsort(rows, 2 * k, sizeof *rows, compare);
    for (size_t i = 1; i < 2 * k; i++) /* each row is in each list once */
        same += rows[i] == rows[i - 1];
    free(rows);
    return same;
}
