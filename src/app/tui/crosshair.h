/* The dot that the user is on, and the window around it. */
#ifndef TUI_CROSSHAIR_H
#define TUI_CROSSHAIR_H

#include "tui/state.h"

/* The dot that the user is on; NULL: none. */
const struct plot_point *crosshair_point(const struct tui *tui);
/* Where the kind of plot that is shown has a dot. */
struct plot_place crosshair_place(const struct tui *tui,
                                  const struct plot_point *point);

/* Without a dot, or on one that is not there: the largest actual effect. */
void crosshair_settle(struct tui *tui);

/* To the nearest dot in a direction: right and up are 1. */
void crosshair_move(struct tui *tui, int right, int up);
/* To the same estimator's next dot to the right, or the one before. */
void crosshair_step(struct tui *tui, bool forward);
/* To its last or first. */
void crosshair_end(struct tui *tui, bool last);
void crosshair_estimator(struct tui *tui);

void crosshair_kind(struct tui *tui);
void crosshair_take(struct tui *tui, const struct plot_point *point);

/* True when the dot is there to be drawn. */
bool crosshair_visible(const struct plot_point *point);

#endif
