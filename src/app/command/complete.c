/* Completion by position: verb, word, option, value, item of a list, file. */
#include "command/complete.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command/call.h"
#include "command/parse.h"
#include "command/settings.h"
#include "command/types.h"
#include "report/sanitise.h"
#include "session.h"

/* The word at the cursor, and what comes before it. */
struct place {
    const struct session *session;
    const struct tokens *tokens;
    size_t index;        /* of the token at the cursor */
    const char *partial; /* its text so far; of an option, its value's */
    char *first;         /* the first that was offered, unquoted */
    size_t shared;       /* bytes of it that all others have, too */
    struct completion *out;
};

/* Quoted where needed; the quote of a folder stays open. Caller owns. */
static char *quote_open(const char *text)
{
    char *quoted = token_quote(text);
    size_t n = quoted ? strlen(quoted) : 0;
    if (n > 2 && quoted[n - 1] == '"' && quoted[n - 2] == '/')
        quoted[n - 1] = '\0';
    return quoted;
}

/* What `head` + `name` have in common with those before. */
static void share(struct place *place, const char *head, size_t head_length,
                  const char *name)
{
    if (!place->first) {
        if (asprintf(&place->first, "%.*s%s", (int)head_length, head, name) < 0)
            place->first = NULL;
        place->shared = place->first ? strlen(place->first) : 0;
        return;
    }
    const char *rest = place->first + head_length;
    size_t n = 0;
    while (head_length + n < place->shared && name[n] == rest[n])
        n++;
    if (head_length + n < place->shared)
        place->shared = head_length + n;
}

/* Offer `head` + `name` when it goes on from what is typed, which begins with
 * the head. */
static void offer(struct place *place, const char *head, size_t head_length,
                  const char *name)
{
    const char *typed = place->partial + head_length;
    if (strncmp(name, typed, strlen(typed)) != 0)
        return;
    if (place->out->names.n >= COMPLETION_MOST) {
        place->out->more++;
        share(place, head, head_length, name);
        return;
    }
    char *text = NULL;
    if (asprintf(&text, "%.*s%s", (int)head_length, head, name) < 0)
        return;
    char *quoted = quote_open(text);
    char *safe = quoted ? sanitise(quoted, strlen(quoted), true, false) : NULL;
    if (safe && strcmp(safe, quoted) == 0) {
        names_add(&place->out->names, quoted, strlen(quoted));
        share(place, head, head_length, name);
    }
    free(safe);
    free(quoted);
    free(text);
}

/* What all offers begin with: a quote stays open. */
static char *common_of(const struct place *place)
{
    char *text = NULL;
    if (place->shared == 0 || place->out->names.n + place->out->more < 2)
        return NULL;
    text = strndup(place->first, place->shared);
    char *quoted = text ? token_quote(text) : NULL;
    size_t n = quoted ? strlen(quoted) : 0;
    free(text);
    if (n > 1 && quoted[0] == '"' && quoted[n - 1] == '"')
        quoted[n - 1] = '\0';
    return quoted;
}

