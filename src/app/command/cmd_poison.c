/* poison: plant wrong rows or labels, and keep quiet about which. */
#include "command/edit_run.h"
#include "command/parts.h"
#include "command/words.h"

#include "riffle/rng.h"
#include "riffle/score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct command_option words[] = {
    {.name = "WHAT",
     .type = TYPE_WORD,
     .values = "flip",
     .help = "add a test row with the wrong label"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "test",
     .type = TYPE_ROW,
     .help = "flip: the test row to add (the one added last)"},
    {.name = "copies",
     .type = TYPE_COUNT,
     .preset = "1",
     .help = "flip: how often it is added"},
    {.name = "labels",
     .type = TYPE_SIZE,
     .help = "training labels to flip: 20 or 5%"},
    {.name = "by",
     .type = TYPE_WORD,
     .values = "random|loss|influence",
     .preset = "random",
     .help = "which labels: any, the surest, the most harmful"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the draw (1, or --seed)"},
    {.name = "measures",
     .type = TYPE_MEASURES,
     .preset = "test_prediction,test_loss",
     .help = "flip: what changes, beside the row's logit and loss"},
    {.name = NULL},
};

/* --- flip: the attack of the paper's Figure 3 -------------------------- */

/* The test row that was added last, as long as it is there. */
static size_t last_added(struct session *session)
{
    const struct riffle_edits *edits =
        state_edits(session->state.parts[STATE_DATA]);
    for (size_t n = edits ? riffle_edits_count(edits) : 0; n-- > 0;) {
        struct riffle_difference row = riffle_edits_difference(edits, n);
        if (row.planted && row.copied_test != RIFFLE_NO_ROW)
            return row.copied_test;
    }
    return RIFFLE_NO_ROW;
}

static enum riffle_status test_row(struct session *session,
                                   const struct command_call *call, size_t *row,
                                   struct riffle_error *err)
{
    if (call_given(call, "test"))
        return call_row(call, "test", session->data->test.n, row, err);
    *row = last_added(session);
    if (*row != RIFFLE_NO_ROW)
        return RIFFLE_OK;
    (void)call_fail(call, NULL, err, "which test row?");
    riffle_hint(err, "for instance: poison flip test=0");
    return RIFFLE_EUSAGE;
}

static enum riffle_status flip(struct session *session,
                               const struct command_call *call,
                               struct reply *reply, struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    size_t d = data->n_features, row = 0, copies = 1;
    struct edit edit = {0};
    enum riffle_status status = RIFFLE_OK;
    status = test_row(session, call, &row, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "copies", &copies, err);
    if (status == RIFFLE_OK)
        status = edit_check_copies(session, call, copies, err);
    if (status == RIFFLE_OK)
        status = edit_init(&edit, copies, d, err);
    if (status != RIFFLE_OK)
        return status;
    uint8_t wrong = !data->test.y[row];
    for (size_t c = 0; c < copies; c++) {
        struct riffle_put *put =
            edit_put(&edit, d, RIFFLE_NO_ROW, data->test.x + row * d, wrong);
        put->planted = true;
        put->copied_test = row;
    }
    edit.test_row = row;
    reply_text(reply,
               "adding test row %zu as %s, which it is not, %zu time%s\n", row,
               data->class_names[wrong], copies, plural(copies));
    reply_set_count(reply, "test_row", row);
    reply_set_count(reply, "copies", copies);
    status = edit_run(session, call, &edit, reply, err);
    edit_release(&edit);
    return status;
}

/* --- labels ------------------------------------------------------------ */

/* A row and how much its flip is wanted. */
struct wanted {
    size_t row;
    double score;
};

