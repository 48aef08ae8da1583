/* What `view ACTION` does: the table of it. */
#include "tui/act.h"

#include <string.h>

#include "tui/acts.h"
#include "tui/crosshair.h"
#include "tui/select.h"

static const struct {
    const char *name;
    void (*run)(struct tui *tui);
} actions[] = {
    {"all", act_all},
    {"back", tui_back},
    {"bottom", act_bottom},
    {"cancel", act_cancel},
    {"down", act_down},
    {"estimator", crosshair_estimator},
    {"freeze", act_freeze},
    {"help", act_help},
    {"kind", crosshair_kind},
    {"leave", act_leave},
    {"left", act_left},
    {"mark", act_mark},
    {"measure", act_measure},
    {"messages", act_messages},
    {"next", act_next},
    {"open", act_open},
    {"page-down", act_page_down},
    {"page-up", act_page_up},
    {"plot", act_plot},
    {"previous", act_previous},
    {"redraw", act_redraw},
    {"right", act_right},
    {"select", select_run},
    {"sets", act_sets},
    {"sort", act_sort},
    {"suspend", act_suspend},
    {"top", act_top},
    {"unzoom", crosshair_unzoom},
    {"up", act_up},
    {"zoom-in", crosshair_zoom_in},
    {"zoom-out", crosshair_zoom_out},
};

size_t act_count(void)
{
    return sizeof actions / sizeof actions[0];
}

const char *act_name(size_t index)
{
    return index < act_count() ? actions[index].name : NULL;
}

bool act_run(struct tui *tui, const char *action, size_t times)
{
    for (size_t i = 0; i < act_count(); i++) {
        if (strcmp(actions[i].name, action) != 0)
            continue;
        for (size_t t = 0; t < times; t++)
            actions[i].run(tui);
        return true;
    }
    return false;
}
