/* From colours and attributes to escape sequences. */
#include "theme/style.h"

#include <stdio.h>
#include <string.h>

/* Names of 0 to 7; with "bright" before, of 8 to 15. */
static const char *const sixteen[] = {"black", "red",     "green", "yellow",
                                      "blue",  "magenta", "cyan",  "white"};

static const struct {
    const char *name;
    unsigned bit;
    int number; /* in an escape sequence */
} attributes[] = {
    {"bold", ATTRIBUTE_BOLD, 1},       {"dim", ATTRIBUTE_DIM, 2},
    {"italic", ATTRIBUTE_ITALIC, 3},   {"underline", ATTRIBUTE_UNDERLINE, 4},
    {"reverse", ATTRIBUTE_REVERSE, 7},
};
enum { N_ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]) };

int style_sixteen(const char *name)
{
    bool bright = strncmp(name, "bright", 6) == 0;
    for (int i = 0; i < 8; i++)
        if (strcmp(name + (bright ? 6 : 0), sixteen[i]) == 0)
            return i + (bright ? 8 : 0);
    return -1;
}

unsigned style_attribute(const char *name)
{
    for (size_t i = 0; i < N_ATTRIBUTES; i++)
        if (strcmp(name, attributes[i].name) == 0)
            return attributes[i].bit;
    return 0;
}

/* Add ";..." to an escape that is being written. */
static void add(char escape[THEME_ESCAPE], const char *parameter)
{
    size_t n = strlen(escape);
    snprintf(escape + n, THEME_ESCAPE - n, "%s%s", n ? ";" : "\033[",
             parameter);
}

static void add_attributes(char escape[THEME_ESCAPE], unsigned bits)
{
    for (size_t i = 0; i < N_ATTRIBUTES; i++) {
        char number[2] = {(char)('0' + attributes[i].number), '\0'};
        if (bits & attributes[i].bit)
            add(escape, number);
    }
}

/* `base`: 30 for the front, 40 for the back. */
static void add_colour(char escape[THEME_ESCAPE],
                       const struct theme_colour *colour,
                       enum theme_depth depth, int base)
{
    char text[64] = "";
    if (depth == DEPTH_TRUE && colour->rgb >= 0)
        snprintf(text, sizeof(text), "%d;2;%d;%d;%d", base + 8,
                 colour->rgb >> 16 & 255, colour->rgb >> 8 & 255,
                 colour->rgb & 255);
    else if (depth >= DEPTH_256 && colour->index >= 0)
        snprintf(text, sizeof(text), "%d;5;%d", base + 8, colour->index);
    else if (colour->sixteen >= 8)
        snprintf(text, sizeof(text), "%d", base + 60 + colour->sixteen - 8);
    else if (colour->sixteen >= 0)
        snprintf(text, sizeof(text), "%d", base + colour->sixteen);
    if (*text)
        add(escape, text);
}

/* Close what was opened; nothing was when the style is empty. */
static void end(char escape[THEME_ESCAPE])
{
    size_t n = strlen(escape);
    if (n > 0 && n + 1 < THEME_ESCAPE)
        memcpy(escape + n, "m", 2);
}

void style_colours(const struct theme_style *style, struct theme_look *look)
{
    for (int depth = DEPTH_16; depth <= DEPTH_TRUE; depth++) {
        char *escape = look->start[depth];
        escape[0] = '\0';
        add_attributes(escape, style->attributes);
        add_colour(escape, &style->front, (enum theme_depth)depth, 30);
        add_colour(escape, &style->back, (enum theme_depth)depth, 40);
        end(escape);
    }
    look->hex[0] = '\0';
    if (style->front.rgb >= 0)
        snprintf(look->hex, sizeof(look->hex), "#%06x",
                 (unsigned)style->front.rgb & 0xFFFFFFU);
}

void style_mono(unsigned bits, struct theme_look *look)
{
    char *escape = look->start[DEPTH_MONO];
    escape[0] = '\0';
    add_attributes(escape, bits);
    end(escape);
}
