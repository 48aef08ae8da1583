/*
 * What the screen shows of the session: a copy, made by the one thread that
 * may read the session, drawn by the one that may draw.
 */
#ifndef TUI_SCENE_H
#define TUI_SCENE_H

#include "command/grid_points.h"
#include "session.h"

#define SCENE_NONE ((size_t)-1)

enum scene_sort {
    SORT_RESCALED, /* largest |RIF| first */
    SORT_INFLUENCE,
    SORT_LOSS,
    SORT_LEVERAGE,
    SORT_PROBABILITY,
    SORT_ROW,
    SORT_COUNT,
};

enum { SCENE_FILTER = 256, SCENE_BRUSHED = 3 };

/* Small multiples, when they are shown. */
struct scene_grid {
    bool wanted, shared;
    enum grid_by by;
    size_t series; /* whose rank correlation */
    struct points_filter filter;
};

/* What the screen wants to see. */
struct scene_focus {
    size_t measure; /* index, modulo how many there are */
    size_t set;     /* whose rows; SCENE_NONE: all training rows */
    bool rows;      /* rows are wanted at all */
    enum scene_sort sort;
    bool reversed;
    char filter[SCENE_FILTER]; /* a condition on rows; "": all */
    struct scene_grid grid;
};

/* A key of the user's. */
struct scene_bind {
    char page[16], key[24], command[256];
};

/* Rows that the user has marked; none: the session's removal set counts. */
struct scene_marks {
    size_t *rows;
    size_t n;
};

/* What IF, RIF and NS say of removing the marked rows, or the selected. */
struct scene_brush {
    size_t k; /* 0: there are none, or it cannot be said */
    bool marked;
    struct riffle_effect predicted[SCENE_BRUSHED];
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
    double sum;                 /* of `rescaled`, down to here */
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
    size_t selected;          /* rows of the current removal set */
    struct points *points;    /* NULL: no effects yet */
    struct grid_points *grid; /* NULL: not wanted */
    struct plot_look look;    /* as the session's settings say */
    struct riffle_summary summary[THEME_SERIES];
    struct scene_set *sets;
    size_t n_sets, pending, failed;
    struct scene_row *rows; /* of focus.set, filtered and sorted */
    size_t n_rows;
    size_t n_unfiltered; /* rows before the filter */
    struct scene_classes {
        size_t all[2], gone[2]; /* training rows; those of focus.set */
    } labels;
    char fault[128]; /* what is wrong with the filter; "": nothing */
    struct scene_brush brush;
    struct scene_bind *binds;
    size_t n_binds;
    size_t run; /* grows with each sweep and effect */
};

/* What is kept from scene to scene, so that it is computed once. */
struct scene_cache {
    struct scene_scores {
        double *influence, *rescaled; /* n, on one measure; NULL: none */
        size_t epoch, n;
        char measure[64];
    } scores;
    struct scene_brush_cache {
        size_t *rows; /* k; NULL: none */
        size_t k, epoch;
        char measure[64];
        struct riffle_effect predicted[SCENE_BRUSHED];
    } brush;
};

void scene_cache_release(struct scene_cache *cache);

/* Caller owns (scene_free); NULL when out of memory. */
struct scene *scene_new(const struct session *session,
                        const struct scene_focus *focus,
                        const struct scene_marks *marks,
                        struct scene_cache *cache);
void scene_free(struct scene *scene);

#endif
