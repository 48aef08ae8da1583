/* effect: predicted and actual effect of removing the current set. */
#include "command/command.h"
#include "command/effect_reply.h"
#include "command/interval_reply.h"
#include "command/parts.h"
#include "session.h"

#include <stdlib.h>

static const struct command_option options[] = {
    {.name = "estimators",
     .type = TYPE_ESTIMATORS,
     .preset = "if,rif,ns,actual",
     .help = "predictions, and `actual' for retraining"},
    {.name = "measures",
     .type = TYPE_MEASURES,
     .preset = "test_prediction,test_loss,self_loss,removed_loss",
     .help = "what changes (`show measures' lists them)"},
    {.name = "linear",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "show gradient times shift"},
    {.name = "certify",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "bound NS, retrain only where that is too wide"},
    {.name = "within",
     .type = TYPE_NUMBER,
     .preset = "1e-3",
     .help = "bound over effect that certify=on is content with"},
    {.name = NULL},
};

static enum riffle_status plan_trial(const struct session *session,
                                     const struct command_call *call,
                                     struct reply *reply,
                                     struct riffle_plan *plan,
                                     struct riffle_error *err)
{
    enum riffle_status status = parts_estimators(call, plan, err);
    if (status == RIFFLE_OK)
        status = interval_read(call, plan, err);
    if (status == RIFFLE_OK)
        status = parts_measures(session, call, reply, plan, err);
    if (status != RIFFLE_OK)
        return status;
    plan->removals = calloc(1, sizeof *plan->removals);
    if (!plan->removals)
        return riffle_fail_memory(err, sizeof *plan->removals);
    status = riffle_removal_copy(plan->removals, &session->selection, err);
    plan->n_sets = status == RIFFLE_OK;
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_plan plan = {0};
    struct riffle_experiment *trial = NULL;
    size_t linear = 0;
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = session_need_selection(session, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "linear", &linear, err);
    if (status == RIFFLE_OK)
        status = plan_trial(session, call, reply, &plan, err);
    if (status == RIFFLE_OK)
        status = parts_run(session, &plan, &trial, err);
    parts_release(&plan);
    if (status == RIFFLE_OK)
        status = session_add_trial(session, trial, err);
    if (status != RIFFLE_OK) {
        riffle_experiment_free(trial);
        return status;
    }
    return effect_reply(trial, linear == 1, reply, err);
}

const struct command command_effect = {
    .verb = "effect",
    .group = "effects",
    .summary = "predicted and actual effect of removing the set",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit; select top 10; effect",
            "load wdbc; fit; select random 5%; effect measures=logit:0,loss:0",
            "load digits38; fit; select random 9; effect estimators=if,actual",
            "load highdim; fit; select rows 9; effect estimators=ns certify=on",
            NULL},
    .detail =
        "An effect is the measure without the set minus the measure with it: "
        "positive means that removal increases the measure.\n\n"
        "if adds the rows' influences, rif adds their rescaled influences, ns "
        "takes one Newton step for the whole set, actual retrains without it "
        "to a certificate; +-bound is how far off the actual can be at "
        "most.\n\n"
        "certify=on puts a guaranteed interval around NS without retraining: "
        "the actual lies within NS +- bound, or it says why there is no "
        "bound. With `actual' among the estimators the set is retrained only "
        "when some bound is above within= of the effect.\n\n"
        "linear=on shows the gradient of the measure times the shift of the "
        "parameters in place of the measure at the shifted parameters.",
    .see_also = "select,sweep,plot,show",
    .run = run,
};
