/* Cells as pixels: letters, lines, blocks, dots and marks. */
#ifndef PLOT_RASTER_H
#define PLOT_RASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Pixels of a cell. */
enum { RASTER_ACROSS = 12, RASTER_DOWN = 24 };

/*
 * Whether the glyph has ink at a pixel of its cell, counted from the upper
 * left. Glyphs that no plot of riffle's draws look like "?".
 */
bool raster_ink(uint32_t glyph, size_t x, size_t y);

#endif
