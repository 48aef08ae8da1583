/* The table of removal sets: which of them it lists, and in what order. */
#ifndef TUI_SETS_H
#define TUI_SETS_H

#include "tui/state.h"

/* List anew when the scene, the filter or the order are others than before. */
void sets_arrange(struct tui *tui);
/* The set on a line of the table; SCENE_NONE: there is none. */
size_t sets_at(const struct tui *tui, size_t line);
/* The line of a set; SCENE_NONE: the filter hides it. */
size_t sets_line(const struct tui *tui, size_t set);
void sets_forget(struct tui *tui);

/* The next order, or the other way round. */
void sets_sort(struct tui *tui);
void sets_reverse(struct tui *tui);
/* "by rows" */
const char *sets_order_word(const struct tui *tui);

/*
 * Of a filter such as "random rows>20 |error|>0.1 pending": words that the
 * strategy or the state contains, and comparisons of set, rows, actual,
 * error, or an estimator by its name, all to hold together. NULL: it is fine;
 * else the word that is not.
 */
const char *sets_filter_fault(const struct tui *tui, const char *filter,
                              char word[64]);

/* "pending", "done" or "failed". */
const char *sets_state(const struct scene_set *set);

#endif
