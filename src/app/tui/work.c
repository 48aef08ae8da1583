/* The thread that runs commands: the only one that touches the session. */
#include "tui/work.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "command/dispatch.h"
#include "riffle/clock.h"
#include "tui/lines.h"
#include "tui/rescue.h"

enum { MOST_ANSWERS = 256, NICE = 10 };

/* Seconds between two scenes of a sweep that is running. */
static const double interval = 0.1;

struct work {
    struct session *session;
    int wake;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t news;
    /* under the lock */
    struct lines queue, asked;
    struct work_answer answers[MOST_ANSWERS];
    size_t n_answers;
    struct scene_focus focus;
    struct scene_marks marks;
    size_t wanted, shown; /* how often the focus was set; which one is shown */
    struct scene *scene;
    size_t width;             /* of answers */
    enum session_mouse mouse; /* the setting, as of the last command */
    bool leaving, busy;
    char command[128];
    /* the thread's own */
    struct scene_cache cache;
    double published;
    size_t runs;
    struct session own; /* as it was: what is given back of it */
    bool swept;         /* the command that is running has begun a sweep */
    const struct riffle_experiment *sweep; /* the one last seen, ... */
    size_t epoch, n_trials;                /* ... in this epoch */
};

static void wake_up(const struct work *work)
{
    const uint64_t one = 1;
    (void)!write(work->wake, &one, sizeof one);
}

/* Without memory as if there were none. */
static struct scene_marks copy_marks(const size_t *rows, size_t n)
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
    struct scene_marks marks = copy_marks(work->marks.rows, work->marks.n);
    pthread_mutex_unlock(&work->lock);
    struct scene *scene =
        scene_new(work->session, &focus, &marks, &work->cache);
    free(marks.rows);
    work->published = riffle_seconds();
    if (scene)
        scene->run = work->runs;
    pthread_mutex_lock(&work->lock);
    work->mouse = work->session->settings.mouse;
    if (scene) {
        scene_free(work->scene);
        work->scene = scene;
    }
    work->shown = wanted;
    pthread_mutex_unlock(&work->lock);
    wake_up(work);
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
    wake_up(work);
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

/* Lay answers out for the page, unless the user set a width; 0: they did. */
static size_t set_width(struct work *work)
{
    struct session_settings *settings = &work->session->settings;
    if (settings->width)
        return 0;
    pthread_mutex_lock(&work->lock);
    settings->width = work->width;
    pthread_mutex_unlock(&work->lock);
    return settings->width;
}

/* Run a line with its answer going to memory. Takes `line`. */
static void run_line(struct work *work, char *line, bool asked)
{
    struct session *session = work->session;
    FILE *out = session->out;
    FILE *notes = session->notes;
    struct work_answer answer = {.command = line, .asked = asked};
    size_t text_size = 0;
    size_t notes_size = 0;
    session->out = open_memstream(&answer.text, &text_size);
    session->notes = open_memstream(&answer.notes, &notes_size);
    size_t width = set_width(work);
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
    if (width && session->settings.width == width)
        session->settings.width = 0;
    answer.swept = work->swept || (!asked && has_swept(work));
    work->swept = asked && work->swept;
    deliver(work, &answer);
}

/* What the screen asks for while a command is running. */
static void serve(struct work *work, struct session *session)
{
    pthread_mutex_lock(&work->lock);
    char *line = lines_take(&work->asked);
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

/* The session's live callback: called between units of work. */
static void step(void *data, struct session *session)
{
    struct work *work = data;
    if (session != work->session)
        return;
    if (session->sweep && has_swept(work)) {
        work->swept = true;
        publish(work);
    }
    if (session->sweep && riffle_seconds() - work->published >= interval)
        publish(work);
    serve(work, session);
}

/* The next line; NULL to go on without one; *leave to end. */
static char *wait_for_line(struct work *work, bool *leave, bool *asked)
{
    pthread_mutex_lock(&work->lock);
    if (work->busy)
        wake_up(work);
    work->busy = false;
    while (!work->leaving && work->queue.n == 0 && work->asked.n == 0 &&
           work->wanted == work->shown)
        pthread_cond_wait(&work->news, &work->lock);
    *leave = work->leaving;
    char *line = *leave ? NULL : lines_take(&work->asked);
    *asked = line != NULL;
    if (!line && !*leave)
        line = lines_take(&work->queue);
    work->busy = line != NULL;
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
    (void)pthread_sigmask(SIG_SETMASK, &all, NULL);
    (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), NICE);
}

static void *run_thread(void *data)
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

/* Answers go where they went before, in the colours that they had. */
static void give_back(struct work *work)
{
    struct session *session = work->session;
    session->live = work->own.live;
    session->live_data = work->own.live_data;
    session->live_end = work->own.live_end;
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
    made->mouse = session->settings.mouse;
    made->sweep = session->sweep;
    made->epoch = session->epoch;
    made->n_trials = session->n_trials;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->news, NULL);
    made->own = *session;
    session->settings.depth = DEPTH_NONE;
    session->notes_depth = DEPTH_NONE;
    session->live = step;
    session->live_data = made;
    session->live_end = NULL;
    if (pthread_create(&made->thread, NULL, run_thread, made) != 0) {
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
    *work->session->stop = 0;
    give_back(work);
    while (work_next(work, &answer))
        work_answer_release(&answer);
    lines_forget(&work->queue);
    lines_forget(&work->asked);
    scene_free(work->scene);
    scene_cache_release(&work->cache);
    free(work->marks.rows);
    pthread_cond_destroy(&work->news);
    pthread_mutex_destroy(&work->lock);
    free(work);
}

static bool add(struct work *work, struct lines *lines, const char *line)
{
    pthread_mutex_lock(&work->lock);
    bool added = lines_add(lines, line);
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
    work->marks = copy_marks(rows, n);
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
    lines_forget(&work->queue);
    lines_forget(&work->asked);
    if (work->busy)
        *work->session->stop = 1;
    pthread_mutex_unlock(&work->lock);
}

struct scene *work_scene(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    struct scene *scene = work->scene;
    work->scene = NULL;
    pthread_mutex_unlock(&work->lock);
    return scene;
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
    state.busy = work->busy || work->queue.n > 0 || work->asked.n > 0;
    state.pending =
        state.busy || work->wanted != work->shown || work->n_answers > 0;
    state.scene = work->scene != NULL;
    if (work->scene)
        state.fresh = work->scene->n_sets - work->scene->pending;
    state.mouse = work->mouse;
    (void)snprintf(state.command, sizeof state.command, "%s", work->command);
    pthread_mutex_unlock(&work->lock);
    return state;
}
