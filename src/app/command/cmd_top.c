/* top: the rows that matter most, ranked by a score. */
#include "command/command.h"
#include "command/parts.h"
#include "command/score_run.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "K", .type = TYPE_SIZE, .preset = "10", .help = "rows to show"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "by",
     .type = TYPE_SCORE,
     .preset = "rif",
     .help = "the score to rank by (`show scores` lists them)"},
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "whose change on removal"},
    {.name = "sign",
     .type = TYPE_WORD,
     .values = PARTS_SIGNS,
     .preset = "abs",
     .help = "largest in absolute value, most positive, most negative"},
    SCORE_RUN_OPTIONS,
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of scores that draw at random (1, or --seed)"},
    {.name = NULL},
};

/* The scores of all rows: IF, RIF and the one ranked by. */
enum top_scores { TOP_IF, TOP_RIF, TOP_SCORES };

struct top {
    struct score_run by;
    const struct riffle_measure *measure;
    double *values[TOP_SCORES]; /* n each */
    size_t *rows;               /* k, in order */
    size_t k;
};

static void release(struct top *top)
{
    for (size_t s = 0; s < TOP_SCORES; s++)
        free(top->values[s]);
    free(top->rows);
    score_run_release(&top->by);
}

/* IF and RIF beside it; dashes on a step function, which has neither. */
static enum riffle_status compute_beside(const struct riffle_fit *fit,
                                         struct top *top,
                                         struct riffle_error *err)
{
    static const char *const names[TOP_SCORES] = {"if", "rif"};
    size_t n = riffle_fit_summary(fit)->n;
    for (size_t s = 0; s < TOP_SCORES; s++) {
        top->values[s] = calloc(n + 1, sizeof *top->values[s]);
        if (!top->values[s])
            return riffle_fail_memory(err, n * sizeof *top->values[s]);
        enum riffle_status status =
            riffle_score_values(riffle_score_find(names[s]), fit, top->measure,
                                top->values[s], err);
        for (size_t i = 0; status == RIFFLE_ENOTAPPLICABLE && i < n; i++)
            top->values[s][i] = (double)NAN;
        if (status != RIFFLE_OK && status != RIFFLE_ENOTAPPLICABLE)
            return status;
    }
    return RIFFLE_OK;
}

static enum riffle_status rank(const struct riffle_fit *fit,
                               enum riffle_sign sign, struct top *top,
                               struct riffle_error *err)
{
    top->rows = calloc(top->k + 1, sizeof *top->rows);
    if (!top->rows)
        return riffle_fail_memory(err, top->k * sizeof *top->rows);
    return riffle_score_rank(top->by.values, riffle_fit_summary(fit)->n, sign,
                             top->k, top->rows, err);
}

/* A score that the table does not show anyway. */
static bool has_own_column(const struct riffle_score *score)
{
    static const char *const shown[] = {"if", "rif", "leverage", "loss"};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(score->name, shown[i]) == 0)
            return false;
    return true;
}

static void add_row(const struct session *session, const struct top *top,
                    size_t i, struct table *table)
{
    const struct riffle_dataset *data = session->data;
    const struct riffle_points *train = riffle_fit_train(session->fit);
    table_count(table, i);
    if (data->train.line)
        table_count(table,
                    data->train.line[i] ? data->train.line[i] : TABLE_NONE);
    table_text(table, data->class_names[data->train.y[i]]);
    table_number(table, train->probability[i]);
    table_number(table, train->loss[i]);
    table_number(table, train->leverage[i]);
    table_number(table, top->values[TOP_IF][i]);
    table_number(table, top->values[TOP_RIF][i]);
    if (has_own_column(top->by.score))
        table_number(table, top->by.values[i]);
    if (score_run_has_errors(&top->by))
        table_number(table, top->by.errors[i]);
}

static enum riffle_status show(const struct session *session,
                               const struct top *top, struct reply *reply,
                               struct riffle_error *err)
{
    struct table_column columns[10] = {{"row", "row", TABLE_COUNT, 0}};
    size_t n = 1;
    if (session->data->train.line)
        columns[n++] = (struct table_column){"line", "line", TABLE_COUNT, 0};
    columns[n++] = (struct table_column){"label", "label", TABLE_TEXT, 0};
    columns[n++] = (struct table_column){"p", "p", TABLE_NUMBER, 0};
    columns[n++] = (struct table_column){"loss", "loss", TABLE_NUMBER, 0};
    columns[n++] =
        (struct table_column){"leverage", "leverage", TABLE_NUMBER, 0};
    columns[n++] = (struct table_column){"if", "IF", TABLE_NUMBER, 0};
    columns[n++] = (struct table_column){"rif", "RIF", TABLE_NUMBER, 0};
    if (has_own_column(top->by.score))
        columns[n++] = (struct table_column){
            top->by.score->name, top->by.score->name, TABLE_NUMBER, 0};
    if (score_run_has_errors(&top->by))
        columns[n++] = (struct table_column){"error", "+-se", TABLE_NUMBER, 2};
    struct table *table = table_new(columns, n);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t r = 0; r < top->k; r++)
        add_row(session, top, top->rows[r], table);
    table_reply(table, reply, "rows");
    table_free(table);
    return RIFFLE_OK;
}

