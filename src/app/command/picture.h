/* One plot that a command asks for: what is in it, and how it looks. */
#ifndef COMMAND_PICTURE_H
#define COMMAND_PICTURE_H

#include "command/grid_points.h"
#include "plot/view.h"
#include "report/reply.h"

#define PICTURE_KINDS "scatter|residual|size|histogram|grid"

struct picture {
    const struct plot_kind *kind; /* NULL: small multiples */
    struct plot_options options;
    struct points points;
    struct grid_points grid;   /* empty unless kind is NULL */
    struct plot_counts counts; /* after picture_draw */
    bool braille_blank;        /* as text: blanks are braille, too */
};

/*
 * The kind that word or option `name` gives, and all options of PLOT_OPTIONS;
 * picture_clear. The session is borrowed.
 */
enum riffle_status picture_read(const struct session *session,
                                const struct command_call *call,
                                const char *name, const struct reply *reply,
                                struct picture *picture,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
void picture_clear(struct picture *picture);

/* Caller owns (canvas_free); NULL when out of memory. */
struct canvas *picture_draw(struct picture *picture);

const char *picture_kind(const struct picture *picture);
/* What becomes of a point of the picture in its window. */
enum point_fate picture_fate(const struct picture *picture,
                             const struct plot_point *point);
const char *picture_fate_name(enum point_fate fate);

/* Kind, titles, counts, and each point: what --json and .json say. */
struct json_object *picture_json(const struct picture *picture);

#endif
