/* methods: everything of the survey, and what does not apply here. */
#include "command/command.h"
#include "command/help_text.h"
#include "report/table.h"
#include "session.h"

#include "riffle/estimator.h"
#include "riffle/score.h"

#include <stdio.h>

/* Methods of the survey that are no row of a table here: most need what a
   linear model does not have. */
static const struct apart {
    const char *name, *why;
} apart[] = {
    {"LeafRefit, LeafInfluence, TREX, BoostIn",
     "for ensembles of decision trees: they need leaves, a structure that "
     "stays, or a tree's kernel (survey 4.1.3, 5.1, 5.2.1)"},
    {"Generative Downsampling",
     "needs a density of the features; logistic regression has p(y|x) alone, "
     "for which it is `downsampling' (4.2)"},
    {"SHAP", "explains features, not training rows; for a linear logit it is "
             "theta_j (x_j - mean of x_j) (4.3)"},
    {"Neuron Shapley", "its players are hidden neurons: there are none (4.3)"},
    {"high-dimensional representers",
     "for penalties that make sparse or low-rank models; with this one they "
     "are `representer' (5.1.2)"},
    {"TracIn-Last", "gradients of the last layer: a linear model is one, so it "
                    "is `tracincp' (5.2)"},
    {"TracInWE", "gradients of word embeddings: there are none (5.2)"},
    {"Shapley Interaction Index, Shapley-Taylor",
     "of pairs of rows: interact ROWS over=shapley, over=taylor; the term at "
     "all rows, f(without i and j) - f(without i) - f(without j) + f, is what "
     "`interact' alone estimates (4.3, eqs. 19 and 21)"},
    {"VAE-TracIn, GAN influence",
     "need a variational auto-encoder, a generator and a discriminator (5.2)"},
};

static void add_estimators(struct table *table)
{
    for (size_t e = 0; e < riffle_estimator_count(); e++) {
        const struct riffle_estimator *row = riffle_estimator(e);
        table_text(table, row->name);
        table_text(table, row->title);
        table_text(table, "sets of rows");
        table_text(table, row->exact ? "a retrain" : "closed form");
    }
}

/* What a score is about, in a word or two. */
static const char *subject_of(const struct riffle_score *row)
{
    if (row->needs_probe)
        return "rows, on the probe";
    return row->needs_measure ? "rows, on a measure" : "rows";
}

static void add_scores(struct table *table)
{
    for (size_t s = 0; s < riffle_score_count(); s++) {
        const struct riffle_score *row = riffle_score(s);
        table_text(table, row->name);
        table_text(table, row->title);
        table_text(table, subject_of(row));
        table_text(table, riffle_score_kind_name(row->kind));
    }
}

static void say_apart(struct reply *reply)
{
    struct json_object *array = json_object_new_array();
    reply_text(reply, "\n");
    reply_styled(reply, ROLE_HELP_HEAD, "elsewhere, or not for a linear model");
    reply_text(reply, "\n");
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        struct json_object *object = json_object_new_object();
        reply_text(reply, "  ");
        reply_styled(reply, ROLE_HELP_KEY, "%s", apart[i].name);
        reply_text(reply, "\n    ");
        reply_prose(reply, 4, apart[i].why);
        json_object_object_add(object, "name", reply_string(apart[i].name));
        json_object_object_add(object, "why", reply_string(apart[i].why));
        json_object_array_add(array, object);
    }
    reply_set(reply, "apart", array);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "typed", TABLE_TEXT, 0},
        {"title", "method", TABLE_TEXT, 0},
        {"about", "about", TABLE_TEXT, 0},
        {"needs", "needs", TABLE_TEXT, 0},
    };
    (void)session;
    (void)call;
    struct table *table = table_new(columns, 4);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    add_estimators(table);
    add_scores(table);
    table_reply(table, reply, "methods");
    table_free(table);
    reply_text(reply, "sets of rows: effect estimators=NAME,...; rows: top "
                      "by=NAME\nformula, sign, cost, when it misleads: help "
                      "NAME\n");
    say_apart(reply);
    return RIFFLE_OK;
}

const struct command command_methods = {
    .verb = "methods",
    .group = "effects",
    .summary = "every method of the survey, or why it does not apply",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples = (const char *const[]){"methods", "help hydra", NULL},
    .detail =
        "The methods of Hammoudeh and Lowd's survey of training data "
        "influence, specialised to a regularised linear model. `about' says "
        "whether a method predicts the removal of a set (effect, sweep) or "
        "gives a number to each row (top, select top), and whether that is an "
        "effect on a measure. `needs' is what it costs, by class.",
    .see_also = "compare,top,effect,help",
    .light = true,
    .run = run,
};
