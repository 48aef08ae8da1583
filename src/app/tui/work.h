/* The thread that runs commands: the only one that touches the session. */
#ifndef TUI_WORK_H
#define TUI_WORK_H

#include "tui/scene.h"

struct work;

enum { WORK_LINE = 128, WORK_JOBS = 64, WORK_QUESTION = 64 };

/* What a command left behind. */
struct work_answer {
    char *command;
    char *text;  /* what it answered */
    char *notes; /* errors and remarks */
    enum riffle_status status;
    bool swept;     /* effects were computed: the plot has the answer */
    bool asked;     /* by work_ask */
    double seconds; /* that it took */
};

/*
 * Start the thread. Until work_free it owns the session; answers go to
 * memory. It writes to `wake`, an eventfd, whenever there is something to
 * take. Fails with RIFFLE_ENOMEM.
 */
enum riffle_status work_new(struct session *session, int wake,
                            struct work **work,
                            struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Stop what is running, keeping what is finished, and wait for the thread. */
void work_free(struct work *work);

/* Run a line after those before it; false when too many wait already. */
bool work_submit(struct work *work, const char *line);
/* Run a line that only reads the session now, in the midst of others. */
bool work_ask(struct work *work, const char *line);
/* Remember a line that was done here, behind the commands before it. */
void work_note(struct work *work, const char *line);
/* What a person says to the question of a command that is running; NULL: they
 * want to leave. */
void work_reply(struct work *work, const char *words);
/* Show this from now on. */
void work_focus(struct work *work, const struct scene_focus *focus);
/* Rows that are marked from now on; copied. */
void work_mark(struct work *work, const size_t *rows, size_t n);
/* Columns that answers may take. */
void work_width(struct work *work, size_t width);
/* Stop what is running, and forget what waits. */
void work_cancel(struct work *work);

/* Copies of the lines that wait, at most `most`; how many it copied. */
size_t work_jobs(struct work *work, char lines[][WORK_LINE], size_t most);
/* Stop what is running (0), or forget the job-th that waits. */
void work_drop(struct work *work, size_t job);

/* Write to `wake`: what was left there is wanted now. */
void work_remind(const struct work *work);

/* The newest scene since the last call, or NULL. Caller owns. */
struct scene *work_scene(struct work *work);
/* What the running command has come to since the last call, or NULL; free. */
char *work_partial(struct work *work);
/* The next answer, or false. work_answer_release. */
bool work_next(struct work *work, struct work_answer *answer);
void work_answer_release(struct work_answer *answer);

/* What is being done; all that was wanted is delivered when not busy. */
struct work_state {
    bool busy;    /* a command is running or waiting */
    bool running; /* one is running */
    bool pending; /* something wanted, or an answer, is to come */
    bool scene;   /* there is one to take */
    bool asks;    /* it waits for work_reply */
    char question[WORK_QUESTION]; /* to this, then */
    char command[WORK_LINE];      /* the one running */
    double began;                 /* when: riffle_seconds() */
    size_t waiting;               /* commands behind it */
    struct session_stage stage;
    struct session_settings settings;
    size_t fresh; /* finished sets in a scene not taken yet */
};
struct work_state work_state(struct work *work);

#endif
