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

char *lines_take(struct lines *lines)
{
    if (lines->n == 0)
        return NULL;
    char *first = lines->items[0];
    lines->n--;
    memmove(lines->items, lines->items + 1, lines->n * sizeof *lines->items);
    return first;
}

void lines_forget(struct lines *lines)
{
    while (lines->n > 0)
        free(lines->items[--lines->n]);
}
