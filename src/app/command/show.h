/* The topics of `show`. */
#ifndef COMMAND_SHOW_H
#define COMMAND_SHOW_H

#include "report/reply.h"
#include "session.h"

/* What came with riffle: the tables a user can name rows of. */
enum riffle_status show_measures(const struct session *session,
                                 struct reply *reply, struct riffle_error *err);
enum riffle_status show_estimators(const struct session *session,
                                   struct reply *reply,
                                   struct riffle_error *err);
enum riffle_status show_strategies(const struct session *session,
                                   struct reply *reply,
                                   struct riffle_error *err);
enum riffle_status show_scores(const struct session *session,
                               struct reply *reply, struct riffle_error *err);
enum riffle_status show_themes(const struct session *session,
                               struct reply *reply, struct riffle_error *err);
enum riffle_status show_settings(const struct session *session,
                                 struct reply *reply, struct riffle_error *err);

/* What the session holds. */
enum riffle_status show_data(const struct session *session, struct reply *reply,
                             struct riffle_error *err);
enum riffle_status show_model(const struct session *session,
                              struct reply *reply, struct riffle_error *err);
enum riffle_status show_theta(const struct session *session,
                              struct reply *reply, struct riffle_error *err);
enum riffle_status show_probe(const struct session *session,
                              struct reply *reply, struct riffle_error *err);
enum riffle_status show_selection(const struct session *session,
                                  struct reply *reply,
                                  struct riffle_error *err);
enum riffle_status show_sweep(const struct session *session,
                              struct reply *reply, struct riffle_error *err);
enum riffle_status show_state(const struct session *session,
                              struct reply *reply, struct riffle_error *err);

#endif
