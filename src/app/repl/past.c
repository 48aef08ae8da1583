/* The history file, in the XDG state folder; RIFFLE_HISTORY says otherwise. */
#include "repl/past.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

enum { PAST_LINES = 10000 };

static char *file; /* NULL: no history is kept */

/* Make every missing folder above the last name of `path`, 0700. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
}

/* Where the file is; NULL when there is to be none. Caller owns. */
static char *find_file(void)
{
    char *path = NULL;
    int made = -1;
    const char *named = getenv("RIFFLE_HISTORY");
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (named)
        return *named ? strdup(named) : NULL;
    if (state && state[0] == '/')
        made = asprintf(&path, "%s/riffle/history", state);
    else if (home && home[0] == '/')
        made = asprintf(&path, "%s/.local/state/riffle/history", home);
    return made < 0 ? NULL : path;
}

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
    file = find_file();
    if (!file)
        return;
    make_folders(file);
    int fd = open_file();
    if (fd < 0) {
        fprintf(stderr, "note: no history is kept: cannot write `%s'\n", file);
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
