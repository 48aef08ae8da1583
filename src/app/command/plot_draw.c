/* How a plot is to look, as commands read it. */
#include "command/plot_draw.h"

#include "riffle/number.h"

#include <math.h>
#include <string.h>

/* Smaller ones show nothing; larger ones are a mistake. */
enum { NARROWEST = 20, LOWEST = 8, LARGEST = 2000 };
/* As large as is of use when nobody asked for a size. */
enum { USUAL_WIDTH = 100, USUAL_HEIGHT = 32 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct plot_options plot_default_options(const struct session *session,
                                         const struct reply *reply)
{
    size_t room = reply->height > LOWEST + 3 ? reply->height - 3 : LOWEST;
    bool given = session->settings.width || session->page;
    size_t width = reply->width ? reply->width : 80;
    return (struct plot_options){
        .width = given ? width : smaller(width, USUAL_WIDTH),
        .height = session->settings.height ? session->settings.height
                                           : smaller(room, USUAL_HEIGHT),
        .unicode = reply->unicode,
        .equal = !session->settings.look.free,
        .look = session->settings.look,
        .low = (double)NAN,
        .high = (double)NAN,
        .colour = reply->depth >= DEPTH_16,
        .theme = reply->theme,
    };
}

static enum riffle_status read_side(const struct command_call *call,
                                    const char *name, size_t least,
                                    size_t *cells, struct riffle_error *err)
{
    enum riffle_status status = call_count(call, name, cells, err);
    if (status == RIFFLE_OK && (*cells < least || *cells > LARGEST))
        return call_fail(call, name, err, "a plot has a %s of %zu to %d", name,
                         least, LARGEST);
    return status;
}

/* An option of a few words; stays as it is when it is not given. */
static enum riffle_status read_choice(const struct command_call *call,
                                      const char *name, size_t *choice,
                                      struct riffle_error *err)
{
    return call_given(call, name) ? call_choice(call, name, choice, err)
                                  : RIFFLE_OK;
}

size_t plot_scale_word(const struct plot_look *look)
{
    bool x = look->x_scale == PLOT_SYMLOG;
    bool y = look->y_scale == PLOT_SYMLOG;
    if (x && y)
        return 1;
    return x ? 2 : y ? 3 : 0;
}

void plot_scale_take(size_t word, struct plot_look *look)
{
    look->x_scale = word == 1 || word == 2 ? PLOT_SYMLOG : PLOT_LINEAR;
    look->y_scale = word == 1 || word == 3 ? PLOT_SYMLOG : PLOT_LINEAR;
}

static enum riffle_status read_look(const struct command_call *call,
                                    struct plot_look *look,
                                    struct riffle_error *err)
{
    size_t scale = plot_scale_word(look);
    size_t marks = look->marks;
    size_t axes = look->free;
    size_t fit = look->fit;
    enum riffle_status status = read_choice(call, "scale", &scale, err);
    plot_scale_take(scale, look);
    if (status == RIFFLE_OK)
        status = read_choice(call, "marks", &marks, err);
    if (status == RIFFLE_OK)
        status = read_choice(call, "axes", &axes, err);
    if (status == RIFFLE_OK)
        status = read_choice(call, "fit", &fit, err);
    look->marks = (enum plot_marks)marks;
    look->free = axes == 1;
    look->fit = fit == 1;
    return status;
}

/* "-0.5:2" */
static enum riffle_status read_window(const struct command_call *call,
                                      const char *name, double *low,
                                      double *high, struct riffle_error *err)
{
    const char *text = call_option(call, name);
    const char *colon = text ? strchr(text, ':') : NULL;
    double ends[2];
    if (!text)
        return RIFFLE_OK;
    if (!colon ||
        !riffle_number_parse(text, (size_t)(colon - text), &ends[0]) ||
        !riffle_number_parse(colon + 1, strlen(colon + 1), &ends[1]) ||
        !(ends[1] - ends[0] > ticks_smallest_span(ends[0], ends[1])) ||
        fmax(fabs(ends[0]), fabs(ends[1])) > TICKS_LARGEST)
        return call_fail(call, name, err,
                         "`%s' is no window: two numbers, as in -0.5:2", text);
    *low = ends[0];
    *high = ends[1];
    return RIFFLE_OK;
}

static enum riffle_status read_windows(const struct command_call *call,
                                       struct plot_options *options,
                                       struct riffle_error *err)
{
    enum riffle_status status =
        read_window(call, "x", &options->low, &options->high, err);
    if (status == RIFFLE_OK)
        status = read_window(call, "y", &options->y_low, &options->y_high, err);
    return status;
}

enum riffle_status plot_read_options(const struct session *session,
                                     const struct command_call *call,
                                     const struct reply *reply,
                                     struct plot_options *options,
                                     struct riffle_error *err)
{
    *options = plot_default_options(session, reply);
    enum riffle_status status = read_look(call, &options->look, err);
    options->equal = !options->look.free;
    if (status == RIFFLE_OK)
        status = read_windows(call, options, err);
    if (status == RIFFLE_OK && call_given(call, "width"))
        status = read_side(call, "width", NARROWEST, &options->width, err);
    if (status == RIFFLE_OK && call_given(call, "height"))
        status = read_side(call, "height", LOWEST, &options->height, err);
    return status;
}
