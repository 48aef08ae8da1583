/* sample: keep a random part of the training rows. */
#include "command/command.h"
#include "command/dataset_reply.h"
#include "command/parts.h"
#include "session.h"

static const struct command_option options[] = {
    {.name = "n", .type = TYPE_SIZE, .help = "rows to keep: 200 or 50%"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the draw (1, or --seed)"},
    {.name = NULL},
};

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    uint64_t seed = 0;
    size_t before = session->data->train.n;
    size_t n = 0;
    if (!call_given(call, "n")) {
        status = call_fail(call, NULL, err, "sample needs n=, rows to keep");
        riffle_hint(err, "for instance: sample n=50%%");
        return status;
    }
    status = call_size(call, "n", before, &n, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &seed, err);
    struct riffle_dataset *data = NULL;
    if (status == RIFFLE_OK)
        status = riffle_dataset_sample(session->data, n, seed, &data, err);
    if (status == RIFFLE_OK)
        status = session_set_data(session, data, err);
    if (status != RIFFLE_OK)
        return status;
    dataset_reply(data, reply);
    return RIFFLE_OK;
}

const struct command command_sample = {
    .verb = "sample",
    .group = "data",
    .summary = "keep a random part of the training rows",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){"load wdbc; sample n=100",
                              "load wdbc; sample n=50% seed=2; fit", NULL},
    .detail = "Turns the dial n/d: the fewer rows for each parameter, the "
              "higher the leverages, and the further IF falls behind RIF.\n\n"
              "The test set stays whole and rows are numbered anew from 0. "
              "The fit is forgotten; `fit` then takes the options of the last "
              "one unless told otherwise.",
    .see_also = "load,fit,sweep",
    .light = true,
    .run = run,
};