static bool is_folder(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* One entry of a folder; folders get a slash. */
static void offer_file(struct place *place, const char *folder,
                       size_t typed_folder, const char *name)
{
    char *path = NULL;
    char *shown = NULL;
    if (asprintf(&path, "%s/%s", folder, name) >= 0 &&
        asprintf(&shown, "%s%s", name, is_folder(path) ? "/" : "") >= 0)
        offer(place, place->partial, typed_folder, shown);
    free(shown);
    free(path);
}

/* Files; `skip` bytes of the word come before the path ("@"). */
static void offer_files(struct place *place, size_t skip)
{
    const char *path = place->partial + skip;
    const char *slash = strrchr(path, '/');
    size_t typed = slash ? (size_t)(slash + 1 - path) : 0;
    char *folder = typed ? strndup(path, typed) : strdup(".");
    DIR *files = folder ? opendir(folder) : NULL;
    const struct dirent *file;
    while (files && (file = readdir(files)))
        if (file->d_name[0] != '.' ||
            (path[typed] == '.' && strcmp(file->d_name, ".") != 0 &&
             strcmp(file->d_name, "..") != 0))
            offer_file(place, folder, skip + typed, file->d_name);
    if (files)
        (void)closedir(files);
    free(folder);
}

/* Behind theta: the names of coefficients. */
static void offer_coefficients(struct place *place, size_t head)
{
    static const char lead[] = "theta:";
    const struct session *session = place->session;
    const struct riffle_dataset *data = session ? session->data : NULL;
    if (strncmp(place->partial + head, lead, sizeof lead - 1) != 0)
        return;
    for (size_t j = 0; data && j < data->n_features; j++)
        offer(place, place->partial, head + sizeof lead - 1,
              data->feature_names[j]);
}

/* Values of an option or word. */
static void offer_values(struct place *place, const struct command_option *row)
{
    struct names names;
    size_t head = 0;
    const char *comma = strrchr(place->partial, ',');
    if (type_of(row->type)->list && comma)
        head = (size_t)(comma + 1 - place->partial);
    names_init(&names);
    names_collect(&names, place->session, row);
    for (size_t i = 0; i < names.n; i++)
        offer(place, place->partial, head, names.items[i]);
    names_release(&names);
    if (row->type == TYPE_MEASURE || row->type == TYPE_MEASURES)
        offer_coefficients(place, head);
    if (row->type == TYPE_PATH || row->type == TYPE_DATASET ||
        row->type == TYPE_LABELS)
        offer_files(place, 0);
    if (row->type == TYPE_ROWS && place->partial[0] == '@')
        offer_files(place, 1);
}

/* True when a token before the cursor has the key. */
static bool is_used(const struct place *place, const char *key)
{
    size_t length = strlen(key);
    for (size_t i = 1; i < place->index; i++) {
        const struct token *token = &place->tokens->items[i];
        if (token->key == length && memcmp(token->text, key, length) == 0)
            return true;
    }
    return false;
}

/* Keys stand unquoted, so they do not go through `offer`. */
static void offer_keys(struct place *place, const struct command *command)
{
    const struct command_option *row = command->options;
    for (; row && row->name; row++) {
        char key[64];
        if (is_used(place, row->name))
            continue;
        (void)snprintf(key, sizeof key, "%s=", row->name);
        if (strncmp(key, place->partial, strlen(place->partial)) != 0)
            continue;
        names_add(&place->out->names, key, strlen(key));
        share(place, "", 0, key);
    }
}

/* The row of the positional word at the cursor; NULL when there is none. */
static const struct command_option *word_row(const struct place *place,
                                             const struct command *command)
{
    size_t n = 0;
    const struct token *before = NULL;
    for (size_t i = 1; i < place->index; i++) {
        if (place->tokens->items[i].key)
            continue;
        before = &place->tokens->items[i];
        n++;
    }
    if (n >= command->max_words)
        return NULL;
    const struct command_option *row = option_of_word(command, n);
    const struct setting *setting = NULL;
    if (row && row->type == TYPE_VALUE && before)
        setting = setting_find(before->text);
    return setting ? &setting->value : row;
}

static void offer_at(struct place *place, const struct token *token)
{
    const struct command_option verbs = {.type = TYPE_COMMAND};
    const struct command_option *row = &verbs;
    if (place->index > 0) {
        const struct command *command =
            parse_find_verb(place->tokens->items[0].text, true);
        if (!command)
            return;
        if (token && token->key) {
            place->out->start = token->value;
            place->partial = token_value(token);
            row = option_find(command->options, token->text, token->key);
        } else {
            row = word_row(place, command);
            offer_keys(place, command);
        }
    }
    if (row)
        offer_values(place, row);
}

/* The words of the command that the cursor is in. */
static void read_last(const char *line, size_t cursor, struct tokens *tokens)
{
    size_t at = 0;
    tokens_read(line, cursor, at, tokens);
    while (tokens->separated) {
        at = tokens->next;
        tokens_release(tokens);
        tokens_read(line, cursor, at, tokens);
    }
}

void complete(const struct session *session, const char *line, size_t cursor,
              struct completion *completion)
{
    struct tokens tokens;
    const struct token *token = NULL;
    read_last(line, cursor, &tokens);
    if (tokens.n > 0 && tokens.items[tokens.n - 1].end == cursor)
        token = &tokens.items[tokens.n - 1];
    *completion = (struct completion){.start = token ? token->start : cursor};
    names_init(&completion->names);
    struct place place = {
        .session = session,
        .tokens = &tokens,
        .index = token ? tokens.n - 1 : tokens.n,
        .partial = token ? token->text : "",
        .out = completion,
    };
    offer_at(&place, token);
    completion->common = common_of(&place);
    free(place.first);
    tokens_release(&tokens);
}

void completion_release(struct completion *completion)
{
    names_release(&completion->names);
    free(completion->common);
    completion->common = NULL;
}

bool completion_is_word(const char *candidate)
{
    size_t n = strlen(candidate);
    if (n > 1 && candidate[n - 1] == '"')
        n--;
    return n > 0 && !strchr("=:/", candidate[n - 1]);
}
