/* descend: gradient descent from zero to the fit, to be watched. */
#include "command/command.h"
#include "command/live_text.h"
#include "command/parts.h"
#include "command/plot_draw.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include "riffle/clock.h"
#include "riffle/descent.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LINES = 12, HIGHEST = 18, COEFFICIENTS = 3, FOOT = 4 };

static const struct command_option options[] = {
    {.name = "steps", .type = TYPE_COUNT, .preset = "500", .help = "to take"},
    {.name = "rate",
     .type = TYPE_NUMBER,
     .preset = "1",
     .help = "step size over 1 / largest curvature; 2 and more may diverge"},
    {.name = "batch",
     .type = TYPE_COUNT,
     .help = "rows in each step, drawn with the seed (all)"},
    {.name = "plot",
     .type = TYPE_WORD,
     .values = "loss|theta|off",
     .preset = "loss",
     .help = "mean losses, or the largest coefficients, against steps"},
    {.name = "seconds",
     .type = TYPE_NUMBER,
     .preset = "0",
     .help = "slow it down to so many, to watch"},
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of the batches (1, or --seed)"},
    {.name = NULL},
};

struct descending {
    struct session *session;
    struct riffle_descent_query query;
    size_t plot;    /* of plot= */
    double seconds; /* to take at least */
    double started; /* riffle_seconds() */
    struct live_text live;
};

enum { PLOT_LOSS, PLOT_THETA, PLOT_OFF };

/* --- the picture ----------------------------------------------------------- */

static void add_point(struct plot_data *data, size_t series, size_t step,
                      double y)
{
    data->points[data->n_points++] =
        (struct plot_point){.x = log10((double)step + 1),
                            .y = y,
                            .bound = (double)NAN,
                            .series = series,
                            .tag = CANVAS_NO_TAG};
}

static void fill_losses(const struct riffle_descent *descent,
                        struct plot_data *data)
{
    const struct riffle_checkpoint *last = &descent->points[descent->n - 1];
    bool tested = isfinite(last->test_loss);
    data->y_label = "mean loss [nats]";
    data->series[0].name = "train";
    data->series[1].name = "test";
    data->n_series = tested ? 2 : 1;
    (void)snprintf(data->series[0].note, sizeof data->series[0].note, "%.4f",
                   last->train_loss);
    (void)snprintf(data->series[1].note, sizeof data->series[1].note, "%.4f",
                   last->test_loss);
    for (size_t c = 0; c < descent->n; c++) {
        add_point(data, 0, descent->points[c].step,
                  descent->points[c].train_loss);
        if (tested)
            add_point(data, 1, descent->points[c].step,
                      descent->points[c].test_loss);
    }
}

/* The coefficients that are largest in the fit. */
static void choose(const struct riffle_fit *fit, size_t d, size_t *chosen)
{
    const double *theta = riffle_fit_theta(fit);
    for (size_t k = 0; k < COEFFICIENTS; k++) {
        size_t best = d;
        for (size_t j = 0; j < d; j++) {
            bool taken = (k > 0 && j == chosen[0]) || (k > 1 && j == chosen[1]);
            if (!taken && (best == d || fabs(theta[j]) > fabs(theta[best])))
                best = j;
        }
        chosen[k] = best;
    }
}

static void fill_theta(const struct descending *work,
                       const struct riffle_descent *descent,
                       struct plot_data *data)
{
    const struct riffle_fit *fit = work->session->fit;
    size_t chosen[COEFFICIENTS] = {0};
    size_t d = descent->d;
    data->y_label = "coefficient";
    data->n_series = d < COEFFICIENTS ? d : COEFFICIENTS;
    choose(fit, d, chosen);
    for (size_t k = 0; k < data->n_series; k++) {
        size_t j = chosen[k];
        data->series[k].name = riffle_fit_parameter_name(fit, j);
        (void)snprintf(
            data->series[k].note, sizeof data->series[k].note, "%.4g, fit %.4g",
            descent->theta[(descent->n - 1) * d + j], riffle_fit_theta(fit)[j]);
        for (size_t c = 0; c < descent->n; c++)
            add_point(data, k, descent->points[c].step,
                      descent->theta[c * d + j]);
    }
}

