/* select: choose the removal set. */
#include "command/command.h"
#include "command/names.h"
#include "command/parts.h"
#include "command/rows_reply.h"
#include "command/score_run.h"
#include "command/select_draw.h"
#include "command/words.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "HOW",
     .type = TYPE_SET,
     .values = "random|cluster|top|rows|sets|where",
     .help = "a way to draw, or a named set"},
    {.name = "WHAT",
     .type = TYPE_TEXT,
     .help = "a SIZE (20 or 5%), `l2 SIZE', rows, a condition"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "feature",
     .type = TYPE_COLUMN,
     .help = "cluster: rows nearest in this column, or `random'"},
    {.name = "around",
     .type = TYPE_ROW,
     .help = "cluster: the centre row (drawn by the seed)"},
    {.name = "metric",
     .type = TYPE_WORD,
     .values = "raw|standardized|hessian",
     .preset = "raw",
     .help = "cluster l2: which distance"},
    {.name = "by",
     .type = TYPE_SCORE,
     .preset = "rif",
     .help = "top: the score to rank by"},
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "top: whose change the score is"},
    {.name = "sign",
     .type = TYPE_WORD,
     .values = PARTS_SIGNS,
     .preset = "abs",
     .help = "top: which end of the score"},
    SCORE_RUN_OPTIONS,
    {.name = "pool",
     .type = TYPE_COUNT,
     .preset = "1",
     .help = "top: draw k of the top pool*k (the paper's 2)"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the draw (1, or --seed)"},
    {.name = NULL},
};

static enum riffle_status take_rows(struct session *session,
                                    const struct command_call *call,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    size_t *rows = NULL;
    size_t k = 0;
    enum riffle_status status =
        call_rows(call, 1, session->data->train.n, &rows, &k, err);
    if (status == RIFFLE_OK)
        status = rows_select(session, rows, k, NULL, reply, err);
    free(rows);
    return status;
}

/* The experiment and the place in it of the s-th set of the sweep. */
static const struct riffle_removal *swept_set(const struct session *session,
                                              size_t s)
{
    return session->sweep ? riffle_experiment_removal(session->sweep, s)
                          : riffle_experiment_removal(session->trials[s], 0);
}

/* All rows of `k` sets together; a row in two of them is there twice. */
static enum riffle_status join_sets(const struct session *session,
                                    const size_t *sets, size_t k, size_t **rows,
                                    size_t *n, struct riffle_error *err)
{
    *n = 0;
    for (size_t i = 0; i < k; i++)
        *n += swept_set(session, sets[i])->k;
    *rows = calloc(*n + 1, sizeof **rows);
    if (!*rows)
        return riffle_fail_memory(err, *n * sizeof **rows);
    size_t at = 0;
    for (size_t i = 0; i < k; i++) {
        const struct riffle_removal *removal = swept_set(session, sets[i]);
        memcpy(*rows + at, removal->rows, removal->k * sizeof **rows);
        at += removal->k;
    }
    return RIFFLE_OK;
}

/* Without the note on repeats: sets of a sweep overlap as a rule. */
static int by_number(const void *a, const void *b)
{
    const size_t *x = a;
    const size_t *y = b;
    return (*x > *y) - (*x < *y);
}

static size_t merge_repeats(size_t *rows, size_t n)
{
    size_t k = 0;
    qsort(rows, n, sizeof *rows, by_number);
    for (size_t i = 0; i < n; i++)
        if (k == 0 || rows[i] != rows[k - 1])
            rows[k++] = rows[i];
    return k;
}

static enum riffle_status take_sets(struct session *session,
                                    const struct command_call *call,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    size_t *sets = NULL;
    size_t *rows = NULL;
    size_t k = 0;
    size_t n = 0;
    char found[64];
    size_t most = session->sweep ? riffle_experiment_sets(session->sweep)
                                 : session->n_trials;
    if (most == 0) {
        riffle_fail(err, RIFFLE_ESTATE, "there are no sets of a sweep yet");
        riffle_hint(err, "sweep makes them: sweep sizes=10");
        return RIFFLE_ESTATE;
    }
    enum riffle_status status = call_rows(call, 1, most, &sets, &k, err);
    if (status == RIFFLE_OK)
        status = join_sets(session, sets, k, &rows, &n, err);
    (void)snprintf(found, sizeof found, "%zu set%s of the sweep", k, plural(k));
    if (status == RIFFLE_OK)
        status = rows_select(session, rows, merge_repeats(rows, n), found,
                             reply, err);
    free(sets);
    free(rows);
    return status;
}

