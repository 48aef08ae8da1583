/* show: what the session holds, and the tables to choose from. */
#include "command/command.h"
#include "command/rows_reply.h"
#include "command/show.h"
#include "session.h"

#define TOPICS                                                                 \
    "data|model|theta|probe|selection|sets|sweep|state|settings|measures|"     \
    "estimators|strategies|scores|themes"

/* In the order of TOPICS. */
static enum riffle_status (*const topics[])(const struct session *session,
                                            struct reply *reply,
                                            struct riffle_error *err) = {
    show_data,      show_model,     show_theta,      show_probe,
    show_selection, rows_list_sets, show_sweep,      show_state,
    show_settings,  show_measures,  show_estimators, show_strategies,
    show_scores,    show_themes,
};

static const struct command_option words[] = {
    {.name = "TOPIC",
     .type = TYPE_WORD,
     .values = TOPICS,
     .preset = "data",
     .help = "what to show"},
    {.name = NULL},
};

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    size_t topic = 0;
    enum riffle_status status = call_choice(call, "TOPIC", &topic, err);
    return status == RIFFLE_OK ? topics[topic](session, reply, err) : status;
}

const struct command command_show = {
    .verb = "show",
    .group = "session",
    .summary = "the data, the model, sets, settings, and what there is",
    .usage = "[TOPIC]",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .max_words = 1,
    .examples =
        (const char *const[]){"load wdbc; fit; show model", "show measures",
                              "load wdbc; fit; show theta", "show estimators",
                              "load wdbc; fit; show state", NULL},
    .detail = "data, model, theta, probe, selection, sets and sweep are what "
              "this session holds; settings what `set` changes; measures, "
              "estimators, strategies, scores and themes what options can "
              "name. `show state` gives a digest of all this, and one of each "
              "part: two sessions that show the same hold the same bits. `show "
              "model` also gives scikit-learn's C = 1/(lambda n).",
    .see_also = "inspect,top,set,export",
    .light = true,
    .run = run,
};
