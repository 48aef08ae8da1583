/*
 * view: move about in the full screen, which takes it before dispatch. Anywhere
 * else it does nothing, so that what was done there is a script here.
 */
#include "command/verbs.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)session;
    (void)err;
    reply_note(reply, "`view %s' moves in the full screen only; tui opens it",
               call_word(call, 0));
    return RIFFLE_OK;
}

static const struct command_option words[] = {
    {"ACTION", TYPE_WORD,
     "all|"
     "back|"
     "bottom|"
     "box|"
     "brush|"
     "by|"
     "cancel|"
     "cell|"
     "close|"
     "copy|"
     "density|"
     "digits|"
     "dot|"
     "down|"
     "drop|"
     "equal|"
     "estimator|"
     "export|"
     "filter|"
     "find|"
     "find-next|"
     "find-previous|"
     "fit|"
     "follow|"
     "freeze|"
     "grid|"
     "help|"
     "identity|"
     "jobs|"
     "kind|"
     "leave|"
     "left|"
     "line|"
     "mark|"
     "marks|"
     "measure|"
     "messages|"
     "next|"
     "next-page|"
     "next-row|"
     "open|"
     "page-down|"
     "page-up|"
     "pan-down|"
     "pan-left|"
     "pan-right|"
     "pan-up|"
     "plot|"
     "previous|"
     "previous-page|"
     "previous-row|"
     "redraw|"
     "retrain|"
     "reverse|"
     "right|"
     "screen|"
     "select|"
     "series|"
     "sets|"
     "share|"
     "solo|"
     "sort|"
     "strategy|"
     "suspend|"
     "top|"
     "unmark|"
     "unzoom|"
     "up|"
     "window|"
     "x-scale|"
     "y-scale|"
     "zero|"
     "zoom-in|"
     "zoom-out",
     NULL, "what to do; `?' there lists the keys"},
    {"WHAT", TYPE_TEXT, NULL, "1", "how often, or what"},
    {0},
};

static const char *const examples[] = {"view next", "view down 5",
                                       "view window 0 0.5 0 0.5", NULL};

const struct command command_view = {
    .verb = "view",
    .group = "session",
    .summary = "move about in the full screen",
    .usage = "ACTION [WHAT ...]",
    .words = words,
    .min_words = 1,
    .max_words = COMMAND_MAX_WORDS,
    .examples = examples,
    .detail =
        "What the keys of the full screen stand for. Nothing but the "
        "picture changes: the session stays as it is.\n\n"
        "Most take a number of times. dot SET [ESTIMATOR] goes to a dot, "
        "line N to a line of a list, window LEFT RIGHT BOTTOM TOP shows a "
        "part of the plot.",
    .see_also = "tui",
    .run = run,
};
