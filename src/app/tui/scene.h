/*
 * What the screen shows of the session: a copy, made by the one thread that
 * may read the session, drawn by the one that may draw.
 */
#ifndef TUI_SCENE_H
#define TUI_SCENE_H

#include "command/points.h"
#include "session.h"

#define SCENE_NONE ((size_t)-1)

enum scene_sort {
    SORT_RESCALED, /* largest |RIF| first */
    SORT_LOSS,
    SORT_LEVERAGE,
    SORT_ROW,
    SORT_COUNT,
};

/* What the screen wants to see. */
struct scene_focus {
    size_t measure; /* index, modulo how many there are */
    size_t set;     /* whose rows; SCENE_NONE: all training rows */
    bool rows;      /* rows are wanted at all */
    enum scene_sort sort;
};

/* A removal set of the sweep, or of an `effect`. */
struct scene_set {
    char strategy[96];
    size_t k;
    struct riffle_effect actual;
    struct riffle_effect predicted[THEME_SERIES];
};

struct scene_row {
    size_t row;
    size_t line; /* of the file; 0: none */
    unsigned y;
    double probability, loss, leverage;
    double influence, rescaled; /* change of the measure on removal */
};

struct scene {
    struct scene_focus focus;
    struct theme *theme;
    bool has_data, has_fit, has_effects;
    char data[64];  /* name of the data set */
    char model[96]; /* "lambda=0.001 penalty=fixed" */
    char classes[2][32];
    char measure[64], unit[16];
    size_t n_train, n_test, n_features, n_measures;
    size_t selected;       /* rows of the current removal set */
    struct points *points; /* NULL: no effects yet */
    struct riffle_summary summary[THEME_SERIES];
    struct scene_set *sets;
    size_t n_sets, pending, failed;
    struct scene_row *rows; /* of focus.set, sorted */
    size_t n_rows;
    size_t run; /* grows with each sweep and effect */
};

/* Scores of all rows on one measure, kept from scene to scene. */
struct scene_scores {
    double *influence, *rescaled; /* n; NULL: none */
    size_t epoch, n;
    char measure[64];
};

void scene_scores_release(struct scene_scores *scores);

/* Caller owns (scene_free); NULL when out of memory. */
struct scene *scene_new(const struct session *session,
                        const struct scene_focus *focus,
                        struct scene_scores *scores);
void scene_free(struct scene *scene);

#endif
