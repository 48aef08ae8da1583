/* Measuring a theme against its background. */
#include "theme/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "theme/look.h"

const char *theme_background(const struct theme *theme)
{
    return theme->background;
}

/* The colour of a role; false: the terminal's own. */
static bool colour_of(const struct theme *theme, size_t role,
                      enum check_depth depth, uint32_t *rgb)
{
    const struct theme_look *look = &theme->look[role];
    const char *index = strstr(look->start[DEPTH_256], "38;5;");
    if (depth == CHECK_TRUE && look->hex[0])
        *rgb = (uint32_t)strtoul(look->hex + 1, NULL, 16);
    else if (depth == CHECK_256 && index)
        *rgb = colour_of_index((unsigned)strtoul(index + 5, NULL, 10));
    else
        return false;
    /* text of a theme for any background is the terminal's: hex is for
     * exports, which bring their own paper */
    return role != ROLE_TEXT || strcmp(theme->background, "any") != 0;
}

static void keep_least(struct check_least *least, double value, size_t a,
                       size_t b)
{
    if (value < least->value)
        *least = (struct check_least){value, a, b};
}

/* The colour that a role brings to stand on; false: it stands on the paper. */
static bool paper_of(const struct theme *theme, size_t role,
                     enum check_depth depth, uint32_t *rgb)
{
    const struct theme_look *look = &theme->look[role];
    const char *index = strstr(look->start[DEPTH_256], "48;5;");
    const char *parts = strstr(look->start[DEPTH_TRUE], "48;2;");
    if (depth == CHECK_256 && index) {
        *rgb = colour_of_index((unsigned)strtoul(index + 5, NULL, 10));
        return true;
    }
    if (depth != CHECK_TRUE || !parts)
        return false;
    *rgb = 0;
    char *end = (char *)parts + sizeof "48;2" - 1;
    for (int i = 0; i < 3 && *end == ';'; i++)
        *rgb = *rgb << 8 | (uint32_t)strtoul(end + 1, &end, 10);
    return true;
}

static double contrast_of(const struct theme *theme, size_t role,
                          enum check_depth depth, uint32_t rgb)
{
    uint32_t paper;
    if (paper_of(theme, role, depth, &paper))
        return colour_contrast(rgb, paper);
    bool dark = strcmp(theme->background, "light") != 0;
    bool light = strcmp(theme->background, "dark") != 0;
    return fmin(dark ? colour_contrast(rgb, 0) : (double)INFINITY,
                light ? colour_contrast(rgb, 0xffffff) : (double)INFINITY);
}

static void check_series(const struct theme *theme, enum check_depth depth,
                         struct check_least least[VISION_COUNT])
{
    for (size_t a = 0; a < THEME_SERIES; a++)
        for (size_t b = 0; b < a; b++) {
            uint32_t p;
            uint32_t q;
            if (!colour_of(theme, ROLE_SERIES_1 + a, depth, &p) ||
                !colour_of(theme, ROLE_SERIES_1 + b, depth, &q))
                continue;
            for (int v = 0; v < VISION_COUNT; v++)
                keep_least(&least[v],
                           colour_distance(p, q, (enum colour_vision)v), b, a);
        }
}

void theme_check(const struct theme *theme, struct theme_report *report)
{
    for (int depth = 0; depth < CHECK_DEPTHS; depth++) {
        for (int k = 0; k < CHECK_KINDS; k++)
            report->contrast[depth][k].value = INFINITY;
        for (int v = 0; v < VISION_COUNT; v++)
            report->distance[depth][v].value = INFINITY;
        for (size_t role = 0; role < ROLE_COUNT; role++) {
            uint32_t rgb;
            uint32_t paper;
            bool marks = role >= ROLE_PLOT_FRAME;
            bool own = paper_of(theme, role, (enum check_depth)depth, &paper);
            /* what brings only a paper has the text's colour on it */
            if (colour_of(theme, role, (enum check_depth)depth, &rgb) ||
                (own &&
                 colour_of(theme, ROLE_TEXT, (enum check_depth)depth, &rgb)))
                keep_least(
                    &report->contrast[depth][marks ? CHECK_MARKS : CHECK_TEXT],
                    contrast_of(theme, role, (enum check_depth)depth, rgb),
                    role, role);
        }
        check_series(theme, (enum check_depth)depth, report->distance[depth]);
    }
}

bool theme_passes(const struct theme_report *report)
{
    for (int depth = 0; depth < CHECK_DEPTHS; depth++) {
        for (int k = 0; k < CHECK_KINDS; k++)
            if (report->contrast[depth][k].value < check_contrast[k])
                return false;
        for (int v = 0; v < VISION_COUNT; v++)
            if (report->distance[depth][v].value < check_distance)
                return false;
    }
    return true;
}
