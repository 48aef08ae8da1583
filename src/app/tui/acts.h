/* Actions of `view`, and what they share; the table of them is in act.c. */
#ifndef TUI_ACTS_H
#define TUI_ACTS_H

#include "command/command.h"
#include "tui/state.h"

/* Put the cursor of a list on line `at`, or on the nearest there is. */
void act_go_to(struct tui *tui, size_t at);

typedef void act(struct tui *tui);
/* One that takes words: RIFFLE_EUSAGE when those are no good. */
typedef enum riffle_status act_call(struct tui *tui,
                                    const struct command_call *call,
                                    struct riffle_error *err);

/* act_move.c */
act act_up;
act act_down;
act act_left;
act act_right;
act act_next;
act act_previous;
act act_top;
act act_bottom;
act act_page_up;
act act_page_down;
act_call act_dot;    /* SET [ESTIMATOR] */
act_call act_line;   /* N */
act_call act_window; /* LEFT RIGHT BOTTOM TOP */

/* act_page.c */
act act_open;
act act_sets;
act act_all;
act act_plot;
act act_close;
act act_messages;
act act_jobs;
act act_next_page;
act act_previous_page;
act act_next_row;
act act_previous_row;

/* act_work.c */
act act_measure;
act act_sort;
act act_reverse;
act act_mark;
act act_drop;
act act_follow;
act act_freeze;
act act_copy;
act_call act_screen; /* FILE */
act act_cancel;
act act_redraw;
act act_suspend;
act act_leave;

#endif
