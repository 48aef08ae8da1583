/* The one way that a command is run, from wherever it was typed. */
#ifndef COMMAND_DISPATCH_H
#define COMMAND_DISPATCH_H

#include "command/parse.h"
#include "session.h"

/* Exit codes of a batch run. */
enum exit_code {
    EXIT_OK = 0,
    EXIT_FAILED = 1,    /* a command, or input and output */
    EXIT_USAGE = 2,     /* usage, syntax, terminal */
    EXIT_MALFORMED = 3, /* input data */
    EXIT_LIMIT = 4,     /* a limit, or memory */
    EXIT_NUMERICAL = 5, /* no numerical answer */
    EXIT_SIGNAL = 128,  /* plus the signal's number */
};

int exit_code_of(enum riffle_status status);

/*
 * Run every command of the source through a reply of its own: answers to
 * session->out, errors to session->notes. Stops at the first failure unless
 * the session keeps going, and at the stop flag.
 * Returns the status of the first failure.
 */
enum riffle_status command_run(struct session *session,
                               const struct source *source);

/* Likewise for one line of text. */
enum riffle_status command_run_line(struct session *session, const char *line,
                                    const char *file);

/* Run the command of `line`, as another command answers by it. */
enum riffle_status command_again(struct session *session, const char *line,
                                 struct reply *reply,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Report a failure: one line of JSON, or the four parts on session->notes.
 * `command` is the verb; `mark` may be NULL.
 */
void command_report(struct session *session, const struct source *source,
                    const char *command, const struct call_mark *mark,
                    const struct riffle_error *err);

/* Parse and check every command, run none; likewise. */
enum riffle_status command_check(struct session *session,
                                 const struct source *source);

#endif
