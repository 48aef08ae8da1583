/* Entries of help, from the rows of the tables. */
#include "command/help_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/settings.h"
#include "command/topics.h"
#include "command/types.h"
#include "riffle/audit.h"
#include "riffle/estimator.h"
#include "riffle/measure.h"
#include "riffle/score.h"
#include "riffle/strategy.h"

enum { KEY_WIDTH = 14 };

void help_pair(struct reply *reply, const char *key, size_t key_width,
               const char *text)
{
    size_t used = strlen(key);
    reply_text(reply, "  ");
    reply_styled(reply, ROLE_HELP_KEY, "%s", key);
    if (used > key_width)
        reply_text(reply, "\n%*s", (int)key_width + 4, "");
    else
        reply_text(reply, "%*s", (int)(key_width - used) + 2, "");
    reply_prose(reply, key_width + 4, text);
}

static void print_head(struct reply *reply, const char *name, const char *kind,
                       const char *summary)
{
    reply_styled(reply, ROLE_HELP_HEAD, "%s", name);
    reply_text(reply, " (%s)\n  ", kind);
    reply_prose(reply, 2, summary);
}

/* The verb, its words, and that there are options. */
static void print_usage(struct reply *reply, const struct command *command)
{
    char text[512];
    bool optional = command->options && command->options->name;
    (void)snprintf(text, sizeof text, "%s%s%s%s", command->verb,
                   command->usage[0] ? " " : "", command->usage,
                   optional ? " [OPTION=VALUE ...]" : "");
    reply_text(reply, "usage  ");
    reply_prose(reply, 7, text);
}

static void set_string(struct json_object *object, const char *key,
                       const char *value)
{
    if (value)
        json_object_object_add(object, key, reply_string(value));
}

/* What a value looks like: "on|off", "SEED". */
static const char *shape_of(const struct command_option *row)
{
    return row->values ? row->values : type_of(row->type)->placeholder;
}

/* Lines for as many of "NAME  a|b|c" as go before the last; that is returned. */
static const char *break_values(struct reply *reply, const char *key)
{
    enum { ROOM = 76 };
    while (strlen(key) > ROOM) {
        size_t n = ROOM;
        while (n > 0 && key[n - 1] != '|')
            n--;
        if (n == 0)
            break;
        reply_text(reply, "  %.*s\n", (int)n, key);
        key += n;
    }
    return key;
}

/* One word or option; `sign` joins key and shape ("="), or is "". */
static struct json_object *
help_option(struct reply *reply, const struct command_option *row, bool keyed)
{
    struct json_object *object = json_object_new_object();
    char key[1024];
    char text[512];
    (void)snprintf(key, sizeof key, "%s%s%s", row->name, keyed ? "=" : "  ",
                   keyed || row->values ? shape_of(row) : "");
    (void)snprintf(text, sizeof text, "%s%s%s%s", row->help ? row->help : "",
                   row->preset ? " (" : "", row->preset ? row->preset : "",
                   row->preset ? ")" : "");
    help_pair(reply, break_values(reply, key), KEY_WIDTH + 10, text);
    set_string(object, "name", row->name);
    set_string(object, "type", shape_of(row));
    set_string(object, "default", row->preset);
    set_string(object, "help", row->help);
    return object;
}

static struct json_object *help_options(struct reply *reply, const char *title,
                                        const struct command_option *rows,
                                        bool keyed)
{
    struct json_object *array = json_object_new_array();
    if (rows && rows->name)
        reply_text(reply, "%s\n", title);
    for (; rows && rows->name; rows++)
        json_object_array_add(array, help_option(reply, rows, keyed));
    return array;
}

static struct json_object *help_examples(struct reply *reply,
                                         const char *const *examples)
{
    struct json_object *array = json_object_new_array();
    if (examples && *examples)
        reply_text(reply, "examples\n");
    for (; examples && *examples; examples++) {
        reply_text(reply, "  %s\n", *examples);
        json_object_array_add(array, reply_string(*examples));
    }
    return array;
}

/* "a,b" as "see also: a, b". */
static void print_see_also(struct reply *reply, const char *names)
{
    const char *lead = "see also: ";
    while (names && *names) {
        size_t n = strcspn(names, ",");
        reply_text(reply, "%s%.*s", lead, (int)n, names);
        lead = ", ";
        names += n + (names[n] == ',');
        if (!*names)
            reply_text(reply, "\n");
    }
}

static void help_command(struct reply *reply, struct json_object *object,
                         size_t index)
{
    const struct command *command = command_at(index);
    print_usage(reply, command);
    set_string(object, "group", command->group);
    set_string(object, "usage", command->usage);
    json_object_object_add(object, "words",
                           help_options(reply, "words", command->words, false));
    json_object_object_add(
        object, "options",
        help_options(reply, "options (default)", command->options, true));
    json_object_object_add(object, "examples",
                           help_examples(reply, command->examples));
    if (command->detail)
        reply_prose(reply, 0, command->detail);
    set_string(object, "detail", command->detail);
    print_see_also(reply, command->see_also);
}

static void help_topic(struct reply *reply, struct json_object *object,
                       size_t index)
{
    const struct topic *topic = topic_at(index);
    reply_text(reply, "%s", topic->text);
    print_see_also(reply, topic->see_also);
    set_string(object, "text", topic->text);
}

