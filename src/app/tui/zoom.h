/* The window on the plot: nearer, farther, aside, or a box of it. */
#ifndef TUI_ZOOM_H
#define TUI_ZOOM_H

#include "tui/state.h"

void zoom_in(struct tui *tui);
void zoom_out(struct tui *tui);
/* All of it again. */
void zoom_reset(struct tui *tui);
/* By a quarter of what is shown. */
void zoom_left(struct tui *tui);
void zoom_right(struct tui *tui);
void zoom_up(struct tui *tui);
void zoom_down(struct tui *tui);

/*
 * Show this part of the data; on equal axes as much of both. False, and
 * nothing changes, when it is too small to be told apart.
 */
bool zoom_to(struct tui *tui, struct tui_window window);
/* The part `factor` times as wide that keeps (x, y) where it is. */
bool zoom_about(const struct tui *tui, double x, double y, double factor,
                struct tui_window *window);
/* What of the data lies in a cell of the screen; false: none does. */
bool zoom_cell(const struct tui *tui, size_t row, size_t column,
               struct tui_window *cell);
/* The smallest part that holds both. */
struct tui_window zoom_join(const struct tui_window *a,
                            const struct tui_window *b);

/* The first corner of a box at the dot; then the box up to the dot. */
void zoom_box(struct tui *tui);
/* The box up to the dot, or what is shown when there is no corner. */
struct tui_window zoom_boxed(const struct tui *tui);
bool zoom_holds(const struct tui_window *window, double x, double y);

#endif
