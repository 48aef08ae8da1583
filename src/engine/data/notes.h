/* Sentences for the user, gathered while a data set is made. */
#ifndef DATA_NOTES_H
#define DATA_NOTES_H

#include "riffle/status.h"

#include <stdbool.h>

struct notes {
    char **texts;
    size_t count;
    bool failed; /* memory ran out on the way; looked at once, at the end */
};

void notes_add(struct notes *notes, const char *format, ...)
    RIFFLE_PRINTF(2, 3);

/* Fine on zeroed notes. */
void notes_release(struct notes *notes);

#endif
