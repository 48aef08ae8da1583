/* A study's tables, and its answer as an object. */
#include "command/study_line.h"

#include "command/words.h"
#include "report/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum riffle_status study_line(const struct study *study, size_t panel,
                              size_t group, size_t estimate,
                              struct study_line *line, struct riffle_error *err)
{
    const struct riffle_bootstrap bootstrap = {.seed = study->seed};
    double *actual = calloc(2 * study->n_points + 1, sizeof *actual);
    if (!actual)
        return riffle_fail_memory(err, 2 * study->n_points * sizeof *actual);
    double *predicted = actual + study->n_points;
    size_t n = study_pairs(study, panel, group, estimate, actual, predicted);
    riffle_summary_of(actual, predicted, n, &line->summary);
    enum riffle_status status =
        riffle_bootstrap(actual, predicted, n, &bootstrap, line->ends, err);
    free(actual);
    return status;
}

/* True when panels are measures of one fit, each with its strategies. */
static bool has_strategies(const struct study *study)
{
    return study->n_groups > 0 && isnan(study->panels[0].value);
}

/* Error, slope and rank correlation under each estimate, side by side. */
static void put_numbers(const struct riffle_summary *const summaries[],
                        struct table *table)
{
    for (size_t e = 0; e < STUDY_ESTIMATES; e++)
        table_number(table, summaries[e]->error);
    for (size_t e = 0; e < STUDY_ESTIMATES; e++)
        table_number(table, summaries[e]->slope);
    for (size_t e = 0; e < STUDY_ESTIMATES; e++)
        table_number(table, summaries[e]->spearman);
}

/* "pred-down" for "prediction-down": what tells names apart comes last. */
static void put_name(const char *name, struct table *table)
{
    enum { LONGEST = 11, KEPT = 4 };
    const char *dash = strchr(name, '-');
    char text[STUDY_NAME];
    (void)snprintf(text, sizeof text, "%.*s%s", KEPT, name, dash ? dash : "");
    table_text(table, dash && strlen(name) > LONGEST ? text : name);
}

/* A line of the table; with its interval when it is of all groups. */
static enum riffle_status put_line(const struct study *study, const char *name,
                                   size_t panel, size_t group,
                                   struct table *table,
                                   struct riffle_error *err)
{
    static const char *const ends[] = {" 95 % from", " to"};
    struct study_line lines[STUDY_ESTIMATES];
    const struct riffle_summary *shown[STUDY_ESTIMATES];
    for (size_t e = 0; e < STUDY_ESTIMATES; e++) {
        enum riffle_status status =
            study_line(study, panel, group, e, &lines[e], err);
        if (status != RIFFLE_OK)
            return status;
        shown[e] = &lines[e].summary;
    }
    put_name(name, table);
    put_numbers(shown, table);
    for (size_t end = 0; group == RIFFLE_ANY && end < 2; end++) {
        for (size_t e = 0; e < STUDY_ESTIMATES; e++)
            shown[e] = &lines[e].ends[end];
        table_text(table, ends[end]);
        put_numbers(shown, table);
    }
    return RIFFLE_OK;
}

static struct table *new_table(void)
{
    static const struct table_column columns[] = {
        {"name", "", TABLE_TEXT, 0},
        {"error_if", "error IF", TABLE_NUMBER, -3},
        {"error_rif", "RIF", TABLE_NUMBER, -3},
        {"error_ns", "NS", TABLE_NUMBER, -3},
        {"slope_if", "slope IF", TABLE_NUMBER, -2},
        {"slope_rif", "RIF", TABLE_NUMBER, -2},
        {"slope_ns", "NS", TABLE_NUMBER, -2},
        {"spearman_if", "rank IF", TABLE_NUMBER, -2},
        {"spearman_rif", "RIF", TABLE_NUMBER, -2},
        {"spearman_ns", "NS", TABLE_NUMBER, -2},
    };
    return table_new(columns, sizeof columns / sizeof *columns);
}

static enum riffle_status show_strategies(const struct study *study,
                                          size_t panel, struct reply *reply,
                                          struct riffle_error *err)
{
    struct table *table = new_table();
    enum riffle_status status =
        table ? RIFFLE_OK : riffle_fail_memory(err, sizeof table);
    for (size_t g = 0; status == RIFFLE_OK && g < study->n_groups; g++)
        status = put_line(study, study->groups[g], panel, g, table, err);
    if (status == RIFFLE_OK)
        status = put_line(study, "all", panel, RIFFLE_ANY, table, err);
    if (status == RIFFLE_OK) {
        reply_text(reply, "%s\n", study->panels[panel].name);
        table_reply(table, reply, "");
    }
    table_free(table);
    return status;
}

static enum riffle_status show_panels(const struct study *study,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    struct table *table = new_table();
    enum riffle_status status =
        table ? RIFFLE_OK : riffle_fail_memory(err, sizeof table);
    for (size_t p = 0; status == RIFFLE_OK && p < study->n_panels; p++)
        status =
            put_line(study, study->panels[p].name, p, RIFFLE_ANY, table, err);
    if (status == RIFFLE_OK)
        table_reply(table, reply, "");
    table_free(table);
    return status;
}

