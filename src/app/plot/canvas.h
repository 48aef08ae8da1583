/* A grid of cells: what plots draw on, knowing no terminal. */
#ifndef PLOT_CANVAS_H
#define PLOT_CANVAS_H

#include "theme/role.h"
#include "theme/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CANVAS_NO_TAG ((size_t)-1)

struct canvas_cell {
    uint32_t glyph; /* one code point; 0: right half of a wide one */
    enum theme_role role;
    enum theme_role over; /* laid over that: its attributes are added, its
                             colours replace; ROLE_TEXT: nothing is */
    size_t tag; /* index of the removal set under it, or CANVAS_NO_TAG */
};

struct canvas {
    size_t width, height;
    bool unicode;              /* glyphs beyond ASCII are allowed */
    struct canvas_cell *cells; /* height x width, row-major */
};

/* Blank canvas, caller owns (canvas_free); NULL when out of memory. */
struct canvas *canvas_new(size_t width, size_t height, bool unicode);
void canvas_free(struct canvas *canvas);

/* Out of range is ignored, so that drawing needs no clipping of its own. */
void canvas_put(struct canvas *canvas, size_t row, size_t column,
                uint32_t glyph, enum theme_role role, size_t tag);
/* UTF-8 text from (row, column), clipped at the right edge. */
void canvas_text(struct canvas *canvas, size_t row, size_t column,
                 const char *text, enum theme_role role);
/* Lay a role over `n` cells of a row, clipped; canvas_put takes it off. */
void canvas_lay(struct canvas *canvas, size_t row, size_t column, size_t n,
                enum theme_role over);
const struct canvas_cell *canvas_at(const struct canvas *canvas, size_t row,
                                    size_t column);

/* Rows as lines, trailing blanks cut, colours of `theme` at `depth`. */
void canvas_print(const struct canvas *canvas, const struct theme *theme,
                  enum theme_depth depth, FILE *out);

#endif
