/* The one mutable state of the program: what is loaded, fitted, selected. */
#ifndef SESSION_H
#define SESSION_H

#include "plot/look.h"
#include "riffle/experiment.h"
#include "state.h"
#include "terminal.h"
#include "theme/theme.h"
#include "undo.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct score_cache;

/* How far the work is that is going on. */
struct session_stage {
    const char *name; /* a literal of the engine; NULL: none */
    size_t done, total;
    double started; /* riffle_seconds() */
};

/* "retrain 142/800 18%, 38 s left, 3.2/s": as many parts as have room. */
struct stage_words {
    size_t room; /* columns */
    char text[96];
};
void stage_describe(const struct session_stage *stage, double now,
                    struct stage_words *words);

/* A key that the user gave a command. */
struct session_bind {
    char *page, *key, *command;
};

/* A script that is running, and the one whose `source` runs it. */
struct session_script {
    const char *path;
    dev_t device;
    ino_t inode;
    const struct session_script *parent;
};

/* Reports of the mouse in the full screen; auto: but not over a network. */
enum session_mouse { MOUSE_AUTO, MOUSE_ON, MOUSE_OFF };

/* Everything `set` can change; one row each in command/settings.c. */
struct session_settings {
    enum terminal_when color;    /* what the depths follow */
    enum terminal_glyphs glyphs; /* what `unicode` follows */
    enum theme_depth depth;      /* of answers */
    bool unicode;                /* glyphs of answers */
    size_t width, height;        /* of plots and tables; 0: ask the terminal */
    struct plot_look look;       /* of plots */
    bool timing;                 /* note the seconds each command took */
    enum session_mouse mouse;
    bool copy;     /* y in the full screen may set a clipboard */
    bool progress; /* show progress on stderr */
    bool motion;   /* what arrives is shown as it does, not now and then */
};

/* What bounds foreign files; session_limits.h. */
struct session_limits {
    struct riffle_limits data;
    size_t line;   /* bytes of one command of a script */
    size_t source; /* scripts inside scripts */
};

struct session {
    struct state state; /* owns what the next fields show */
    struct riffle_dataset *data;
    struct riffle_fit *fit;
    struct riffle_fit_options fit_options; /* as last used */
    struct riffle_probe probe;
    struct riffle_removal selection; /* the current removal set */
    struct session_set *sets;
    size_t n_sets;
    struct riffle_experiment *sweep; /* the last sweep, finished or not */
    const struct riffle_preset **sweep_presets; /* of each of its sets */
    struct riffle_experiment **trials; /* one set each: what `effect` did */
    size_t n_trials;
    struct undo undo;
    struct journal *journal; /* of what is done at the prompt; NULL: none */
    size_t page; /* columns of the page that answers are for, whose long lines
                    are broken; 0: none */
    FILE *hush;  /* where answers and remarks go; NULL: to `out' and `notes' */
    bool revealed; /* what a poisoning planted may be shown */
    bool fresh;    /* the command loaded data: only marks outlive it */
    bool moved;    /* by undo or redo: the command is no step of its own */
    struct state_marks marks; /* in the order of identities */
    struct session_settings settings;
    struct theme *theme;          /* NULL: the built-in one */
    uint64_t seed;                /* --seed: the default of every seed= */
    size_t memory;                /* --memory, bytes; 0: none */
    struct session_limits limits; /* --limit */
    bool json;                    /* --json */
    bool interactive;             /* a person is typing: prefixes, colours */
    bool keep_going;
    bool only_state; /* commands that write files or run others are refused */
    const struct session_script *script; /* innermost; NULL: none */
    bool quit;
    struct session_bind *binds; /* n_binds, of the full screen */
    size_t n_binds;
    FILE *out;                    /* answers; stdout unless a test says */
    FILE *notes;                  /* errors, remarks, progress: stderr */
    enum theme_depth notes_depth; /* of `notes` */
    char **lines;                 /* commands that succeeded, for `history` */
    size_t n_lines;
    atomic_int *stop; /* set by the owner of the signals, and by the screen */
    /* Called between units of work, to redraw from `sweep`; NULL: none. */
    void (*live)(void *data, struct session *session);
    void (*live_end)(void *data); /* the work is over; NULL: nothing to do */
    void *live_data;
    struct session_stage stage; /* as of the last call of `live` */
    /* What a command has come to while it runs, as lines for settings.width or
       the terminal, whole each time; text NULL: it is over. NULL: nobody
       looks. */
    void (*watch)(void *data, struct session *session, const char *text);
    void *watch_data;
    const char *running; /* the command that is run now, as typed; or NULL */
    char *unfinished;    /* one whose estimate was stopped; NULL: none */
    size_t unfinished_epoch;
    struct score_cache *scores; /* of rows: command/score_run.h; or NULL */
    size_t epoch; /* grows with each fit or data set: older copies are stale */
    /* What the full screen runs first, does again, and writes last; NULL:
     * nothing. Valid while `tui` runs. */
    const char *tui_first, *tui_replay, *tui_screen;
    /* Waits for a person's answer, put in `answer` (size bytes); false: they
       want to leave. NULL: nobody is there. */
    bool (*ask)(struct session *session, const char *prompt, char *answer,
                size_t size);
    void *ask_data; /* whatever `ask` needs */
    /* Opens the full screen until the user leaves it; NULL: there is none. */
    enum riffle_status (*tui)(struct session *session,
                              struct riffle_error *err);
};

