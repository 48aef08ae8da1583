/* Brushing: marks on rows, and the removal set that they make. */
#ifndef TUI_SELECT_H
#define TUI_SELECT_H

#include "tui/state.h"

/* Mark the training row, or take its mark away. */
void select_mark(struct tui *tui, size_t row);
bool select_marked(const struct tui *tui, size_t row);
void select_forget(struct tui *tui);

/* Marked rows as a list of the language; caller owns; NULL: there are none. */
char *select_rows(const struct tui *tui);

/* Without any mark, and the thread knows. */
void select_none(struct tui *tui);

/*
 * `select rows ...` of the marks, which are gone then; without any, `select
 * sets N` of the set that is open or under the crosshair.
 */
void select_run(struct tui *tui);
/* `effect` of the marks, or else of what is selected. */
void select_retrain(struct tui *tui);
/* `select sets ...` of the dots in the box, or of all that are in view. */
void select_brush(struct tui *tui);

#endif
