/* Giving commands to the thread that runs them, and taking what it leaves. */
#include "tui/work.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/work_thread.h"

/* Answers go where they went before, in the colours that they had. */
static void give_back(struct work *work)
{
    struct session *session = work->session;
    session->live = work->own.live;
    session->live_data = work->own.live_data;
    session->ask = work->own.ask;
    session->ask_data = work->own.ask_data;
    session->live_end = work->own.live_end;
    session->watch = work->own.watch;
    session->watch_data = work->own.watch_data;
    session_adapt(session);
}

enum riffle_status work_new(struct session *session, int wake,
                            struct work **work, struct riffle_error *err)
{
    struct work *made = calloc(1, sizeof *made);
    if (!made)
        return riffle_fail_memory(err, sizeof *made);
    made->session = session;
    made->wake = wake;
    made->focus.set = SCENE_NONE;
    made->wanted = 1;
    made->settings = session->settings;
    made->sweep = session->sweep;
    made->epoch = session->epoch;
    made->n_trials = session->n_trials;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->news, NULL);
    made->own = *session;
    session->settings.depth = DEPTH_NONE;
    session->notes_depth = DEPTH_NONE;
    session->live = work_step;
    session->live_data = made;
    session->ask = work_question;
    session->ask_data = made;
    session->live_end = NULL;
    session->watch = work_watch;
    session->watch_data = made;
    if (pthread_create(&made->thread, NULL, work_thread, made) != 0) {
        give_back(made);
        free(made);
        return riffle_fail(err, RIFFLE_ENOMEM, "cannot start a thread");
    }
    *work = made;
    return RIFFLE_OK;
}

void work_free(struct work *work)
{
    struct work_answer answer;
    if (!work)
        return;
    pthread_mutex_lock(&work->lock);
    work->leaving = true;
    *work->session->stop = 1;
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
    (void)pthread_join(work->thread, NULL);
    work_remember_notes(work);
    *work->session->stop = 0;
    give_back(work);
    while (work_next(work, &answer))
        work_answer_release(&answer);
    lines_release(&work->queue);
    lines_release(&work->asked);
    scene_free(work->scene);
    scene_cache_release(&work->cache);
    free(work->marks.rows);
    free(work->partial);
    pthread_cond_destroy(&work->news);
    pthread_mutex_destroy(&work->lock);
    free(work);
}

static bool add(struct work *work, struct lines *lines, const char *line)
{
    pthread_mutex_lock(&work->lock);
    bool added = lines_add(lines, line, false);
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
    return added;
}

bool work_submit(struct work *work, const char *line)
{
    return add(work, &work->queue, line);
}

bool work_ask(struct work *work, const char *line)
{
    return add(work, &work->asked, line);
}

void work_note(struct work *work, const char *line)
{
    pthread_mutex_lock(&work->lock);
    (void)lines_add(&work->queue, line, true);
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
}

void work_focus(struct work *work, const struct scene_focus *focus)
{
    pthread_mutex_lock(&work->lock);
    work->focus = *focus;
    work->wanted++;
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
}

void work_mark(struct work *work, const size_t *rows, size_t n)
{
    pthread_mutex_lock(&work->lock);
    free(work->marks.rows);
    work->marks = work_copy_marks(rows, n);
    work->wanted++;
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
}

void work_width(struct work *work, size_t width)
{
    pthread_mutex_lock(&work->lock);
    work->width = width;
    pthread_mutex_unlock(&work->lock);
}

void work_cancel(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    lines_cancel(&work->queue);
    lines_cancel(&work->asked);
    if (work->busy)
        *work->session->stop = 1;
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
}

void work_remind(const struct work *work)
{
    const uint64_t one = 1;
    (void)!write(work->wake, &one, sizeof one);
}

struct scene *work_scene(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    struct scene *scene = work->scene;
    work->scene = NULL;
    pthread_mutex_unlock(&work->lock);
    return scene;
}

char *work_partial(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    char *text = work->partial;
    work->partial = NULL;
    pthread_mutex_unlock(&work->lock);
    return text;
}

bool work_next(struct work *work, struct work_answer *answer)
{
    pthread_mutex_lock(&work->lock);
    bool any = work->n_answers > 0;
    if (any) {
        *answer = work->answers[0];
        work->n_answers--;
        memmove(work->answers, work->answers + 1,
                work->n_answers * sizeof *work->answers);
    }
    pthread_mutex_unlock(&work->lock);
    return any;
}

void work_answer_release(struct work_answer *answer)
{
    free(answer->command);
    free(answer->text);
    free(answer->notes);
    *answer = (struct work_answer){0};
}

struct work_state work_state(struct work *work)
{
    struct work_state state = {0};
    pthread_mutex_lock(&work->lock);
    state.busy = work->busy || work->queue.commands > 0 || work->asked.n > 0;
    state.running = work->busy;
    state.asks = work->question.state == ASKED;
    (void)snprintf(state.question, sizeof state.question, "%s",
                   work->question.prompt);
    state.pending = (state.busy && !state.asks) ||
                    work->wanted != work->shown || work->n_answers > 0;
    state.scene = work->scene != NULL;
    if (work->scene)
        state.fresh = work->scene->n_sets - work->scene->pending;
    state.settings = work->settings;
    state.stage = work->stage;
    state.began = work->began;
    state.waiting = work->queue.commands;
    (void)snprintf(state.command, sizeof state.command, "%s", work->command);
    pthread_mutex_unlock(&work->lock);
    return state;
}

size_t work_jobs(struct work *work, char lines[][WORK_LINE], size_t most)
{
    size_t n = 0;
    pthread_mutex_lock(&work->lock);
    for (; n < most && lines_command(&work->queue, n); n++)
        (void)snprintf(lines[n], WORK_LINE, "%s",
                       lines_command(&work->queue, n));
    pthread_mutex_unlock(&work->lock);
    return n;
}

void work_drop(struct work *work, size_t job)
{
    pthread_mutex_lock(&work->lock);
    if (job > 0)
        lines_drop(&work->queue, job - 1);
    else if (work->busy)
        *work->session->stop = 1;
    pthread_cond_signal(&work->news);
    pthread_mutex_unlock(&work->lock);
}
