#include "command/edit_run.h"

#include "command/edit_reply.h"
#include "command/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum riffle_status edit_init(struct edit *edit, size_t n, size_t n_features,
                             struct riffle_error *err)
{
    *edit = (struct edit){
        .test_row = RIFFLE_NO_ROW,
        .puts = reallocarray(NULL, n + 1, sizeof *edit->puts),
        .x = reallocarray(NULL, n * n_features + 1, sizeof *edit->x),
    };
    if (edit->puts && edit->x)
        return RIFFLE_OK;
    edit_release(edit);
    return riffle_fail_memory(err, n * n_features * sizeof *edit->x);
}

void edit_release(struct edit *edit)
{
    riffle_removal_release(&edit->gone);
    free(edit->puts);
    free(edit->x);
    *edit = (struct edit){0};
}

double *edit_values(const struct edit *edit, size_t n_features, size_t put)
{
    return edit->x + put * n_features;
}

struct riffle_put *edit_put(struct edit *edit, size_t n_features, size_t row,
                            const double *x, uint8_t y)
{
    double *values = edit_values(edit, n_features, edit->n_puts);
    struct riffle_put *put = &edit->puts[edit->n_puts++];
    memcpy(values, x, n_features * sizeof *x);
    *put = (struct riffle_put){
        .row = row,
        .x = values,
        .y = y,
        .copied_test = RIFFLE_NO_ROW,
        .copied_base = RIFFLE_NO_ROW,
    };
    return put;
}

void edit_name_row(const struct riffle_rows *rows, size_t row, char *text,
                   size_t size)
{
    if (rows->origin[row] == RIFFLE_ORIGIN_ADDED)
        (void)snprintf(text, size, "row %zu (added)", row);
    else if (rows->line)
        (void)snprintf(text, size, "row %zu (line %zu)", row, rows->line[row]);
    else
        (void)snprintf(text, size, "row %zu", row);
}

static int by_number(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

enum riffle_status edit_read_label(const struct session *session,
                                   const struct command_call *call,
                                   const char *name, const char *text,
                                   uint8_t *label, struct riffle_error *err)
{
    char *const *classes = session->data->class_names;
    for (uint8_t c = 0; c < 2; c++)
        if (strcmp(classes[c], text) == 0) {
            *label = c;
            return RIFFLE_OK;
        }
    enum riffle_status status =
        call_fail(call, name, err, "`%s' is not a class", text);
    riffle_hint(err, "the classes are %s and %s", classes[0], classes[1]);
    return status;
}

enum riffle_status edit_check_copies(const struct session *session,
                                     const struct command_call *call,
                                     size_t copies, struct riffle_error *err)
{
    size_t most = 10 * session->data->train.n;
    if (copies <= most)
        return RIFFLE_OK;
    return call_fail(call, "copies", err,
                     "%zu copies are more than ten for each of the %zu "
                     "training rows",
                     copies, session->data->train.n);
}

bool edit_is_planted(const struct riffle_dataset *data, size_t row)
{
    return data->n_planted > 0 && bsearch(&row, data->planted, data->n_planted,
                                          sizeof row, by_number) != NULL;
}

bool edit_still_planted(const struct riffle_dataset *data, size_t row,
                        uint8_t label)
{
    return edit_is_planted(data, row) && data->train.y[row] == label;
}

/* --- prediction ------------------------------------------------------- */

/* An edit under way. */
struct work {
    struct session *session;
    const struct command_call *call;
    const struct edit *edit;
    struct reply *reply;
    struct riffle_plan plan; /* its measures, at the fit before */
    struct edit_effects effects;
    struct session_edited edited;
};

static void work_release(struct work *work)
{
    parts_release(&work->plan);
    free(work->effects.estimates);
    free(work->effects.actual);
    riffle_fit_free(work->edited.fit);
    riffle_edits_free(work->edited.edits);
    riffle_dataset_free(work->edited.data);
}

/* Watch the logit and the loss of the edit's test row first. */
static enum riffle_status watch_row(struct work *work, struct riffle_error *err)
{
    static const char *const kinds[] = {"logit", "loss"};
    enum { KINDS = sizeof kinds / sizeof *kinds };
    struct riffle_plan *plan = &work->plan;
    struct riffle_measure **more =
        reallocarray(plan->measures, plan->n_measures + KINDS, sizeof *more);
    if (!more)
        return riffle_fail_memory(err, sizeof *more);
    plan->measures = more;
    memmove(more + KINDS, more, plan->n_measures * sizeof *more);
    memset(more, 0, KINDS * sizeof *more);
    plan->n_measures += KINDS;
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < KINDS && status == RIFFLE_OK; i++) {
        char name[40];
        (void)snprintf(name, sizeof name, "%s:%zu", kinds[i],
                       work->edit->test_row);
        status = riffle_measure_new(name, work->session->fit,
                                    &work->session->probe, &more[i], err);
    }
    return status;
}

