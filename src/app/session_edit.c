/* The session after an edit of its training rows. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* From the numbers of rows before an edit to those after it. */
struct passage {
    const struct riffle_edits *from, *to;
};

/* The rows of a set that are left, under their new numbers. */
static enum riffle_status carry(const struct passage *passage,
                                const struct riffle_removal *set,
                                struct riffle_removal *out,
                                struct riffle_error *err)
{
    enum riffle_status status = riffle_removal_copy(out, set, err);
    size_t k = 0;
    if (status != RIFFLE_OK)
        return status;
    for (size_t i = 0; i < set->k; i++) {
        size_t row =
            riffle_edits_follow(passage->from, set->rows[i], passage->to);
        if (row != RIFFLE_NO_ROW)
            out->rows[k++] = row;
    }
    out->k = k;
    return RIFFLE_OK;
}

static enum riffle_status carry_sets(const struct session *session,
                                     const struct passage *passage,
                                     struct state_sets *out,
                                     struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    out->sets = calloc(session->n_sets + 1, sizeof *out->sets);
    if (!out->sets)
        return riffle_fail_memory(err, session->n_sets * sizeof *out->sets);
    for (size_t i = 0; i < session->n_sets && status == RIFFLE_OK; i++) {
        struct session_set *set = &out->sets[out->n++];
        set->name = strdup(session->sets[i].name);
        status = set->name ? carry(passage, &session->sets[i].removal,
                                   &set->removal, err)
                           : riffle_fail_memory(err, 1);
    }
    return status;
}

/* The parts that follow the data; each is NULL when there was none. */
struct parts {
    struct kept *data, *fit, *selection, *sets;
};

static void parts_drop(struct parts *parts)
{
    kept_drop(parts->sets);
    kept_drop(parts->selection);
    kept_drop(parts->fit);
    kept_drop(parts->data);
}

static enum riffle_status keep_sets(const struct session *session,
                                    const struct passage *passage,
                                    struct parts *parts,
                                    struct riffle_error *err)
{
    struct riffle_removal selection = {0};
    struct state_sets sets = {0};
    enum riffle_status status = RIFFLE_OK;
    if (session->selection.k)
        status = carry(passage, &session->selection, &selection, err);
    if (status == RIFFLE_OK && selection.k) {
        parts->selection = state_keep_selection(&selection, err);
        status = parts->selection ? RIFFLE_OK : RIFFLE_ENOMEM;
    }
    if (status == RIFFLE_OK && session->n_sets)
        status = carry_sets(session, passage, &sets, err);
    if (status == RIFFLE_OK && session->n_sets) {
        parts->sets = state_keep_sets(&sets, err);
        status = parts->sets ? RIFFLE_OK : RIFFLE_ENOMEM;
    }
    riffle_removal_release(&selection);
    state_sets_free(&sets);
    return status;
}

/* Keep data and fit; what is kept is no longer `edited`'s. */
static enum riffle_status keep_fit(struct session *session,
                                   struct session_edited *edited,
                                   struct parts *parts,
                                   struct riffle_error *err)
{
    struct kept *base = state_base(session->state.parts[STATE_DATA]);
    parts->data = state_keep_edited(edited->data, edited->edits, base, err);
    if (!parts->data)
        return RIFFLE_ENOMEM;
    edited->data = NULL;
    edited->edits = NULL;
    if (!edited->fit)
        return RIFFLE_OK;
    parts->fit =
        state_keep_fit(edited->fit, &edited->options, parts->data, err);
    if (!parts->fit)
        return RIFFLE_ENOMEM;
    edited->fit = NULL;
    return RIFFLE_OK;
}

static void install(struct session *session,
                    const struct riffle_fit_options *options,
                    const struct parts *parts)
{
    bool same_sets = session->n_sets == 0;
    session_put(session, STATE_TRIALS, NULL);
    session_put(session, STATE_SWEEP, NULL);
    if (parts->fit) {
        session->state.fit_options = *options;
        session->state.fit_options.start = NULL;
    }
    session_put(session, STATE_FIT, parts->fit);
    if (!same_sets)
        session_put(session, STATE_SETS, parts->sets);
    session_put(session, STATE_SELECTION, parts->selection);
    session_put(session, STATE_DATA, parts->data);
}

enum riffle_status session_set_edited(struct session *session,
                                      struct session_edited *edited,
                                      struct riffle_error *err)
{
    struct parts parts = {0};
    struct riffle_edits *none = NULL;
    enum riffle_status status = RIFFLE_OK;
    const struct riffle_edits *from =
        state_edits(session->state.parts[STATE_DATA]);
    if (!from)
        status = riffle_edits_new(session->data, &none, err);
    const struct passage passage = {from ? from : none, edited->edits};
    if (status == RIFFLE_OK)
        status = keep_sets(session, &passage, &parts, err);
    riffle_edits_free(none);
    if (status == RIFFLE_OK)
        status = keep_fit(session, edited, &parts, err);
    if (status == RIFFLE_OK)
        install(session, &edited->options, &parts);
    else
        parts_drop(&parts);
    return status;
}
