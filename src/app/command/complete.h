/* What could stand at the cursor, from the table of commands. */
#ifndef COMMAND_COMPLETE_H
#define COMMAND_COMPLETE_H

#include "command/names.h"

/* Whole replacements for bytes start .. cursor - 1 of the line. */
enum { COMPLETION_MOST = 200 };
struct completion {
    size_t start;
    struct names names; /* at most so many; quoted where needed, safe to show */
    size_t more;        /* that are not among them */
    char *common; /* what all begin with, as it is to be typed; NULL: nothing */
};

/* `completion` is uninitialised before, released by completion_release. */
void complete(const struct session *session, const char *line, size_t cursor,
              struct completion *completion);
void completion_release(struct completion *completion);

/* True when a blank belongs behind a candidate: it is a whole word. */
bool completion_is_word(const char *candidate);

#endif
