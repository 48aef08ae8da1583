#include "command/cells.h"

#include "command/call.h"
#include "command/names.h"
#include "command/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One word, cut at the `=` behind its column. */
struct cell {
    const char *name; /* of `length` bytes */
    size_t length;
    const char *value;
    char word[24]; /* its number, by which call_fail finds it */
};

static bool is_named(const char *feature, const struct cell *cell)
{
    return strncmp(feature, cell->name, cell->length) == 0;
}

/* The feature of exactly that name, or n_features. */
static size_t find_feature(const struct riffle_dataset *data,
                           const struct cell *cell)
{
    size_t j = 0;
    while (j < data->n_features &&
           !(is_named(data->feature_names[j], cell) &&
             data->feature_names[j][cell->length] == '\0'))
        j++;
    return j;
}

/* True for an indicator of the text column: "color=red" of "color". */
static bool is_indicator(const struct riffle_dataset *data, size_t j,
                         const struct cell *cell)
{
    return is_named(data->feature_names[j], cell) &&
           data->feature_names[j][cell->length] == '=';
}

static bool is_text_column(const struct riffle_dataset *data,
                           const struct cell *cell)
{
    for (size_t j = 0; j < data->n_features; j++)
        if (is_indicator(data, j, cell))
            return true;
    return false;
}

static enum riffle_status fail_column(const struct session *session,
                                      const struct command_call *call,
                                      const struct cell *cell,
                                      struct riffle_error *err)
{
    const struct command_option columns = {.type = TYPE_COLUMN};
    char near[256], typed[64];
    struct names names;
    (void)snprintf(typed, sizeof typed, "%.*s",
                   (int)(cell->length < 60 ? cell->length : 60), cell->name);
    names_init(&names);
    names_collect(&names, session, &columns);
    names_nearest(&names, typed, "=", near, sizeof near);
    names_release(&names);
    (void)call_fail(call, cell->word, err, "`%s' is no column", typed);
    const struct token *token = call_token(call, cell->word);
    if (token && token->key) /* the name is at fault, not the value */
        *call->mark = (struct call_mark){token->start, token->value - 1};
    riffle_hint(err, "%s",
                near[0] ? near : "`show data' counts them, Tab lists them");
    return RIFFLE_EUSAGE;
}

static enum riffle_status fail_level(const struct riffle_dataset *data,
                                     const struct command_call *call,
                                     const struct cell *cell,
                                     struct riffle_error *err)
{
    char levels[256] = "";
    size_t used = 0;
    for (size_t j = 0; j < data->n_features && used < sizeof levels - 90; j++)
        if (is_indicator(data, j, cell))
            used += (size_t)snprintf(levels + used, sizeof levels - used,
                                     "%s%.80s", used ? ", " : "",
                                     data->feature_names[j] + cell->length + 1);
    (void)call_fail(call, cell->word, err, "column %.*s has no text `%s'",
                    (int)cell->length, cell->name, cell->value);
    riffle_hint(err, "it has %s", levels);
    return RIFFLE_EUSAGE;
}

/* The indicators of a text column: one is 1, the others are 0. */
static enum riffle_status set_text(const struct riffle_dataset *data,
                                   const struct command_call *call,
                                   const struct cell *cell, double *x,
                                   bool *set, struct riffle_error *err)
{
    bool found = false;
    for (size_t j = 0; j < data->n_features; j++) {
        if (!is_indicator(data, j, cell))
            continue;
        bool chosen =
            strcmp(data->feature_names[j] + cell->length + 1, cell->value) == 0;
        x[j] = riffle_from_file(data, j, chosen);
        found |= chosen;
        if (set)
            set[j] = true;
    }
    return found ? RIFFLE_OK : fail_level(data, call, cell, err);
}

