/* The numbers that a lesson speaks of, computed while it runs. */
#include "command/lesson_values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "riffle/number.h"
#include "session.h"

static const char blanks[] = " \t";

/* The word that `text` begins with, and where the next one does. */
static const char *take_word(const char *text, char *word, size_t size)
{
    text += strspn(text, blanks);
    size_t length = strcspn(text, blanks);
    (void)snprintf(word, size, "%.*s", (int)length, text);
    return text + length + strspn(text + length, blanks);
}

/* A number, or the value of a name. */
static enum riffle_status look_up(const struct lesson_values *values,
                                  const char *word, double *number,
                                  struct riffle_error *err)
{
    for (size_t i = 0; i < values->n; i++)
        if (strcmp(values->items[i].name, word) == 0) {
            *number = values->items[i].number;
            return RIFFLE_OK;
        }
    if (riffle_number_parse(word, strlen(word), number))
        return RIFFLE_OK;
    return riffle_fail(err, RIFFLE_EFORMAT, "`%.40s' is no number here", word);
}

/* "A op B" in pieces. */
struct formula {
    double a, b;
    char operation;
};

static enum riffle_status read_formula(const struct lesson_values *values,
                                       const char *text,
                                       struct formula *formula,
                                       struct riffle_error *err)
{
    char a[32], operation[4], b[32];
    const char *rest = take_word(text, a, sizeof a);
    rest = take_word(rest, operation, sizeof operation);
    rest = take_word(rest, b, sizeof b);
    if (*rest || strlen(operation) != 1 || !strchr("+-*/<>", operation[0]))
        return riffle_fail(err, RIFFLE_EFORMAT, "`%.60s' is not A op B", text);
    formula->operation = operation[0];
    enum riffle_status status = look_up(values, a, &formula->a, err);
    return status == RIFFLE_OK ? look_up(values, b, &formula->b, err) : status;
}

static enum riffle_status compute(const struct lesson_values *values,
                                  const char *text, double *number,
                                  struct riffle_error *err)
{
    struct formula formula = {0};
    enum riffle_status status = read_formula(values, text, &formula, err);
    if (status != RIFFLE_OK)
        return status;
    switch (formula.operation) {
    case '+':
        *number = formula.a + formula.b;
        return RIFFLE_OK;
    case '-':
        *number = formula.a - formula.b;
        return RIFFLE_OK;
    case '*':
        *number = formula.a * formula.b;
        return RIFFLE_OK;
    case '/':
        *number = formula.a / formula.b;
        return RIFFLE_OK;
    default:
        return riffle_fail(err, RIFFLE_EFORMAT, "`%.60s' is no number", text);
    }
}

enum riffle_status lesson_values_hold(const struct lesson_values *values,
                                      const char *text, bool *holds,
                                      struct riffle_error *err)
{
    struct formula formula = {0};
    enum riffle_status status = read_formula(values, text, &formula, err);
    if (status != RIFFLE_OK)
        return status;
    if (!strchr("<>", formula.operation))
        return riffle_fail(err, RIFFLE_EFORMAT, "`%.60s' compares nothing",
                           text);
    *holds = formula.operation == '<' ? formula.a < formula.b
                                      : formula.a > formula.b;
    return RIFFLE_OK;
}

void lesson_values_forget(struct lesson_values *values)
{
    free(values->asked);
    free(values->answer);
    values->asked = values->answer = NULL;
}

/* --- from a command -------------------------------------------------------- */

/* The member of `object` that "a.b.0.c" leads to; NULL: none. */
static struct json_object *follow(struct json_object *object, const char *path)
{
    char step[64];
    while (object && *path) {
        size_t length = strcspn(path, ".");
        uint64_t index;
        (void)snprintf(step, sizeof step, "%.*s", (int)length, path);
        struct json_object *next = NULL;
        if (!json_object_is_type(object, json_type_array))
            (void)json_object_object_get_ex(object, step, &next);
        else if (riffle_count_parse(step, strlen(step), &index))
            next = json_object_array_get_idx(object, (size_t)index);
        object = next;
        path += length + (path[length] == '.');
    }
    return object;
}

/* What the command answers in JSON; free. NULL: no memory. */
static char *run_unseen(struct session *own, const char *command,
                        enum riffle_status *status)
{
    bool json = own->json;
    FILE *seen_out = own->out, *seen_notes = own->notes;
    char *out = NULL, *notes = NULL;
    size_t out_size, notes_size;
    own->json = true;
    own->out = open_memstream(&out, &out_size);
    own->notes = open_memstream(&notes, &notes_size);
    *status = RIFFLE_ENOMEM;
    if (own->out && own->notes)
        *status = command_run_line(own, command, "lesson");
    if (own->out)
        (void)fclose(own->out);
    if (own->notes)
        (void)fclose(own->notes);
    own->json = json;
    own->out = seen_out;
    own->notes = seen_notes;
    free(notes);
    return out;
}