static void draw(const struct descending *work,
                 const struct riffle_descent *descent, struct reply *reply)
{
    struct plot_options look = plot_default_options(work->session, reply);
    struct plot_counts counts;
    struct plot_data data = {
        .title = work->plot == PLOT_LOSS
                     ? "gradient descent: mean loss of the rows"
                     : "gradient descent: the largest coefficients of the fit",
        .x_label = "log10(1 + step)",
        .points = calloc(COEFFICIENTS * descent->n + 1, sizeof *data.points)};
    look.equal = false;
    look.height = look.height < HIGHEST ? look.height : HIGHEST;
    if (reply->height > FOOT && look.height > reply->height - FOOT)
        look.height = reply->height - FOOT;
    struct canvas *canvas = canvas_new(look.width, look.height, look.unicode);
    if (data.points && canvas) {
        if (work->plot == PLOT_LOSS)
            fill_losses(descent, &data);
        else
            fill_theta(work, descent, &data);
        plot_curves(&data, &look, canvas, &counts);
        reply_canvas(reply, canvas);
    }
    canvas_free(canvas);
    free(data.points);
}

/* --- while it goes on ------------------------------------------------------ */

/* Do not come to checkpoint after `step` before its time. */
static void hold(const struct descending *work, size_t step)
{
    const struct timespec nap = {.tv_nsec = 20000000};
    const struct session *session = work->session;
    double part = log1p((double)step) / log1p((double)work->query.steps);
    while (riffle_seconds() - work->started < part * work->seconds &&
           !(session->stop && *session->stop))
        (void)nanosleep(&nap, NULL);
}

/* The query's watch. */
static void watch(void *data, const struct riffle_descent *descent)
{
    struct descending *work = data;
    const struct riffle_checkpoint *last = &descent->points[descent->n - 1];
    hold(work, last->step);
    if (work->plot == PLOT_OFF)
        return;
    struct reply *reply = live_text_begin(&work->live);
    if (!reply)
        return;
    draw(work, descent, reply);
    reply_text(reply, "step %zu of %zu; Ctrl-C keeps what there is\n",
               last->step, work->query.steps);
    live_text_end(&work->live);
}

static enum riffle_status compute(struct descending *work,
                                  struct riffle_descent *descent,
                                  struct riffle_error *err)
{
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(work->session, &state);
    work->query.progress = &progress;
    work->query.watch = watch;
    work->query.watch_data = work;
    work->started = riffle_seconds();
    enum riffle_status status = riffle_descent_run(&work->query, descent, err);
    session_progress_end(&state);
    live_text_close(&work->live);
    return status;
}

/* --- the answer ------------------------------------------------------------ */

static void add_line(const struct riffle_checkpoint *point, struct table *table)
{
    table_count(table, point->step);
    table_number(table, point->objective);
    table_number(table, point->train_loss);
    table_number(table, point->test_loss);
    table_number(table, 100 * point->train_accuracy);
    table_number(table, 100 * point->test_accuracy);
    table_number(table, point->distance);
}

static enum riffle_status show_table(const struct riffle_descent *descent,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"step", "step", TABLE_COUNT, 0},
        {"objective", "objective", TABLE_NUMBER, -5},
        {"train_loss", "train loss", TABLE_NUMBER, -5},
        {"test_loss", "test loss", TABLE_NUMBER, -5},
        {"train_accuracy", "train %", TABLE_NUMBER, -1},
        {"test_accuracy", "test %", TABLE_NUMBER, -1},
        {"distance", "distance", TABLE_NUMBER, 3},
    };
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    size_t n = descent->n;
    size_t lines = reply->json || n < LINES ? n : LINES;
    for (size_t l = 0; l < lines; l++)
        add_line(&descent->points[lines > 1 ? l * (n - 1) / (lines - 1) : 0],
                 table);
    table_reply(table, reply, "checkpoints");
    table_free(table);
    return RIFFLE_OK;
}

