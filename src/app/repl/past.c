/* The history file, in the XDG state folder; RIFFLE_HISTORY says otherwise. */
#include "repl/past.h"

#include "place.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>

#include "report/sanitise.h"

enum { PAST_LINES = 10000 };

static char *file; /* NULL: no history is kept */

/* Make sure that the file is there and nobody else's to read. */
static int open_file(void)
{
    return open(file, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                0600);
}

void past_open(void)
{
    using_history();
    history_comment_char = '#';
    history_write_timestamps = 1;
    stifle_history(PAST_LINES);
    file = place_state("RIFFLE_HISTORY", "history");
    if (!file)
        return;
    int fd = open_file();
    if (fd < 0) {
        char *shown = sanitise(file, strlen(file), false, false);
        fprintf(stderr, "note: no history is kept: cannot write `%s'\n",
                shown ? shown : "");
        free(shown);
        free(file);
        file = NULL;
        return;
    }
    (void)close(fd);
    (void)read_history(file);
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
    if (file)
        (void)history_truncate_file(file, PAST_LINES);
    free(file);
    file = NULL;
}
