/* What the other end of a stream can show. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "theme/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum terminal_when { TERMINAL_AUTO, TERMINAL_ALWAYS, TERMINAL_NEVER };
enum terminal_glyphs { GLYPHS_AUTO, GLYPHS_ASCII, GLYPHS_UNICODE };

/* True for a terminal that can do more than print. */
bool terminal_is(FILE *out);

/*
 * Colours for a stream. Automatic: none when it is not a terminal (unless
 * CLICOLOR_FORCE is set), no hues under NO_COLOR, else by COLORTERM and TERM.
 */
enum theme_depth terminal_depth(FILE *out, enum terminal_when when);

/* Automatic: when the locale's encoding is UTF-8. */
bool terminal_unicode(enum terminal_glyphs glyphs);

/* All that the full screen may have changed, undone: modes of the mouse, of
 * pastes and of keys, colours, the cursor, the other screen; and, of a
 * terminal, how it reads lines. */
void terminal_reset(FILE *out);

/* Its size; 80 x 24 when it is not a terminal. */
void terminal_size(FILE *out, size_t *width, size_t *height);

/* Its columns; 0 when it is not a terminal. */
size_t terminal_columns(FILE *out);

#endif
