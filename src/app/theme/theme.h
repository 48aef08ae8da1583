/* Role to colour, read from themes/NAME.theme (interface 3.2). */
#ifndef THEME_THEME_H
#define THEME_THEME_H

#include "riffle/status.h"
#include "theme/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What the output can show; DEPTH_MONO is a terminal under NO_COLOR. */
enum theme_depth { DEPTH_NONE, DEPTH_MONO, DEPTH_16, DEPTH_256, DEPTH_TRUE };

/* Marks that a theme may change. */
enum theme_mark {
    GLYPH_SERIES_1,                                 /* THEME_SERIES of them */
    GLYPH_HOLLOW_1 = GLYPH_SERIES_1 + THEME_SERIES, /* bound above effect */
    GLYPH_IDENTITY = GLYPH_HOLLOW_1 + THEME_SERIES,
    GLYPH_COUNT,
};

struct theme;

/* The compiled-in theme; borrowed, never fails, never freed. */
const struct theme *theme_builtin(void);

/*
 * Read a theme by name (user's folder, then the installed one) or by path;
 * "auto" is the one for the terminal's background.
 * theme  out, caller owns (theme_free); untouched on failure
 */
enum riffle_status theme_load(const char *name, struct theme **theme,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
void theme_free(struct theme *theme); /* not of the built-in one */
/* Caller owns (theme_free); NULL when out of memory. */
struct theme *theme_copy(const struct theme *theme);

const char *theme_name(const struct theme *theme);
/* What the file says that means nothing, with its line; NULL: nothing. */
const char *theme_warning(const struct theme *theme);
/* How theme files call a role. */
const char *theme_role_name(size_t role);

/* The escape sequence that starts a role's look; "" at DEPTH_NONE. */
const char *theme_start(const struct theme *theme, enum theme_role role,
                        enum theme_depth depth);
/* The sequence that ends it; "" at DEPTH_NONE. */
const char *theme_end(enum theme_depth depth);
/* "#rrggbb" of a role's foreground, and of the background, for exports. */
const char *theme_hex(const struct theme *theme, enum theme_role role);
const char *theme_paper(const struct theme *theme);
/* The code point of a mark; below 0x80 unless `unicode`. */
uint32_t theme_glyph(const struct theme *theme, size_t mark, bool unicode);

#endif
