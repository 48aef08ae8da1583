/* What commands change and undo brings back: objects that are never altered. */
#ifndef STATE_H
#define STATE_H

#include "kept.h"

#include "riffle/edit.h"
#include "riffle/experiment.h"

#include <stdbool.h>

enum state_part {
    STATE_DATA,      /* struct riffle_dataset */
    STATE_FIT,       /* struct riffle_fit, on the data */
    STATE_PROBE,     /* struct riffle_probe */
    STATE_SELECTION, /* struct riffle_removal */
    STATE_SETS,      /* struct state_sets */
    STATE_MARKS,     /* struct state_marks */
    STATE_SWEEP,     /* struct state_sweep, on the fit */
    STATE_TRIALS,    /* struct riffle_experiment, on the trial before, or fit */
    STATE_SCRIPT,    /* struct state_line, on the line before */
    STATE_PARTS,
};

/* A command that had a part in the state, as it can be run anywhere. */
struct state_line {
    char *text;
    uint64_t seed; /* in force: the default of seed= */
};

/* What the user decided about a training row; rows are told apart by these. */
enum state_verdict { VERDICT_POISON, VERDICT_CLEAN, VERDICT_UNSURE, VERDICTS };
struct state_mark {
    char sha256[65];
    size_t origin;   /* place in the file, or RIFFLE_ORIGIN_ADDED */
    uint64_t digest; /* of the values, when it is in no file */
    enum state_verdict verdict;
    char *note; /* NULL: none */
};

struct state_marks {
    struct state_mark *items;
    size_t n;
};

/* A removal set that `name` put away. */
struct session_set {
    char *name;
    struct riffle_removal removal;
};

struct state_sets {
    struct session_set *sets;
    size_t n;
};

struct state_sweep {
    struct riffle_experiment *experiment;
    const struct riffle_preset **presets; /* of each of its sets */
};

/* One moment of the session. */
struct state {
    struct kept *parts[STATE_PARTS];
    struct riffle_fit_options fit_options; /* as last used; no start */
};

/* Hold the parts of `from`. */
struct state state_hold(const struct state *from);
void state_drop(struct state *state);
/*
 * True when nothing was replaced: trials do not count, they answer questions
 * and take nothing away; nor does the script, which says how it came about.
 */
bool state_same(const struct state *a, const struct state *b);
/* What was let go is made again. */
enum riffle_status state_need(const struct state *state,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Each takes its content on success, leaving the pointer's target zeroed. */
struct kept *state_keep_data(struct riffle_dataset *data,
                             struct riffle_error *err);
/* data: `base` with the edits; both are taken. */
struct kept *state_keep_edited(struct riffle_dataset *data,
                               struct riffle_edits *edits, struct kept *base,
                               struct riffle_error *err);
/* options: those of riffle_fit_new, start and all. */
struct kept *state_keep_fit(struct riffle_fit *fit,
                            const struct riffle_fit_options *options,
                            struct kept *data, struct riffle_error *err);
struct kept *state_keep_probe(struct riffle_probe *probe,
                              struct riffle_error *err);
struct kept *state_keep_selection(struct riffle_removal *removal,
                                  struct riffle_error *err);
struct kept *state_keep_sets(struct state_sets *sets, struct riffle_error *err);
struct kept *state_keep_marks(struct state_marks *marks,
                              struct riffle_error *err);
struct kept *state_keep_sweep(struct state_sweep *sweep, struct kept *fit,
                              struct riffle_error *err);
struct kept *state_keep_trial(struct riffle_experiment *trial,
                              struct kept *before, struct riffle_error *err);

/* text is copied; before: the line before, or NULL where a script begins. */
struct kept *state_keep_line(const char *text, uint64_t seed,
                             struct kept *before, struct riffle_error *err);

/* The edits of a data set, or NULL when it is as it was loaded. */
const struct riffle_edits *state_edits(const struct kept *data);
/* The data set as it was loaded, behind the edited one, or itself. */
struct kept *state_base(struct kept *data);
/* Where the fit began: d parameters, or NULL. */
const double *state_start(const struct kept *fit);

/* Free the content; fine on zeroed ones. */
void state_sets_free(struct state_sets *sets);
void state_marks_free(struct state_marks *marks);
void state_sweep_free(struct state_sweep *sweep);

#endif