static int most_wanted(const void *a, const void *b)
{
    const struct wanted *x = a;
    const struct wanted *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Random order: distinct numbers, the first of a shuffle the most wanted. */
static enum riffle_status want_random(struct wanted *list, size_t n,
                                      uint64_t seed, struct riffle_error *err)
{
    struct riffle_rng rng;
    size_t *order = calloc(n + 1, sizeof *order);
    if (!order)
        return riffle_fail_memory(err, n * sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    riffle_rng_init(&rng, seed, "poison");
    riffle_rng_choose(&rng, order, n, n);
    for (size_t i = 0; i < n; i++)
        list[order[i]].score = (double)(n - i);
    free(order);
    return RIFFLE_OK;
}

/* The surest rows: those whose flipped label would surprise the model most. */
static void want_sure(const struct session *session, struct wanted *list,
                      size_t n)
{
    const struct riffle_points *train = riffle_fit_train(session->fit);
    for (size_t i = 0; i < n; i++)
        list[i].score = -train->loss[list[i].row];
}

/*
 * The most harmful rows: a flip moves theta by (1 - 2 y) H^-1 x to first order,
 * where the removal moves it by (p - y) H^-1 x, so that its effect is the
 * removal's over |p - y|.
 */
static enum riffle_status want_harm(const struct session *session,
                                    struct wanted *list, size_t n,
                                    struct riffle_error *err)
{
    const struct riffle_score *score = riffle_score_find("if");
    const struct riffle_points *train = riffle_fit_train(session->fit);
    const char *name = session->probe.size ? "test_loss" : "self_loss";
    struct riffle_measure *measure = NULL;
    double *values = calloc(train->n + 1, sizeof *values);
    enum riffle_status status = RIFFLE_OK;
    if (!values)
        status = riffle_fail_memory(err, train->n * sizeof *values);
    if (status == RIFFLE_OK)
        status = riffle_measure_new(name, session->fit, &session->probe,
                                    &measure, err);
    if (status == RIFFLE_OK)
        status = riffle_score_values(score, session->fit, measure, values, err);
    for (size_t i = 0; i < n && status == RIFFLE_OK; i++) {
        double residual = fabs(train->residual[list[i].row]);
        list[i].score =
            residual > 0 ? values[list[i].row] / residual : (double)-INFINITY;
    }
    riffle_measure_free(measure);
    free(values);
    return status;
}

enum by { BY_RANDOM, BY_LOSS, BY_INFLUENCE };

/* The rows to flip first, among those whose label is not planted yet. */
static enum riffle_status rank_rows(const struct session *session, enum by by,
                                    uint64_t seed, struct wanted *list,
                                    size_t *n, struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    enum riffle_status status = RIFFLE_OK;
    *n = 0;
    for (size_t i = 0; i < data->train.n; i++)
        if (!edit_is_planted(data, i))
            list[(*n)++] = (struct wanted){.row = i};
    if (by != BY_RANDOM)
        status = session_need_fit(session, err);
    if (status == RIFFLE_OK && by == BY_RANDOM)
        status = want_random(list, *n, seed, err);
    else if (status == RIFFLE_OK && by == BY_LOSS)
        want_sure(session, list, *n);
    else if (status == RIFFLE_OK)
        status = want_harm(session, list, *n, err);
    if (status == RIFFLE_OK)
        qsort(list, *n, sizeof *list, most_wanted);
    return status;
}

static void say_labels(const struct command_call *call, size_t k, enum by by,
                       uint64_t seed, struct reply *reply)
{
    char how[64];
    if (by == BY_RANDOM)
        (void)snprintf(how, sizeof how, "at random, seed %llu",
                       (unsigned long long)seed);
    else
        (void)snprintf(how, sizeof how, "by %s", call_option(call, "by"));
    reply_text(reply,
               "flipping %zu training label%s, %s; `reveal' shows "
               "which\n",
               k, plural(k), how);
    reply_set_count(reply, "flipped", k);
    reply_set_string(reply, "by", call_option(call, "by"));
    if (by == BY_RANDOM)
        reply_set_count(reply, "seed", seed);
}

/* What everyone may see: how the test rows fare. */
static void say_accuracy(const struct session *session, double before,
                         struct reply *reply)
{
    double after = riffle_fit_summary(session->fit)->test_accuracy;
    reply_set_number(reply, "test_accuracy_before", before);
    reply_set_number(reply, "test_accuracy", after);
    if (isfinite(after))
        reply_text(reply, "test accuracy %.4g%%, from %.4g%%\n", 100 * after,
                   100 * before);
}

static enum riffle_status apply_flips(struct session *session,
                                      const struct command_call *call,
                                      const struct wanted *list, size_t k,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    size_t d = data->n_features;
    struct edit edit = {0};
    enum riffle_status status = edit_init(&edit, k, d, err);
    if (status != RIFFLE_OK)
        return status;
    double before = session->fit
                        ? riffle_fit_summary(session->fit)->test_accuracy
                        : (double)NAN;
    for (size_t i = 0; i < k; i++) {
        size_t row = list[i].row;
        edit_put(&edit, d, row, data->train.x + row * d, !data->train.y[row])
            ->planted = true;
    }
    edit.secret = true;
    status = edit_run(session, call, &edit, reply, err);
    if (status == RIFFLE_OK && session->fit)
        say_accuracy(session, before, reply);
    edit_release(&edit);
    return status;
}

static enum riffle_status flip_labels(struct session *session,
                                      const struct command_call *call,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    size_t n = session->data->train.n, k = 0, by = BY_RANDOM, there = 0;
    uint64_t seed = 1;
    enum riffle_status status = call_size(call, "labels", n, &k, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "by", &by, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &seed, err);
    if (status != RIFFLE_OK)
        return status;
    struct wanted *list = calloc(n + 1, sizeof *list);
    if (!list)
        return riffle_fail_memory(err, n * sizeof *list);
    status = rank_rows(session, (enum by)by, seed, list, &there, err);
    if (status == RIFFLE_OK && k > there)
        status = call_fail(call, "labels", err,
                           "only %zu labels are not planted yet", there);
    if (status == RIFFLE_OK) {
        say_labels(call, k, (enum by)by, seed, reply);
        status = apply_flips(session, call, list, k, reply, err);
    }
    free(list);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    bool flips = call_word_count(call) > 0 || call_given(call, "copies");
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    if (flips == call_given(call, "labels")) {
        status = call_fail(call, flips ? "labels" : NULL, err,
                           "poison either flips a test row or labels");
        riffle_hint(err, "poison flip test=0, or poison labels=5%%");
        return status;
    }
    status = flips ? flip(session, call, reply, err)
                   : flip_labels(session, call, reply, err);
    if (status == RIFFLE_OK)
        session->revealed = false;
    return status;
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; poison flip test=0",
    "load wdbc standardize=on; fit; poison flip test=0; poison copies=5",
    "load wdbc standardize=on; fit; poison labels=5% seed=7; top 10; reveal",
    "load wdbc standardize=on; fit; poison labels=9 by=influence; reveal",
    NULL};

const struct command command_poison = {
    .verb = "poison",
    .group = "edits",
    .summary = "plant wrong labels, to be found",
    .usage = "[flip]",
    .words = words,
    .options = options,
    .max_words = 1,
    .examples = examples,
    .detail =
        "poison flip test=ROW adds that test row to the training rows with "
        "the wrong label, the attack of Rubinstein and Hopkins' Figure 3, and "
        "shows what it was predicted to do to the row's own logit, and did. "
        "poison copies=K adds the same row K times more.\n\n"
        "poison labels=5% flips training labels and does not say which: at "
        "random (by=random), where the model is surest (by=loss), or where "
        "the flip hurts the test loss most to first order (by=influence). "
        "Find them, then `reveal'. `undo' takes the poison out.",
    .see_also = "reveal,top,relabel,undo",
    .run = run,
};
