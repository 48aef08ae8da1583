/* Measuring a theme: can it be read, and can its series be told apart? */
#ifndef THEME_CHECK_H
#define THEME_CHECK_H

#include "theme/colour.h"
#include "theme/theme.h"

/* The colours of exports, and those that nearly all terminals show. */
enum check_depth { CHECK_TRUE, CHECK_256, CHECK_DEPTHS };
enum check_kind { CHECK_TEXT, CHECK_MARKS, CHECK_KINDS };

/* What a theme should reach. */
static const double check_contrast[CHECK_KINDS] = {4.5, 3};
static const double check_distance = 10;

/* The least of something, and whose it is; infinite: there is no colour. */
struct check_least {
    double value;
    size_t a, b; /* a role, or two series */
};

struct theme_report {
    struct check_least contrast[CHECK_DEPTHS][CHECK_KINDS];
    struct check_least distance[CHECK_DEPTHS][VISION_COUNT];
};

/*
 * On black, on white or on both, as the theme says for which background it
 * is. Of a theme for any background, text in the terminal's own colour has
 * none that could be measured. A role that brings a background of its own is
 * measured on that.
 */
void theme_check(const struct theme *theme, struct theme_report *report);
/* True when all is as it should be. */
bool theme_passes(const struct theme_report *report);
/* "dark", "light" or "any". */
const char *theme_background(const struct theme *theme);

#endif
