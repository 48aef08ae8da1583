/* The text of a theme file (interface 3.2). */
#ifndef THEME_PARSE_H
#define THEME_PARSE_H

#include "theme/look.h"

/* Reads the theme that another one inherits from. */
typedef enum riffle_status theme_parent(const char *name, struct theme *theme,
                                        struct riffle_error *err);

/*
 * Read a theme from `text`, ended by a NUL, which is cut into words.
 *
 *   name = NAME                  inherits = base or NAME   (first of all)
 *   background = dark, light or any
 *   [palette]   NAME = #rrggbb 0-255 COLOUR, each or "-"; or NAME = default
 *   [style]     ROLE = [NAME [on NAME]] [bold dim italic underline reverse]
 *               ROLE.mono = attributes where there are no colours; without
 *               it those of ROLE, and if it has none the inherited ones
 *               NAME is one of this file's palette, or default
 *   [glyph]     MARK = one letter | one ASCII letter
 *
 * path    names the file in errors
 * parent  for `inherits`; NULL: only the compiled-in theme
 * theme   out; untouched on failure, which says the line and what was meant
 */
enum riffle_status theme_parse(const char *path, char *text,
                               theme_parent *parent, struct theme *theme,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
