/* The paper's figure 3: test rows that join with the wrong label. */
#include "command/study.h"

#include "command/parts.h"
#include "command/words.h"

#include "riffle/clock.h"
#include "riffle/rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* `count` different test rows, drawn. */
static enum riffle_status draw_rows(size_t m, size_t count, uint64_t seed,
                                    size_t **rows, struct riffle_error *err)
{
    struct riffle_rng rng;
    size_t *all = calloc(m + 1, sizeof *all);
    if (!all)
        return riffle_fail_memory(err, m * sizeof *all);
    for (size_t i = 0; i < m; i++)
        all[i] = i;
    riffle_rng_init(&rng, seed, "attack");
    riffle_rng_choose(&rng, all, m, count);
    *rows = all;
    return RIFFLE_OK;
}

static enum riffle_status take_attack(const struct riffle_attack *attack,
                                      struct study *study,
                                      struct riffle_error *err)
{
    struct study_point point = {
        .tag = attack->test,
        .size = 1,
        .actual = attack->actual.value,
        .bound = attack->actual.bound,
        .status = attack->actual.status,
    };
    for (size_t e = 0; e < STUDY_ESTIMATES; e++) {
        point.estimates[e] = attack->estimates[e].value;
        if (point.status == RIFFLE_OK)
            point.status = attack->estimates[e].status;
    }
    return study_add_point(study, &point, err);
}

/* Counts attacks, whatever their fits and retrains count. */
struct counted {
    const struct riffle_progress *progress;
    size_t done, total;
};

static bool step(void *data, const char *stage, size_t done, size_t total)
{
    const struct counted *to = data;
    (void)stage;
    (void)done;
    (void)total;
    return riffle_progress_step(to->progress, "attacks", to->done, to->total);
}

static enum riffle_status run_all(struct session *session, const size_t *rows,
                                  size_t n, struct study *study,
                                  struct riffle_error *err)
{
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    struct counted to = {&progress, 0, n};
    const struct riffle_progress inside = {step, &to};
    enum riffle_status status = RIFFLE_OK;
    for (; status == RIFFLE_OK && to.done < n; to.done++) {
        struct riffle_attack attack;
        status = riffle_attack(session->fit, rows[to.done], session->memory,
                               &inside, &attack, err);
        if (status == RIFFLE_OK)
            status = take_attack(&attack, study, err);
    }
    session_progress_end(&state);
    return status;
}

static void describe(const struct session *session, struct study *study)
{
    (void)snprintf(study->title, sizeof study->title,
                   "%.80s: a test row added with the wrong label, and removed",
                   session->data->name);
    (void)snprintf(study->x_label, sizeof study->x_label,
                   "actual change of its logit on removal [logits]");
    (void)snprintf(study->y_label, sizeof study->y_label,
                   "predicted change [logits]");
}

enum riffle_status study_figure3(struct session *session,
                                 const struct command_call *call,
                                 struct reply *reply, struct study *study,
                                 struct riffle_error *err)
{
    size_t m = session->data->test.n, n = 0, *rows = NULL;
    (void)reply;
    study->figure = "figure3";
    study->tag = "test_row";
    study->unit = "logits";
    enum riffle_status status = call_count(call, "tests", &n, err);
    if (status == RIFFLE_OK && m == 0) {
        (void)riffle_fail(err, RIFFLE_ESTATE, "there are no test rows to add");
        riffle_hint(err, "load with test=0.2 or with a test file");
        status = RIFFLE_ESTATE;
    }
    n = n < m ? n : m;
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &study->seed, err);
    if (status == RIFFLE_OK)
        status =
            study_add_panel(study, "own logit", (double)NAN, session->fit, err);
    if (status == RIFFLE_OK)
        status = draw_rows(m, n, study->seed, &rows, err);
    if (status == RIFFLE_OK) {
        describe(session, study);
        study->planned = n;
        status = run_all(session, rows, n, study, err);
    }
    free(rows);
    return status;
}