/* A way to draw, or a set: whichever is near what was typed. */
static void hint_how(const struct session *session, const char *typed,
                     struct riffle_error *err)
{
    char near[256];
    struct names names;
    names_init(&names);
    names_collect(&names, session, &words[0]);
    names_nearest(&names, typed, "", near, sizeof near);
    names_release(&names);
    if (strncmp(near, "did", 3) == 0)
        riffle_hint(err, "%s", near);
    else
        riffle_hint(err, "random, cluster, top, rows, sets, where, or a set of "
                         "`name'");
}

static enum riffle_status take_named(struct session *session,
                                     const struct command_call *call,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    const char *name = call_word(call, 0);
    const struct session_set *set = rows_set_find(session, name);
    struct riffle_removal removal = {0};
    if (!set) {
        (void)call_fail(call, "HOW", err,
                        "`%s' is no way to select, and no named set", name);
        hint_how(session, name, err);
        return RIFFLE_EUSAGE;
    }
    enum riffle_status status =
        riffle_removal_copy(&removal, &set->removal, err);
    return status != RIFFLE_OK ? status
                               : rows_take(session, &removal, reply, err);
}

static enum riffle_status take_drawn(struct session *session,
                                     const struct command_call *call,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    struct riffle_removal removal = {0};
    enum riffle_status status =
        select_draw(session, call, reply, &removal, err);
    return status != RIFFLE_OK ? status
                               : rows_take(session, &removal, reply, err);
}

static const struct way {
    const char *name;
    enum riffle_status (*take)(struct session *session,
                               const struct command_call *call,
                               struct reply *reply, struct riffle_error *err);
} ways[] = {
    {"random", take_drawn}, {"cluster", take_drawn}, {"top", take_drawn},
    {"rows", take_rows},    {"sets", take_sets},     {"where", select_where},
};

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(ways[i].name, call_word(call, 0)) == 0)
            return ways[i].take(session, call, reply, err);
    return take_named(session, call, reply, err);
}

const struct command command_select = {
    .verb = "select",
    .group = "sets",
    .summary = "choose the rows whose removal is asked about",
    .usage = "random SIZE | cluster feature=NAME SIZE | cluster l2 SIZE | "
             "top SIZE | rows LIST | sets LIST | where CONDITION | NAME",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = COMMAND_MAX_WORDS,
    .examples =
        (const char *const[]){
            "load wdbc; fit; select random 5% seed=3",
            "load wdbc; fit; select cluster l2 metric=standardized 20",
            "load wdbc; fit; select top 10 by=leverage",
            "load digits38; fit; sweep sizes=2; select sets 0,3-5",
            "load wdbc; fit; select where loss > 1 and label == malignant",
            NULL},
    .detail =
        "random: SIZE rows, each as likely.\n"
        "cluster feature=NAME: the SIZE rows nearest to a centre row in one "
        "column; ties are broken by the seed.\n"
        "cluster l2: the SIZE rows nearest to a centre row in all columns.\n"
        "top: the SIZE rows of highest score; with pool=2 SIZE of the top "
        "2 SIZE, as in Rubinstein and Hopkins.\n"
        "rows: those listed, or read from @FILE.\n"
        "sets: those of the sets of the last sweep with these numbers, or of "
        "what `effect` has computed.\n"
        "where: those a condition holds for. It compares columns, row, label, "
        "p, loss, leverage, residual, logit and numbers by < <= > >= == != and "
        "joins them by and, or, not and parentheses; names with blanks stand "
        "in backquotes or quotes.\n"
        "NAME: a set that `name` has put away.",
    .see_also = "add,drop,clear,name,effect,top",
    .run = run,
};
