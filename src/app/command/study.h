/* The paper's studies: many pairs of estimate and actual, in panels. */
#ifndef COMMAND_STUDY_H
#define COMMAND_STUDY_H

#include "command/command.h"
#include "session.h"

#include "riffle/attack.h"

enum { STUDY_ESTIMATES = RIFFLE_ATTACK_ESTIMATES, STUDY_NAME = 96 };

/* One removal, as if, rif and ns and the truth say it. */
struct study_point {
    size_t panel, group;
    size_t tag;  /* removal set or test row */
    size_t size; /* rows removed */
    double actual, bound;
    double estimates[STUDY_ESTIMATES];
    enum riffle_status status; /* not RIFFLE_OK: numbers are missing */
};

struct study_panel {
    char name[STUDY_NAME]; /* "self_loss", "n = 200" */
    double value;          /* what was varied; NaN: nothing */
    size_t n, d;           /* of its fit */
    double lambda;
};

struct study {
    const char *figure; /* "figure1" */
    char title[256];
    char x_label[128], y_label[128];
    const char *tag; /* what a tag counts: "set", "test_row" */
    const char *unit;
    uint64_t seed;
    struct study_panel *panels;
    size_t n_panels;
    const char **groups; /* strategies; borrowed names */
    size_t n_groups;
    struct study_point *points;
    size_t n_points, capacity;
    size_t planned; /* points there would be, had it not been stopped */
    double seconds;
};

void study_release(struct study *study);
enum riffle_status study_add_panel(struct study *study, const char *name,
                                   double value, const struct riffle_fit *fit,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status study_add_point(struct study *study,
                                   const struct study_point *point,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Pairs of panel `panel` and group `group` (RIFFLE_ANY: all) that are whole;
   both arrays hold n_points. Returns how many. */
size_t study_pairs(const struct study *study, size_t panel, size_t group,
                   size_t estimate, double *actual, double *predicted);

/* --- the sets of a sweep, for figures 1 and 2 --- */

struct study_sweep {
    struct riffle_sweep draw;    /* presets is owned; each case has its probe */
    const char *const *measures; /* n_measures names */
    size_t n_measures;
};

/*
 * Draw the sets for this fit, compute, and add a panel for each measure; the
 * name is that of the measure unless one is given. RIFFLE_STOPPED adds what
 * was finished.
 */
struct study_case {
    const struct riffle_fit *fit;
    const struct riffle_probe *probe;
    const char *name; /* NULL: the measure's */
    double value;
};
enum riffle_status study_sweep_run(struct session *session,
                                   const struct study_sweep *sweep,
                                   const struct study_case *at,
                                   struct study *study,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* --- the figures; each fills a zeroed study --- */

typedef enum riffle_status study_run(struct session *session,
                                     const struct command_call *call,
                                     struct reply *reply, struct study *study,
                                     struct riffle_error *err);
study_run study_figure1, study_figure2_n, study_figure2_lambda, study_figure3;

/* --- what is made of it --- */

/* Panels as text. */
enum riffle_status study_draw(const struct session *session,
                              const struct study *study, struct reply *reply,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Tables with intervals; all members of the JSON answer. */
enum riffle_status study_tables(const struct study *study, struct reply *reply,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
/* out=: the points as CSV, a line of the summary each, a picture a panel. */
enum riffle_status study_save(const struct session *session,
                              const struct command_call *call,
                              const struct study *study, struct reply *reply,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The dots of one panel (RIFFLE_ANY: all) and group, for any plot. The texts
   belong to the study; caller frees the points. */
struct plot_data;
enum riffle_status study_plot_data(const struct study *study, size_t panel,
                                   size_t group, struct plot_data *data,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
