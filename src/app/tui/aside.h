/* What others write to standard error, kept while the screen is taken. */
#ifndef TUI_ASIDE_H
#define TUI_ASIDE_H

#include <stddef.h>
#include <sys/types.h>

struct aside {
    int file;    /* what standard error is now; -1: itself */
    int display; /* what it was; -1: it still is */
    off_t taken; /* bytes that were asked for so far */
};

/* It would tear the screen: keep it. */
void aside_hold(struct aside *aside);
/* What came since the last call, as a string; bytes, 0: nothing. */
size_t aside_take(struct aside *aside, char *text, size_t size);
/* Give standard error back, and all that was kept from it. */
void aside_release(struct aside *aside);

#endif
