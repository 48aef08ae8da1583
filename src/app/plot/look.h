/* How plots are to look: what `set` and keys change, zeroed the usual way. */
#ifndef PLOT_LOOK_H
#define PLOT_LOOK_H

#include <stdbool.h>

/* Effects are signed: beyond a linear part around zero, powers of ten. */
enum plot_scale { PLOT_LINEAR, PLOT_SYMLOG };

/* What stands for points; PLOT_AUTO chooses by how full the cells are. */
enum plot_marks {
    PLOT_AUTO,
    PLOT_GLYPH,   /* the mark of its series in each cell */
    PLOT_BRAILLE, /* 2 x 4 dots in a cell */
    PLOT_BLOCK,   /* 2 x 2 quarters, where fonts have no braille */
    PLOT_DENSITY, /* shades by how many */
};

struct plot_look {
    enum plot_scale x_scale, y_scale;
    enum plot_marks marks;
    bool free;  /* each axis has a range of its own */
    bool plain; /* no line y = x, or y = 0 of errors */
    bool bare;  /* no lines at zero */
    bool fit;   /* each series' line through the origin */
};

#endif
