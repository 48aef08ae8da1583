/* why: from the influence to the actual effect, step by step. */
#include "command/command.h"
#include "command/parts.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include "riffle/why.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "whose effect is taken apart"},
    {.name = NULL},
};

enum { BAR = 24 };

/* Cells from the least to the greatest number that the bars come to. */
struct scale {
    double low, high;
};

static struct scale scale_of(const struct riffle_waterfall *found)
{
    struct scale scale = {0, 0};
    for (size_t i = 0; i < RIFFLE_WHY_STEPS; i++) {
        scale.low = fmin(scale.low, found->total[i]);
        scale.high = fmax(scale.high, found->total[i]);
    }
    return scale;
}

static size_t cell_of(const struct scale *scale, double value)
{
    double width = scale->high - scale->low;
    double at = width > 0 ? (value - scale->low) / width : 0;
    return (size_t)lround(at * (BAR - 1));
}

/* A bar between two numbers, `>' or `<' at the end it moves to. */
static void draw(const struct scale *scale, double from, double to,
                 char bar[BAR + 1])
{
    size_t a = cell_of(scale, from);
    size_t b = cell_of(scale, to);
    memset(bar, ' ', BAR);
    bar[cell_of(scale, 0)] = '|';
    for (size_t c = a < b ? a : b; c <= (a < b ? b : a); c++)
        bar[c] = '=';
    if (to != from)
        bar[b] = to > from ? '>' : '<';
    bar[BAR] = '\0';
    for (size_t c = BAR; c-- > 0 && bar[c] == ' ';)
        bar[c] = '\0';
}

static enum riffle_status show(const struct riffle_waterfall *found,
                               struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"step", "step", TABLE_TEXT, 0},
        {"between", "difference", TABLE_TEXT, 0},
        {"change", "change", TABLE_NUMBER, 0},
        {"total", "so far", TABLE_NUMBER, 0},
        {"bar", "", TABLE_TEXT, 0},
    };
    const struct scale scale = scale_of(found);
    struct table *table = table_new(columns, reply->json ? 4 : 5);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (enum riffle_why_step i = 0; i < RIFFLE_WHY_STEPS; i++) {
        char bar[BAR + 1];
        const struct riffle_why_words *words = riffle_why_words(i);
        table_text(table, words->name);
        table_text(table, words->between);
        table_number(table, found->step[i]);
        table_number(table, found->total[i]);
        draw(&scale, i ? found->total[i - 1] : 0, found->total[i], bar);
        if (!reply->json)
            table_text(table, bar);
    }
    table_reply(table, reply, "steps");
    table_free(table);
    return RIFFLE_OK;
}

/* One sentence: what makes most of the difference between IF and actual. */
static void say_dominant(const struct riffle_waterfall *found,
                         const char *measure, struct reply *reply)
{
    enum riffle_why_step step = riffle_why_dominant(found);
    const struct riffle_why_words *words = riffle_why_words(step);
    double influence = found->step[RIFFLE_WHY_INFLUENCE];
    reply_set_string(reply, "dominant", words->name);
    if (found->step[step] == 0) {
        reply_text(reply, "IF is the actual change of %s\n", measure);
        return;
    }
    reply_text(
        reply,
        "IF says %.4g, the actual change is %.4g; the largest step is %s\n"
        "  (%+.4g): %s\n",
        influence, found->actual, words->name, found->step[step],
        words->meaning);
}

static void answer(const struct session *session,
                   const struct riffle_measure *measure,
                   const struct riffle_waterfall *found, struct reply *reply)
{
    const char *name = riffle_measure_name(measure);
    const char *unit = riffle_measure_kind_of(measure)->unit;
    reply_text(reply,
               "positive: %s increases; linear: its gradient times the "
               "change of theta\n",
               name);
    reply_text(reply,
               "actual: removal %s %s by %.6g %s (penalty %s),\n"
               "  within %.2g of the truth\n",
               found->actual < 0 ? "decreases" : "increases", name,
               fabs(found->actual), unit, parts_penalty(session), found->bound);
    say_dominant(found, name, reply);
    reply_set_string(reply, "measure", name);
    reply_set_string(reply, "unit", unit);
    reply_set_string(reply, "penalty", parts_penalty(session));
    reply_set_count(reply, "size", session->selection.k);
    reply_set_number(reply, "actual", found->actual);
    reply_set_number(reply, "bound", found->bound);
}

