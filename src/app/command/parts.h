/* Engine objects that options name: measures, estimators, presets, scores. */
#ifndef COMMAND_PARTS_H
#define COMMAND_PARTS_H

#include "command/command.h"
#include "session.h"

#include "riffle/experiment.h"

/* Bytes that data may take: `set memory`, or all that the machine has. */
size_t parts_memory(const struct session *session);

/* The seed= of a call; else --seed; else 1. */
enum riffle_status parts_seed(const struct session *session,
                              const struct command_call *call, uint64_t *seed,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The one measure that measure= names. By default test_loss, or self_loss
 * with a note when there are no test rows. Caller owns.
 */
enum riffle_status parts_measure(const struct session *session,
                                 const struct command_call *call,
                                 struct reply *reply,
                                 struct riffle_measure **measure,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* measures= as the plan's measures; defaults without test rows drop out. */
enum riffle_status parts_measures(const struct session *session,
                                  const struct command_call *call,
                                  struct reply *reply, struct riffle_plan *plan,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A measure by its text, its failure pointing at option `name`. */
enum riffle_status
parts_measure_named(const struct session *session,
                    const struct command_call *call, const char *name,
                    const char *text, struct riffle_measure **measure,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Pass on a failure of the engine, pointing at where the user typed the value
 * of `name` (NULL: the verb). Returns the failure's status.
 */
enum riffle_status parts_point_at(const struct command_call *call,
                                  const char *name,
                                  const struct riffle_error *why,
                                  struct riffle_error *err);

/*
 * What came of writing a file that option or word `name` names: a failure of
 * the system points there and says what to look at.
 */
enum riffle_status parts_written(const struct command_call *call,
                                 const char *name, enum riffle_status status,
                                 struct riffle_error *why,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* test= as a test row, which has to be given. */
enum riffle_status parts_test_row(const struct session *session,
                                  const struct command_call *call, size_t *row,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* estimators= as the plan's, in the table's order (parts_release). */
enum riffle_status parts_estimators(const struct command_call *call,
                                    struct riffle_plan *plan,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* estimators= as marks on the table's rows; the array is the caller's. */
enum riffle_status
parts_estimator_marks(const struct command_call *call, bool **marked,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

/* strategies=, in the table's order; by default the standard ones. Freed by
 * the caller. */
enum riffle_status parts_presets(const struct command_call *call,
                                 const struct riffle_preset ***presets,
                                 size_t *n,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * strategies=, sizes=, range= and seed= of the sets to draw; sweep->presets is
 * freed by the caller, also on failure.
 */
enum riffle_status parts_sweep(const struct session *session,
                               const struct command_call *call,
                               struct riffle_sweep *sweep,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* by= as a row of the table of scores. */
enum riffle_status parts_score(const struct command_call *call,
                               const struct riffle_score **score,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* What sign= takes, and its value. */
#define PARTS_SIGNS "abs|+|-"
enum riffle_status parts_sign(const struct command_call *call,
                              enum riffle_sign *sign,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* An experiment that takes what the plan owns; on success it is zeroed. */
enum riffle_status parts_experiment(const struct session *session,
                                    struct riffle_plan *plan,
                                    struct riffle_experiment **experiment,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Likewise, and run it with the progress shown. On failure, a stop included,
 * there is no experiment.
 */
enum riffle_status parts_run(struct session *session, struct riffle_plan *plan,
                             struct riffle_experiment **experiment,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/* What removal does to the penalty of the fit: "fixed" or "scaled". */
const char *parts_penalty(const struct session *session);

/*
 * Free what a plan still owns: its removals and measures, and the array that
 * parts_estimators made.
 */
void parts_release(struct riffle_plan *plan);

#endif
