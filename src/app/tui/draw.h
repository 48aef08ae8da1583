/* Words and marks on the canvases that panes draw on. */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "text/number.h"
#include "tui/state.h"

/* printf-like, clipped at the right edge. Returns the column behind it. */
size_t draw_text(struct canvas *canvas, size_t row, size_t column,
                 enum theme_role role, const char *format, ...)
    RIFFLE_PRINTF(5, 6);
/* Likewise, ending at column `end`. */
void draw_right(struct canvas *canvas, size_t row, size_t end,
                enum theme_role role, const char *format, ...)
    RIFFLE_PRINTF(5, 6);

void draw_copy(const struct canvas *from, struct canvas *to,
               const struct place *place);

/* "+0.1230", or "-" when it is not finite. */
const char *draw_number(char text[NUMBER_TEXT], double value);
/* An effect, or the word for why there is none. */
const char *draw_effect(char text[NUMBER_TEXT],
                        const struct riffle_effect *effect);

/* "IF +0.12 RIF +0.13 NS +0.13" of the brush; the column behind it. */
size_t draw_brush(const struct tui *tui, size_t row, size_t column,
                  struct canvas *canvas);

/* "retrain 142/800 18%  3.2/s, 38 s left"; the column behind it. */
size_t draw_stage(const struct tui *tui, size_t row, size_t column,
                  struct canvas *canvas);

/* Keep the cursor's line inside a window of `rows` lines. */
void draw_scroll(struct scroll *scroll, size_t rows, size_t lines);

/* Panes: each fills a canvas of its own. */
typedef void draw_pane(struct tui *tui, struct canvas *canvas);
draw_pane pane_plot;
draw_pane pane_legend;
draw_pane pane_agreement;
draw_pane pane_inspector;
draw_pane pane_residual;
draw_pane pane_histogram;
draw_pane pane_grid;
draw_pane pane_sparks;
draw_pane pane_strategies;
draw_pane pane_sets;
draw_pane pane_rows;
draw_pane pane_text;
draw_pane pane_jobs;
draw_pane pane_start;

/* How plots of this size are to be drawn here. */
struct plot_options plot_pane_options(const struct tui *tui,
                                      const struct canvas *canvas);

/* The whole screen, and where its text cursor is. */
struct screen_cursor draw_screen(struct tui *tui, struct canvas *canvas);

#endif
