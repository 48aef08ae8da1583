/* demo: the main job, guided, on a bundled data set. */
#include "command/command.h"
#include "command/dispatch.h"
#include "command/effect_reply.h"
#include "command/live_plot.h"
#include "session.h"
#include "terminal.h"

#include "riffle/clock.h"

#include <time.h>

/* Seconds before each command on a terminal: the whole stays below 10. */
static const double patience = 1.2;

/* The measure that the verdict is about. */
static const char measure[] = "test_loss";

static const struct step {
    const char *line; /* the command itself */
    const char *say;  /* what to look for */
    bool live;        /* redraw the plot while it runs */
} steps[] = {
    {.line = "load highdim",
     .say = "Which training rows does a prediction rest on? Take rows away, "
            "train\nagain, and see. This set has about two columns for three "
            "rows: there,\nquick answers are hardest."},
    {.line = "fit lambda=1e-2",
     .say = "The fit is exact. Look at the highest leverage h: influence "
            "functions\n(IF) understate a row's removal by the factor 1 - h, "
            "rescaled ones\n(RIF) divide by it."},
    {.line = "select random 5%",
     .say = "Any rows can be the removal set; let chance choose 5% of them."},
    {.line = "effect measures=test_loss,self_loss,removed_loss",
     .say = "Three predictions beside the actual effect. Positive: removal "
            "increases\nthe measure. Compare IF with the actual column."},
    {.line = "sweep strategies=random,l2,loss-up sizes=32 "
             "range=0.1%:10% measures=test_loss",
     .say = "One set proves little. Now many sets: random ones, clusters, and "
            "the most\ninfluential rows. Predictions come at once, retrained "
            "effects stream in.",
     .live = true},
    {.line = "plot scatter measure=test_loss",
     .say = "Each dot is one set: actual change across, predicted change up. "
            "On the\ndiagonal they agree; dots nearer to the horizontal axis "
            "understate."},
};

enum { STEPS = sizeof steps / sizeof *steps };

/* Give people the time to read, unless they want to go. */
static void wait_for_reader(const struct session *session)
{
    const struct timespec nap = {.tv_nsec = 50000000};
    double end = riffle_seconds() + patience;
    while (riffle_seconds() < end && !(session->stop && *session->stop))
        (void)nanosleep(&nap, NULL);
}

static enum riffle_status run_step(struct session *session,
                                   const struct step *step, struct reply *reply,
                                   struct riffle_error *err)
{
    struct live_plot plot = {.reply = reply, .measure = measure};
    bool watched = !reply->json && terminal_is(reply->text);
    bool live = step->live && watched;
    reply_text(reply, "\n%s\n\n", step->say);
    fflush(reply->text);
    if (watched)
        wait_for_reader(session);
    reply_styled(reply, ROLE_PROMPT, "riffle> ");
    reply_styled(reply, ROLE_STRONG, "%s\n", step->line);
    if (live) {
        session->live = live_plot_step;
        session->live_end = live_plot_end;
        session->live_data = &plot;
    }
    enum riffle_status status = command_run_line(session, step->line, "demo");
    session->live = NULL;
    session->live_end = NULL;
    session->live_data = NULL;
    if (status == RIFFLE_OK)
        return status;
    (void)riffle_fail(err, status, "the demo ended at `%s'", step->line);
    riffle_hint(err, status == RIFFLE_STOPPED
                         ? "you stopped it; what was loaded is as before"
                         : "the reason is above");
    return status;
}

/* Slope of an estimator over the sweep: its part of the actual change. */
static void say_slope(const struct riffle_experiment *sweep, size_t e,
                      struct reply *reply, struct json_object *slopes)
{
    const struct riffle_estimator *estimator =
        riffle_experiment_estimator(sweep, e);
    struct riffle_summary summary;
    char head[EFFECT_HEAD_SIZE];
    if (estimator->exact)
        return;
    riffle_experiment_summary(sweep, 0, e, &summary);
    effect_head(estimator, head);
    reply_text(reply, "  %-4s predicts %.2f of the actual change; error %.2g\n",
               head, summary.slope, summary.error);
    json_object_object_add(slopes, estimator->name,
                           reply_number(summary.slope));
}

static void say_verdict(const struct session *session, struct reply *reply)
{
    const struct riffle_experiment *sweep = session->sweep;
    struct json_object *slopes = json_object_new_object();
    struct json_object *commands = json_object_new_array();
    reply_text(reply, "\n");
    reply_styled(reply, ROLE_STRONG, "The verdict, over %zu sets:\n",
                 riffle_experiment_sets(sweep));
    for (size_t e = 0; e < riffle_experiment_estimators(sweep); e++)
        say_slope(sweep, e, reply, slopes);
    reply_text(reply,
               "1 is exact. All took %.2g s, the predictions alone %.2g s.\n"
               "\nThe commands, as a script (`riffle FILE' runs it):\n\n",
               riffle_experiment_seconds(sweep),
               riffle_experiment_seconds_estimates(sweep));
    for (size_t i = 0; i < STEPS; i++) {
        reply_text(reply, "  %s\n", steps[i].line);
        json_object_array_add(commands, reply_string(steps[i].line));
    }
    reply_set_string(reply, "measure", measure);
    reply_set(reply, "slopes", slopes);
    reply_set(reply, "commands", commands);
    reply_set_number(reply, "seconds", riffle_experiment_seconds(sweep));
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct session own = session_beside(session);
    enum riffle_status status = RIFFLE_OK;
    (void)call;
    for (size_t i = 0; i < STEPS && status == RIFFLE_OK; i++)
        status = run_step(&own, &steps[i], reply, err);
    if (status == RIFFLE_OK)
        say_verdict(&own, reply);
    session_release_beside(&own);
    return status;
}

const struct command command_demo = {
    .verb = "demo",
    .group = "effects",
    .summary = "the main job, guided, in a few seconds",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples = (const char *const[]){"demo", NULL},
    .detail = "Loads a bundled data set of many columns, fits, removes rows, "
              "predicts what that changes and checks the predictions by "
              "retraining; it ends with the commands it used. What you have "
              "loaded stays as it is.",
    .see_also = "load,fit,effect,sweep,plot",
    .run = run,
};
