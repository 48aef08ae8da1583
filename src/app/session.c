/* What the session holds, and what each change of it makes obsolete. */
#include "session.h"

#include "command/score_run.h"
#include "session_limits.h"

#include <stdlib.h>
#include <string.h>

void session_init(struct session *session)
{
    *session = (struct session){
        .state = {.fit_options = {.lambda = 1e-3}},
        .fit_options = {.lambda = 1e-3},
        .settings = {.progress = true, .motion = true},
        .out = stdout,
        .notes = stderr,
        .limits = limits_usual(),
    };
}

/* Trials are a chain, the newest first; the array shows the oldest first. */
static void show_trials(struct session *session)
{
    size_t n = 0;
    const struct kept *newest = session->state.parts[STATE_TRIALS];
    const struct kept *fit = session->state.parts[STATE_FIT];
    for (const struct kept *at = newest; at && at != fit; at = at->on)
        n++;
    free(session->trials);
    session->trials = n ? reallocarray(NULL, n, sizeof(void *)) : NULL;
    session->n_trials = session->trials ? n : 0;
    for (size_t i = session->n_trials; i-- > 0; newest = newest->on)
        session->trials[i] = newest->content;
}

static void *content_of(const struct session *session, enum state_part part)
{
    const struct kept *kept = session->state.parts[part];
    return kept ? kept->content : NULL;
}

void session_show(struct session *session)
{
    const struct riffle_probe *probe = content_of(session, STATE_PROBE);
    const struct riffle_removal *selection =
        content_of(session, STATE_SELECTION);
    const struct state_sets *sets = content_of(session, STATE_SETS);
    const struct state_marks *marks = content_of(session, STATE_MARKS);
    const struct state_sweep *sweep = content_of(session, STATE_SWEEP);
    session->data = content_of(session, STATE_DATA);
    session->fit = content_of(session, STATE_FIT);
    session->fit_options = session->state.fit_options;
    session->probe = probe ? *probe : (struct riffle_probe){0};
    session->selection = selection ? *selection : (struct riffle_removal){0};
    session->sets = sets ? sets->sets : NULL;
    session->n_sets = sets ? sets->n : 0;
    session->marks = marks ? *marks : (struct state_marks){0};
    session->sweep = sweep ? sweep->experiment : NULL;
    session->sweep_presets = sweep ? sweep->presets : NULL;
    show_trials(session);
}

static void replace(struct session *session, enum state_part part,
                    struct kept *kept)
{
    struct kept *old = session->state.parts[part];
    session->state.parts[part] = kept;
    session->epoch += (part == STATE_DATA || part == STATE_FIT) && kept != old;
    kept_drop(old);
}

void session_put(struct session *session, enum state_part part,
                 struct kept *kept)
{
    replace(session, part, kept);
    session_show(session);
}

/* All that rests on the fit, and the fit. */
static void drop_fit(struct session *session)
{
    replace(session, STATE_TRIALS, NULL);
    replace(session, STATE_SWEEP, NULL);
    replace(session, STATE_FIT, NULL);
}

enum riffle_status session_set_data(struct session *session,
                                    struct riffle_dataset *data,
                                    struct riffle_error *err)
{
    struct kept *kept = state_keep_data(data, err);
    if (!kept) {
        riffle_dataset_free(data);
        return RIFFLE_ENOMEM;
    }
    drop_fit(session);
    replace(session, STATE_PROBE, NULL);
    replace(session, STATE_SELECTION, NULL);
    replace(session, STATE_SETS, NULL);
    session_put(session, STATE_DATA, kept);
    return RIFFLE_OK;
}

enum riffle_status session_set_fresh(struct session *session,
                                     struct riffle_dataset *data,
                                     struct riffle_error *err)
{
    enum riffle_status status = session_set_data(session, data, err);
    session->revealed = session->revealed && status != RIFFLE_OK;
    session->fresh = status == RIFFLE_OK;
    if (status == RIFFLE_OK)
        session->fit_options = session->state.fit_options =
            (struct riffle_fit_options){0};
    return status;
}

enum riffle_status session_set_fit(struct session *session,
                                   struct riffle_fit *fit,
                                   const struct riffle_fit_options *options,
                                   struct riffle_probe *probe,
                                   struct riffle_error *err)
{
    struct kept *kept_probe = state_keep_probe(probe, err);
    struct kept *kept =
        kept_probe ? state_keep_fit(fit, options,
                                    session->state.parts[STATE_DATA], err)
                   : NULL;
    if (!kept) {
        kept_drop(kept_probe);
        riffle_probe_release(probe);
        riffle_fit_free(fit);
        return RIFFLE_ENOMEM;
    }
    drop_fit(session);
    replace(session, STATE_PROBE, kept_probe);
    session->state.fit_options = *options;
    session->state.fit_options.start = NULL;
    session_put(session, STATE_FIT, kept);
    return RIFFLE_OK;
}

/* Put what was kept, or pass on that memory ran out. */
static enum riffle_status put_or_fail(struct session *session,
                                      enum state_part part, struct kept *kept)
{
    if (!kept)
        return RIFFLE_ENOMEM;
    session_put(session, part, kept);
    return RIFFLE_OK;
}

enum riffle_status session_set_probe(struct session *session,
                                     struct riffle_probe *probe,
                                     struct riffle_error *err)
{
    enum riffle_status status =
        put_or_fail(session, STATE_PROBE, state_keep_probe(probe, err));
    riffle_probe_release(probe);
    return status;
}

