/* The progress line on stderr, and the flag that stops the work. */
#include "riffle/clock.h"
#include "session.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* Seconds before the first line, and between two of them. */
static const double patience = 0.3;
static const double interval = 0.1;
static const double still = 2; /* for who wants nothing to move */
/* Seconds until a rate says something. */
static const double settling = 0.5;

/* 142, 61.1M: three digits are enough for what changes as one looks. */
static const char *count_words(double count, char words[16])
{
    static const char suffix[] = " kMGT";
    size_t thousands = 0;
    if (count < 1e5) {
        (void)snprintf(words, 16,
                       count < 10 && count != floor(count) ? "%.1f" : "%.0f",
                       count);
        return words;
    }
    for (; count >= 999.5 && suffix[thousands + 1] != '\0'; thousands++)
        count /= 1000;
    (void)snprintf(words, 16, "%.3g%c", count, suffix[thousands]);
    return words;
}

/* A part more, if it still fits. */
static void RIFFLE_PRINTF(2, 3)
    add_part(struct stage_words *words, const char *format, ...)
{
    char part[48];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(part, sizeof part, format, values);
    va_end(values);
    size_t used = strlen(words->text);
    if (length < 0 || used + (size_t)length > words->room ||
        used + (size_t)length >= sizeof words->text)
        return;
    memcpy(words->text + used, part, (size_t)length + 1);
}

void stage_describe(const struct session_stage *stage, double now,
                    struct stage_words *words)
{
    char done[16], total[16];
    double elapsed = now - stage->started;
    double rate = elapsed > 0 ? (double)stage->done / elapsed : 0;
    words->text[0] = '\0';
    add_part(words, "%s %s", stage->name,
             count_words((double)stage->done, done));
    if (stage->total > 0)
        add_part(words, "/%s %.0f%%", count_words((double)stage->total, total),
                 100 * (double)stage->done / (double)stage->total);
    if (elapsed <= settling || stage->done == 0)
        return;
    if (stage->total > stage->done)
        add_part(words, ", %.0f s left",
                 ceil((double)(stage->total - stage->done) / rate));
    add_part(words, ", %s/s", count_words(rate, done));
}

static void show(struct session_progress *state,
                 const struct session_stage *stage, double now)
{
    struct stage_words words = {.room = sizeof words.text};
    stage_describe(stage, now, &words);
    fprintf(state->out, "\r\033[K%s", words.text);
    fflush(state->out);
    state->visible = true;
}

/* A rate is of one stage: the next one counts other things. */
static void note_stage(struct session_stage *stage, const char *name,
                       size_t done, size_t total, double now)
{
    bool begins = stage->name == NULL || strcmp(stage->name, name) != 0 ||
                  done < stage->done;
    *stage = (struct session_stage){name, done, total,
                                    begins ? now : stage->started};
}

static bool step(void *data, const char *stage, size_t done, size_t total)
{
    struct session_progress *state = data;
    struct session *session = state->session;
    double time = riffle_seconds();
    double rest = session->settings.motion ? interval : still;
    bool due = time - state->started >= patience && time - state->shown >= rest;
    if (done > 0 || total > 0)
        note_stage(&session->stage, stage, done, total, time);
    if (state->out && due && !session->live) {
        show(state, &session->stage, time);
        state->shown = time;
    }
    if (session->live)
        session->live(session->live_data, session);
    return !session->stop || !*session->stop;
}

struct riffle_progress session_progress(struct session *session,
                                        struct session_progress *state)
{
    bool shown = session->settings.progress && terminal_is(session->notes);
    session->stage = (struct session_stage){0};
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