static void help_estimator(struct reply *reply, struct json_object *object,
                           size_t index)
{
    const struct riffle_estimator *row = riffle_estimator(index);
    help_pair(reply, "title", 8, row->title);
    help_pair(reply, "formula", 8, row->formula);
    help_pair(reply, "cost", 8, row->cost);
    help_pair(reply, "caveat", 8, row->caveat);
    help_pair(reply, "source", 8, row->source);
    set_string(object, "title", row->title);
    set_string(object, "formula", row->formula);
    set_string(object, "cost", row->cost);
    set_string(object, "caveat", row->caveat);
    set_string(object, "source", row->source);
}

static void help_measure(struct reply *reply, struct json_object *object,
                         size_t index)
{
    const struct riffle_measure_kind *row = riffle_measure_kind(index);
    char typed[128];
    (void)snprintf(typed, sizeof typed, "%s%s%s", row->name,
                   row->argument ? ":" : "",
                   row->argument ? row->argument : "");
    help_pair(reply, "typed", 8, typed);
    help_pair(reply, "unit", 8, row->unit);
    if (row->actual_only)
        help_pair(reply, "note", 8, "a step function: only retrained");
    set_string(object, "typed", typed);
    set_string(object, "unit", row->unit);
}

static void help_strategy(struct reply *reply, struct json_object *object,
                          size_t index)
{
    const struct riffle_preset *row = riffle_preset(index);
    const struct riffle_strategy *strategy =
        riffle_strategy_find(row->strategy);
    if (strategy)
        help_pair(reply, "draws", 8, strategy->summary);
    if (row->score)
        help_pair(reply, "score", 8, row->score);
    set_string(object, "strategy", row->strategy);
    set_string(object, "score", row->score);
}

/* "1e6" rather than "1e+06". */
static const char *limit_text(char text[32], double value)
{
    (void)snprintf(text, 32, "%g", value);
    char *power = strchr(text, 'e');
    if (power) {
        long exponent = strtol(power + 1, NULL, 10);
        (void)snprintf(power, 32 - (size_t)(power - text), "e%ld", exponent);
    }
    return text;
}

/* What with= takes: "steps:200  gradient steps, 1 to 10000". */
static struct json_object *help_score_settings(struct reply *reply,
                                               const struct riffle_score *row)
{
    struct json_object *array = json_object_new_array();
    size_t count = riffle_score_setting_count(row);
    for (size_t i = 0; i < count; i++) {
        const struct riffle_score_setting *setting = &row->settings[i];
        struct json_object *object = json_object_new_object();
        char key[64];
        char text[256], low[32], high[32];
        (void)snprintf(key, sizeof key, "%s:%g", setting->name,
                       setting->preset);
        (void)snprintf(text, sizeof text, "%s, %s to %s", setting->help,
                       limit_text(low, setting->low),
                       limit_text(high, setting->high));
        if (i == 0)
            reply_text(reply, "settings, as in with=%s\n", key);
        help_pair(reply, key, KEY_WIDTH, text);
        set_string(object, "name", setting->name);
        set_string(object, "help", setting->help);
        json_object_object_add(object, "default",
                               reply_number(setting->preset));
        json_object_array_add(array, object);
    }
    return array;
}

static void help_score(struct reply *reply, struct json_object *object,
                       size_t index)
{
    const struct riffle_score *row = riffle_score(index);
    const char *kind = riffle_score_kind_name(row->kind);
    const struct {
        const char *key, *text;
    } lines[] = {
        {"title", row->title},   {"formula", row->formula},
        {"sign", row->sign},     {"needs", kind},
        {"cost", row->cost},     {"caveat", row->caveat},
        {"source", row->source},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        help_pair(reply, lines[i].key, 8, lines[i].text);
        set_string(object, lines[i].key, lines[i].text);
    }
    json_object_object_add(object, "settings", help_score_settings(reply, row));
    reply_text(reply, "try: top by=%s\n", row->name);
}

static void help_audit(struct reply *reply, struct json_object *object,
                       size_t index)
{
    const struct riffle_audit_score *row = riffle_audit_score(index);
    help_pair(reply, "title", 8, row->title);
    help_pair(reply, "caveat", 8, row->misleads);
    set_string(object, "title", row->title);
    set_string(object, "caveat", row->misleads);
    reply_text(reply, "try: detect by=%s\n", row->name);
}

static void help_setting(struct reply *reply, struct json_object *object,
                         size_t index)
{
    const struct setting *row = setting_at(index);
    help_pair(reply, "values", 8, shape_of(&row->value));
    set_string(object, "type", shape_of(&row->value));
    set_string(object, "default", row->value.preset);
}

struct json_object *help_entry(struct reply *reply, enum catalogue_id id,
                               size_t index)
{
    static void (*const more[CATALOGUE_COUNT])(
        struct reply * reply, struct json_object * object, size_t index) = {
        [CATALOGUE_COMMANDS] = help_command,
        [CATALOGUE_TOPICS] = help_topic,
        [CATALOGUE_ESTIMATORS] = help_estimator,
        [CATALOGUE_MEASURES] = help_measure,
        [CATALOGUE_STRATEGIES] = help_strategy,
        [CATALOGUE_SCORES] = help_score,
        [CATALOGUE_AUDITS] = help_audit,
        [CATALOGUE_SETTINGS] = help_setting,
    };
    const struct catalogue *catalogue = catalogue_at(id);
    struct catalogue_entry entry = catalogue->at(index);
    struct json_object *object = json_object_new_object();
    set_string(object, "name", entry.name);
    set_string(object, "kind", catalogue->kind);
    set_string(object, "summary", entry.summary);
    print_head(reply, entry.name, catalogue->kind, entry.summary);
    if (more[id])
        more[id](reply, object, index);
    return object;
}
