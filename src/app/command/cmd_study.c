/* study: the paper's experiments, on whatever data are loaded. */
#include "command/command.h"
#include "command/parts.h"
#include "command/study.h"
#include "command/words.h"
#include "session.h"

#include "riffle/clock.h"

#include <string.h>

static const struct command_option words[] = {
    {.name = "FIGURE",
     .type = TYPE_WORD,
     .values = "figure1|figure2|figure3",
     .help = "of Rubinstein and Hopkins 2025"},
    {.name = "VARIED",
     .type = TYPE_WORD,
     .values = "n|lambda",
     .help = "figure2: what is varied"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "strategies",
     .type = TYPE_PRESETS,
     .help = "figure1, figure2: how sets are drawn (the paper's seven)"},
    {.name = "sizes",
     .type = TYPE_COUNT,
     .preset = "10",
     .help = "figure1, figure2: sets for each strategy (paper: 40)"},
    {.name = "range",
     .type = TYPE_RANGE,
     .preset = "0.1%:5%",
     .help = "figure1, figure2: smallest and largest set"},
    {.name = "values",
     .type = TYPE_TEXT,
     .help = "figure2: of n or lambda, with commas between"},
    {.name = "tests",
     .type = TYPE_COUNT,
     .preset = "100",
     .help = "figure3: test rows that are added, one at a time"},
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of draws and intervals (1, or --seed)"},
    {.name = "out",
     .type = TYPE_PATH,
     .help = "write OUT.csv, OUT-summary.csv, OUT-PANEL.svg"},
    {.name = NULL},
};

static enum riffle_status choose(const struct command_call *call,
                                 study_run **run, struct riffle_error *err)
{
    static study_run *const figures[] = {study_figure1, NULL, study_figure3};
    static study_run *const varied[] = {study_figure2_n, study_figure2_lambda};
    size_t figure = 0, which = 0;
    enum riffle_status status = call_choice(call, "FIGURE", &figure, err);
    if (status != RIFFLE_OK)
        return status;
    *run = figures[figure];
    if (*run && call_word_count(call) > 1)
        return call_fail(call, "VARIED", err, "%s varies nothing",
                         call_word(call, 0));
    if (*run)
        return RIFFLE_OK;
    if (call_word_count(call) < 2) {
        (void)call_fail(call, NULL, err, "figure2 of what?");
        riffle_hint(err, "study figure2 n, or study figure2 lambda");
        return RIFFLE_EUSAGE;
    }
    status = call_choice(call, "VARIED", &which, err);
    *run = varied[which];
    return status;
}

static enum riffle_status answer(const struct session *session,
                                 const struct command_call *call,
                                 const struct study *study, struct reply *reply,
                                 struct riffle_error *err)
{
    enum riffle_status status = study_draw(session, study, reply, err);
    if (status == RIFFLE_OK)
        status = study_tables(study, reply, err);
    if (status == RIFFLE_OK && call_given(call, "out"))
        status = study_save(session, call, study, reply, err);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct study study = {0};
    study_run *fill = NULL;
    double started = riffle_seconds();
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = choose(call, &fill, err);
    if (status == RIFFLE_OK)
        status = fill(session, call, reply, &study, err);
    if (status == RIFFLE_STOPPED && study.n_points > 0) {
        reply_note(reply, "stopped: what follows is %zu of at least %zu points",
                   study.n_points, study.planned);
        status = RIFFLE_OK;
    }
    study.seconds = riffle_seconds() - started;
    if (status == RIFFLE_OK)
        status = answer(session, call, &study, reply, err);
    study_release(&study);
    return status;
}

const struct command command_study = {
    .verb = "study",
    .group = "effects",
    .summary = "the paper's experiments on the data loaded",
    .usage = "FIGURE [VARIED]",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 2,
    .examples =
        (const char *const[]){
            "load digits38; fit; study figure1 sizes=3",
            "load digits38; fit; study figure2 n sizes=3 values=100,286",
            "load highdim; fit; study figure2 lambda sizes=1 values=0.1",
            "load wdbc standardize=on; fit; study figure3 tests=20 out=fig3",
            NULL},
    .detail =
        "The experiments of Rubinstein and Hopkins 2025 as one command each: "
        "predicted against actual change, in panels and as a table of error "
        "(sum |estimate - actual| / sum |actual|), slope and rank "
        "correlation, with bootstrap intervals (95 %, 1000 draws of whole "
        "sets).\n\n"
        "figure1: sets of growing size by seven strategies at the current "
        "fit; three measures.\n"
        "figure2 n: self_loss as random samples of the training rows shrink; "
        "lambda stays. figure2 lambda: as the penalty grows.\n"
        "figure3: a test row joins the training rows with the wrong label; "
        "the fit with it is warm and certified, the penalty of all rows "
        "together stays. Predicted against actual change of the row's own "
        "logit on removing it again. RIF of one row is its Newton step, so "
        "NS says the same.\n\n"
        "Data, fit, sets and sweep stay as they are. Ctrl-C keeps what is "
        "finished. `sweep` keeps its sets, for `plot`, `inspect` and "
        "`resume`.",
    .writes = "out=",
    .see_also = "sweep,plot,detect,poison",
    .run = run,
};