enum riffle_status session_set_selection(struct session *session,
                                         struct riffle_removal *removal,
                                         struct riffle_error *err)
{
    if (removal->k == 0) {
        riffle_removal_release(removal);
        session_put(session, STATE_SELECTION, NULL);
        return RIFFLE_OK;
    }
    enum riffle_status status = put_or_fail(session, STATE_SELECTION,
                                            state_keep_selection(removal, err));
    riffle_removal_release(removal);
    return status;
}

enum riffle_status session_set_sets(struct session *session,
                                    struct state_sets *sets,
                                    struct riffle_error *err)
{
    enum riffle_status status =
        put_or_fail(session, STATE_SETS, state_keep_sets(sets, err));
    state_sets_free(sets);
    return status;
}

enum riffle_status session_set_marks(struct session *session,
                                     struct state_marks *marks,
                                     struct riffle_error *err)
{
    enum riffle_status status =
        put_or_fail(session, STATE_MARKS, state_keep_marks(marks, err));
    state_marks_free(marks);
    return status;
}

enum riffle_status session_set_sweep(struct session *session,
                                     struct state_sweep *sweep,
                                     struct riffle_error *err)
{
    enum riffle_status status = put_or_fail(
        session, STATE_SWEEP,
        state_keep_sweep(sweep, session->state.parts[STATE_FIT], err));
    state_sweep_free(sweep);
    return status;
}

enum riffle_status session_add_trial(struct session *session,
                                     struct riffle_experiment *trial,
                                     struct riffle_error *err)
{
    struct kept *newest = session->state.parts[STATE_TRIALS];
    struct kept *on = newest ? newest : session->state.parts[STATE_FIT];
    return put_or_fail(session, STATE_TRIALS, state_keep_trial(trial, on, err));
}

void session_unbind(struct session *session, size_t index)
{
    struct session_bind *bind = &session->binds[index];
    free(bind->page);
    free(bind->key);
    free(bind->command);
    session->n_binds--;
    memmove(bind, bind + 1, (session->n_binds - index) * sizeof *bind);
}

void session_release(struct session *session)
{
    undo_release(&session->undo);
    state_drop(&session->state);
    free(session->trials);
    theme_free(session->theme);
    score_cache_free(session->scores);
    free(session->unfinished);
    for (size_t i = 0; i < session->n_lines; i++)
        free(session->lines[i]);
    free(session->lines);
    while (session->n_binds > 0)
        session_unbind(session, session->n_binds - 1);
    free(session->binds);
    session_init(session);
}

struct session session_beside(const struct session *session)
{
    struct session beside;
    session_init(&beside);
    beside.settings = session->settings;
    beside.theme = session->theme;
    beside.memory = session->memory;
    beside.limits = session->limits;
    beside.json = session->json;
    beside.page = session->page;
    beside.out = session->out;
    beside.notes = session->notes;
    beside.notes_depth = session->notes_depth;
    beside.stop = session->stop;
    beside.ask = session->ask;
    beside.ask_data = session->ask_data;
    beside.watch = session->watch;
    beside.watch_data = session->watch_data;
    return beside;
}

void session_release_beside(struct session *beside)
{
    beside->theme = NULL; /* that of the session it stands beside */
    session_release(beside);
}

void session_take(struct session *session, struct session *beside)
{
    state_drop(&session->state);
    session->state = beside->state;
    beside->state = (struct state){0};
    session->seed = beside->seed ? beside->seed : session->seed;
    session->epoch++;
    session_show(session);
}

void session_unfinished(struct session *session, bool stopped)
{
    const char *running = session->running;
    bool same = session->unfinished && running &&
                strcmp(session->unfinished, running) == 0;
    if (stopped && running && !same) {
        free(session->unfinished);
        session->unfinished = strdup(running);
    } else if (!stopped && same) {
        free(session->unfinished);
        session->unfinished = NULL;
    }
    session->unfinished_epoch = session->epoch;
}

void session_remember(struct session *session, const char *text)
{
    char *copy = strdup(text);
    char **lines =
        reallocarray(session->lines, session->n_lines + 1, sizeof(*lines));
    if (lines)
        session->lines = lines;
    if (lines && copy)
        lines[session->n_lines++] = copy;
    else
        free(copy);
}

void session_adapt(struct session *session)
{
    struct session_settings *settings = &session->settings;
    settings->depth = terminal_depth(session->out, settings->color);
    settings->unicode = terminal_unicode(settings->glyphs);
    session->notes_depth = terminal_depth(session->notes, settings->color);
}

void session_size(const struct session *session, size_t *width, size_t *height)
{
    terminal_size(session->out, width, height);
    if (session->page)
        *width = session->page;
    if (session->settings.width)
        *width = session->settings.width;
    if (session->settings.height)
        *height = session->settings.height;
}

const struct theme *session_theme(const struct session *session)
{
    return session->theme ? session->theme : theme_builtin();
}

enum riffle_status session_need_data(const struct session *session,
                                     struct riffle_error *err)
{
    if (session->data)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ESTATE, "no data set is loaded");
    riffle_hint(err, "load one first: load wdbc");
    return RIFFLE_ESTATE;
}

enum riffle_status session_need_fit(const struct session *session,
                                    struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status || session->fit)
        return status;
    riffle_fail(err, RIFFLE_ESTATE, "there is no fit yet");
    riffle_hint(err, "fit first: fit lambda=1e-3");
    return RIFFLE_ESTATE;
}

enum riffle_status session_need_selection(const struct session *session,
                                          struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status || session->selection.k > 0)
        return status;
    riffle_fail(err, RIFFLE_ESTATE, "no rows are selected");
    riffle_hint(err, "select some first: select random 20");
    return RIFFLE_ESTATE;
}
