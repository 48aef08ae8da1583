/* The kind and the size of a plot, as commands read them. */
#include "command/plot_draw.h"

#include <math.h>

/* Smaller ones show nothing; larger ones are a mistake. */
enum { NARROWEST = 20, LOWEST = 8, LARGEST = 2000 };
/* As large as is of use when nobody asked for a size. */
enum { USUAL_WIDTH = 100, USUAL_HEIGHT = 32 };

enum riffle_status plot_read_kind(const struct command_call *call,
                                  const char *name,
                                  const struct plot_kind **kind,
                                  struct riffle_error *err)
{
    const char *typed = call_option(call, name);
    const struct plot_kind *found = plot_kind_find(typed ? typed : "scatter");
    if (!found)
        return call_fail(call, name, err, "`%s' is no kind of plot", typed);
    *kind = found;
    return RIFFLE_OK;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct plot_options plot_default_options(const struct session *session,
                                         const struct reply *reply)
{
    size_t room = reply->height > LOWEST + 3 ? reply->height - 3 : LOWEST;
    return (struct plot_options){
        .width = session->settings.width
                     ? session->settings.width
                     : smaller(reply->width ? reply->width : 80, USUAL_WIDTH),
        .height = session->settings.height ? session->settings.height
                                           : smaller(room, USUAL_HEIGHT),
        .unicode = reply->unicode,
        .equal = true,
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

enum riffle_status plot_read_options(const struct session *session,
                                     const struct command_call *call,
                                     const struct reply *reply,
                                     struct plot_options *options,
                                     struct riffle_error *err)
{
    *options = plot_default_options(session, reply);
    enum riffle_status status = RIFFLE_OK;
    if (call_given(call, "width"))
        status = read_side(call, "width", NARROWEST, &options->width, err);
    if (status == RIFFLE_OK && call_given(call, "height"))
        status = read_side(call, "height", LOWEST, &options->height, err);
    return status;
}
