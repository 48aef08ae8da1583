/* Small multiples on the screen: which panel one is on, and going in. */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include "tui/acts.h"

act grid_show;  /* the grid, or back from it */
act grid_by;    /* columns: strategies or estimators */
act grid_share; /* axes of a row: own or shared */
void grid_move(struct tui *tui, int right, int down);
/* The panel one is on as a plot of its own; Esc comes back to it. */
void grid_open(struct tui *tui);

/* Before drawing: ask for the grid while it is shown; out of a panel, put
 * back what its opening had filtered. */
void grid_settle(struct tui *tui);

#endif
