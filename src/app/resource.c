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

/* What is looked for, and the path where it was found. */
struct search {
    const char *folder, *name;
    char *path;
    struct riffle_error *err;
};

/* `base``middle`/folder/name if it can be read and nothing was found yet. */
static enum riffle_status try_at(struct search *search, const char *base,
                                 const char *middle)
{
    char *path = NULL;
    if (search->path)
        return RIFFLE_OK;
    if (asprintf(&path, "%s%s/%s/%s", base, middle, search->folder,
                 search->name) < 0)
        return riffle_fail_memory(search->err, PATH_MAX);
    if (access(path, R_OK) == 0 && !is_empty_folder(path))
        search->path = path;
    else
        free(path);
    return RIFFLE_OK;
}

/* From the executable's folder upwards. */
static enum riffle_status climb(struct search *search)
{
    char base[PATH_MAX];
    enum riffle_status status = RIFFLE_OK;
    ssize_t length = readlink("/proc/self/exe", base, sizeof base - 1);
    if (length < 0)
        return RIFFLE_OK;
    base[length] = '\0';
    for (int level = 0; level < LEVELS && status == RIFFLE_OK; level++) {
        char *slash = strrchr(base, '/');
        if (search->path || !slash || slash == base)
            break;
        *slash = '\0';
        status = try_at(search, base, "/share/riffle");
        if (status == RIFFLE_OK)
            status = try_at(search, base, "");
    }
    return status;
}

enum riffle_status resource_find(const char *folder, const char *name,
                                 char **path, struct riffle_error *err)
{
    const char *named = getenv("RIFFLE_DATA");
    struct search search = {folder, name, NULL, err};
    enum riffle_status status =
        named && *named ? try_at(&search, named, "") : RIFFLE_OK;
    if (status == RIFFLE_OK)
        status = climb(&search);
    *path = search.path;
    return status;
}
