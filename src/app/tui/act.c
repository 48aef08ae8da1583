/* What `view ACTION` does: the table of it. */
#include "tui/act.h"

#include <string.h>

#include "tui/acts.h"
#include "tui/crosshair.h"
#include "tui/find.h"
#include "tui/grid.h"
#include "tui/help.h"
#include "tui/look.h"
#include "tui/select.h"
#include "tui/zoom.h"

/* One of the two: what repeats, or what takes words of its own. */
static const struct {
    const char *name;
    act *run;
    act_call *call;
} actions[] = {
    {"all", act_all, NULL},
    {"back", tui_back, NULL},
    {"bottom", act_bottom, NULL},
    {"box", zoom_box, NULL},
    {"brush", select_brush, NULL},
    {"by", grid_by, NULL},
    {"cancel", act_cancel, NULL},
    {"cell", look_cell, NULL},
    {"close", act_close, NULL},
    {"copy", act_copy, NULL},
    {"density", look_density, NULL},
    {"digits", look_digits, NULL},
    {"dot", NULL, act_dot},
    {"down", act_down, NULL},
    {"drop", act_drop, NULL},
    {"equal", look_equal, NULL},
    {"estimator", crosshair_estimator, NULL},
    {"export", look_export, NULL},
    {"filter", NULL, find_filter},
    {"find", NULL, find_words},
    {"find-next", find_next, NULL},
    {"find-previous", find_previous, NULL},
    {"fit", look_fit, NULL},
    {"follow", act_follow, NULL},
    {"freeze", act_freeze, NULL},
    {"grid", grid_show, NULL},
    {"help", help_show, NULL},
    {"identity", look_identity, NULL},
    {"jobs", act_jobs, NULL},
    {"kind", crosshair_kind, NULL},
    {"leave", act_leave, NULL},
    {"left", act_left, NULL},
    {"line", NULL, act_line},
    {"mark", act_mark, NULL},
    {"marks", look_marks, NULL},
    {"measure", act_measure, NULL},
    {"messages", act_messages, NULL},
    {"next", act_next, NULL},
    {"next-page", act_next_page, NULL},
    {"next-row", act_next_row, NULL},
    {"open", act_open, NULL},
    {"page-down", act_page_down, NULL},
    {"page-up", act_page_up, NULL},
    {"pan-down", zoom_down, NULL},
    {"pan-left", zoom_left, NULL},
    {"pan-right", zoom_right, NULL},
    {"pan-up", zoom_up, NULL},
    {"plot", act_plot, NULL},
    {"previous", act_previous, NULL},
    {"previous-page", act_previous_page, NULL},
    {"previous-row", act_previous_row, NULL},
    {"redraw", act_redraw, NULL},
    {"retrain", select_retrain, NULL},
    {"reverse", act_reverse, NULL},
    {"right", act_right, NULL},
    {"screen", NULL, act_screen},
    {"select", select_run, NULL},
    {"series", NULL, look_series},
    {"sets", act_sets, NULL},
    {"share", grid_share, NULL},
    {"solo", NULL, look_solo},
    {"sort", act_sort, NULL},
    {"strategy", NULL, look_strategy},
    {"suspend", act_suspend, NULL},
    {"top", act_top, NULL},
    {"unmark", select_none, NULL},
    {"unzoom", zoom_reset, NULL},
    {"up", act_up, NULL},
    {"window", NULL, act_window},
    {"x-scale", look_x_scale, NULL},
    {"y-scale", look_y_scale, NULL},
    {"zero", look_zero, NULL},
    {"zoom-in", zoom_in, NULL},
    {"zoom-out", zoom_out, NULL},
};

size_t act_count(void)
{
    return sizeof actions / sizeof actions[0];
}

const char *act_name(size_t index)
{
    return index < act_count() ? actions[index].name : NULL;
}

enum riffle_status act_run(struct tui *tui, const struct command_call *call,
                           struct riffle_error *err)
{
    enum { MOST = 1000 };
    size_t at = 0;
    size_t times = 1;
    while (at < act_count() &&
           strcmp(actions[at].name, call_word(call, 0)) != 0)
        at++;
    if (at == act_count())
        return RIFFLE_OK; /* the parser has let none through */
    if (actions[at].call)
        return actions[at].call(tui, call, err);
    enum riffle_status status = RIFFLE_OK;
    if (call_word(call, 1))
        status = call_count(call, "1", &times, err);
    for (size_t t = 0; status == RIFFLE_OK && t < times && t < MOST; t++)
        actions[at].run(tui);
    return status;
}

bool act_is_kept(const char *action)
{
    static const char *const passing[] = {"cancel",  "leave",  "redraw",
                                          "suspend", "screen", "copy"};
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++)
        if (strcmp(action, passing[i]) == 0)
            return false;
    return true;
}
