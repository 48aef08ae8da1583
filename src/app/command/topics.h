/* The concepts that `help` explains, as plain text. */
#ifndef COMMAND_TOPICS_H
#define COMMAND_TOPICS_H

#include <stddef.h>

struct topic {
    const char *name;
    const char *summary;  /* half a line */
    const char *text;     /* lines of at most 78 columns, each ended */
    const char *see_also; /* names, comma separated */
};

/* The table, in reading order. */
size_t topic_count(void);
const struct topic *topic_at(size_t index);
const struct topic *topic_find(const char *name);

#endif
