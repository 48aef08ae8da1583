/* One row for each type: the check before any handler runs. */
#include "command/types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/names.h"
#include "command/value.h"
#include "riffle/number.h"
#include "session.h"

static bool is_number(const char *text)
{
    double value;
    return riffle_number_parse(text, strlen(text), &value);
}

static bool is_fraction(const char *text)
{
    double value;
    return riffle_number_parse(text, strlen(text), &value) && value >= 0 &&
           value <= 1;
}

static bool is_row(const char *text)
{
    uint64_t value;
    return riffle_count_parse(text, strlen(text), &value);
}

static bool is_positive(const char *text)
{
    uint64_t value;
    return riffle_count_parse(text, strlen(text), &value) && value > 0;
}

static bool is_size(const char *text)
{
    struct value_size size;
    return value_size(text, &size);
}

static bool is_range(const char *text)
{
    double ends[2];
    return value_range(text, ends);
}

/* A file of rows, or a list of them. */
static bool is_rows(const char *text)
{
    const char *item;
    size_t length;
    size_t first;
    size_t last;
    if (text[0] == '@')
        return text[1] != '\0';
    for (size_t at = 0; value_item(text, &at, &item, &length);)
        if (!value_rows(item, length, &first, &last))
            return false;
    return true;
}

static const struct type types[] = {
    [TYPE_WORD] = {.placeholder = "WORD", .noun = "a word", .named = true},
    [TYPE_WORDS] = {.placeholder = "WORD,...",
                    .noun = "a word",
                    .list = true,
                    .named = true},
    [TYPE_TEXT] = {.placeholder = "TEXT", .noun = "text"},
    [TYPE_PATH] = {.placeholder = "PATH", .noun = "a file"},
    [TYPE_COLUMN] = {.placeholder = "COLUMN", .noun = "a column"},
    [TYPE_COLUMNS] = {.placeholder = "COLUMN,...",
                      .noun = "a column",
                      .list = true},
    [TYPE_CELL] = {.placeholder = "COL=VALUE", .noun = "COLUMN=VALUE"},
    [TYPE_ROW] = {.placeholder = "ROW",
                  .noun = "a row number from 0",
                  .accepts = is_row},
    [TYPE_ROWS] = {.placeholder = "ROWS",
                   .noun = "rows: 7, 10-20, 1,5 or @FILE",
                   .accepts = is_rows},
    [TYPE_SIZE] = {.placeholder = "SIZE",
                   .noun = "a size: rows (20) or a share (5%)",
                   .accepts = is_size},
    [TYPE_RANGE] = {.placeholder = "LOW:HIGH",
                    .noun = "a range of shares, lower first (0.1%:5%)",
                    .accepts = is_range},
    [TYPE_COUNT] = {.placeholder = "N",
                    .noun = "a whole number above 0",
                    .accepts = is_positive},
    [TYPE_NUMBER] = {.placeholder = "X",
                     .noun = "a number",
                     .accepts = is_number},
    [TYPE_FRACTION] = {.placeholder = "X",
                       .noun = "a number between 0 and 1",
                       .accepts = is_fraction},
    [TYPE_SEED] = {.placeholder = "SEED",
                   .noun = "a whole number above 0",
                   .accepts = is_positive},
    [TYPE_MEASURE] = {.placeholder = "MEASURE",
                      .noun = "a measure",
                      .named = true},
    [TYPE_MEASURES] = {.placeholder = "MEASURE,...",
                       .noun = "a measure",
                       .list = true,
                       .named = true},
    [TYPE_ESTIMATORS] = {.placeholder = "ESTIMATOR,...",
                         .noun = "an estimator",
                         .list = true,
                         .named = true},
    [TYPE_SCORE] = {.placeholder = "SCORE", .noun = "a score", .named = true},
    [TYPE_SCORES] = {.placeholder = "SCORE,...",
                     .noun = "a score",
                     .list = true,
                     .named = true},
    [TYPE_METHODS] = {.placeholder = "METHOD,...",
                      .noun = "a method",
                      .list = true,
                      .settings = true,
                      .named = true},
    [TYPE_AUDITS] = {.placeholder = "SCORE,...",
                     .noun = "a score",
                     .list = true,
                     .named = true},
    [TYPE_LESSON] = {.placeholder = "LESSON", .noun = "a lesson"},
    [TYPE_PRESETS] = {.placeholder = "STRATEGY,...",
                      .noun = "a strategy",
                      .list = true,
                      .named = true},
    [TYPE_SET] = {.placeholder = "SET", .noun = "a named removal set"},
    [TYPE_THEME] = {.placeholder = "THEME", .noun = "a theme"},
    [TYPE_COMMAND] = {.placeholder = "COMMAND",
                      .noun = "a command",
                      .named = true},
    [TYPE_SETTING] = {.placeholder = "SETTING",
                      .noun = "a setting",
                      .named = true},
    [TYPE_VALUE] = {.placeholder = "VALUE", .noun = "a value of the setting"},
    [TYPE_TOPIC] = {.placeholder = "TOPIC",
                    .noun = "a topic of help",
                    .named = true},
    [TYPE_LABELS] = {.placeholder = "NAME",
                     .noun = "a member, or a file of labels"},
    [TYPE_DATASET] = {.placeholder = "PATH",
                      .noun = "a file, or a bundled data set"},
};

