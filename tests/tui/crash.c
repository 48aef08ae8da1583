/*
 * Preloaded: the thread that runs commands crashes as its next one begins,
 * in the way that RIFFLE_CRASH names.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

FILE *open_memstream(char **text, size_t *size);

static volatile size_t deepest = (size_t)-1; /* as far as a compiler knows */

/* Deeper and deeper; volatile, so that no frame can be left out. */
static size_t overflow(size_t depth)
{
    volatile char room[4096];
    if (depth == deepest)
        return 0;
    memset((char *)room, (int)depth, sizeof room);
    return room[depth % sizeof room] + overflow(depth + 1) + (size_t)room[0];
}

FILE *open_memstream(char **text, size_t *size)
{
    FILE *(*real)(char **, size_t *) = NULL;
    const char *how = getenv("RIFFLE_CRASH");
    *(void **)&real = dlsym(RTLD_NEXT, "open_memstream");
    if (how && gettid() != getpid()) {
        if (strcmp(how, "overflow") == 0)
            return (FILE *)(void *)overflow(1);
        if (strcmp(how, "abort") == 0)
            abort();
        *(volatile char *)NULL = 0;
    }
    return real(text, size);
}
