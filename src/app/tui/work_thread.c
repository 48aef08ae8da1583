/* The thread that runs commands: the only one that touches the session. */
#include "tui/work_thread.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "command/dispatch.h"
#include "riffle/clock.h"
#include "tui/rescue.h"

enum { NICE = 10 };

/* Seconds between two scenes of a sweep that is running. */
static const double interval = 0.1;

struct scene_marks work_copy_marks(const size_t *rows, size_t n)
{
    struct scene_marks marks = {0};
    if (n > 0)
        marks.rows = calloc(n, sizeof *rows);
    if (!marks.rows)
        return marks;
    memcpy(marks.rows, rows, n * sizeof *rows);
    marks.n = n;
    return marks;
}

/* Make the scene that is wanted and put it where the screen looks. */
static void publish(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    struct scene_focus focus = work->focus;
    size_t wanted = work->wanted;
    struct scene_marks marks = work_copy_marks(work->marks.rows, work->marks.n);
    pthread_mutex_unlock(&work->lock);
    struct scene *scene =
        scene_new(work->session, &focus, &marks, &work->cache);
    free(marks.rows);
    work->published = riffle_seconds();
    if (scene)
        scene->run = work->runs;
    pthread_mutex_lock(&work->lock);
    work->settings = work->session->settings;
    if (scene) {
        scene_free(work->scene);
        work->scene = scene;
    }
    work->shown = wanted;
    pthread_mutex_unlock(&work->lock);
    work_remind(work);
}

static void deliver(struct work *work, const struct work_answer *answer)
{
    pthread_mutex_lock(&work->lock);
    if (work->n_answers == MOST_ANSWERS) {
        work_answer_release(&work->answers[0]);
        memmove(work->answers, work->answers + 1,
                (MOST_ANSWERS - 1) * sizeof *work->answers);
        work->n_answers--;
    }
    work->answers[work->n_answers++] = *answer;
    pthread_mutex_unlock(&work->lock);
    work_remind(work);
}

/* True when there is another sweep than at the last call. */
static bool has_swept(struct work *work)
{
    const struct session *session = work->session;
    bool fresh = session->sweep != work->sweep || session->epoch != work->epoch;
    bool tried = session->n_trials != work->n_trials;
    bool swept = session->sweep && fresh;
    work->sweep = session->sweep;
    work->epoch = session->epoch;
    work->n_trials = session->n_trials;
    work->runs += swept || (tried && !session->sweep);
    return swept;
}

static size_t page_width(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    size_t width = work->width;
    pthread_mutex_unlock(&work->lock);
    return width;
}

/* Run a line with its answer going to memory. Takes `line`. */
static void run_line(struct work *work, char *line, bool asked)
{
    struct session *session = work->session;
    FILE *out = session->out;
    FILE *notes = session->notes;
    size_t page = session->page;
    struct work_answer answer = {.command = line, .asked = asked};
    double began = riffle_seconds();
    size_t text_size = 0;
    size_t notes_size = 0;
    session->out = open_memstream(&answer.text, &text_size);
    session->notes = open_memstream(&answer.notes, &notes_size);
    session->page = page_width(work);
    struct work_answer *outer = work->writing;
    work->writing = &answer;
    const struct source source = {
        .text = line, .length = strlen(line), .line = 1, .prefixes = true};
    if (session->out && session->notes)
        answer.status = command_run(session, &source);
    else
        answer.status = RIFFLE_ENOMEM;
    if (session->out)
        (void)fclose(session->out);
    if (session->notes)
        (void)fclose(session->notes);
    session->out = out;
    session->notes = notes;
    session->page = page;
    work->writing = outer;
    answer.swept = work->swept || (!asked && has_swept(work));
    work->swept = asked && work->swept;
    answer.seconds = riffle_seconds() - began;
    deliver(work, &answer);
}

void work_serve(struct work *work, struct session *session)
{
    pthread_mutex_lock(&work->lock);
    char *line = lines_take(&work->asked).text;
    bool stale = work->wanted != work->shown;
    pthread_mutex_unlock(&work->lock);
    if (line) {
        void (*live)(void *, struct session *) = session->live;
        session->live = NULL;
        run_line(work, line, true);
        session->live = live;
    }
    if (stale)
        publish(work);
}

/* How far it is; the screen looks ten times a second. */
static void tell_stage(struct work *work, const struct session *session)
{
    pthread_mutex_lock(&work->lock);
    work->stage = session->stage;
    pthread_mutex_unlock(&work->lock);
    if (riffle_seconds() - work->told < interval)
        return;
    work->told = riffle_seconds();
    work_remind(work);
}

void work_step(void *data, struct session *session)
{
    struct work *work = data;
    if (session != work->session)
        return;
    tell_stage(work, session);
    if (session->sweep && has_swept(work)) {
        work->swept = true;
        publish(work);
    }
    if (session->sweep && riffle_seconds() - work->published >= interval)
        publish(work);
    work_serve(work, session);
}

void work_watch(void *data, struct session *session, const char *text)
{
    struct work *work = data;
    char *copy = text ? strdup(text) : NULL;
    (void)session;
    pthread_mutex_lock(&work->lock);
    free(work->partial);
    work->partial = copy;
    pthread_mutex_unlock(&work->lock);
    if (copy)
        work_remind(work);
}

void work_remember_notes(struct work *work)
{
    while (work->queue.n > 0 && work->queue.items[0].note) {
        struct line note = lines_take(&work->queue);
        session_remember(work->session, note.text);
        free(note.text);
    }
}

static bool has_work(const struct work *work)
{
    return work->queue.n > 0 || work->asked.n > 0 ||
           work->wanted != work->shown;
}

/* The next line; NULL to go on without one; *leave to end. */
static char *wait_for_line(struct work *work, bool *leave, bool *asked)
{
    pthread_mutex_lock(&work->lock);
    if (work->busy)
        work_remind(work);
    work->busy = false;
    work_remember_notes(work);
    while (!work->leaving && !has_work(work)) {
        pthread_cond_wait(&work->news, &work->lock);
        work_remember_notes(work);
    }
    *leave = work->leaving;
    char *line = *leave ? NULL : lines_take(&work->asked).text;
    *asked = line != NULL;
    if (!line && !*leave)
        line = lines_take(&work->queue).text;
    work->busy = line != NULL;
    work->stage = (struct session_stage){0};
    work->began = riffle_seconds();
    (void)snprintf(work->command, sizeof work->command, "%s", line ? line : "");
    if (!*leave)
        *work->session->stop = 0;
    pthread_mutex_unlock(&work->lock);
    return line;
}

/* Signals are the screen's; the screen comes first when cores are few. */
static void prepare_thread(void)
{
    sigset_t all;
    (void)sigfillset(&all);
    (void)sigdelset(&all, SIGSEGV);
    (void)sigdelset(&all, SIGBUS);
    (void)sigdelset(&all, SIGILL);
    (void)sigdelset(&all, SIGFPE);
    (void)sigdelset(&all, SIGABRT);
    (void)sigdelset(&all, SIGTRAP);
    (void)sigdelset(&all, SIGSYS);
    (void)pthread_sigmask(SIG_SETMASK, &all, NULL);
    (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), NICE);
}

void *work_thread(void *data)
{
    struct work *work = data;
    bool leave = false;
    bool asked = false;
    void *stack = rescue_stack();
    prepare_thread();
    publish(work);
    while (!leave) {
        char *line = wait_for_line(work, &leave, &asked);
        if (leave)
            break;
        if (line)
            run_line(work, line, asked);
        publish(work);
    }
    rescue_unstack(stack);
    return NULL;
}