void session_init(struct session *session);
void session_release(struct session *session);
/* An empty session that looks, prints and stops like `session`. */
struct session session_beside(const struct session *session);
void session_release_beside(struct session *beside);
/* Take over what `beside` holds, and how it came about. */
void session_take(struct session *session, struct session *beside);

/* Forget the index-th of the binds. */
void session_unbind(struct session *session, size_t index);

/*
 * What a command changes, it replaces: each of these takes an object, which is
 * never altered afterwards. When there is no memory for that the object is
 * freed and the session as it was.
 */
/* The new data: fit, probe, selection, sets, sweep and trials go. */
enum riffle_status session_set_data(struct session *session,
                                    struct riffle_dataset *data,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Likewise; the options of the last fit are forgotten, too. */
enum riffle_status
session_set_fresh(struct session *session, struct riffle_dataset *data,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
/*
 * The new fit and probe: sweep and trials go, removal sets stay. options: those
 * it was made with.
 */
enum riffle_status session_set_fit(struct session *session,
                                   struct riffle_fit *fit,
                                   const struct riffle_fit_options *options,
                                   struct riffle_probe *probe,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;
/* The content of `probe`, leaving it zeroed; likewise the next ones. */
enum riffle_status
session_set_probe(struct session *session, struct riffle_probe *probe,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status
session_set_marks(struct session *session, struct state_marks *marks,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status
session_set_selection(struct session *session, struct riffle_removal *removal,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status session_set_sets(struct session *session,
                                    struct state_sets *sets,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status
session_set_sweep(struct session *session, struct state_sweep *sweep,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
/* The experiment of one set, after those there are; on failure it stays the
   caller's. */
enum riffle_status
session_add_trial(struct session *session, struct riffle_experiment *trial,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Make the fields show what the state holds, once it was replaced whole. */
void session_show(struct session *session);
/* Put a part in its place (it is taken; NULL: nothing), whatever was there. */
void session_put(struct session *session, enum state_part part,
                 struct kept *kept);

/*
 * What an edit made: the data with the edits, and the fit of it with its
 * options, both or no fit. The probe stays; removal sets keep the rows that are
 * left, under their new numbers; sweep and trials go.
 */
struct session_edited {
    struct riffle_dataset *data;
    struct riffle_edits *edits;
    struct riffle_fit *fit; /* NULL: there was none */
    struct riffle_fit_options options;
};
enum riffle_status
session_set_edited(struct session *session, struct session_edited *edited,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* --- undo --------------------------------------------------------------- */

/* Hold what there is before a command. */
struct state session_before(const struct session *session);
/*
 * After it: a step to undo, if anything was replaced, and a line of the script
 * that leads here. Takes `before`.
 * replay  the command as it can be run from anywhere
 */
void session_after(struct session *session, struct state *before,
                   const char *command, const char *replay);
/*
 * Take `n` steps back or forward, or as many as there are. Fails with
 * RIFFLE_ESTATE when there is none.
 */
enum riffle_status session_undo(struct session *session, size_t n,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status session_redo(struct session *session, size_t n,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

const struct theme *session_theme(const struct session *session);

/* The running command's estimate was stopped, or is done: for `resume`. */
void session_unfinished(struct session *session, bool stopped);

/* Remember a command that succeeded. */
void session_remember(struct session *session, const char *text);
/* Make depths and glyphs follow the settings and where the answers go. */
void session_adapt(struct session *session);
/* Columns and rows to lay out for. */
void session_size(const struct session *session, size_t *width, size_t *height);

/* Fail with RIFFLE_ESTATE and the command that helps when absent. */
enum riffle_status
session_need_data(const struct session *session,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status session_need_fit(const struct session *session,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status
session_need_selection(const struct session *session,
                       struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Progress line on stderr and the stop flag, for the engine. */
struct session_progress {
    struct session *session;
    FILE *out;      /* NULL: silent */
    double started; /* seconds, monotonic */
    double shown;   /* time of the last line */
    bool visible;   /* something is on the line now */
};

/* Ready-made engine progress over `state`. */
struct riffle_progress session_progress(struct session *session,
                                        struct session_progress *state);
/* Erase the progress line. */
void session_progress_end(struct session_progress *state);

#endif
