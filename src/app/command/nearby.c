/* A missing file's neighbours. */
#include "command/nearby.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/names.h"

static bool is_file(const struct command_option *row)
{
    return row && (row->type == TYPE_PATH || row->type == TYPE_DATASET);
}

static void add_folder(struct names *names, const char *path, size_t length)
{
    char *folder = length > 0 ? strndup(path, length) : strdup(".");
    DIR *files = folder ? opendir(folder) : NULL;
    const struct dirent *file;
    while (files && (file = readdir(files)))
        if (file->d_name[0] != '.')
            names_add(names, file->d_name, strlen(file->d_name));
    if (files)
        (void)closedir(files);
    free(folder);
}

/* The row and the text of the first file that is not there; marks it. */
static const char *find_missing(const struct command_call *call,
                                const struct command_option **row)
{
    const struct command *command = call->command;
    size_t word = 0;
    for (size_t i = 1; i < call->tokens.n; i++) {
        const struct token *token = &call->tokens.items[i];
        *row = token->key
                   ? option_find(command->options, token->text, token->key)
                   : option_of_word(command, word++);
        const char *path = token_value(token);
        if (is_file(*row) && access(path, F_OK) != 0) {
            *call->mark = (struct call_mark){token->value, token->end};
            return path;
        }
    }
    return NULL;
}

void nearby_hint(const struct command_call *call, struct riffle_error *err)
{
    char near[256];
    struct names names;
    const struct command_option *row;
    const char *path = find_missing(call, &row);
    if (!path)
        return;
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    names_init(&names);
    add_folder(&names, path, (size_t)(base - path));
    if (row->type == TYPE_DATASET)
        names_collect(&names, NULL, row);
    names_nearest(&names, base, "", near, sizeof near);
    if (strncmp(near, "did", 3) == 0)
        riffle_hint(err, "%s", near);
    names_release(&names);
}
