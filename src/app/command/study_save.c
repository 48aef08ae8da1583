/* A study as files: points, summary, and a picture of each panel. */
#include "command/study_line.h"

#include "command/parts.h"
#include "plot/plot.h"
#include "plot/svg.h"

#include "riffle/columns.h"
#include "riffle/save.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 2 + STUDY_ESTIMATES, MEASURED = 3, PATH_ROOM = 4096 };

/* A name without its ending, when that is one of those written. */
static int stem_length(const char *path)
{
    static const char *const endings[] = {".csv", ".svg"};
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (n > 4 && strcmp(path + n - 4, endings[i]) == 0)
            return (int)n - 4;
    return (int)n;
}

/* Columns of the points; one block of memory for each kind. */
struct point_columns {
    double *numbers;    /* NUMBERS + 2 of n: value and lambda first */
    size_t *counts;     /* tag, size, n_train */
    const char **texts; /* panel, strategy, status */
};

static bool allocate(struct point_columns *columns, size_t n)
{
    columns->numbers = calloc(n + 1, (NUMBERS + 2) * sizeof(double));
    columns->counts = calloc(n + 1, 3 * sizeof(size_t));
    columns->texts = calloc(n + 1, 3 * sizeof(char *));
    return columns->numbers && columns->counts && columns->texts;
}

static void fill_points(const struct study *study,
                        struct point_columns *columns)
{
    size_t n = study->n_points;
    for (size_t i = 0; i < n; i++) {
        const struct study_point *point = &study->points[i];
        const struct study_panel *panel = &study->panels[point->panel];
        columns->texts[i] = panel->name;
        columns->texts[n + i] =
            study->n_groups ? study->groups[point->group] : "";
        columns->texts[2 * n + i] = riffle_status_name(point->status);
        columns->counts[i] = point->tag;
        columns->counts[n + i] = point->size;
        columns->counts[2 * n + i] = panel->n;
        columns->numbers[i] = panel->value;
        columns->numbers[n + i] = panel->lambda;
        columns->numbers[2 * n + i] = point->actual;
        columns->numbers[3 * n + i] = point->bound;
        for (size_t e = 0; e < STUDY_ESTIMATES; e++)
            columns->numbers[(4 + e) * n + i] = point->estimates[e];
    }
}

static enum riffle_status save_points(const struct study *study,
                                      const char *path,
                                      struct riffle_error *err)
{
    size_t n = study->n_points;
    struct point_columns made = {0};
    enum riffle_status status =
        allocate(&made, n) ? RIFFLE_OK : riffle_fail_memory(err, n);
    if (status == RIFFLE_OK) {
        fill_points(study, &made);
        const struct riffle_column columns[] = {
            {.name = "panel", .words = made.texts},
            {.name = "value", .numbers = made.numbers},
            {.name = "n_train", .counts = made.counts + 2 * n},
            {.name = "lambda", .numbers = made.numbers + n},
            {.name = "strategy", .words = made.texts + n},
            {.name = study->tag, .counts = made.counts},
            {.name = "size", .counts = made.counts + n},
            {.name = "actual", .numbers = made.numbers + 2 * n},
            {.name = "bound", .numbers = made.numbers + 3 * n},
            {.name = "if", .numbers = made.numbers + 4 * n},
            {.name = "rif", .numbers = made.numbers + 5 * n},
            {.name = "ns", .numbers = made.numbers + 6 * n},
            {.name = "status", .words = made.texts + 2 * n},
        };
        status = riffle_columns_save(path, columns,
                                     sizeof columns / sizeof *columns, n, err);
    }
    free(made.numbers);
    free(made.counts);
    free((void *)made.texts);
    return status;
}

/* Lines of the summary: each panel, then its strategies, by each estimate. */
struct summary_columns {
    size_t n;
    size_t *counts;     /* pairs */
    const char **texts; /* panel, strategy, estimator: n each */
    double *numbers;    /* error, slope, spearman with their ends: 9 x n */
};

static void fill_line(struct summary_columns *to, size_t at, size_t room,
                      const struct study_line *line)
{
    const struct riffle_summary *three[] = {&line->summary, &line->ends[0],
                                            &line->ends[1]};
    to->counts[at] = line->summary.n;
    for (size_t part = 0; part < 3; part++) {
        to->numbers[part * room + at] = three[part]->error;
        to->numbers[(3 + part) * room + at] = three[part]->slope;
        to->numbers[(6 + part) * room + at] = three[part]->spearman;
    }
}

static enum riffle_status fill_summary(const struct study *study,
                                       struct summary_columns *to, size_t room,
                                       struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    size_t groups = study->n_groups + 1;
    for (size_t i = 0; status == RIFFLE_OK && i < room; i++) {
        struct study_line line;
        size_t e = i % STUDY_ESTIMATES;
        size_t group = i / STUDY_ESTIMATES % groups;
        size_t panel = i / STUDY_ESTIMATES / groups;
        status = study_line(study, panel, group ? group - 1 : RIFFLE_ANY, e,
                            &line, err);
        to->texts[i] = study->panels[panel].name;
        to->texts[room + i] = group ? study->groups[group - 1] : "all";
        to->texts[2 * room + i] = riffle_attack_estimate(e);
        if (status == RIFFLE_OK)
            fill_line(to, i, room, &line);
    }
    return status;
}

