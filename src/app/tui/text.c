/* Lines of text that a page scrolls through. */
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

static void add_line(struct text *text, enum theme_role role, const char *words,
                     size_t length)
{
    if (text->n == text->room) {
        size_t room = text->room ? 2 * text->room : 64;
        struct text_line *lines =
            reallocarray(text->lines, room, sizeof *lines);
        if (!lines)
            return;
        text->lines = lines;
        text->room = room;
    }
    char *copy = strndup(words, length);
    if (copy)
        text->lines[text->n++] = (struct text_line){copy, role};
}

void text_add(struct text *text, enum theme_role role, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, "\n");
        add_line(text, role, words, length);
        words += length + (words[length] == '\n');
    }
}

static enum theme_role role_of(const char *line)
{
    static const struct {
        const char *begin;
        enum theme_role role;
    } roles[] = {{"riffle> ", ROLE_PROMPT},       {"? ", ROLE_STRONG},
                 {"error: ", ROLE_MESSAGE_ERROR}, {"note: ", ROLE_DIM},
                 {"You said ", ROLE_STRONG},      {"It is ", ROLE_STRONG}};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (strncmp(line, roles[i].begin, strlen(roles[i].begin)) == 0)
            return roles[i].role;
    return ROLE_TEXT;
}

void text_add_answer(struct text *text, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, "\n");
        add_line(text, role_of(words), words, length);
        words += length + (words[length] == '\n');
    }
}

void text_clear(struct text *text)
{
    for (size_t i = 0; i < text->n; i++)
        free(text->lines[i].words);
    free(text->lines);
    *text = (struct text){0};
}

void text_trim(struct text *text, size_t keep)
{
    if (text->n <= keep)
        return;
    size_t gone = text->n - keep;
    for (size_t i = 0; i < gone; i++)
        free(text->lines[i].words);
    text->n = keep;
    memmove(text->lines, text->lines + gone, keep * sizeof *text->lines);
}
