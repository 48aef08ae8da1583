/* A plot of the session's sweep that is redrawn in place while it runs. */
#ifndef COMMAND_LIVE_PLOT_H
#define COMMAND_LIVE_PLOT_H

#include "report/inplace.h"
#include "report/reply.h"
#include "session.h"

struct live_plot {
    const struct reply *reply; /* borrowed; a terminal's */
    const char *measure;
    struct inplace place;
    double drawn; /* when, riffle_seconds() */
};

/* The callback of session.live; `data` is a struct live_plot. */
void live_plot_step(void *data, struct session *session);

/* Take the plot off the screen again: the callback of session.live_end. */
void live_plot_end(void *data);

#endif
