/* How a plot is to look, as commands read it. */
#ifndef COMMAND_PLOT_DRAW_H
#define COMMAND_PLOT_DRAW_H

#include "command/command.h"
#include "command/grid_points.h"
#include "plot/plot.h"
#include "session.h"

/* In the order of the enums of plot/look.h. */
#define PLOT_AXES   "equal|free"
#define PLOT_MARKS  "auto|glyph|braille|block|density"
#define PLOT_SCALES "linear|symlog|x-symlog|y-symlog"

/* Rows of the options of commands that draw: what plot_read_options reads
 * and, with points_read, all that decides the picture. */
#define PLOT_OPTIONS                                                           \
    {.name = "estimators",                                                     \
     .type = TYPE_ESTIMATORS,                                                  \
     .help = "plot: which predictions (all)"},                                 \
        {.name = "strategies",                                                 \
         .type = TYPE_PRESETS,                                                 \
         .help = "plot: sets drawn so; the rest is filtered out"},             \
        {.name = "linear",                                                     \
         .type = TYPE_WORD,                                                    \
         .values = "off|on",                                                   \
         .preset = "off",                                                      \
         .help = "plot: gradient times shift on both axes"},                   \
        {.name = "scale",                                                      \
         .type = TYPE_WORD,                                                    \
         .values = PLOT_SCALES,                                                \
         .help = "plot: symlog shows small and large effects (set scale)"},    \
        {.name = "marks",                                                      \
         .type = TYPE_WORD,                                                    \
         .values = PLOT_MARKS,                                                 \
         .help = "plot: what stands for points (set marks)"},                  \
        {.name = "axes",                                                       \
         .type = TYPE_WORD,                                                    \
         .values = PLOT_AXES,                                                  \
         .help = "plot: one range for x and y, or two (set axes)"},            \
        {.name = "fit",                                                        \
         .type = TYPE_WORD,                                                    \
         .values = "off|on",                                                   \
         .help = "plot: each estimator's line through the origin"},            \
        {.name = "by",                                                         \
         .type = TYPE_WORD,                                                    \
         .values = GRID_BY,                                                    \
         .preset = "strategies",                                               \
         .help = "grid: what each column is"},                                 \
        {.name = "share",                                                      \
         .type = TYPE_WORD,                                                    \
         .values = "off|on",                                                   \
         .preset = "off",                                                      \
         .help = "grid: one range for all panels of a row"},                   \
        {.name = "x",                                                          \
         .type = TYPE_TEXT,                                                    \
         .help = "plot: window LOW:HIGH; what is outside is counted"},         \
        {.name = "y", .type = TYPE_TEXT, .help = "plot: likewise, upward"},    \
        {.name = "width", .type = TYPE_COUNT, .help = "plot: columns"},        \
    {                                                                          \
        .name = "height", .type = TYPE_COUNT, .help = "plot: lines"            \
    }

/* Which of PLOT_SCALES a look has, and a look by that. */
size_t plot_scale_word(const struct plot_look *look);
void plot_scale_take(size_t word, struct plot_look *look);

/* Options for a plot on this reply: its size unless the call gives one. */
enum riffle_status
plot_read_options(const struct session *session,
                  const struct command_call *call, const struct reply *reply,
                  struct plot_options *options,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Likewise without a call. */
struct plot_options plot_default_options(const struct session *session,
                                         const struct reply *reply);

#endif
