/* compare: each method against leaving one out and against group retraining. */
#include "command/command.h"
#include "command/comparison.h"
#include "command/plot_draw.h"
#include "command/words.h"
#include "plot/grid.h"
#include "report/table.h"
#include "session.h"

#include <math.h>
#include <stdlib.h>

enum { MATRIX_WIDEST = 8 };

static const struct command_option words[] = {
    {.name = "METHODS",
     .type = TYPE_METHODS,
     .help = "scores and estimators (if,rif,ns,soif,relatif,graddot,"
             "representer)"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "whose change on removal"},
    {.name = "against",
     .type = TYPE_WORDS,
     .values = COMPARISON_AGAINST,
     .preset = COMPARISON_BOTH,
     .help = "loo: leaving rows out one by one; sets: without random sets "
             "(LDS)"},
    {.name = "rows",
     .type = TYPE_COUNT,
     .preset = "500",
     .help = "rows to leave out one by one, drawn when there are more"},
    {.name = "sets",
     .type = TYPE_COUNT,
     .preset = "64",
     .help = "random sets to retrain without"},
    {.name = "size",
     .type = TYPE_SIZE,
     .preset = "5%",
     .help = "rows in each set"},
    {.name = "plot",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "a scatter of each method, over rows and over sets"},
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of the sets and of scores that draw (1, or --seed)"},
    {.name = NULL},
};

/* Columns of three decimals: most numbers are near 1. */
enum { DECIMALS = -3, HALF = 3 };

/* Rank correlation always, slope and error where the unit is the same. */
static void add_summary(struct table *table, const struct compared *method,
                        const struct riffle_summary *summary)
{
    table_number(table, summary->spearman);
    table_number(table, method->effect ? summary->slope : (double)NAN);
    table_number(table, method->effect ? summary->error : (double)NAN);
}

static enum riffle_status show_table(const struct comparison *comparison,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    static const struct table_column all[] = {
        {"method", "method", TABLE_TEXT, 0},
        {"loo_spearman", "row rank", TABLE_NUMBER, DECIMALS},
        {"loo_slope", "slope", TABLE_NUMBER, DECIMALS},
        {"loo_error", "error", TABLE_NUMBER, DECIMALS},
        {"lds", "set rank", TABLE_NUMBER, DECIMALS},
        {"set_slope", "slope", TABLE_NUMBER, DECIMALS},
        {"set_error", "error", TABLE_NUMBER, DECIMALS},
    };
    bool rows = comparison->n_rows > 0, sets = comparison->n_sets > 0;
    struct table_column columns[1 + 2 * HALF] = {all[0]};
    size_t n = 1;
    for (size_t c = 1; c <= HALF && rows; c++)
        columns[n++] = all[c];
    for (size_t c = 1; c <= HALF && sets; c++)
        columns[n++] = all[HALF + c];
    struct table *table = table_new(columns, n);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t m = 0; m < comparison->n_methods; m++) {
        const struct compared *method = &comparison->methods[m];
        table_text(table, method->name);
        if (rows)
            add_summary(table, method, &method->by_row);
        if (sets)
            add_summary(table, method, &method->by_set);
        if (method->why[0])
            reply_note(reply, "%s: %s", method->name, method->why);
    }
    table_reply(table, reply, "methods");
    table_free(table);
    return RIFFLE_OK;
}

/* Name `i`: of a method, or of what they are compared with. */
static const char *name_of(const struct comparison *comparison, size_t i)
{
    return i < comparison->n_methods ? comparison->methods[i].name : "actual";
}

