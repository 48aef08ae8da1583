/* A missing file's neighbours. */
#include "command/nearby.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/names.h"

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

/* The path that a token names: its value, or FILE of @FILE; NULL: none. */
static const char *path_of(const struct token *token,
                           const struct command_option *row)
{
    const char *text = token_value(token);
    if (row && (row->type == TYPE_PATH || row->type == TYPE_DATASET))
        return text;
    return text[0] == '@' ? text + 1 : NULL;
}

/* The row and the path of the file that a failure tells of; marks it. */
static const char *find_missing(const struct command_call *call,
                                const struct riffle_error *err,
                                const struct command_option **row)
{
    const struct command *command = call->command;
    size_t word = 0;
    for (size_t i = 1; i < call->tokens.n; i++) {
        const struct token *token = &call->tokens.items[i];
        *row = token->key
                   ? option_find(command->options, token->text, token->key)
                   : option_of_word(command, word++);
        const char *path = path_of(token, *row);
        if (path && access(path, F_OK) != 0 && strstr(err->message, path)) {
            *call->mark = (struct call_mark){token->value, token->end};
            return path;
        }
    }
    return NULL;
}

/* Nothing is called like it: say where it was looked for. */
static void hint_place(const struct command_option *row,
                       struct riffle_error *err)
{
    char bundled[256] = "";
    char *here = getcwd(NULL, 0);
    if (row && row->type == TYPE_DATASET) {
        struct names names;
        names_init(&names);
        names_collect(&names, NULL, row);
        names_nearest(&names, "", "", bundled, sizeof bundled);
        names_release(&names);
    }
    riffle_hint(err, "%s%spaths begin at %s", bundled,
                bundled[0] ? " comes with riffle; " : "", here ? here : ".");
    free(here);
}

void nearby_hint(const struct command_call *call, struct riffle_error *err)
{
    char near[256];
    struct names names;
    const struct command_option *row;
    const char *path = find_missing(call, err, &row);
    if (!path)
        return;
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    names_init(&names);
    add_folder(&names, path, (size_t)(base - path));
    if (row && row->type == TYPE_DATASET)
        names_collect(&names, NULL, row);
    names_nearest(&names, base, "", near, sizeof near);
    if (strncmp(near, "did", 3) == 0)
        riffle_hint(err, "%s", near);
    else
        hint_place(row, err);
    names_release(&names);
}
