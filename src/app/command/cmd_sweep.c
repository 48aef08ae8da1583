/* sweep: many removal sets, estimates beside retrained effects. */
#include "command/command.h"
#include "command/interval_reply.h"
#include "command/parts.h"
#include "command/sweep_run.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>

static const struct command_option options[] = {
    {.name = "strategies",
     .type = TYPE_PRESETS,
     .help = "how sets are drawn (the seven of the paper's Figure 1)"},
    {.name = "sizes",
     .type = TYPE_COUNT,
     .preset = "40",
     .help = "sets for each strategy, evenly spaced in size"},
    {.name = "range",
     .type = TYPE_RANGE,
     .preset = "0.1%:5%",
     .help = "smallest and largest set, of the training rows"},
    {.name = "measures",
     .type = TYPE_MEASURES,
     .preset = "test_prediction,test_loss,self_loss",
     .help = "what changes (`show measures' lists them)"},
    {.name = "estimators",
     .type = TYPE_ESTIMATORS,
     .preset = "if,rif,ns,actual",
     .help = "predictions, and `actual' for retraining"},
    {.name = "certify",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "bound NS, retrain only where that is too wide"},
    {.name = "within",
     .type = TYPE_NUMBER,
     .preset = "1e-3",
     .help = "bound over effect that certify=on is content with"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the draws (1, or --seed)"},
    {.name = NULL},
};

struct request {
    struct riffle_sweep sweep; /* presets is owned */
    struct riffle_plan plan;
};

static void release(struct request *request)
{
    free(request->sweep.presets);
    parts_release(&request->plan);
}

/* Influence presets watch test rows; without any they cannot be drawn. */
static void drop_presets_without_test(const struct session *session,
                                      const struct command_call *call,
                                      struct request *request,
                                      struct reply *reply)
{
    size_t kept = 0;
    if (session->probe.size || call_given(call, "strategies"))
        return;
    for (size_t i = 0; i < request->sweep.n_presets; i++) {
        const struct riffle_preset *preset = request->sweep.presets[i];
        if (!preset->measure)
            request->sweep.presets[kept++] = preset;
        else
            reply_note(reply, "there are no test rows: strategy %s is left out",
                       preset->name);
    }
    request->sweep.n_presets = kept;
}

static enum riffle_status read_request(const struct session *session,
                                       const struct command_call *call,
                                       struct reply *reply,
                                       struct request *request,
                                       struct riffle_error *err)
{
    struct riffle_sweep *sweep = &request->sweep;
    enum riffle_status status = parts_sweep(session, call, sweep, err);
    if (status == RIFFLE_OK)
        status = parts_estimators(call, &request->plan, err);
    if (status == RIFFLE_OK)
        status = interval_read(call, &request->plan, err);
    if (status == RIFFLE_OK)
        status = parts_measures(session, call, reply, &request->plan, err);
    if (status != RIFFLE_OK)
        return status;
    drop_presets_without_test(session, call, request, reply);
    sweep->probe = &session->probe;
    sweep->memory = parts_memory(session);
    return riffle_sweep_draw(session->fit, sweep, &request->plan.removals,
                             &request->plan.n_sets, err);
}

static void announce(const struct request *request, struct reply *reply)
{
    const struct riffle_plan *plan = &request->plan;
    size_t least = plan->removals[0].k;
    size_t most = least;
    for (size_t s = 1; s < plan->n_sets; s++) {
        least = plan->removals[s].k < least ? plan->removals[s].k : least;
        most = plan->removals[s].k > most ? plan->removals[s].k : most;
    }
    reply_text(reply, "%zu removal set%s of %zu to %zu row%s:", plan->n_sets,
               plural(plan->n_sets), least, most, plural(most));
    for (size_t i = 0; i < request->sweep.n_presets; i++)
        reply_text(reply, "%s %s", i ? "," : "",
                   request->sweep.presets[i]->name);
    reply_text(reply, "; seed %llu\n", (unsigned long long)request->sweep.seed);
    reply_set_count(reply, "seed", request->sweep.seed);
}

/* The preset of each set: the draws come preset by preset, equally many. */
static const struct riffle_preset **
presets_of_sets(const struct request *request)
{
    size_t n = request->plan.n_sets;
    const struct riffle_preset **presets = calloc(n + 1, sizeof *presets);
    for (size_t s = 0; presets && s < n; s++)
        presets[s] = request->sweep.presets[s * request->sweep.n_presets / n];
    return presets;
}

/* Run it as the session's sweep; unless it ran or stopped, the old is back. */
static enum riffle_status install(struct session *session,
                                  struct request *request,
                                  struct riffle_error *err)
{
    struct state_sweep sweep = {.presets = presets_of_sets(request)};
    if (!sweep.presets)
        return riffle_fail_memory(err,
                                  request->plan.n_sets * sizeof *sweep.presets);
    enum riffle_status status =
        parts_experiment(session, &request->plan, &sweep.experiment, err);
    if (status != RIFFLE_OK) {
        state_sweep_free(&sweep);
        return status;
    }
    struct kept *old = kept_hold(session->state.parts[STATE_SWEEP]);
    status = session_set_sweep(session, &sweep, err);
    if (status == RIFFLE_OK)
        status = sweep_run(session, err);
    if (status != RIFFLE_OK && status != RIFFLE_STOPPED)
        session_put(session, STATE_SWEEP, old);
    else
        kept_drop(old);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct request request = {0};
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = read_request(session, call, reply, &request, err);
    if (status == RIFFLE_OK) {
        announce(&request, reply);
        status = install(session, &request, err);
    }
    release(&request);
    return status == RIFFLE_OK ? sweep_reply(session, reply, err) : status;
}

const struct command command_sweep = {
    .verb = "sweep",
    .group = "effects",
    .summary = "many removal sets: predicted against actual effects",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load digits38; fit; sweep sizes=5",
            "load wdbc standardize=on; fit; sweep strategies=random,l2 sizes=8",
            "load digits38; fit; sweep sizes=4 range=1%:10% "
            "measures=self_loss seed=2",
            NULL},
    .detail =
        "The experiment of Rubinstein and Hopkins' Figure 1: for each strategy "
        "sets of growing size, for each set the effects that the estimators "
        "predict and the effect of retraining without it.\n\n"
        "Estimates come at once; retrains stream in. Ctrl-C keeps those that "
        "are finished and `resume` goes on. The summary says, over all sets, "
        "how far the estimates are off, whether they rank the sets rightly, "
        "and the slope of estimate against actual.\n\n"
        "certify=on spends retrains only on sets where the guaranteed "
        "interval around NS is too wide: where every bound is at most within= "
        "of the effect, NS +- bound stands for the actual, and NS is not "
        "compared with it. The plot draws such bounds as bars, the exported "
        "file says `interval`.\n\n"
        "`show strategies` lists the strategies; `plot` draws the sweep and "
        "`export sweep FILE` writes every number.",
    .see_also = "plot,resume,export,effect,show",
    .run = run,
};