const struct type *type_of(enum command_type type)
{
    return &types[type];
}

/* True when a name stands for the item: itself, or "logit:" for "logit:7". */
static bool names_cover(const struct names *names, const char *item,
                        size_t length)
{
    const char *colon = memchr(item, ':', length);
    size_t head = colon ? (size_t)(colon - item) + 1 : length;
    return names_have(names, item, head) && !(colon && head == length);
}

static enum riffle_status check_named(const struct command_option *option,
                                      const struct names *names,
                                      const char *item, size_t length,
                                      struct riffle_error *err)
{
    char near[256];
    char typed[256];
    const struct type *type = type_of(option->type);
    if (!names->whole)
        return riffle_fail_memory(err, names->capacity);
    if (names_cover(names, item, length))
        return RIFFLE_OK;
    (void)snprintf(typed, sizeof typed, "%.*s",
                   (int)(length < 200 ? length : 200), item);
    if (option->values)
        riffle_fail(err, RIFFLE_EUSAGE, "unknown value `%s' for `%s'", typed,
                    option->name);
    else
        riffle_fail(err, RIFFLE_EUSAGE, "`%s' is not %s", typed, type->noun);
    names_nearest(names, typed, "", near, sizeof near);
    if (!near[0] && option->type == TYPE_TOPIC)
        (void)snprintf(
            near, sizeof near,
            "`apropos %.60s` searches all of it, `help topics` lists", typed);
    riffle_hint(err, "%s", near);
    return RIFFLE_EUSAGE;
}

static enum riffle_status check_names(const struct command_option *option,
                                      const char *text,
                                      struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    struct session nothing = {0};
    struct names names;
    names_init(&names);
    names_collect(&names, &nothing, option);
    const char *item = text;
    size_t length = strlen(text);
    size_t at = 0;
    const struct type *type = type_of(option->type);
    while (!status &&
           (type->list ? value_item(text, &at, &item, &length) : at++ == 0)) {
        const char *colon = type->settings ? memchr(item, ':', length) : NULL;
        status = check_named(option, &names, item,
                             colon ? (size_t)(colon - item) : length, err);
    }
    names_release(&names);
    return status;
}

enum riffle_status type_check(const struct command_option *option,
                              const char *text, struct riffle_error *err)
{
    const struct type *type = type_of(option->type);
    if (text[0] == '\0' && option->type != TYPE_TEXT)
        return riffle_fail(err, RIFFLE_EUSAGE, "`%s' is empty: it takes %s",
                           option->name, type->noun);
    if (type->named)
        return check_names(option, text, err);
    if (type->accepts && !type->accepts(text))
        return riffle_fail(err, RIFFLE_EUSAGE, "`%.200s' is not %s", text,
                           type->noun);
    return RIFFLE_OK;
}
