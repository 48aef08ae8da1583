/* How points become cells: one glyph each, braille dots, or shades. */
#ifndef PLOT_MARKS_H
#define PLOT_MARKS_H

#include "plot/axes.h"
#include "plot/plot.h"

struct marks {
    enum plot_marks mode; /* as drawn: not PLOT_AUTO */
    size_t most;          /* points in the fullest cell */
    bool doubtful;        /* some mark is hollow */
    bool shared;          /* some cell holds several series and shows one */
};

/*
 * Draw the points inside the panel over whatever is there, bars of their
 * bounds first unless cells are crowded. Without a mode in the look it follows
 * from how full the cells are (P10), and stays with glyphs where colour alone
 * would tell the series. ASCII has no braille and no blocks: glyphs serve.
 * False: out of memory.
 */
bool marks_draw(const struct plot_data *data,
                const struct plot_options *options, const struct panel *panel,
                struct canvas *canvas, struct marks *marks);

/* The mode that marks_draw takes. */
enum plot_marks marks_choose(const struct plot_data *data,
                             const struct plot_options *options,
                             const struct panel *panel);

/* The mark that stands for a series in a legend. */
uint32_t marks_glyph(const struct marks *marks,
                     const struct plot_options *options, size_t series);

/* Shades from one point to many, and how many there are. */
enum { MARKS_SHADES = 5 };
uint32_t marks_shade(size_t level, bool unicode);

/* The theme of the options, or the built-in one. */
const struct theme *marks_theme(const struct plot_options *options);

#endif
