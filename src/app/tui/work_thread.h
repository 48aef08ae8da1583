/* What the thread that runs commands shares with who gives them to it. */
#ifndef TUI_WORK_THREAD_H
#define TUI_WORK_THREAD_H

#include "tui/lines.h"
#include "tui/work.h"

#include <pthread.h>

enum { MOST_ANSWERS = 256 };

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
    char *partial;                    /* of the running command; NULL: none */
    size_t width;                     /* of answers */
    struct session_settings settings; /* as of the last command */
    struct session_stage stage;       /* of what is running */
    bool leaving, busy;
    struct {
        enum question_state { NOTHING_ASKED, ASKED, REPLIED, LEFT } state;
        char prompt[WORK_QUESTION], reply[WORK_LINE];
    } question;
    char command[128];
    double began; /* riffle_seconds() */
    /* the thread's own */
    struct scene_cache cache;
    struct work_answer *writing; /* into this, while a line runs */
    double published, told;
    size_t runs;
    struct session own; /* as it was: what is given back of it */
    bool swept;         /* the command that is running has begun a sweep */
    const struct riffle_experiment *sweep; /* the one last seen, ... */
    size_t epoch, n_trials;                /* ... in this epoch */
};

/* The thread's life; `data` is the struct work. */
void *work_thread(void *data);
/* The session's live callback: called between units of work. */
void work_step(void *data, struct session *session);
/* The session's watch: what an estimate has come to. */
void work_watch(void *data, struct session *session, const char *text);
/* What was done between commands becomes history where it belongs. */
void work_remember_notes(struct work *work);
/* What the screen wants while a command is running. */
void work_serve(struct work *work, struct session *session);
/* The session's way to ask: on the screen's command line. */
bool work_question(struct session *session, const char *prompt, char *answer,
                   size_t size);
/* A copy; without memory as if there were none. */
struct scene_marks work_copy_marks(const size_t *rows, size_t n);

#endif
