/* The draws of `select`: options in, a removal set out. */
#ifndef COMMAND_SELECT_DRAW_H
#define COMMAND_SELECT_DRAW_H

#include "command/command.h"
#include "session.h"

#include "riffle/removal.h"

/*
 * Draw as `select random|cluster|top ...` says; needs a fit.
 * removal  out, uninitialised before; released by the caller
 */
enum riffle_status select_draw(struct session *session,
                               const struct command_call *call,
                               struct reply *reply,
                               struct riffle_removal *removal,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The training rows for which the condition in words 1 and on holds. */
enum riffle_status select_where(struct session *session,
                                const struct command_call *call,
                                struct reply *reply,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