static enum riffle_status read_measures(struct work *work,
                                        struct riffle_error *err)
{
    struct riffle_plan *plan = &work->plan;
    enum riffle_status status =
        parts_measures(work->session, work->call, work->reply, plan, err);
    if (status == RIFFLE_OK && work->edit->test_row != RIFFLE_NO_ROW)
        status = watch_row(work, err);
    for (size_t q = 0; q < plan->n_measures && status == RIFFLE_OK; q++) {
        const struct riffle_measure *measure = plan->measures[q];
        if (riffle_exchange_measures(measure))
            continue;
        status = call_fail(work->call, "measures", err,
                           "%s sums over training rows, which the edit changes",
                           riffle_measure_name(measure));
        riffle_hint(err, "measures of test rows: test_loss, logit:0, ...; or "
                         "theta:NAME");
    }
    work->effects.before = plan->measures;
    work->effects.n = plan->n_measures;
    return status;
}

/* What goes: rows taken out, and rows as they were before they change. */
static enum riffle_status gather_gone(const struct edit *edit,
                                      struct riffle_removal *gone,
                                      struct riffle_error *err)
{
    size_t most = edit->gone.k + edit->n_puts;
    gone->rows = reallocarray(NULL, most + 1, sizeof *gone->rows);
    if (!gone->rows)
        return riffle_fail_memory(err, most * sizeof *gone->rows);
    for (size_t i = 0; i < edit->gone.k; i++)
        gone->rows[gone->k++] = edit->gone.rows[i];
    for (size_t i = 0; i < edit->n_puts; i++)
        if (edit->puts[i].row != RIFFLE_NO_ROW)
            gone->rows[gone->k++] = edit->puts[i].row;
    qsort(gone->rows, gone->k, sizeof *gone->rows, by_number);
    return RIFFLE_OK;
}

static enum riffle_status predict(struct work *work, struct riffle_error *err)
{
    const struct edit *edit = work->edit;
    struct edit_effects *effects = &work->effects;
    struct riffle_removal gone = {0};
    uint8_t *y = calloc(edit->n_puts + 1, sizeof *y);
    size_t n = RIFFLE_EXCHANGE_ESTIMATES * effects->n;
    effects->estimates = calloc(n + 1, sizeof *effects->estimates);
    enum riffle_status status = RIFFLE_OK;
    if (!y || !effects->estimates)
        status = riffle_fail_memory(err, n * sizeof *effects->estimates);
    if (status == RIFFLE_OK)
        status = gather_gone(edit, &gone, err);
    for (size_t i = 0; status == RIFFLE_OK && i < edit->n_puts; i++)
        y[i] = edit->puts[i].y;
    const struct riffle_exchange exchange = {gone, edit->n_puts, edit->x, y};
    if (status == RIFFLE_OK)
        status = riffle_exchange_effects(work->session->fit, &exchange,
                                         effects->before, effects->n,
                                         effects->estimates, err);
    riffle_removal_release(&gone);
    free(y);
    return status;
}

/* --- application ------------------------------------------------------ */

static enum riffle_status list_edits(const struct work *work,
                                     struct riffle_edits **edits,
                                     struct riffle_error *err)
{
    const struct edit *edit = work->edit;
    struct riffle_edits *none = NULL, *put = NULL;
    const struct riffle_edits *from =
        state_edits(work->session->state.parts[STATE_DATA]);
    enum riffle_status status = RIFFLE_OK;
    if (!from)
        status = riffle_edits_new(work->session->data, &none, err);
    if (status == RIFFLE_OK)
        status = riffle_edits_put(from ? from : none, edit->puts, edit->n_puts,
                                  &put, err);
    if (status == RIFFLE_OK)
        status =
            riffle_edits_remove(put, edit->gone.rows, edit->gone.k, edits, err);
    riffle_edits_free(none);
    riffle_edits_free(put);
    return status;
}