/* --- the object --- */

static struct json_object *ends_object(const struct riffle_summary *summary)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "error", reply_number(summary->error));
    json_object_object_add(object, "spearman", reply_number(summary->spearman));
    json_object_object_add(object, "slope", reply_number(summary->slope));
    return object;
}

static enum riffle_status add_line(const struct study *study, size_t panel,
                                   size_t group, struct json_object *to,
                                   const char *name, struct riffle_error *err)
{
    struct json_object *all = json_object_new_object();
    json_object_object_add(to, name, all);
    for (size_t e = 0; e < STUDY_ESTIMATES; e++) {
        struct study_line line;
        enum riffle_status status =
            study_line(study, panel, group, e, &line, err);
        if (status != RIFFLE_OK)
            return status;
        struct json_object *object = ends_object(&line.summary);
        json_object_object_add(object, "n",
                               json_object_new_uint64(line.summary.n));
        json_object_object_add(object, "low", ends_object(&line.ends[0]));
        json_object_object_add(object, "high", ends_object(&line.ends[1]));
        json_object_object_add(all, riffle_attack_estimate(e), object);
    }
    return RIFFLE_OK;
}

static enum riffle_status add_panel(const struct study *study, size_t p,
                                    struct json_object *array,
                                    struct riffle_error *err)
{
    const struct study_panel *panel = &study->panels[p];
    struct json_object *object = json_object_new_object();
    struct json_object *strategies = json_object_new_object();
    json_object_array_add(array, object);
    json_object_object_add(object, "name", reply_string(panel->name));
    json_object_object_add(object, "n_train", json_object_new_uint64(panel->n));
    json_object_object_add(object, "d", json_object_new_uint64(panel->d));
    json_object_object_add(object, "lambda", reply_number(panel->lambda));
    json_object_object_add(object, "strategies", strategies);
    enum riffle_status status =
        add_line(study, p, RIFFLE_ANY, object, "pooled", err);
    for (size_t g = 0; status == RIFFLE_OK && g < study->n_groups; g++)
        status = add_line(study, p, g, strategies, study->groups[g], err);
    return status;
}

static struct json_object *point_object(const struct study *study,
                                        const struct study_point *point)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "panel",
                           reply_string(study->panels[point->panel].name));
    if (study->n_groups)
        json_object_object_add(object, "strategy",
                               reply_string(study->groups[point->group]));
    json_object_object_add(object, study->tag,
                           json_object_new_uint64(point->tag));
    json_object_object_add(object, "size", json_object_new_uint64(point->size));
    json_object_object_add(object, "actual", reply_number(point->actual));
    json_object_object_add(object, "bound", reply_number(point->bound));
    for (size_t e = 0; e < STUDY_ESTIMATES; e++)
        json_object_object_add(object, riffle_attack_estimate(e),
                               reply_number(point->estimates[e]));
    json_object_object_add(object, "status",
                           reply_string(riffle_status_name(point->status)));
    return object;
}

static enum riffle_status set_members(const struct study *study,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    struct json_object *panels = json_object_new_array();
    struct json_object *points = json_object_new_array();
    enum riffle_status status = RIFFLE_OK;
    for (size_t p = 0; status == RIFFLE_OK && p < study->n_panels; p++)
        status = add_panel(study, p, panels, err);
    for (size_t i = 0; i < study->n_points; i++)
        json_object_array_add(points, point_object(study, &study->points[i]));
    reply_set_string(reply, "figure", study->figure);
    reply_set_count(reply, "seed", study->seed);
    reply_set_string(reply, "unit", study->unit);
    reply_set(reply, "panels", panels);
    reply_set(reply, "points", points);
    reply_set_count(reply, "planned", study->planned);
    reply_set_number(reply, "seconds", study->seconds);
    return status;
}

static void say_foot(const struct study *study, struct reply *reply)
{
    size_t failed = 0;
    for (size_t i = 0; i < study->n_points; i++)
        failed += study->points[i].status != RIFFLE_OK;
    reply_text(reply,
               "error: sum |estimate - actual| / sum |actual|; slope 1: as "
               "large as the actual, below 1: understated; rank: Spearman's "
               "correlation\n");
    reply_text(reply, "intervals: bootstrap, 1000 draws; seed %llu; %.3g s\n",
               (unsigned long long)study->seed, study->seconds);
    if (failed)
        reply_warn(reply, "%zu point%s no number; --json says why", failed,
                   failed == 1 ? " has" : "s have");
}

enum riffle_status study_tables(const struct study *study, struct reply *reply,
                                struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    if (reply->json)
        return set_members(study, reply, err);
    if (!has_strategies(study))
        status = show_panels(study, reply, err);
    for (size_t p = 0; has_strategies(study) && p < study->n_panels; p++)
        if (status == RIFFLE_OK)
            status = show_strategies(study, p, reply, err);
    if (status == RIFFLE_OK)
        say_foot(study, reply);
    return status;
}
