/* Running the session's sweep, and what sweep and resume answer. */
#ifndef COMMAND_SWEEP_RUN_H
#define COMMAND_SWEEP_RUN_H

#include "report/reply.h"
#include "session.h"

/*
 * Compute what is pending in session->sweep. When stopped, what is finished
 * stays and the failure says how to go on.
 */
enum riffle_status sweep_run(struct session *session,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Measure by estimator: error, rank correlation, slope; certified; seconds. */
enum riffle_status sweep_reply(const struct session *session,
                               struct reply *reply,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
