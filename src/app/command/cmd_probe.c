/* probe: choose the test rows that measures sum over. */
#include "command/command.h"
#include "command/model_reply.h"
#include "command/parts.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "WHICH",
     .type = TYPE_WORD,
     .values = "all",
     .help = "every test row"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "size",
     .type = TYPE_SIZE,
     .preset = "100",
     .help = "test rows: half of highest loss, half random"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the draw (1, or --seed)"},
    {.name = "rows",
     .type = TYPE_ROWS,
     .help = "the test rows themselves: 3,7,10-20 or @FILE"},
    {.name = NULL},
};

static enum riffle_status draw(const struct session *session,
                               const struct command_call *call,
                               struct riffle_probe *probe,
                               struct riffle_error *err)
{
    size_t n = session->data->test.n;
    size_t size = n < MODEL_PROBE_SIZE ? n : MODEL_PROBE_SIZE;
    uint64_t seed = 0;
    enum riffle_status status = parts_seed(session, call, &seed, err);
    if (status == RIFFLE_OK && call_given(call, "size"))
        status = call_size(call, "size", n, &size, err);
    if (status == RIFFLE_OK)
        status = riffle_probe_draw(probe, session->fit, size, seed, err);
    return status;
}

static enum riffle_status pick(const struct session *session,
                               const struct command_call *call,
                               struct riffle_probe *probe,
                               struct riffle_error *err)
{
    size_t n = session->data->test.n;
    size_t *rows = NULL;
    size_t k = 0;
    enum riffle_status status =
        call_option_rows(call, "rows", n, &rows, &k, err);
    if (status == RIFFLE_OK)
        status = riffle_probe_rows(probe, session->fit, rows, k, err);
    free(rows);
    return status;
}

static enum riffle_status choose(const struct session *session,
                                 const struct command_call *call,
                                 struct riffle_probe *probe,
                                 struct riffle_error *err)
{
    bool all = call_word_count(call) > 0;
    bool rows = call_given(call, "rows");
    bool drawn = call_given(call, "size") || call_given(call, "seed");
    if (all && strcmp(call_word(call, 0), "all") != 0)
        return call_fail(call, "WHICH", err, "`%s' is no choice of test rows",
                         call_word(call, 0));
    if (all + rows + drawn > 1)
        return call_fail(call, NULL, err,
                         "all, rows= and size= exclude each other");
    if (all)
        return riffle_probe_draw(probe, session->fit, session->data->test.n, 1,
                                 err);
    return rows ? pick(session, call, probe, err)
                : draw(session, call, probe, err);
}

static void answer(const struct session *session, struct reply *reply)
{
    const struct riffle_probe *probe = &session->probe;
    const struct riffle_points *test = riffle_fit_test(session->fit);
    double loss = 0;
    for (size_t i = 0; i < probe->size; i++)
        loss += test->loss[probe->rows[i]];
    reply_text(reply,
               "probe: %zu of %zu test rows, %.4g nats of test loss on them\n",
               probe->size, test->n, loss);
    if (session->sweep)
        reply_note(reply, "the last sweep keeps the probe it was made with");
    reply_set_count(reply, "size", probe->size);
    reply_set_number(reply, "test_loss", loss);
    if (probe->seed)
        reply_set_count(reply, "seed", probe->seed);
    if (reply->json)
        reply_set(reply, "rows", reply_counts(probe->rows, probe->size));
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    if (session->data->test.n == 0) {
        status = riffle_fail(err, RIFFLE_ESTATE, "there are no test rows");
        riffle_hint(err, "load the data with test=0.2, or with test=FILE");
        return status;
    }
    struct riffle_probe probe = {0};
    status = choose(session, call, &probe, err);
    if (status == RIFFLE_OK)
        status = session_set_probe(session, &probe, err);
    if (status != RIFFLE_OK)
        return status;
    if (!call_word_count(call) && !call_given(call, "rows"))
        reply_note(reply, "half of highest loss, half random, seed %llu",
                   (unsigned long long)session->probe.seed);
    answer(session, reply);
    return RIFFLE_OK;
}

const struct command command_probe = {
    .verb = "probe",
    .group = "model",
    .summary = "choose the test rows that measures sum over",
    .usage = "[all]",
    .words = words,
    .options = options,
    .max_words = 1,
    .examples = (const char *const[]){"load wdbc; fit; probe size=50 seed=2",
                                      "load wdbc; fit; probe rows=0,3,10-20",
                                      "load wdbc; fit; probe all", NULL},
    .detail = "test_loss and test_prediction are sums over the probe rows. "
              "`fit` draws a probe of 100 test rows with seed 1: half are "
              "those of highest loss, half are random among the rest, the "
              "choice of Rubinstein and Hopkins.",
    .see_also = "fit,effect,sweep",
    .light = true,
    .run = run,
};