static enum riffle_status save_summary(const struct study *study,
                                       const char *path,
                                       struct riffle_error *err)
{
    size_t n = study->n_panels * (study->n_groups + 1) * STUDY_ESTIMATES;
    struct summary_columns made = {
        .counts = calloc(n + 1, sizeof *made.counts),
        .texts = calloc(n + 1, 3 * sizeof *made.texts),
        .numbers = calloc(n + 1, 9 * sizeof *made.numbers),
    };
    enum riffle_status status = made.counts && made.texts && made.numbers
                                    ? fill_summary(study, &made, n, err)
                                    : riffle_fail_memory(err, 9 * n);
    if (status == RIFFLE_OK) {
        const struct riffle_column columns[] = {
            {.name = "panel", .words = made.texts},
            {.name = "strategy", .words = made.texts + n},
            {.name = "estimator", .words = made.texts + 2 * n},
            {.name = "n", .counts = made.counts},
            {.name = "error", .numbers = made.numbers},
            {.name = "error_low", .numbers = made.numbers + n},
            {.name = "error_high", .numbers = made.numbers + 2 * n},
            {.name = "slope", .numbers = made.numbers + 3 * n},
            {.name = "slope_low", .numbers = made.numbers + 4 * n},
            {.name = "slope_high", .numbers = made.numbers + 5 * n},
            {.name = "spearman", .numbers = made.numbers + 6 * n},
            {.name = "spearman_low", .numbers = made.numbers + 7 * n},
            {.name = "spearman_high", .numbers = made.numbers + 8 * n},
        };
        status = riffle_columns_save(path, columns,
                                     sizeof columns / sizeof *columns, n, err);
    }
    free(made.counts);
    free((void *)made.texts);
    free(made.numbers);
    return status;
}

static enum riffle_status save_picture(const struct session *session,
                                       const struct study *study, size_t panel,
                                       const char *path,
                                       struct riffle_error *err)
{
    const struct plot_options options = {
        .equal = true,
        .low = (double)NAN,
        .high = (double)NAN,
        .theme = session_theme(session),
    };
    struct plot_data data;
    char title[sizeof study->title + STUDY_NAME + 4];
    char *text = NULL;
    size_t size = 0;
    enum riffle_status status =
        study_plot_data(study, panel, RIFFLE_ANY, &data, err);
    FILE *out = status == RIFFLE_OK ? open_memstream(&text, &size) : NULL;
    (void)snprintf(title, sizeof title, "%s (%s)", study->title,
                   study->panels[panel].name);
    data.title = title;
    if (out)
        plot_svg(plot_kind_find("scatter"), &data, &options, out);
    if (status == RIFFLE_OK && (!out || fclose(out) != 0))
        status = riffle_fail_memory(err, size);
    if (status == RIFFLE_OK)
        status = riffle_save(path, text, size, err);
    free(text);
    free(data.points);
    return status;
}

/* "STEM-n-200.svg": what is no letter or digit of the panel's name is -. */
static void picture_path(const char *out, const char *panel,
                         char path[PATH_ROOM])
{
    int used = snprintf(path, PATH_ROOM, "%.*s-", stem_length(out), out);
    size_t at = used < 0 ? 0 : (size_t)used;
    for (; *panel && at + sizeof ".svg" < PATH_ROOM; panel++) {
        bool plain = isalnum((unsigned char)*panel) || strchr("_.-", *panel);
        if (plain || path[at - 1] != '-')
            path[at++] = plain ? *panel : '-';
    }
    (void)snprintf(path + at, PATH_ROOM - at, ".svg");
}

enum riffle_status study_save(const struct session *session,
                              const struct command_call *call,
                              const struct study *study, struct reply *reply,
                              struct riffle_error *err)
{
    const char *out = call_option(call, "out");
    struct riffle_error why = {0};
    char path[PATH_ROOM];
    int stem = stem_length(out);
    struct json_object *files = json_object_new_array();
    if (stem > PATH_ROOM / 2) {
        json_object_put(files);
        return call_fail(call, "out", err, "the name is too long");
    }
    (void)snprintf(path, sizeof path, "%.*s.csv", stem, out);
    enum riffle_status status = save_points(study, path, &why);
    json_object_array_add(files, reply_string(path));
    if (status == RIFFLE_OK) {
        (void)snprintf(path, sizeof path, "%.*s-summary.csv", stem, out);
        status = save_summary(study, path, &why);
        json_object_array_add(files, reply_string(path));
    }
    for (size_t p = 0; status == RIFFLE_OK && p < study->n_panels; p++) {
        picture_path(out, study->panels[p].name, path);
        status = save_picture(session, study, p, path, &why);
        json_object_array_add(files, reply_string(path));
    }
    if (status == RIFFLE_OK)
        reply_text(reply, "wrote %.*s.csv, %.*s-summary.csv and %zu .svg\n",
                   stem, out, stem, out, study->n_panels);
    reply_set(reply, "files", files);
    return parts_written(call, "out", status, &why, err);
}
