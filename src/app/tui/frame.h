/* The lines around a page. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "tui/draw.h"

/* Where one is: data, model, page by page. */
void frame_title(const struct tui *tui, struct canvas *canvas);
/* What runs, sets by what became of them, what is unusual; then hints. */
void frame_status(const struct tui *tui, size_t row, struct canvas *canvas);
/* The command line or the message; where the text cursor is. */
struct screen_cursor frame_last_line(const struct tui *tui,
                                     struct canvas *canvas);

#endif
