/* The arguments of the program, one a line. */
#include "fuzz/fuzz.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

enum { MOST = 32 };

/* Threads are started, and themes read, at once: not a million times. */
static int is_costly(const char *argument)
{
    return strncmp(argument, "--th", 4) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *argv[MOST + 1] = {strdup("riffle")};
    int argc = 1;
    struct session session;
    struct options options;
    struct riffle_error err = {0};
    char *text = strndup((const char *)data, size), *rest = text;
    FUZZ_ASSERT(text != NULL && argv[0] != NULL);
    for (char *word; argc < MOST && (word = strsep(&rest, "\n")) != NULL;)
        if (!is_costly(word))
            argv[argc++] = word;
    session_init(&session);
    optind = 0;
    if (options_read(argc, argv, &session, &options, &err) != RIFFLE_OK)
        FUZZ_ASSERT(err.message[0] != '\0');
    options_release(&options);
    session_release(&session);
    free(argv[0]);
    free(text);
    return 0;
}