/* Rank correlations between the methods, over the rows, else the sets. */
static enum riffle_status show_matrix(const struct comparison *comparison,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    size_t n = comparison->n_methods + 1;
    struct table_column *columns = calloc(n + 1, sizeof *columns);
    if (!columns)
        return riffle_fail_memory(err, n * sizeof *columns);
    columns[0] = (struct table_column){"method", "rank", TABLE_TEXT, 0};
    for (size_t i = 0; i < n; i++)
        columns[i + 1] = (struct table_column){
            name_of(comparison, i), name_of(comparison, i), TABLE_NUMBER, -2};
    struct table *table = table_new(columns, n + 1);
    for (size_t a = 0; table && a < n; a++) {
        table_text(table, name_of(comparison, a));
        for (size_t b = 0; b < n; b++)
            table_number(table, comparison_agreement(comparison, a, b));
    }
    if (table && (n <= MATRIX_WIDEST || reply->json)) {
        reply_text(reply, "\nrank correlation between them, over the %s\n",
                   comparison->n_rows > 0 ? "rows" : "sets");
        table_reply(table, reply, "matrix");
    }
    table_free(table);
    free(columns);
    return table ? RIFFLE_OK : riffle_fail_memory(err, n * sizeof *columns);
}

/* Points of one panel; a method in another unit is shown over its slope. */
static void fill_panel(const double *actual, const double *estimate, size_t n,
                       double scale, struct plot_point *points)
{
    for (size_t i = 0; i < n; i++) {
        bool ready = isfinite(actual[i]) && isfinite(estimate[i]);
        points[i] =
            (struct plot_point){.x = actual[i],
                                .y = estimate[i] / scale,
                                .bound = (double)NAN,
                                .tag = i,
                                .state = ready ? PLOT_READY : PLOT_FAILED};
    }
}

static double scale_of(const struct compared *method,
                       const struct riffle_summary *summary)
{
    bool usable = isfinite(summary->slope) && summary->slope != 0;
    return method->effect || !usable ? 1 : summary->slope;
}

/* What a line of panels is over. */
struct over {
    const char *name;
    bool rows;
};

/* A panel's points, at `points` on; how many. */
static size_t fill_one(const struct comparison *comparison, size_t m,
                       const struct over *over, struct plot_point *points,
                       struct grid_panel *panel)
{
    const struct compared *method = &comparison->methods[m];
    const struct riffle_summary *summary =
        over->rows ? &method->by_row : &method->by_set;
    size_t n = over->rows ? comparison->n_rows : comparison->n_sets;
    fill_panel(over->rows ? comparison->row_actual : comparison->set_actual,
               over->rows ? method->rows : method->sets, n,
               scale_of(method, summary), points);
    panel->name = method->name;
    panel->rho = summary->spearman;
    panel->data.points = points;
    panel->data.n_points = n;
    return n;
}

static void draw(const struct comparison *comparison, struct plot_grid *grid,
                 const struct over *lines, const struct plot_options *look,
                 struct reply *reply, struct plot_point *points)
{
    for (size_t line = 0; line < grid->rows; line++)
        for (size_t m = 0; m < grid->columns; m++) {
            struct grid_panel *panel = &grid->panels[line * grid->columns + m];
            panel->data = *grid->drawing;
            points += fill_one(comparison, m, &lines[line], points, panel);
        }
    struct plot_counts counts = {0};
    struct canvas *canvas =
        canvas_new(look->width, look->height, look->unicode);
    if (!canvas)
        return;
    plot_grid(grid, look, canvas, &counts);
    reply_canvas(reply, canvas);
    canvas_free(canvas);
}

static enum riffle_status show_plot(const struct session *session,
                                    const struct comparison *comparison,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    static const struct over all[] = {{"one row", true}, {"sets", false}};
    const struct over *lines = comparison->n_rows > 0 ? all : all + 1;
    const char *const row_names[] = {lines[0].name, "sets"};
    bool both = comparison->n_rows > 0 && comparison->n_sets > 0;
    size_t each = comparison->n_rows + comparison->n_sets;
    const struct plot_data drawing = {.series = {{.name = "method"}},
                                      .n_series = 1};
    struct plot_grid grid = {.title = "predicted (up) against actual (across)",
                             .rho_of = "method",
                             .rows = both ? 2 : 1,
                             .columns = comparison->n_methods,
                             .row_names = row_names,
                             .drawing = &drawing};
    struct plot_point *points =
        calloc(comparison->n_methods * each + 1, sizeof *points);
    grid.panels = calloc(2 * grid.columns + 1, sizeof *grid.panels);
    struct plot_options look = plot_default_options(session, reply);
    enum riffle_status status = RIFFLE_OK;
    if (points && grid.panels)
        draw(comparison, &grid, lines, &look, reply, points);
    else
        status = riffle_fail_memory(err, each * sizeof *points);
    free(points);
    free(grid.panels);
    return status;
}

