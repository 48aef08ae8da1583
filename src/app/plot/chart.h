/* What stands around a panel: title, labels, legend, counts. */
#ifndef PLOT_CHART_H
#define PLOT_CHART_H

#include "plot/marks.h"
#include "plot/plot.h"
#include "plot/view.h"

/* Where the legend goes: beside the panel, above it, or on the title's row. */
enum chart_legend { LEGEND_SIDE, LEGEND_TOP, LEGEND_TITLE, LEGEND_NONE };

struct chart {
    const struct plot_data *data;
    const struct plot_options *options;
    enum chart_legend legend;
    struct panel panel;
};

/* False when the canvas has no room for any panel. */
bool chart_fits(const struct canvas *canvas);

/* Rows and columns for everything; axes and ticks are the caller's to set. */
void chart_layout(struct chart *chart, bool square,
                  const struct canvas *canvas);
/* Once the y ticks are known: the panel's left edge and width. */
void chart_place(struct chart *chart, size_t margin, bool square,
                 const struct canvas *canvas);

/* Too little room for a frame on all sides and a row for each label. */
bool chart_is_tiny(const struct chart *chart);
/* Text cut to the canvas, the cut marked. */
void chart_text(struct canvas *canvas, size_t row, size_t column,
                const char *text, enum theme_role role);

/* An axis label, with the exponent common to its ticks. */
void chart_axis_words(const char *label, const struct axis *axis, bool unicode,
                      char *text, size_t size);
/* Title, and the words of both axes with their common exponents: the longest
 * that fit. */
void chart_labels(const struct chart *chart, struct canvas *canvas);

/* One remark of the legend: a glyph and words. */
struct chart_key {
    uint32_t glyph;
    enum theme_role role;
    const char *words;
    enum theme_role over; /* laid over the glyph; ROLE_TEXT: nothing is */
};
/* The series with notes, then the keys. */
void chart_legend(const struct chart *chart, const struct marks *marks,
                  const struct chart_key *keys, size_t n_keys,
                  struct canvas *canvas);

/* What became of the points, below everything else. */
void chart_counts(const struct view *view, size_t row, struct canvas *canvas);
size_t chart_last_row(const struct chart *chart);
/* Instead of a chart that does not fit. */
void chart_too_small(const struct view *view, struct canvas *canvas);

/* A remark in the middle of the panel. */
void chart_remark(const struct chart *chart, const char *words,
                  struct canvas *canvas);

#endif
