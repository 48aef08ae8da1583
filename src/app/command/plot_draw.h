/* The kind and the size of a plot, as commands read them. */
#ifndef COMMAND_PLOT_DRAW_H
#define COMMAND_PLOT_DRAW_H

#include "command/command.h"
#include "plot/plot.h"
#include "session.h"

/* The kind that word or option `name` gives; by default the scatter. */
enum riffle_status plot_read_kind(const struct command_call *call,
                                  const char *name,
                                  const struct plot_kind **kind,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

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
