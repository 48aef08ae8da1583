/* Moving about: the crosshair on the plot, the cursor in lists. */
#include "tui/acts.h"

#include "tui/crosshair.h"

void act_go_to(struct tui *tui, size_t at)
{
    enum page page = tui_page(tui);
    size_t lines = tui_lines(tui, page);
    struct scroll *scroll = &tui->scroll[page];
    scroll->at = lines == 0 ? 0 : at < lines ? at : lines - 1;
    if (page == PAGE_SETS)
        tui->plot.set = scroll->at;
}

void act_up(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_move(tui, 0, 1);
    else
        act_go_to(tui, scroll->at > 0 ? scroll->at - 1 : 0);
}

void act_down(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_move(tui, 0, -1);
    else
        act_go_to(tui, tui->scroll[tui_page(tui)].at + 1);
}

void act_left(struct tui *tui)
{
    crosshair_move(tui, -1, 0);
}

void act_right(struct tui *tui)
{
    crosshair_move(tui, 1, 0);
}

void act_next(struct tui *tui)
{
    crosshair_step(tui, true);
}

void act_previous(struct tui *tui)
{
    crosshair_step(tui, false);
}

void act_top(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_end(tui, false);
    else
        act_go_to(tui, 0);
}

void act_bottom(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_end(tui, true);
    else
        act_go_to(tui, tui_lines(tui, tui_page(tui)));
}

void act_page_up(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    act_go_to(tui, scroll->at > scroll->rows ? scroll->at - scroll->rows : 0);
}

void act_page_down(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    act_go_to(tui, scroll->at + (scroll->rows ? scroll->rows : 1));
}
