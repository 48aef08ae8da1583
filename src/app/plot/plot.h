/* Plots of predicted against actual effects: numbers in, cells or SVG out. */
#ifndef PLOT_PLOT_H
#define PLOT_PLOT_H

#include "plot/axes.h"
#include "plot/hold.h"
#include "plot/look.h"
#include "riffle/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* One dot; x or y may be non-finite, then it is counted, not drawn. */
struct plot_point {
    double x;     /* actual */
    double y;     /* predicted */
    double bound; /* half-width of the horizontal bar; NaN: none */
    double size;  /* rows of the removal set */
    size_t series;
    size_t group;  /* how the set was drawn */
    size_t tag;    /* removal set */
    bool filtered; /* taken out of the picture, whatever its state */
    bool echo;     /* x was taken from y: agreement says nothing */
    enum plot_state { PLOT_READY, PLOT_PENDING, PLOT_FAILED } state;
};

struct plot_series {
    const char *name; /* "IF" */
    char note[48];    /* legend: "n 40  slope 0.61  error 0.35" */
};

struct plot_words {
    const char *title, *x, *y;
};
enum { PLOT_BRIEF = 4 };

struct plot_data {
    const char *title;   /* measure and data set */
    const char *x_label; /* with unit, sign in words */
    const char *y_label;
    struct plot_words brief[PLOT_BRIEF]; /* ever shorter ones, for where those
                                            do not fit; NULL: none */
    struct plot_series series[THEME_SERIES];
    size_t n_series;
    struct plot_point *points;
    size_t n_points;
};

/* drawn + hidden + filtered + nonfinite + pending + failed = n, always. */
struct plot_counts {
    size_t n, drawn, hidden, filtered, nonfinite, pending, failed;
};

#define PLOT_ALL ((size_t)-1)

struct plot_options {
    size_t width, height; /* of the whole canvas, in cells */
    bool unicode;
    bool equal; /* same range on both axes */
    bool ahead; /* predictions that wait for their retrains make room */
    struct plot_look look;
    double low, high;     /* window on x, on y too when equal; NaN: the data */
    double y_low, y_high; /* window on y alone, unless y_low >= y_high */
    struct hold *hold;    /* ranges to keep beyond this picture, or NULL */
    double x_linear, y_linear; /* symlog: linear parts; 0: of the data */
    const char *made_by;       /* pictures: the program and the command */
    bool errors;               /* pictures: y is an error */
    size_t focus; /* 1 + the series that single remarks are about; 0: all */
    bool bare;    /* no legend: it is shown elsewhere */
    struct panel *panel; /* out: where the points went, zeroed when nowhere;
                             NULL: not wanted */
    bool colour; /* series may be told by colour alone: braille, shades */
    double cell_aspect;        /* height of a cell over its width; 0: 2 */
    const struct theme *theme; /* of the marks; NULL: the built-in one */
};

/* Where a kind of plot puts a point. */
struct plot_place {
    double x, y;
};

/* A row of the table of plots: one file each in src/app/plot. */
struct plot_kind {
    const char *name; /* "scatter", "residual", ... */
    const char *summary;
    void (*draw)(const struct plot_data *data,
                 const struct plot_options *options, struct canvas *canvas,
                 struct plot_counts *counts);
    struct plot_place (*place)(const struct plot_point *point);
    bool errors; /* y - x goes up, or is counted */
    bool whole;  /* takes no window */
};

size_t plot_kind_count(void);
const struct plot_kind *plot_kind(size_t index);
const struct plot_kind *plot_kind_find(const char *name);

/* Series of points that belong together, each axis with its own range and no
   line of reference: found against inspected. */
void plot_curves(const struct plot_data *data,
                 const struct plot_options *options, struct canvas *canvas,
                 struct plot_counts *counts);

#endif
