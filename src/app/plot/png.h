/* Pictures of cells as PNG, without a library: deflate's stored blocks. */
#ifndef PLOT_PNG_H
#define PLOT_PNG_H

#include "plot/canvas.h"

/*
 * The canvas on the theme's background, in its true colours. `words` becomes
 * the file's description. False: out of memory.
 */
bool png_write(const struct canvas *canvas, const struct theme *theme,
               const char *words, FILE *out);

#endif
