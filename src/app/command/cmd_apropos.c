/* apropos: search the help. */
#include <string.h>

#include "command/catalogue.h"
#include "command/help_text.h"
#include "command/topics.h"
#include "command/verbs.h"

static bool has(const char *text, const char *word)
{
    return text && strcasestr(text, word) != NULL;
}

static bool has_option(const struct command_option *row, const char *word)
{
    for (; row && row->name; row++)
        if (has(row->name, word) || has(row->help, word) ||
            has(row->values, word))
            return true;
    return false;
}

/* True when an entry, or what its table says beyond it, has the word. */
static bool matches(size_t id, size_t index, const char *word)
{
    struct catalogue_entry entry = catalogue_at(id)->at(index);
    if (has(entry.name, word) || has(entry.summary, word))
        return true;
    if (id == CATALOGUE_TOPICS)
        return has(topic_at(index)->text, word);
    if (id != CATALOGUE_COMMANDS)
        return false;
    const struct command *command = command_at(index);
    return has_option(command->words, word) ||
           has_option(command->options, word) || has(command->detail, word);
}

static struct json_object *describe(const struct catalogue *catalogue,
                                    const struct catalogue_entry *entry)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "name", reply_string(entry->name));
    json_object_object_add(object, "kind", reply_string(catalogue->kind));
    json_object_object_add(object, "summary", reply_string(entry->summary));
    return object;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)session;
    (void)err;
    const char *word = call_word(call, 0);
    struct json_object *array = json_object_new_array();
    for (size_t id = 0; id < CATALOGUE_COUNT; id++) {
        const struct catalogue *catalogue = catalogue_at(id);
        for (size_t i = 0; i < catalogue->count(); i++) {
            struct catalogue_entry entry = catalogue->at(i);
            if (!matches(id, i, word))
                continue;
            help_pair(reply, entry.name, 16, entry.summary);
            json_object_array_add(array, describe(catalogue, &entry));
        }
    }
    if (json_object_array_length(array) == 0)
        reply_note(reply, "nothing is about `%s'", word);
    reply_set(reply, "entries", array);
    return RIFFLE_OK;
}

static const struct command_option words[] = {
    {"WORD", TYPE_TEXT, NULL, NULL, "part of a name or of a description"},
    {0},
};

static const char *const examples[] = {"apropos leverage", "apropos seed",
                                       NULL};

const struct command command_apropos = {
    .verb = "apropos",
    .group = "session",
    .summary = "list what the help says a word in",
    .usage = "WORD",
    .words = words,
    .min_words = 1,
    .max_words = 1,
    .examples = examples,
    .see_also = "help",
    .light = true,
    .run = run,
};
