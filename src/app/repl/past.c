/* The history file, in the XDG state folder; RIFFLE_HISTORY says otherwise. */
#include "repl/past.h"

#include "place.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

#include "report/sanitise.h"

enum { PAST_LINES = 10000 };

static char *file;  /* NULL: no history is kept */
static size_t uses; /* that have opened it */

/* Far more than so many lines; reading it would not end soon. */
static const off_t MOST_BYTES = (off_t)64 << 20;

/*
 * Make sure that the file is there and nobody else's to read; why not, else.
 * Readline would wait for what a pipe never says.
 */
static const char *prepare_file(void)
{
    struct stat found;
    int fd = open(file,
                  O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW |
                      O_NONBLOCK | O_NOCTTY,
                  0600);
    if (fd < 0)
        return "cannot write";
    const char *why = NULL;
    if (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode))
        why = "no plain file is";
    else if (found.st_size > MOST_BYTES)
        why = "more than 64 MB are in";
    (void)close(fd);
    return why;
}

void past_open(void)
{
    if (uses++ > 0)
        return;
    using_history();
    history_comment_char = '#';
    history_write_timestamps = 1;
    stifle_history(PAST_LINES);
    file = place_state("RIFFLE_HISTORY", "history");
    if (!file)
        return;
    const char *why = prepare_file();
    if (!why) {
        (void)read_history(file);
        return;
    }
    char *shown = sanitise(file, strlen(file), false, false);
    fprintf(stderr, "note: no history is kept: %s `%s'\n", why,
            shown ? shown : "");
    free(shown);
    free(file);
    file = NULL;
}

void past_add(const char *entry)
{
    const HIST_ENTRY *last =
        history_length > 0 ? history_get(history_base + history_length - 1)
                           : NULL;
    if (entry[0] == ' ' || entry[0] == '\0' ||
        (last && strcmp(last->line, entry) == 0))
        return;
    add_history(entry);
    if (file)
        (void)append_history(1, file);
}

void past_close(void)
{
    if (--uses > 0)
        return;
    if (file)
        (void)history_truncate_file(file, PAST_LINES);
    free(file);
    file = NULL;
}