static enum riffle_status apply(struct work *work, struct riffle_error *err)
{
    struct session_edited *edited = &work->edited;
    const struct kept *base =
        state_base(work->session->state.parts[STATE_DATA]);
    enum riffle_status status = list_edits(work, &edited->edits, err);
    if (status == RIFFLE_OK && riffle_edits_rows(edited->edits) == 0)
        status = riffle_fail(err, RIFFLE_EEMPTY,
                             "no training row would be "
                             "left");
    if (status == RIFFLE_OK)
        status = riffle_edits_apply(edited->edits, base->content, &edited->data,
                                    err);
    return status;
}

/*
 * The options of the fit, from where it ended. The penalty is what the
 * predictions take it for: fixed, lambda n stays, so that lambda changes with
 * n; scaled, lambda stays.
 */
static struct riffle_fit_options refit_options(const struct work *work)
{
    const struct session *session = work->session;
    struct riffle_fit_options options = session->fit_options;
    options.memory = session->memory;
    options.start = riffle_fit_theta(session->fit);
    if (options.penalty == RIFFLE_PENALTY_FIXED &&
        work->edited.data->train.n != session->data->train.n)
        options.lambda *=
            (double)session->data->train.n / (double)work->edited.data->train.n;
    return options;
}

static enum riffle_status refit(struct work *work, struct riffle_error *err)
{
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(work->session, &state);
    work->edited.options = refit_options(work);
    enum riffle_status status =
        riffle_fit_new(work->edited.data, &work->edited.options, &progress,
                       &work->edited.fit, err);
    session_progress_end(&state);
    return status;
}

static enum riffle_status compare(struct work *work, struct riffle_error *err)
{
    struct edit_effects *effects = &work->effects;
    enum riffle_status status = RIFFLE_OK;
    effects->actual = calloc(effects->n + 1, sizeof *effects->actual);
    if (!effects->actual)
        return riffle_fail_memory(err, effects->n * sizeof *effects->actual);
    for (size_t q = 0; q < effects->n && status == RIFFLE_OK; q++) {
        struct riffle_measure *after = NULL;
        status = riffle_measure_new(riffle_measure_name(effects->before[q]),
                                    work->edited.fit, &work->session->probe,
                                    &after, err);
        if (status == RIFFLE_OK)
            effects->actual[q] =
                riffle_exchange_actual(effects->before[q], after);
        riffle_measure_free(after);
    }
    return status;
}

static enum riffle_status install(struct work *work, struct riffle_error *err)
{
    bool fitted = work->session->fit != NULL;
    struct edit_outcome before = edit_outcome(work->session);
    enum riffle_status status = apply(work, err);
    if (status == RIFFLE_OK && fitted)
        status = refit(work, err);
    if (status == RIFFLE_OK && fitted && !work->edit->secret)
        status = compare(work, err);
    if (status == RIFFLE_OK && fitted && !work->edit->secret)
        status = edit_reply_effects(&work->effects, work->reply, err);
    if (status == RIFFLE_OK) /* effects borrow from the fit before: last */
        status = session_set_edited(work->session, &work->edited, err);
    if (status == RIFFLE_OK)
        edit_reply_outcome(work->session, work->edit, &before, work->reply);
    return status;
}

enum riffle_status edit_run(struct session *session,
                            const struct command_call *call,
                            const struct edit *edit, struct reply *reply,
                            struct riffle_error *err)
{
    struct work work = {
        .session = session, .call = call, .edit = edit, .reply = reply};
    size_t off = 0;
    bool predicts = session->fit && !edit->secret;
    enum riffle_status status = RIFFLE_OK;
    if (!edit->secret)
        status = call_choice(call, "apply", &off, err);
    if (status == RIFFLE_OK && off && !predicts)
        status = session_need_fit(session, err);
    if (status == RIFFLE_OK && predicts)
        status = read_measures(&work, err);
    if (status == RIFFLE_OK && predicts)
        status = predict(&work, err);
    if (status == RIFFLE_OK)
        status = off ? edit_reply_effects(&work.effects, reply, err)
                     : install(&work, err);
    if (status == RIFFLE_OK && off)
        reply_note(reply, "apply=off: nothing was changed");
    if (status == RIFFLE_OK && !edit->secret)
        reply_set_bool(reply, "applied", !off);
    work_release(&work);
    return status;
}
