/* Where names come from: the tables of the engine, the session, the rows. */
#include "command/names.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/catalogue.h"
#include "resource.h"
#include "riffle/suggest.h"
#include "session.h"

/* More names than this are not listed in a hint. */
enum { LISTED = 16 };

void names_init(struct names *names)
{
    *names = (struct names){.whole = true};
}

void names_release(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct names){0};
}

void names_add(struct names *names, const char *text, size_t length)
{
    if (names->n == names->capacity) {
        size_t capacity = 2 * names->capacity + 16;
        char **items = reallocarray(names->items, capacity, sizeof *items);
        if (!items) {
            names->whole = false;
            return;
        }
        names->items = items;
        names->capacity = capacity;
    }
    char *copy = strndup(text, length);
    if (copy)
        names->items[names->n++] = copy;
    else
        names->whole = false;
}

bool names_have(const struct names *names, const char *text, size_t length)
{
    for (size_t i = 0; i < names->n; i++)
        if (strlen(names->items[i]) == length &&
            memcmp(names->items[i], text, length) == 0)
            return true;
    return false;
}

static void add(struct names *names, const char *text)
{
    names_add(names, text, strlen(text));
}

static void add_values(struct names *names, const char *values)
{
    while (values && *values) {
        size_t n = strcspn(values, "|");
        names_add(names, values, n);
        values += n + (values[n] == '|');
    }
}

static void add_measures(struct names *names)
{
    for (size_t i = 0; i < riffle_measure_count(); i++) {
        const struct riffle_measure_kind *kind = riffle_measure_kind(i);
        char name[64];
        (void)snprintf(name, sizeof name, "%s%s", kind->name,
                       kind->argument ? ":" : "");
        add(names, name);
    }
}

static void add_columns(struct names *names, const struct session *session)
{
    for (size_t j = 0; session->data && j < session->data->n_features; j++)
        add(names, session->data->feature_names[j]);
}

/* "COLUMN=" of each column; without data none. */
static void add_cells(struct names *names, const struct session *session)
{
    size_t n = session && session->data ? session->data->n_features : 0;
    for (size_t j = 0; j < n; j++) {
        char *cell = NULL;
        if (asprintf(&cell, "%s=", session->data->feature_names[j]) < 0)
            continue;
        add(names, cell);
        free(cell);
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The stems of the files with an ending that came with riffle, sorted. */
static void add_resources(struct names *names, const char *place,
                          const char *end)
{
    size_t first = names->n;
    char *folder;
    if (resource_find(place, ".", &folder, NULL) != RIFFLE_OK)
        names->whole = false;
    DIR *files = folder ? opendir(folder) : NULL;
    const struct dirent *file;
    while (files && (file = readdir(files))) {
        size_t length = strlen(file->d_name);
        size_t stem = length < strlen(end) ? 0 : length - strlen(end);
        if (stem > 0 && strcmp(file->d_name + stem, end) == 0)
            names_add(names, file->d_name, stem);
    }
    if (files)
        (void)closedir(files);
    free(folder);
    if (names->n > first)
        qsort(names->items + first, names->n - first, sizeof *names->items,
              compare);
}

/* Add the names of a table; one that is there already stays alone. */
static void add_catalogue(struct names *names, enum catalogue_id id)
{
    const struct catalogue *catalogue = catalogue_at(id);
    for (size_t i = 0; i < catalogue->count(); i++) {
        const char *name = catalogue->at(i).name;
        if (!names_have(names, name, strlen(name)))
            add(names, name);
    }
}

/* All that `help` can be asked about. */
static void add_topics(struct names *names)
{
    add(names, "examples");
    for (size_t id = 0; id < CATALOGUE_COUNT; id++) {
        add(names, catalogue_at(id)->name);
        add_catalogue(names, (enum catalogue_id)id);
    }
}

static void add_sets(struct names *names, const struct session *session)
{
    for (size_t i = 0; i < session->n_sets; i++)
        add(names, session->sets[i].name);
}

void names_collect(struct names *names, const struct session *session,
                   const struct command_option *option)
{
    add_values(names, option->values);
    switch (option->type) {
    case TYPE_MEASURE:
    case TYPE_MEASURES:
        add_measures(names);
        break;
    case TYPE_COLUMN:
    case TYPE_COLUMNS:
        add_columns(names, session);
        break;
    case TYPE_CELL:
        add_cells(names, session);
        break;
    case TYPE_SET:
        add_sets(names, session);
        break;
    case TYPE_THEME:
        add_resources(names, "themes", ".theme");
        add(names, "auto");
        break;
    case TYPE_DATASET:
        add_resources(names, "datasets", ".csv");
        add_resources(names, "datasets", ".svm");
        break;
    case TYPE_ESTIMATORS:
        add_catalogue(names, CATALOGUE_ESTIMATORS);
        break;
    case TYPE_SCORE:
    case TYPE_SCORES:
        add_catalogue(names, CATALOGUE_SCORES);
        break;
    case TYPE_METHODS:
        add_catalogue(names, CATALOGUE_SCORES);
        add_catalogue(names, CATALOGUE_ESTIMATORS);
        break;
    case TYPE_AUDITS:
        add_catalogue(names, CATALOGUE_AUDITS);
        add_catalogue(names, CATALOGUE_SCORES);
        break;
    case TYPE_LESSON:
        add_resources(names, "datasets/lessons", ".lesson");
        break;
    case TYPE_PRESETS:
        add_catalogue(names, CATALOGUE_STRATEGIES);
        break;
    case TYPE_COMMAND:
        add_catalogue(names, CATALOGUE_COMMANDS);
        break;
    case TYPE_SETTING:
        add_catalogue(names, CATALOGUE_SETTINGS);
        break;
    case TYPE_TOPIC:
        add_topics(names);
        break;
    default:
        break;
    }
}

/* "LEAD`A' or `B'?", or "LEADa, b" without quotes. */
static void write_list(const char *const *names, size_t n, const char *after,
                       bool quoted, FILE *out)
{
    fputs(quoted ? "did you mean " : "one of ", out);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            fputs(quoted ? " or " : ", ", out);
        fprintf(out, quoted ? "`%s%s'" : "%s%s", names[i], after);
    }
    fputs(quoted ? "?" : "", out);
}

void names_nearest(const struct names *names, const char *typed,
                   const char *after, char *text, size_t size)
{
    const char *best[RIFFLE_SUGGEST_MAX];
    const char *const *items = (const char *const *)names->items;
    size_t found = riffle_suggest(typed, items, names->n, best);
    text[0] = '\0';
    FILE *out = fmemopen(text, size, "w");
    if (out && found > 0)
        write_list(best, found, after, true, out);
    else if (out && names->n > 0 && names->n <= LISTED)
        write_list(items, names->n, after, false, out);
    if (out)
        (void)fclose(out);
    text[size - 1] = '\0';
}
