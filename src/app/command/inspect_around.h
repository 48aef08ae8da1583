/* What stands around a training row: ranks, sets, neighbours, copies. */
#ifndef COMMAND_INSPECT_AROUND_H
#define COMMAND_INSPECT_AROUND_H

#include "report/reply.h"
#include "riffle/measure.h"
#include "session.h"

/* The removal sets that hold it: the current one, named ones, the sweep's. */
void inspect_sets(const struct session *session, size_t row,
                  struct reply *reply);

/* Its value and place in every score that has a closed form. */
enum riffle_status inspect_scores(const struct session *session, size_t row,
                                  const struct riffle_measure *measure,
                                  struct reply *reply,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Rows with the same features, and the k nearest. */
enum riffle_status
inspect_neighbours(const struct session *session, size_t row, size_t k,
                   struct reply *reply,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
