#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Make every missing folder above the last slash of `path`. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
}

char *place_state(const char *variable, const char *name)
{
    char *path = NULL;
    int made = -1;
    const char *named = getenv(variable);
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (named && !*named)
        return NULL;
    if (named) /* a folder may come without its slash */
        made = asprintf(&path, "%s%s", named,
                        name[strlen(name) - 1] == '/' ? "/" : "");
    else if (state && state[0] == '/')
        made = asprintf(&path, "%s/riffle/%s", state, name);
    else if (home && home[0] == '/')
        made = asprintf(&path, "%s/.local/state/riffle/%s", home, name);
    if (made < 0)
        return NULL;
    make_folders(path);
    return path;
}