/* theta at each checkpoint, for programs. */
static void set_theta(const struct riffle_descent *descent, struct reply *reply)
{
    if (!reply->json)
        return;
    struct json_object *all = json_object_new_array();
    for (size_t c = 0; c < descent->n; c++) {
        struct json_object *theta = json_object_new_array();
        for (size_t j = 0; j < descent->d; j++)
            json_object_array_add(
                theta, reply_number(descent->theta[c * descent->d + j]));
        json_object_array_add(all, theta);
    }
    reply_set(reply, "theta", all);
}

static void say_meaning(const struct descending *work,
                        const struct riffle_descent *descent,
                        struct reply *reply)
{
    const struct riffle_checkpoint *last = &descent->points[descent->n - 1];
    reply_text(reply, "objective: mean loss and the penalty, nats a row; "
                      "distance: of theta from the fit's, over its length\n");
    if (work->query.batch)
        reply_text(reply, "batches of %zu rows, seed %llu; ", work->query.batch,
                   (unsigned long long)work->query.seed);
    reply_text(reply, "step size %.3g\n", descent->rate);
    if (descent->stopped)
        reply_note(reply, "stopped after %zu of %zu steps", last->step,
                   work->query.steps);
    if (!isfinite(last->objective) || last->objective > 1e3)
        reply_warn(reply, "it diverges: take rate= below 2");
    reply_set_number(reply, "rate", descent->rate);
    reply_set_count(reply, "steps", last->step);
    reply_set_count(reply, "seed", work->query.seed);
    reply_set_bool(reply, "stopped", descent->stopped);
    set_theta(descent, reply);
}

static enum riffle_status read_query(const struct session *session,
                                     const struct command_call *call,
                                     struct descending *work,
                                     struct riffle_error *err)
{
    struct riffle_descent_query *query = &work->query;
    enum riffle_status status = call_count(call, "steps", &query->steps, err);
    if (status == RIFFLE_OK)
        status = call_number(call, "rate", &query->rate, err);
    if (status == RIFFLE_OK && query->rate <= 0)
        status = call_fail(call, "rate", err, "a rate is above 0");
    if (status == RIFFLE_OK)
        status = call_count(call, "batch", &query->batch, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "plot", &work->plot, err);
    if (status == RIFFLE_OK)
        status = call_number(call, "seconds", &work->seconds, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &query->seed, err);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_descent descent;
    struct riffle_error why = {0};
    struct descending work = {.session = session,
                              .query = {.fit = session->fit, .checkpoints = 60},
                              .live = {.session = session}};
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = read_query(session, call, &work, err);
    if (status != RIFFLE_OK)
        return status;
    status = compute(&work, &descent, &why);
    if (status != RIFFLE_OK)
        return parts_point_at(call, "steps", &why, err);
    if (work.plot != PLOT_OFF && !reply->json)
        draw(&work, &descent, reply);
    status = show_table(&descent, reply, err);
    if (status == RIFFLE_OK)
        say_meaning(&work, &descent, reply);
    riffle_descent_release(&descent);
    return status;
}

const struct command command_descend = {
    .verb = "descend",
    .group = "model",
    .summary = "watch gradient descent go from zero to the fit",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit lambda=1e-2; descend",
            "load wdbc standardize=on; fit; descend steps=2000 plot=theta",
            "load digits38; fit; descend batch=16 rate=0.5 seed=3", NULL},
    .detail =
        "The path that `tracin`, `tracincp`, `gas`, `hydra` and "
        "`sgd-influence` follow, which a Newton fit does not have: steps of "
        "the mean loss's gradient and the penalty's, from theta = 0. At the "
        "prompt and in the full screen the plot is drawn while it runs; "
        "seconds=5 makes a quick one last that long. Checkpoints are close "
        "at first and ever further apart; --json has theta at each.\n\n"
        "Where the Hessian is ill-conditioned (standardize=off) the loss is "
        "down long before theta has arrived: methods that look at the path "
        "see only the directions that were learned. The fit stays as it is.",
    .see_also = "fit,methods,top,lesson",
    .run = run,
};
