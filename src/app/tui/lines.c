/* Lines that wait to be run. */
#include "tui/lines.h"

#include <stdlib.h>
#include <string.h>

bool lines_add(struct lines *lines, const char *line)
{
    char *copy = lines->n < MOST_LINES ? strdup(line) : NULL;
    if (copy)
        lines->items[lines->n++] = copy;
    return copy != NULL;
}

static void close_gap(struct lines *lines, size_t at)
{
    lines->n--;
    memmove(lines->items + at, lines->items + at + 1,
            (lines->n - at) * sizeof *lines->items);
}

char *lines_take(struct lines *lines)
{
    if (lines->n == 0)
        return NULL;
    char *first = lines->items[0];
    close_gap(lines, 0);
    return first;
}

void lines_drop(struct lines *lines, size_t index)
{
    if (index >= lines->n)
        return;
    free(lines->items[index]);
    close_gap(lines, index);
}

void lines_forget(struct lines *lines)
{
    while (lines->n > 0)
        free(lines->items[--lines->n]);
}
