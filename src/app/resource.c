/* Where the files that come with riffle are: data sets, themes. */
#include "resource.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* build/src/app lies three folders below the source tree */
enum { LEVELS = 4 };

/* True of a folder that a build makes for itself beside its outputs. */
static bool is_empty_folder(const char *path)
{
    bool empty = true;
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    for (const struct dirent *file; empty && (file = readdir(folder));)
        empty = file->d_name[0] == '.';
    (void)closedir(folder);
    return empty;
}

/* `base``middle`/folder/name if it can be read. */
static char *try_at(const char *base, const char *middle, const char *folder,
                    const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s%s/%s/%s", base, middle, folder, name) < 0)
        return NULL;
    if (access(path, R_OK) == 0 && !is_empty_folder(path))
        return path;
    free(path);
    return NULL;
}

char *resource_find(const char *folder, const char *name)
{
    const char *named = getenv("RIFFLE_DATA");
    char *path = named && *named ? try_at(named, "", folder, name) : NULL;
    char base[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", base, sizeof base - 1);
    if (path || length < 0)
        return path;
    base[length] = '\0';
    for (int level = 0; level < LEVELS && !path; level++) {
        char *slash = strrchr(base, '/');
        if (!slash || slash == base)
            break;
        *slash = '\0';
        path = try_at(base, "/share/riffle", folder, name);
        if (!path)
            path = try_at(base, "", folder, name);
    }
    return path;
}
