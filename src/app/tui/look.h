/* How the plot looks on the screen, and what is filtered out of it. */
#ifndef TUI_LOOK_H
#define TUI_LOOK_H

#include "tui/acts.h"

act look_marks;   /* the next kind of mark */
act look_density; /* shades, or back */
act look_digits;  /* all of them in the inspector, or four */
act look_x_scale; /* linear, symlog */
act look_y_scale;
act look_equal;    /* one range for both axes, or two */
act look_identity; /* the line y = x on or off; likewise: */
act look_zero;
act look_fit;
act look_export; /* the command that writes this to a file, but for its name */
act look_cell;   /* the next dot in the crosshair's cell */

act_call look_series;   /* N: on or off */
act_call look_solo;     /* N alone, or all again */
act_call look_strategy; /* NAME on or off; none: the next one alone */

/* Before drawing: take what `set` changed, filter the dots that came. */
void look_settle(struct tui *tui);

/* "[symlog] [braille] [l2 only]": what is unusual; "" when nothing is. */
enum { LOOK_BADGES = 160 };
void look_badges(const struct tui *tui, char text[LOOK_BADGES]);

/* Which of the dots in its cell the crosshair's is, from 1, of how many. */
size_t look_in_cell(const struct tui *tui, size_t *n);
/* How many of them are of each series. */
void look_cell_counts(const struct tui *tui, size_t counts[THEME_SERIES]);

#endif
