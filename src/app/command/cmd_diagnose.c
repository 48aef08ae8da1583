/* diagnose: what the fit and its estimates are worth. */
#include "command/command.h"
#include "command/parts.h"
#include "command/words.h"
#include "session.h"

#include "riffle/diagnosis.h"

#include <math.h>

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "whose effects the theorem bounds"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the sets tried"},
    {.name = NULL},
};

static void say_fit(const struct riffle_diagnosis *found, struct reply *reply)
{
    reply_text(reply,
               "condition   %.3g: about %.0f of 16 digits of theta are left\n",
               found->condition, floor(found->digits));
    if (found->misplaced == 0)
        reply_text(reply, "separation  every training row is on its own side: "
                          "only the penalty keeps theta finite\n");
    else
        reply_text(reply,
                   "separation  %zu training row%s on the wrong side: these "
                   "parameters do not separate the classes\n",
                   found->misplaced, found->misplaced == 1 ? " is" : "s are");
    if (found->faint)
        reply_warn(reply,
                   "%zu row%s of weight below 1e-300: the Hessian does not "
                   "see them",
                   found->faint, found->faint == 1 ? " is" : "s are");
    reply_text(reply,
               "leverage    %.4g at row %zu: IF understates its removal by "
               "the factor %.3g, C_R\n",
               found->max_leverage, found->max_row, found->c_r);
}

static void say_theorem(const struct riffle_fit *fit,
                        const struct riffle_diagnosis *found,
                        struct reply *reply)
{
    reply_text(reply,
               "C_l         %.4g: the longest shift, in the Hessian's norm, "
               "that IF predicts for one row\n",
               found->c_l);
    reply_text(reply,
               "epsilon     %.4g: how much one row's residual moves another "
               "row at most\n",
               found->epsilon);
    reply_text(reply,
               "delta       %.4g: how much of one row's curvature another row "
               "shares at most\n",
               found->delta);
    reply_text(reply,
               "eta         %.4g: how much one row's direction moves the "
               "measure at most\n",
               found->eta);
    reply_text(reply, "k limit     %.4g: rows up to which Theorem 3.1 speaks\n",
               found->k_limit);
    if (isfinite(found->bound))
        reply_text(reply,
                   "at k = %zu    |NS - RIF| is at most %.3g by the theorem, "
                   "%.3g was the most in %zu random sets\n",
                   found->k, found->bound, found->gap, found->sets);
    else
        reply_text(reply,
                   "at k = %zu    the theorem says nothing; |NS - RIF| was at "
                   "most %.3g in %zu random sets\n",
                   found->k, found->gap, found->sets);
    if (riffle_fit_summary(fit)->penalty == RIFFLE_PENALTY_SCALED)
        reply_note(reply, "Theorem 3.1 is about penalty=fixed; this fit has "
                          "penalty=scaled");
}

static void set_members(const struct riffle_diagnosis *found,
                        const char *measure, struct reply *reply)
{
    reply_set_string(reply, "measure", measure);
    reply_set_number(reply, "condition", found->condition);
    reply_set_number(reply, "digits", found->digits);
    reply_set_count(reply, "misplaced", found->misplaced);
    reply_set_count(reply, "faint", found->faint);
    reply_set_number(reply, "max_leverage", found->max_leverage);
    reply_set_count(reply, "max_leverage_row", found->max_row);
    reply_set_number(reply, "C_R", found->c_r);
    reply_set_number(reply, "C_l", found->c_l);
    reply_set_number(reply, "epsilon", found->epsilon);
    reply_set_number(reply, "delta", found->delta);
    reply_set_number(reply, "eta", found->eta);
    reply_set_number(reply, "k_limit", found->k_limit);
    reply_set_count(reply, "k", found->k);
    reply_set_count(reply, "sets", found->sets);
    reply_set_number(reply, "bound", found->bound);
    reply_set_number(reply, "gap", found->gap);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_measure *measure = NULL;
    struct riffle_diagnosis found;
    uint64_t seed = 0;
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &seed, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, call, reply, &measure, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    status =
        riffle_diagnose(session->fit, measure, seed, &progress, &found, err);
    session_progress_end(&state);
    if (status == RIFFLE_OK) {
        say_fit(&found, reply);
        say_theorem(session->fit, &found, reply);
        set_members(&found, riffle_measure_name(measure), reply);
    }
    riffle_measure_free(measure);
    return status;
}

const struct command command_diagnose = {
    .verb = "diagnose",
    .group = "effects",
    .summary = "conditioning, leverages, Theorem 3.1's constants",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){"load wdbc standardize=on; fit; diagnose",
                              "load digits38; fit; diagnose measure=logit:0",
                              NULL},
    .detail =
        "How many digits the Hessian's condition leaves, whether the classes "
        "are separated, the highest leverage, and the constants with which "
        "Theorem 3.1 of Rubinstein and Hopkins bounds |NS - RIF| for small "
        "sets, beside what random sets of that size show. The bound holds "
        "and is loose: a lesson, not an error bar; for those see "
        "`effect certify=on`.",
    .see_also = "fit,effect,top,show",
    .run = run,
};