/* Run the command, unless its answer is at hand. */
static enum riffle_status refresh(struct lesson_values *values,
                                  struct session *own, const char *command,
                                  struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    if (values->asked && strcmp(values->asked, command) == 0)
        return RIFFLE_OK;
    lesson_values_forget(values);
    values->answer = run_unseen(own, command, &status);
    values->asked = strdup(command);
    if (status == RIFFLE_OK && values->answer && values->asked)
        return RIFFLE_OK;
    lesson_values_forget(values);
    if (status == RIFFLE_OK)
        return riffle_fail_memory(err, strlen(command));
    return riffle_fail(err, status, "`%.80s' failed", command);
}

static enum riffle_status ask(struct lesson_values *values, struct session *own,
                              const char *command, const char *path,
                              double *number, struct riffle_error *err)
{
    struct json_object *data = NULL;
    enum riffle_status status = refresh(values, own, command, err);
    if (status != RIFFLE_OK)
        return status;
    struct json_object *line = json_tokener_parse(values->answer);
    if (line)
        (void)json_object_object_get_ex(line, "data", &data);
    struct json_object *found = follow(data, path);
    bool numeric = json_object_is_type(found, json_type_double) ||
                   json_object_is_type(found, json_type_int);
    if (numeric)
        *number = json_object_get_double(found);
    json_object_put(line);
    return numeric ? RIFFLE_OK
                   : riffle_fail(err, RIFFLE_EFORMAT,
                                 "`%.80s' answers no number `%.60s'", command,
                                 path);
}

enum riffle_status lesson_values_learn(struct lesson_values *values,
                                       struct session *own, const char *text,
                                       struct riffle_error *err)
{
    size_t name = strcspn(text, ":= ");
    const char *rest = text + name + strspn(text + name, blanks);
    const char *arrow = strstr(rest, " -> ");
    struct lesson_value *value = &values->items[values->n];
    double number = (double)NAN;
    enum riffle_status status;
    if (values->n == LESSON_VALUES || name >= sizeof value->name ||
        (*rest != '=' && (*rest != ':' || !arrow)))
        return riffle_fail(err, RIFFLE_EFORMAT, "`%.60s' is no value", text);
    if (*rest == '=') {
        status = compute(values, rest + 1, &number, err);
    } else {
        rest += 1 + strspn(rest + 1, blanks);
        char *command = strndup(rest, (size_t)(arrow - rest));
        status = command ? ask(values, own, command, arrow + 4, &number, err)
                         : riffle_fail_memory(err, strlen(rest));
        free(command);
    }
    if (status != RIFFLE_OK)
        return status;
    (void)snprintf(value->name, sizeof value->name, "%.*s", (int)name, text);
    value->number = number;
    values->n++;
    return RIFFLE_OK;
}

/* --- into text ------------------------------------------------------------- */

/* Two digits, or more before the point; whole numbers as they are. */
static void write_number(double number, FILE *out)
{
    double size = fabs(number);
    if (size == floor(size) && size < 1e6) {
        fprintf(out, "%.0f", number);
    } else if (size >= 1e-4 && size < 1e6) {
        int decimals = 1 - (int)floor(log10(size));
        fprintf(out, "%.*f", decimals > 0 ? decimals : 0, number);
    } else {
        fprintf(out, "%.1e", number);
    }
}

/* "NAME" or "NAME:%", `length` bytes. */
static enum riffle_status write_value(const struct lesson_values *values,
                                      const char *text, size_t length,
                                      FILE *out, struct riffle_error *err)
{
    char name[32];
    double number;
    bool percent = length > 2 && strncmp(text + length - 2, ":%", 2) == 0;
    (void)snprintf(name, sizeof name, "%.*s",
                   (int)(percent ? length - 2 : length), text);
    enum riffle_status status = look_up(values, name, &number, err);
    if (status == RIFFLE_OK && percent)
        fprintf(out, "%.0f%%", 100 * number);
    else if (status == RIFFLE_OK)
        write_number(number, out);
    return status;
}

enum riffle_status lesson_values_fill(const struct lesson_values *values,
                                      const char *text, char **filled,
                                      struct riffle_error *err)
{
    size_t size = 0;
    char *made = NULL;
    FILE *out = open_memstream(&made, &size);
    enum riffle_status status = RIFFLE_OK;
    if (!out)
        return riffle_fail_memory(err, strlen(text));
    while (*text && status == RIFFLE_OK) {
        size_t plain = strcspn(text, "{");
        size_t end = strcspn(text + plain, "}");
        fprintf(out, "%.*s", (int)plain, text);
        text += plain;
        if (!*text)
            break;
        status = write_value(values, text + 1, end - 1, out, err);
        text += end + (text[end] == '}');
    }
    if (fclose(out) != 0 && status == RIFFLE_OK)
        status = riffle_fail_memory(err, size);
    if (status == RIFFLE_OK)
        *filled = made;
    else
        free(made);
    return status;
}
