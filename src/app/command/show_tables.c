/* The topics of `show` that are tables of riffle itself. */
#include "command/show.h"

#include "command/help_text.h"
#include "command/names.h"
#include "command/settings.h"

/* Every entry of a catalogue, in full. */
static enum riffle_status show_catalogue(enum catalogue_id id,
                                         struct reply *reply)
{
    const struct catalogue *catalogue = catalogue_at(id);
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < catalogue->count(); i++)
        json_object_array_add(array, help_entry(reply, id, i));
    reply_set(reply, catalogue->name, array);
    return RIFFLE_OK;
}

enum riffle_status show_measures(const struct session *session,
                                 struct reply *reply, struct riffle_error *err)
{
    (void)session;
    (void)err;
    return show_catalogue(CATALOGUE_MEASURES, reply);
}

enum riffle_status show_estimators(const struct session *session,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    (void)session;
    (void)err;
    return show_catalogue(CATALOGUE_ESTIMATORS, reply);
}

/* The presets of a sweep, which name every strategy with its settings. */
enum riffle_status show_strategies(const struct session *session,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    (void)session;
    (void)err;
    return show_catalogue(CATALOGUE_STRATEGIES, reply);
}

enum riffle_status show_scores(const struct session *session,
                               struct reply *reply, struct riffle_error *err)
{
    (void)session;
    (void)err;
    return show_catalogue(CATALOGUE_SCORES, reply);
}

enum riffle_status show_themes(const struct session *session,
                               struct reply *reply, struct riffle_error *err)
{
    static const struct command_option theme = {.name = "theme",
                                                .type = TYPE_THEME};
    const char *current = theme_name(session_theme(session));
    struct json_object *array = json_object_new_array();
    struct names names;
    (void)err;
    names_init(&names);
    names_collect(&names, session, &theme);
    for (size_t i = 0; i < names.n; i++) {
        json_object_array_add(array, reply_string(names.items[i]));
        reply_text(reply, "%s\n", names.items[i]);
    }
    reply_text(reply, "in use: %s; `set theme NAME' changes it\n", current);
    reply_set(reply, "themes", array);
    reply_set_string(reply, "theme", current);
    names_release(&names);
    return RIFFLE_OK;
}

enum riffle_status show_settings(const struct session *session,
                                 struct reply *reply, struct riffle_error *err)
{
    (void)err;
    for (size_t i = 0; i < setting_count(); i++)
        setting_reply(session, setting_at(i), reply);
    return RIFFLE_OK;
}
