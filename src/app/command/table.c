/* The table of commands: add a verb by adding its line. */
#include <string.h>

#include "command/verbs.h"

static const struct command *const table[] = {
    &command_quit,
    &command_source,
};

size_t command_count(void)
{
    return sizeof table / sizeof table[0];
}

const struct command *command_at(size_t index)
{
    return index < command_count() ? table[index] : NULL;
}

const struct command *command_find(const char *verb)
{
    size_t low = 0;
    size_t high = command_count();
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(verb, table[middle]->verb);
        if (order == 0)
            return table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
