/* The progress line on stderr, and the flag that stops the work. */
#include "riffle/clock.h"
#include "session.h"

/* Seconds before the first line, and between two of them. */
static const double patience = 0.3;
static const double interval = 0.1;

static void show(struct session_progress *state, const char *stage, size_t done,
                 size_t total, double elapsed)
{
    double rate = elapsed > 0 ? (double)done / elapsed : 0;
    fprintf(state->out, "\r\033[K%s %zu", stage, done);
    if (total > 0)
        fprintf(state->out, "/%zu  %.0f%%", total,
                100 * (double)done / (double)total);
    if (rate > 0)
        fprintf(state->out, "  %.3g/s", rate);
    if (rate > 0 && total > done)
        fprintf(state->out, "  %.0f s left", (double)(total - done) / rate);
    fflush(state->out);
    state->visible = true;
}

static bool step(void *data, const char *stage, size_t done, size_t total)
{
    struct session_progress *state = data;
    struct session *session = state->session;
    double time = riffle_seconds();
    bool due =
        time - state->started >= patience && time - state->shown >= interval;
    if (state->out && due && !session->live) {
        show(state, stage, done, total, time - state->started);
        state->shown = time;
    }
    session->stage = (struct session_stage){stage, done, total, state->started};
    if (session->live)
        session->live(session->live_data, session);
    return !session->stop || !*session->stop;
}

struct riffle_progress session_progress(struct session *session,
                                        struct session_progress *state)
{
    bool shown = session->settings.progress && terminal_is(session->notes);
    *state = (struct session_progress){
        .session = session,
        .out = shown ? session->notes : NULL,
        .started = riffle_seconds(),
    };
    return (struct riffle_progress){step, state};
}

void session_progress_end(struct session_progress *state)
{
    const struct session *session = state->session;
    if (session->live_end)
        session->live_end(session->live_data);
    if (!state->visible)
        return;
    fputs("\r\033[K", state->out);
    fflush(state->out);
    state->visible = false;
}