static enum riffle_status set_number(const struct riffle_dataset *data,
                                     const struct command_call *call,
                                     const struct cell *cell, size_t j,
                                     double *x, struct riffle_error *err)
{
    double value = 0;
    if (!riffle_number_parse(cell->value, strlen(cell->value), &value))
        return call_fail(call, cell->word, err, "`%s' is not a number",
                         cell->value);
    x[j] = riffle_from_file(data, j, value);
    if (isfinite(x[j]))
        return RIFFLE_OK;
    return call_fail(call, cell->word, err, "`%s' is too large", cell->value);
}

/* Cut a word at the last `=` that has a column before it, else at the first. */
static bool cut(const struct riffle_dataset *data, const char *word,
                struct cell *cell)
{
    const char *first = strchr(word, '=');
    if (!first || first == word)
        return false;
    cell->name = word;
    for (const char *at = strrchr(word, '='); at > word; at--) {
        if (*at != '=')
            continue;
        cell->length = (size_t)(at - word);
        cell->value = at + 1;
        if (at == first || find_feature(data, cell) < data->n_features)
            break;
    }
    return true;
}

static enum riffle_status read_cell(const struct session *session,
                                    const struct command_call *call, size_t i,
                                    double *x, bool *set,
                                    struct riffle_error *err)
{
    const struct riffle_dataset *data = session->data;
    struct cell cell = {0};
    (void)snprintf(cell.word, sizeof cell.word, "%zu", i);
    if (!cut(data, call_word(call, i), &cell)) {
        (void)call_fail(call, cell.word, err, "`%s' is not COLUMN=VALUE",
                        call_word(call, i));
        riffle_hint(err, "for instance %s=0", data->feature_names[0]);
        return RIFFLE_EUSAGE;
    }
    size_t j = find_feature(data, &cell);
    if (j == data->n_features)
        return is_text_column(data, &cell)
                   ? set_text(data, call, &cell, x, set, err)
                   : fail_column(session, call, &cell, err);
    if (set)
        set[j] = true;
    return set_number(data, call, &cell, j, x, err);
}

enum riffle_status cells_read(const struct session *session,
                              const struct command_call *call, size_t first,
                              double *x, bool *set, struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = first; i < call_word_count(call) && status == RIFFLE_OK;
         i++)
        status = read_cell(session, call, i, x, set, err);
    return status;
}

/* A value as the file has it; twelve digits hide the way there and back. */
static const char *in_file(char text[RIFFLE_NUMBER_SIZE],
                           const struct riffle_dataset *data, size_t j,
                           double x)
{
    return short_number(text, riffle_in_file(data, j, x), 12);
}

void cells_say(const struct riffle_dataset *data, const double *from,
               const double *to, char *text, size_t size)
{
    size_t shown = 0, differ = 0, used = 0;
    text[0] = '\0';
    for (size_t j = 0; j < data->n_features; j++) {
        char a[RIFFLE_NUMBER_SIZE], b[RIFFLE_NUMBER_SIZE];
        if (from[j] == to[j])
            continue;
        differ++;
        if (differ > CELLS_SHOWN || used >= size)
            continue;
        shown++;
        used += (size_t)snprintf(text + used, size - used, "%s%.40s %s -> %s",
                                 used ? ", " : "", data->feature_names[j],
                                 in_file(a, data, j, from[j]),
                                 in_file(b, data, j, to[j]));
    }
    if (differ > shown && used < size)
        (void)snprintf(text + used, size - used, ", and %zu more",
                       differ - shown);
}

struct json_object *cells_object(const struct riffle_dataset *data,
                                 const double *from, const double *to)
{
    struct json_object *array = json_object_new_array();
    for (size_t j = 0; j < data->n_features; j++) {
        if (from[j] == to[j])
            continue;
        struct json_object *cell = json_object_new_object();
        json_object_object_add(cell, "column",
                               reply_string(data->feature_names[j]));
        json_object_object_add(cell, "from",
                               reply_number(riffle_in_file(data, j, from[j])));
        json_object_object_add(cell, "to",
                               reply_number(riffle_in_file(data, j, to[j])));
        json_object_array_add(array, cell);
    }
    return array;
}