static const char *order_words(enum riffle_sign sign)
{
    static const char *const words_of[] = {
        [RIFFLE_SIGN_POSITIVE] = "largest first",
        [RIFFLE_SIGN_NEGATIVE] = "most negative first",
        [RIFFLE_SIGN_ABSOLUTE] = "largest in absolute value first",
    };
    return words_of[sign];
}

static void say_meaning(const struct session *session, const struct top *top,
                        struct reply *reply)
{
    const char *measure = riffle_measure_name(top->measure);
    reply_text(reply,
               "IF, RIF: change of %s [%s] when the row is removed; positive: "
               "removal increases it\n",
               measure, riffle_measure_kind_of(top->measure)->unit);
    reply_text(reply, "p: probability of %s; loss in nats\n",
               session->data->class_names[1]);
    if (has_own_column(top->by.score))
        reply_text(reply, "%s: %s\n", top->by.score->name, top->by.score->sign);
    score_run_say(&top->by, reply);
    reply_set_string(reply, "by", top->by.score->name);
    reply_set_string(reply, "measure", measure);
    reply_set_string(reply, "unit", riffle_measure_kind_of(top->measure)->unit);
}

static enum riffle_status answer(struct session *session,
                                 const struct command_call *call,
                                 struct top *top, enum riffle_sign sign,
                                 struct reply *reply, struct riffle_error *err)
{
    top->by.measure = top->measure;
    enum riffle_status status = score_run(session, call, &top->by, err);
    if (status == RIFFLE_OK)
        status = compute_beside(session->fit, top, err);
    if (status == RIFFLE_OK)
        status = rank(session->fit, sign, top, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply, "%zu of %zu training rows by %s, %s\n", top->k,
               riffle_fit_summary(session->fit)->n, top->by.score->title,
               order_words(sign));
    status = show(session, top, reply, err);
    if (status == RIFFLE_OK)
        say_meaning(session, top, reply);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t n = session->data->train.n;
    struct top top = {.k = n < 10 ? n : 10};
    struct riffle_measure *measure = NULL;
    enum riffle_sign sign = RIFFLE_SIGN_ABSOLUTE;
    if (call_word_count(call))
        status = call_size(call, "K", n, &top.k, err);
    if (status == RIFFLE_OK)
        status = parts_score(call, &top.by.score, err);
    if (status == RIFFLE_OK)
        status = parts_sign(call, &sign, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, call, reply, &measure, err);
    top.measure = measure;
    if (status == RIFFLE_OK)
        status = answer(session, call, &top, sign, reply, err);
    release(&top);
    riffle_measure_free(measure);
    return status;
}

const struct command command_top = {
    .verb = "top",
    .group = "effects",
    .summary = "the training rows that matter most",
    .usage = "[K]",
    .words = words,
    .options = options,
    .max_words = 1,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit; top 5",
            "load wdbc standardize=on; fit; top 5 by=leverage",
            "load digits38; fit; top 3 measure=self_loss sign=-",
            "load wdbc standardize=on; fit; top 5 by=tracin with=steps:100",
            "load highdim; fit; top 5 by=loo", NULL},
    .detail =
        "IF and RIF are always shown side by side: where they part, the row's "
        "leverage is high and IF understates what its removal does. Both are "
        "to first order, gradient times shift; `effect` takes the measure "
        "itself at the shifted parameters and differs a little.\n\n"
        "sign=+ shows the rows whose removal increases the measure most (they "
        "support it being low), sign=- those whose removal decreases it "
        "most.\n\n"
        "`methods` lists the scores: closed forms, retraining without each "
        "row (by=loo), and the survey's others. with= changes their settings. "
        "Those that sample show a standard error (+-se); at the prompt and in "
        "the full screen their estimates stream in until the target is "
        "reached (with=target:0.05). Ctrl-C keeps what they have come to, "
        "`resume` goes on, and with=samples:N for more goes on as well.",
    .see_also = "methods,influence,inspect,select,resume",
    .run = run,
};