/* The four estimators on the current set and one measure. */
static enum riffle_status plan_fill(const struct session *session,
                                    struct riffle_measure *measure,
                                    struct riffle_plan *plan,
                                    struct riffle_error *err)
{
    static const char *const names[] = {"if", "rif", "ns", "actual"};
    enum { COUNT = sizeof names / sizeof names[0] };
    plan->measures = calloc(1, sizeof *plan->measures);
    plan->removals = calloc(1, sizeof *plan->removals);
    plan->estimators = calloc(COUNT, sizeof(struct riffle_estimator *));
    if (!plan->measures || !plan->removals || !plan->estimators) {
        riffle_measure_free(measure);
        return riffle_fail_memory(err, sizeof *plan->removals);
    }
    plan->measures[plan->n_measures++] = measure;
    for (size_t e = 0; e < COUNT; e++)
        plan->estimators[plan->n_estimators++] =
            riffle_estimator_find(names[e]);
    enum riffle_status status =
        riffle_removal_copy(plan->removals, &session->selection, err);
    plan->n_sets = status == RIFFLE_OK;
    return status;
}

/* A waterfall that has no bottom: say which step is not there. */
static enum riffle_status fail_missing(const struct riffle_measure *measure,
                                       const struct riffle_waterfall *found,
                                       struct riffle_error *err)
{
    const char *name = riffle_measure_name(measure);
    if (riffle_measure_kind_of(measure)->actual_only) {
        riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                    "%s is a step function: it has no first order", name);
        riffle_hint(err, "take measure=test_loss or logit:ROW");
        return RIFFLE_ENOTAPPLICABLE;
    }
    riffle_fail(err, found->status, "there is no `%s' of this set on %s: %s",
                found->missing, name, riffle_status_name(found->status));
    riffle_hint(err, "effect shows what there is");
    return found->status;
}

static enum riffle_status explain(struct session *session,
                                  const struct riffle_experiment *trial,
                                  struct reply *reply, struct riffle_error *err)
{
    const struct riffle_measure *measure = riffle_experiment_measure(trial, 0);
    struct riffle_waterfall found;
    riffle_why(trial, 0, 0, &found);
    if (found.status != RIFFLE_OK)
        return fail_missing(measure, &found, err);
    double now = riffle_measure_value(measure);
    reply_text(reply, "removing %zu row%s: change of %s [%s]",
               session->selection.k, plural(session->selection.k),
               riffle_measure_name(measure),
               riffle_measure_kind_of(measure)->unit);
    if (isfinite(now)) /* removed_loss has one for each set */
        reply_text(reply, ", now %.6g", now);
    reply_text(reply, "\n");
    enum riffle_status status = show(&found, reply, err);
    if (status == RIFFLE_OK)
        answer(session, measure, &found, reply);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_plan plan = {0};
    struct riffle_measure *measure = NULL;
    struct riffle_experiment *trial = NULL;
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = session_need_selection(session, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, call, reply, &measure, err);
    if (status == RIFFLE_OK)
        status = plan_fill(session, measure, &plan, err);
    if (status == RIFFLE_OK)
        status = parts_run(session, &plan, &trial, err);
    parts_release(&plan);
    if (status == RIFFLE_OK)
        status = explain(session, trial, reply, err);
    riffle_experiment_free(trial);
    return status;
}

const struct command command_why = {
    .verb = "why",
    .group = "effects",
    .summary = "what lies between IF and the actual effect",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit; select top 10; why",
            "load highdim; fit; select random 5%; why measure=logit:0",
            "load wdbc; fit penalty=scaled; select rows 0-9; why", NULL},
    .detail =
        "Takes the actual effect of removing the set apart, in the measure's "
        "unit: the influence; what each row's leverage adds (RIF - IF); what "
        "the rows' leverage on each other adds (NS - RIF); what the change of "
        "curvature on the way to the new optimum adds (linear - NS); and that "
        "the measure bends (actual - linear). `linear' is the measure's "
        "gradient times the actual change of theta. The five add up to the "
        "actual, which is retrained to a certificate.",
    .see_also = "effect,interact,select",
    .run = run,
};
