/* What the session owns, and what each change of it makes obsolete. */
#include "session.h"

#include "session_limits.h"

#include <stdlib.h>
#include <string.h>

void session_init(struct session *session)
{
    *session = (struct session){
        .fit_options = {.lambda = 1e-3},
        .settings = {.progress = true},
        .out = stdout,
        .notes = stderr,
        .limits = limits_usual(),
    };
}

static void drop_sweep(struct session *session)
{
    free(session->sweep_presets);
    session->sweep_presets = NULL;
    riffle_experiment_free(session->sweep);
    session->sweep = NULL;
}

static void drop_trials(struct session *session)
{
    for (size_t i = 0; i < session->n_trials; i++)
        riffle_experiment_free(session->trials[i]);
    free(session->trials);
    session->trials = NULL;
    session->n_trials = 0;
}

/* All that rests on the fit, which goes last: others borrow it. */
static void drop_fit(struct session *session)
{
    drop_sweep(session);
    drop_trials(session);
    riffle_probe_release(&session->probe);
    riffle_fit_free(session->fit);
    session->fit = NULL;
}

static void drop_sets(struct session *session)
{
    riffle_removal_release(&session->selection);
    for (size_t i = 0; i < session->n_sets; i++) {
        free(session->sets[i].name);
        riffle_removal_release(&session->sets[i].removal);
    }
    free(session->sets);
    session->sets = NULL;
    session->n_sets = 0;
}

void session_set_data(struct session *session, struct riffle_dataset *data)
{
    drop_fit(session);
    drop_sets(session);
    riffle_dataset_free(session->data);
    session->data = data;
    session->epoch++;
}

void session_set_fit(struct session *session, struct riffle_fit *fit,
                     struct riffle_probe *probe)
{
    drop_fit(session);
    session->fit = fit;
    session->probe = *probe;
    session->epoch++;
    *probe = (struct riffle_probe){0};
}

void session_set_selection(struct session *session,
                           struct riffle_removal *removal)
{
    riffle_removal_release(&session->selection);
    session->selection = *removal;
    *removal = (struct riffle_removal){0};
}

enum riffle_status session_add_trial(struct session *session,
                                     struct riffle_experiment *trial,
                                     struct riffle_error *err)
{
    size_t n = session->n_trials + 1;
    struct riffle_experiment **trials =
        reallocarray(session->trials, n, sizeof(*trials));
    if (!trials)
        return riffle_fail_memory(err, n * sizeof(*trials));
    trials[n - 1] = trial;
    session->trials = trials;
    session->n_trials = n;
    return RIFFLE_OK;
}

void session_release(struct session *session)
{
    session_set_data(session, NULL);
    theme_free(session->theme);
    for (size_t i = 0; i < session->n_lines; i++)
        free(session->lines[i]);
    free(session->lines);
    session_init(session);
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
