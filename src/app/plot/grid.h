/* Small multiples: many panels, each a plot of predicted against actual. */
#ifndef PLOT_GRID_H
#define PLOT_GRID_H

#include "plot/plot.h"

struct grid_panel {
    struct plot_data data;     /* its points are borrowed */
    const char *name;          /* "random", "RIF" */
    double rho;                /* of the series in focus; NaN: none */
    struct panel panel;        /* out: where it went, width 0 when nowhere */
    struct plot_counts counts; /* out */
};

struct plot_grid {
    const char *title;
    const char *rho_of; /* "RIF": whose rank correlation is shown */
    size_t rows, columns;
    const char *const *row_names;    /* "test_loss [nats]" */
    struct grid_panel *panels;       /* rows x columns, row-major */
    const struct plot_data *drawing; /* for the legend: its series */
    bool shared;                     /* the panels of a row share a range */
    struct hold *holds; /* one for each panel, as options' hold; or NULL */
    size_t filtered;    /* points that no panel has */
};

/*
 * Draw all panels and say what became of their points, which `counts` has
 * added up. A canvas too small for panels of GRID_LEAST cells says so.
 */
enum grid_least { GRID_LEAST_WIDTH = 7, GRID_LEAST_HEIGHT = 3 };
void plot_grid(struct plot_grid *grid, const struct plot_options *options,
               struct canvas *canvas, struct plot_counts *counts);

#endif
