/* help: one screen, one entry, or one list of entries. */
#include <stdio.h>
#include <string.h>

#include "command/help_text.h"
#include "command/verbs.h"

/* The tasks in the order of work; every command belongs to one. */
static const char *const groups[] = {"data",    "model", "sets",
                                     "effects", "edits", "session"};

static void print_group(struct reply *reply, size_t group)
{
    char verbs[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        if (strcmp(command->group, groups[group]) != 0)
            continue;
        int wrote = snprintf(verbs + used, sizeof verbs - used, "%s%s",
                             used ? " " : "", command->verb);
        used += wrote > 0 ? (size_t)wrote : 0;
        if (used >= sizeof verbs)
            break;
    }
    help_pair(reply, groups[group], 8, verbs);
}

static void print_screen(struct reply *reply)
{
    struct json_object *array = json_object_new_array();
    reply_text(reply, "What would the model be without these rows?\n\n"
                      "  load wdbc; fit; select random 5%%; effect\n"
                      "  demo\n\n");
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++)
        print_group(reply, g);
    reply_text(
        reply,
        "\nhelp COMMAND   words, options, examples: help select\n"
        "help topics    influence, leverage, penalty, signs, ...\n"
        "help measures, estimators, strategies, scores, settings, examples\n"
        "apropos WORD   search all of it\n"
        "Tab completes; Ctrl-C stops work and keeps what is done; "
        "Ctrl-D leaves\n");
    for (size_t i = 0; i < command_count(); i++) {
        struct json_object *object = json_object_new_object();
        const struct command *command = command_at(i);
        json_object_object_add(object, "name", reply_string(command->verb));
        json_object_object_add(object, "group", reply_string(command->group));
        json_object_object_add(object, "summary",
                               reply_string(command->summary));
        json_object_array_add(array, object);
    }
    reply_set(reply, "commands", array);
}

static void print_catalogue(struct reply *reply,
                            const struct catalogue *catalogue)
{
    struct json_object *array = json_object_new_array();
    reply_styled(reply, ROLE_HELP_HEAD, "%s", catalogue->name);
    reply_text(reply, ": %s\n", catalogue->summary);
    for (size_t i = 0; i < catalogue->count(); i++) {
        struct catalogue_entry entry = catalogue->at(i);
        struct json_object *object = json_object_new_object();
        help_pair(reply, entry.name, 16, entry.summary);
        json_object_object_add(object, "name", reply_string(entry.name));
        json_object_object_add(object, "summary", reply_string(entry.summary));
        json_object_array_add(array, object);
    }
    reply_text(reply, "help NAME says more about each.\n");
    reply_set(reply, catalogue->name, array);
}

/* Every example of every command, each a line that runs by itself. */
static void print_examples(struct reply *reply)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < command_count(); i++) {
        const char *const *example = command_at(i)->examples;
        for (; *example; example++) {
            reply_text(reply, "%s\n", *example);
            json_object_array_add(array, reply_string(*example));
        }
    }
    reply_set(reply, "examples", array);
}

/* Print every entry of that name; several tables may have one. */
static void print_entries(struct reply *reply, const char *name)
{
    struct json_object *array = json_object_new_array();
    for (size_t id = 0; id < CATALOGUE_COUNT; id++) {
        const struct catalogue *catalogue = catalogue_at(id);
        for (size_t i = 0; i < catalogue->count(); i++) {
            if (strcmp(catalogue->at(i).name, name) != 0)
                continue;
            if (json_object_array_length(array) > 0)
                reply_text(reply, "\n");
            json_object_array_add(array,
                                  help_entry(reply, (enum catalogue_id)id, i));
        }
    }
    reply_set(reply, "entries", array);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)session;
    (void)err;
    const char *name = call_word(call, 0);
    if (!name) {
        print_screen(reply);
        return RIFFLE_OK;
    }
    if (strcmp(name, "examples") == 0) {
        print_examples(reply);
        return RIFFLE_OK;
    }
    for (size_t id = 0; id < CATALOGUE_COUNT; id++) {
        if (strcmp(catalogue_at(id)->name, name) != 0)
            continue;
        print_catalogue(reply, catalogue_at(id));
        return RIFFLE_OK;
    }
    print_entries(reply, name);
    return RIFFLE_OK;
}

static const struct command_option words[] = {
    {"TOPIC", TYPE_TOPIC, NULL, NULL, "a command, a concept, a name"},
    {0},
};

static const char *const examples[] = {"help select", "help rescaled",
                                       "help measures", NULL};

const struct command command_help = {
    .verb = "help",
    .group = "session",
    .summary = "explain a command, a concept, a name",
    .usage = "[TOPIC]",
    .words = words,
    .max_words = 1,
    .examples = examples,
    .see_also = "apropos",
    .light = true,
    .run = run,
};
