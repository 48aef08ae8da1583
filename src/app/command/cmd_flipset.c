/* flipset: few rows whose removal turns a prediction, a sign, an accuracy. */
#include "command/command.h"
#include "command/flipset_reply.h"
#include "command/parts.h"
#include "session.h"

#include <string.h>

static const struct command_option options[] = {
    {.name = "test", .type = TYPE_ROW, .help = "turn this row's prediction"},
    {.name = "theta",
     .type = TYPE_COLUMN,
     .help = "turn the sign of this coefficient"},
    {.name = "accuracy",
     .type = TYPE_FRACTION,
     .help = "bring the test accuracy below this"},
    {.name = "max",
     .type = TYPE_SIZE,
     .help = "rows at the most (default 10%, 10 at least)"},
    {.name = "refit",
     .type = TYPE_WORD,
     .values = "auto|on|off",
     .preset = "auto",
     .help = "try an order that fits anew as rows go; auto: when cheap"},
    {.name = NULL},
};

static const char *const goals[] = {"test", "theta", "accuracy"};

static enum riffle_status read_goal(const struct session *session,
                                    const struct command_call *call,
                                    struct flipset_question *question,
                                    struct riffle_error *err)
{
    size_t given = 0;
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
        if (!call_given(call, goals[i]))
            continue;
        question->option = goals[i];
        given++;
    }
    if (given != 1) {
        (void)call_fail(call, NULL, err, "%s",
                        given ? "one thing at a time" : "what is to flip?");
        riffle_hint(err, "test=ROW, theta=NAME or accuracy=X, as in flipset "
                         "test=0");
        return RIFFLE_EUSAGE;
    }
    if (strcmp(question->option, "test") == 0) {
        enum riffle_status status =
            parts_test_row(session, call, &question->row, err);
        (void)snprintf(question->measure, sizeof question->measure, "logit:%zu",
                       question->row);
        return status;
    }
    if (strcmp(question->option, "theta") == 0)
        (void)snprintf(question->measure, sizeof question->measure, "theta:%s",
                       call_option(call, "theta"));
    else
        (void)snprintf(question->measure, sizeof question->measure, "accuracy");
    return call_number(call, "accuracy", &question->options.below, err);
}

enum refit { REFIT_AUTO, REFIT_ON, REFIT_OFF };

/* A fit takes some 1e8 flops: ten of them are no wait. */
static bool is_cheap(const struct session *session)
{
    const struct riffle_fit_summary *fit = riffle_fit_summary(session->fit);
    double p = (double)fit->p;
    return (double)fit->n * p * p < 1e8;
}

static enum riffle_status read_question(const struct session *session,
                                        const struct command_call *call,
                                        struct flipset_question *question,
                                        struct riffle_error *err)
{
    size_t n = session->data->train.n;
    size_t most = n / 10 > 10 ? n / 10 : 10;
    size_t refit = REFIT_AUTO;
    *question = (struct flipset_question){
        .options = {.measure = question->measure,
                    .max = most < n ? most : n - 1},
    };
    enum riffle_status status = read_goal(session, call, question, err);
    if (status == RIFFLE_OK)
        status = call_size(call, "max", n, &question->options.max, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "refit", &refit, err);
    question->options.refit =
        refit == REFIT_AUTO ? is_cheap(session) : refit == REFIT_ON;
    if (status == RIFFLE_OK && question->options.max >= n && n > 1)
        question->options.max = n - 1; /* some row has to stay */
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct flipset_question question;
    struct riffle_flipset found;
    struct riffle_error why = {0};
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = read_question(session, call, &question, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    status = riffle_flipset_find(session->fit, &question.options, &progress,
                                 &found, &why);
    session_progress_end(&state);
    if (status != RIFFLE_OK)
        return parts_point_at(call, question.option, &why, err);
    status = flipset_reply(session, &question, &found, reply, err);
    riffle_flipset_release(&found);
    return status;
}

const struct command command_flipset = {
    .verb = "flipset",
    .group = "effects",
    .summary = "few rows whose removal turns a prediction",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit lambda=1e-2; flipset test=1",
            "load wdbc standardize=on; fit; flipset theta=mean_radius max=40",
            "load wdbc standardize=on; fit; flipset accuracy=0.97", NULL},
    .detail =
        "Removes rows one after the other until the model, retrained without "
        "them, is on the other side: of one test row's prediction, of a "
        "coefficient's sign, or of a test accuracy. These orders are tried: "
        "ns-greedy takes the row that helps most once those before it are "
        "gone, rif takes the rows by their own rescaled influences; refit, by "
        "default where a fit is cheap, is ns-greedy with the model fitted "
        "anew after each tenth of max.\n\n"
        "Every beginning of an order is retrained to its certificate, the "
        "shortest first, so the answer is verified beyond its bound and no "
        "shorter beginning of it flips. A smaller set of other rows may "
        "exist: `none found' is said of what was tried. Ctrl-C keeps the best "
        "set found so far. The set becomes the current removal set.\n\n"
        "Under penalty=scaled the greedy orders leave the rows' share of the "
        "penalty in the Hessian, which no row-by-row form has; NS and the "
        "retraining beside them take it out.",
    .see_also = "explain,why,effect,select",
    .run = run,
};