static void say_sampling(const struct session *session,
                         const struct comparison *comparison,
                         struct reply *reply)
{
    size_t n = session->data->train.n;
    const char *measure = riffle_measure_name(comparison->measure);
    if (comparison->n_rows > 0)
        reply_text(reply,
                   "row rank: Spearman correlation with the change of %s when "
                   "each of %zu rows%s is left out and the model retrained\n",
                   measure, comparison->n_rows,
                   comparison->n_rows < n ? ", drawn at random," : "");
    if (comparison->n_sets > 0)
        reply_text(reply,
                   "set rank (LDS): Spearman correlation with the change of %s "
                   "when each of %zu random set%s of %zu row%s is; a score is "
                   "summed over the set\n",
                   measure, comparison->n_sets, plural(comparison->n_sets),
                   comparison->size, plural(comparison->size));
    reply_text(reply, "seed %llu; ", (unsigned long long)comparison->seed);
    reply_text(reply, "slope 1: as large as the actual; error: sum |estimate - "
                      "actual| / sum |actual|; a dash: in another unit\n");
    reply_set_string(reply, "measure", measure);
    reply_set_count(reply, "rows", comparison->n_rows);
    reply_set_count(reply, "sets", comparison->n_sets);
    reply_set_count(reply, "size", comparison->size);
    reply_set_count(reply, "seed", comparison->seed);
    reply_set_bool(reply, "stopped", comparison->stopped);
    if (comparison->stopped)
        reply_note(reply, "stopped: over what was retrained by then");
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct comparison comparison = {0};
    size_t plot = 0;
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "plot", &plot, err);
    if (status == RIFFLE_OK)
        status = comparison_read(session, call, reply, &comparison, err);
    if (status == RIFFLE_OK)
        status = comparison_run(session, call, &comparison, err);
    if (status == RIFFLE_OK)
        status = show_table(&comparison, reply, err);
    if (status == RIFFLE_OK) {
        say_sampling(session, &comparison, reply);
        status = show_matrix(&comparison, reply, err);
    }
    if (status == RIFFLE_OK && plot == 1)
        status = show_plot(session, &comparison, reply, err);
    comparison_release(&comparison);
    return status;
}

const struct command command_compare = {
    .verb = "compare",
    .group = "effects",
    .summary = "methods against leaving one out and group retraining",
    .usage = "[METHODS ...]",
    .words = words,
    .options = options,
    .max_words = COMMAND_MAX_WORDS,
    .examples =
        (const char *const[]){
            "load highdim; fit lambda=1e-2; compare",
            "load digits38; fit; compare if,rif,tracincp,knn-shapley sets=20",
            "load highdim; fit; compare if rif ns rows=50 sets=16 plot=on",
            "load wdbc; fit; compare if arnoldi arnoldi:rank:3 against=loo",
            NULL},
    .detail =
        "Asks each method for the effect of every row and of random sets of "
        "rows, then retrains without them. The rank correlation over sets is "
        "the linear datamodelling score: it says whether sums of a score put "
        "sets in the right order; slope and error say whether they have the "
        "right size.\n\n"
        "A row's own score predicts one removal; ns and the soif pair are "
        "estimators of sets and are asked for each set itself. A score may "
        "come with settings: lissa:steps:50 (`help lissa`). against= leaves "
        "out what is not wanted.",
    .see_also = "methods,top,sweep,effect",
    .run = run,
};
