/* What the pages show, and the work behind them. */
#include "tui/acts.h"

#include "tui/select.h"
#include "tui/sets.h"

void act_measure(struct tui *tui)
{
    tui->focus.measure++;
    tui->plot.zoomed = tui->plot.cornered = false;
    tui_refocus(tui);
}

void act_sort(struct tui *tui)
{
    if (tui_page(tui) == PAGE_SETS) {
        sets_sort(tui);
        return;
    }
    tui->focus.sort = (enum scene_sort)((tui->focus.sort + 1) % SORT_COUNT);
    tui->focus.reversed = false;
    tui_refocus(tui);
}

void act_reverse(struct tui *tui)
{
    if (tui_page(tui) == PAGE_SETS) {
        sets_reverse(tui);
        return;
    }
    tui->focus.reversed = !tui->focus.reversed;
    tui_refocus(tui);
}

void act_mark(struct tui *tui)
{
    size_t at = tui->scroll[tui_page(tui)].at;
    if (at < tui_lines(tui, tui_page(tui)))
        select_mark(tui, tui->scene->rows[at].row);
    act_go_to(tui, at + 1);
}

/* The work under the cursor. */
void act_drop(struct tui *tui)
{
    size_t at = tui->scroll[PAGE_JOBS].at;
    if (at >= tui->n_jobs) {
        tui_say(tui, ROLE_MESSAGE_WARN, "that is done already");
        return;
    }
    work_drop(tui->work, at + !tui->now.running);
    tui_say(tui, ROLE_MESSAGE_WARN,
            "cancelled; of work that was running, what is finished is kept");
}

void act_follow(struct tui *tui)
{
    tui->following = !tui->following;
}

void act_freeze(struct tui *tui)
{
    tui->frozen = !tui->frozen;
    if (!tui->frozen)
        work_remind(tui->work);
}

void act_cancel(struct tui *tui)
{
    if (work_state(tui->work).busy)
        tui_say(tui, ROLE_MESSAGE_WARN, "cancelling; what is finished is kept");
    else
        tui_say(tui, ROLE_DIM, "nothing is running; Q leaves");
    work_cancel(tui->work);
}

void act_redraw(struct tui *tui)
{
    screen_resize(tui->screen, true);
}

void act_suspend(struct tui *tui)
{
    screen_suspend(tui->screen);
}

void act_leave(struct tui *tui)
{
    tui->leaving = true;
}
