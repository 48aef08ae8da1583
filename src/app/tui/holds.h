/* Axes that keep still while sets arrive, on all plots of a frame. */
#ifndef TUI_HOLDS_H
#define TUI_HOLDS_H

#include "tui/state.h"

/*
 * Before a frame is drawn, and after it. Axes change at most once a second and
 * only grow while sets arrive; another run, measure, size or look starts anew.
 */
void holds_begin(struct tui *tui, const struct canvas *canvas);
void holds_end(struct tui *tui);
/* Seconds until they may change; negative: they may. */
double holds_wait(const struct tui *tui);
/* Those of `n` panels, or NULL without memory. */
struct hold *holds_grid(struct tui *tui, size_t n);
/*
 * A picture whose axes cannot be held keeps still whole. True: it was shown
 * again as it was. After drawing it: holds_keep.
 */
bool holds_again(struct tui *tui, struct canvas *canvas);
void holds_keep(struct tui *tui, const struct canvas *canvas);
void holds_forget(struct tui *tui);

#endif
