/* detect: which training labels to look at first. */
#include "command/audit.h"
#include "command/rows_reply.h"
#include "session.h"

static const struct command_option options[] = {
    {.name = "by",
     .type = TYPE_AUDITS,
     .help = "orders to compare, the first lists the rows (all quick ones)"},
    {.name = "n",
     .type = TYPE_SIZE,
     .help = "rows to inspect (those known wrong, or 20)"},
    {.name = "truth",
     .type = TYPE_ROWS,
     .help = "training rows whose labels are known to be wrong"},
    {.name = "select",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "make the rows to inspect the current set"},
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of the random order (1, or --seed)"},
    {.name = NULL},
};

static enum riffle_status take_rows(struct session *session,
                                    const struct audit *audit,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    char words[96];
    (void)snprintf(words, sizeof words, "the first %zu by %s", audit->inspect,
                   audit->scores[0].kind->title);
    return rows_select(session, audit->scores[0].order, audit->inspect, words,
                       reply, err);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct audit audit = {0};
    size_t select = 0;
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "select", &select, err);
    if (status == RIFFLE_OK)
        status = audit_run(session, call, reply, &audit, err);
    if (status == RIFFLE_OK && select == 1)
        status = take_rows(session, &audit, reply, err);
    if (status == RIFFLE_OK)
        status = audit_reply(&audit, reply, err);
    audit_release(&audit);
    return status;
}

const struct command command_detect = {
    .verb = "detect",
    .group = "effects",
    .summary = "which training labels to look at first",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit; detect",
            "synth poisoned n=200; fit; detect",
            "load digits38; fit; detect by=heldout,self n=10 select=on",
            "load digits38; fit; detect by=actual n=5 truth=7,12,31",
            "synth poisoned n=200; fit; detect by=rif,cscore,tracinad", NULL},
    .detail =
        "Ranks the training rows by how much their label looks wrong, in "
        "several ways; loss and a random order are always among them. Where "
        "the truth is known (truth=, or labels planted by synth) it says how "
        "soon each order finds it: the area under the ROC curve (the chance "
        "that a wrong label comes before a right one), the share of wrong ones "
        "among the rows inspected, and how many to inspect for nine tenths of "
        "them. Otherwise it says how much the orders agree.\n\n"
        "tuned: held-out loss after lambda has grown, in steps of sqrt(10), "
        "as long as the mean of it falls. A weak penalty memorises wrong "
        "labels; this one is as strong as prediction can bear. On six data "
        "sets with 5 % planted, fitted with lambda 1e-3, it found nine tenths "
        "first on each: after 16 rows for 51 by loss on digits38, 25 for 28 on "
        "wdbc, level with n far above d. It refits some six times.\n"
        "heldout: the loss after the row's own leave-one-out Newton step, at "
        "the fit's own lambda. As good as tuned when the penalty suits; with d "
        "near n and a weak penalty it follows leverage.\n"
        "self, self_if, actual: the rise of the row's own loss when it goes, "
        "by RIF, IF and retraining. They also find right labels at odd places. "
        "actual costs n retrains.\n"
        "loss: misses labels that the model has learnt by heart.\n"
        "cook: as self, with leverage counted twice.\n"
        "leverage: does not look at labels; near chance when n is far above d, "
        "as good as the others when d is near n.\n"
        "Any other score (`methods`) is taken from the end where wrong labels "
        "are expected: effects on the test loss, and what rows are worth to "
        "the probe, from the negative end, as the loss falls without them.\n\n"
        "Groups of wrong labels that are alike vouch for each other, and every "
        "order here misses them: a stronger lambda helps most.",
    .see_also = "top,inspect,select,effect",
    .run = run,
};
