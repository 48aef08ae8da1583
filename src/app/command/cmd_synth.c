/* synth: generate a data set. */
#include "command/command.h"
#include "command/dataset_reply.h"
#include "command/parts.h"
#include "session.h"

static const struct command_option words[] = {
    {.name = "KIND",
     .type = TYPE_WORD,
     .values = "gaussian|clusters|sparse|poisoned",
     .help = "how the rows are drawn"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "n", .type = TYPE_COUNT, .help = "training rows"},
    {.name = "d", .type = TYPE_COUNT, .help = "features"},
    {.name = "test", .type = TYPE_COUNT, .help = "test rows (a quarter of n)"},
    {.name = "noise", .type = TYPE_FRACTION, .help = "labels flipped"},
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of the generator (1, or --seed)"},
    {.name = NULL},
};

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_synth_options synth = {.kind = call_word(call, 0),
                                         .noise = -1,
                                         .memory = parts_memory(session)};
    enum riffle_status status = call_count(call, "n", &synth.n, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "d", &synth.d, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "test", &synth.test, err);
    if (status == RIFFLE_OK)
        status = call_number(call, "noise", &synth.noise, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &synth.seed, err);
    struct riffle_dataset *data = NULL;
    if (status == RIFFLE_OK)
        status = riffle_dataset_synth(&synth, &data, err);
    if (status == RIFFLE_OK)
        status = session_set_fresh(session, data, err);
    if (status != RIFFLE_OK)
        return status;
    dataset_reply(data, reply);
    return RIFFLE_OK;
}

const struct command command_synth = {
    .verb = "synth",
    .group = "data",
    .summary = "generate a data set",
    .usage = "KIND",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 1,
    .examples = (const char *const[]){"synth gaussian n=400 d=100",
                                      "synth poisoned n=300 d=20 noise=0.05",
                                      "synth sparse n=500 d=200 seed=3", NULL},
    .detail = "gaussian: standard normal rows, labels drawn from a logistic "
              "model, as in the synthetic set of Rubinstein and Hopkins.\n"
              "clusters: a mixture of groups, for cluster removals.\n"
              "sparse: counts of words, most of them zero.\n"
              "poisoned: a group of rows with planted wrong labels; "
              "`show data` counts them.\n\n"
              "The same kind, sizes and seed give the same rows on every "
              "machine.",
    .see_also = "load,sample,fit",
    .light = true,
    .run = run,
};
