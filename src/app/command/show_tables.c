/* The topics of `show` that are tables of riffle itself. */
#include "command/show.h"

#include "command/names.h"
#include "command/settings.h"
#include "report/table.h"

#include "riffle/score.h"
#include "riffle/strategy.h"

#include <stdio.h>

/* Print a table that may have failed to be made, and free it. */
static enum riffle_status finish(struct table *table, struct reply *reply,
                                 const char *key, struct riffle_error *err)
{
    if (!table)
        return riffle_fail_memory(err, sizeof(struct table_column));
    table_reply(table, reply, key);
    table_free(table);
    return RIFFLE_OK;
}

enum riffle_status show_measures(const struct session *session,
                                 struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "measure", TABLE_TEXT, 0},
        {"unit", "unit", TABLE_TEXT, 0},
        {"summary", "what it is", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, 3);
    (void)session;
    for (size_t i = 0; table && i < riffle_measure_count(); i++) {
        const struct riffle_measure_kind *kind = riffle_measure_kind(i);
        char name[64];
        (void)snprintf(name, sizeof name, "%s%s%s", kind->name,
                       kind->argument ? ":" : "",
                       kind->argument ? kind->argument : "");
        table_text(table, name);
        table_text(table, kind->unit);
        table_text(table, kind->summary);
    }
    return finish(table, reply, "measures", err);
}

enum riffle_status show_estimators(const struct session *session,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    (void)session;
    (void)err;
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < riffle_estimator_count(); i++) {
        const struct riffle_estimator *row = riffle_estimator(i);
        reply_styled(reply, ROLE_STRONG, "%s", row->name);
        reply_text(reply, ": %s\n  %s\n", row->title, row->summary);
        reply_text(reply, "  formula  %s\n  cost     %s\n", row->formula,
                   row->cost);
        reply_text(reply, "  caveat   %s\n  source   %s\n", row->caveat,
                   row->source);
        struct json_object *object = json_object_new_object();
        json_object_object_add(object, "name", reply_string(row->name));
        json_object_object_add(object, "title", reply_string(row->title));
        json_object_object_add(object, "summary", reply_string(row->summary));
        json_object_object_add(object, "formula", reply_string(row->formula));
        json_object_object_add(object, "cost", reply_string(row->cost));
        json_object_object_add(object, "caveat", reply_string(row->caveat));
        json_object_object_add(object, "source", reply_string(row->source));
        json_object_array_add(array, object);
    }
    reply_set(reply, "estimators", array);
    return RIFFLE_OK;
}

/* The presets of a sweep, which name every strategy with its settings. */
enum riffle_status show_strategies(const struct session *session,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "strategy", TABLE_TEXT, 0},
        {"standard", "in a sweep", TABLE_TEXT, 0},
        {"summary", "what it draws", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, 3);
    (void)session;
    for (size_t i = 0; table && i < riffle_preset_count(); i++) {
        const struct riffle_preset *preset = riffle_preset(i);
        table_text(table, preset->name);
        table_text(table, preset->standard ? "by default" : "when named");
        table_text(table, preset->summary);
    }
    return finish(table, reply, "strategies", err);
}

enum riffle_status show_scores(const struct session *session,
                               struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "score", TABLE_TEXT, 0},
        {"title", "title", TABLE_TEXT, 0},
        {"summary", "what it is", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, 3);
    (void)session;
    for (size_t i = 0; table && i < riffle_score_count(); i++) {
        table_text(table, riffle_score(i)->name);
        table_text(table, riffle_score(i)->title);
        table_text(table, riffle_score(i)->summary);
    }
    return finish(table, reply, "scores", err);
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
    static const struct table_column columns[] = {
        {"name", "setting", TABLE_TEXT, 0},
        {"value", "value", TABLE_TEXT, 0},
        {"help", "what it does", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, 3);
    for (size_t i = 0; table && i < setting_count(); i++) {
        char value[SETTING_SIZE];
        setting_at(i)->get(session, value);
        table_text(table, setting_at(i)->value.name);
        table_text(table, value);
        table_text(table, setting_at(i)->value.help);
    }
    return finish(table, reply, "settings", err);
}
