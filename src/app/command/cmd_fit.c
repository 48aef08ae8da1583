/* fit: the exact optimum, to a certificate, and the default probe. */
#include "command/command.h"
#include "command/model_reply.h"
#include "command/parts.h"
#include "command/words.h"
#include "session.h"

static const struct command_option options[] = {
    {.name = "lambda",
     .type = TYPE_NUMBER,
     .preset = "1e-3",
     .help = "of mean loss + lambda/2 |theta|^2; scikit-learn's "
             "C = 1/(lambda n)"},
    {.name = "penalty",
     .type = TYPE_WORD,
     .values = "fixed|scaled",
     .preset = "fixed",
     .help = "on removal of k rows: stays lambda n, or becomes lambda (n-k)"},
    {.name = "intercept",
     .type = TYPE_WORD,
     .values = "free|penalized|none",
     .preset = "free",
     .help = "fitted without penalty, with it, or left out"},
    {.name = "tol",
     .type = TYPE_NUMBER,
     .help = "relative gradient to reach (1e-12, or the rounding floor)"},
    {.name = NULL},
};

/* After `sample` the last fit's options hold unless given anew. */
static enum riffle_status read_options(const struct session *session,
                                       const struct command_call *call,
                                       struct riffle_fit_options *fit,
                                       struct riffle_error *err)
{
    bool again = !session->fit && session->fit_options.lambda > 0;
    size_t penalty = 0;
    size_t intercept = 0;
    struct riffle_fit_options read = {.memory = session->memory};
    enum riffle_status status = call_number(call, "lambda", &read.lambda, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "penalty", &penalty, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "intercept", &intercept, err);
    if (status == RIFFLE_OK)
        status = call_number(call, "tol", &read.tolerance, err);
    if (status != RIFFLE_OK)
        return status;
    read.penalty = (enum riffle_penalty)penalty;
    read.intercept = (enum riffle_intercept)intercept;
    if (again && !call_given(call, "lambda"))
        read.lambda = session->fit_options.lambda;
    if (again && !call_given(call, "penalty"))
        read.penalty = session->fit_options.penalty;
    if (again && !call_given(call, "intercept"))
        read.intercept = session->fit_options.intercept;
    if (read.lambda < 0)
        return call_fail(call, "lambda", err, "lambda is at least 0, not %g",
                         read.lambda);
    if (call_given(call, "tol") && !(read.tolerance > 0 && read.tolerance < 1))
        return call_fail(call, "tol", err, "tol lies between 0 and 1, not %g",
                         read.tolerance);
    *fit = read;
    return RIFFLE_OK;
}

static void note_defaults(const struct command_call *call,
                          const struct riffle_fit_options *fit,
                          struct reply *reply)
{
    if (!call_given(call, "lambda"))
        reply_note(reply, "lambda=%g (not given)", fit->lambda);
}

static void note_probe(const struct riffle_probe *probe, size_t n_test,
                       struct reply *reply)
{
    if (probe->size == 0)
        reply_note(reply, "no test rows: no probe, no measure of test rows");
    else if (probe->size == n_test)
        reply_note(reply, "probe: all %zu test rows", n_test);
    else
        reply_note(reply,
                   "probe: %zu test row%s, half of highest loss, half random, "
                   "seed %llu",
                   probe->size, plural(probe->size),
                   (unsigned long long)probe->seed);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    struct riffle_fit_options fit_options;
    status = read_options(session, call, &fit_options, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    struct riffle_fit *fit = NULL;
    struct riffle_probe probe = {0};
    struct riffle_fit_options first = fit_options;
    first.later = !session->live; /* the full screen shows leverages at once */
    status = riffle_fit_new(session->data, &first, &progress, &fit, err);
    session_progress_end(&state);
    if (status == RIFFLE_OK && session->data->test.n)
        status = riffle_probe_draw(&probe, fit, MODEL_PROBE_SIZE,
                                   session->seed ? session->seed : 1, err);
    if (status != RIFFLE_OK) {
        riffle_fit_free(fit);
        return status;
    }
    status = session_set_fit(session, fit, &fit_options, &probe, err);
    if (status != RIFFLE_OK)
        return status;
    note_defaults(call, &fit_options, reply);
    model_reply(fit, reply);
    note_probe(&session->probe, session->data->test.n, reply);
    return RIFFLE_OK;
}

const struct command command_fit = {
    .verb = "fit",
    .group = "model",
    .summary = "fit the logistic regression exactly",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit",
            "load wdbc standardize=on; fit lambda=1e-2 penalty=scaled",
            "load digits38; fit intercept=none", NULL},
    .detail =
        "Minimises sum_i loss_i(theta) + (lambda n / 2) |theta|^2 by Newton's "
        "method, to a relative gradient of 1e-12 or the rounding floor. The "
        "bound is on the distance to the true optimum in the norm of the "
        "Hessian.\n\n"
        "Large problems are solved without an exact factor of the Hessian. "
        "The first command that needs one (influence, top, effect, sweep, the "
        "full screen, ...) makes it, with leverages and condition, and says "
        "how long it took. Memory is refused here, for both.\n\n"
        "penalty= says what removing k rows does to the penalty: `fixed` "
        "leaves it at lambda n, `scaled` makes it lambda (n-k). IF, RIF, NS "
        "and retraining all follow it.\n\n"
        "With lambda=0 and separable data there is no finite optimum, and fit "
        "says so.",
    .see_also = "probe,influence,top,sweep,show",
    .light = true,
    .run = run,
};
