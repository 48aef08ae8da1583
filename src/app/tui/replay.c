/* A script done again in the full screen, a line whenever it is idle. */
#include "tui/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/call.h"
#include "plain.h"

enum riffle_status replay_open(struct tui *tui, struct riffle_error *err)
{
    const char *path = tui->session->tui_replay;
    if (!path)
        return RIFFLE_OK;
    struct stat found;
    return plain_open(path, &tui->replay, &found, err);
}

void replay_close(struct tui *tui)
{
    if (tui->replay)
        (void)fclose(tui->replay);
    tui->replay = NULL;
}

static void finish(struct tui *tui)
{
    char *line = NULL;
    char *quoted = NULL;
    replay_close(tui);
    if (!tui->session->tui_screen)
        return;
    quoted = token_quote(tui->session->tui_screen);
    if (quoted && asprintf(&line, "view screen %s", quoted) >= 0)
        tui_run_line(tui, line);
    free(line);
    free(quoted);
    tui->leaving = true;
}

void replay_step(struct tui *tui)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n = getline(&line, &room, tui->replay);
    if (n > 0 && line[n - 1] == '\n')
        line[n - 1] = '\0';
    if (n < 0)
        finish(tui);
    else if (strcmp(line, "tui") != 0 && strncmp(line, "tui ", 4) != 0)
        tui_run_line(tui, line); /* not itself within itself */
    free(line);
}
