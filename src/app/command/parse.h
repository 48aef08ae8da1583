/* From a line to a checked call; knows the table, not what commands do. */
#ifndef COMMAND_PARSE_H
#define COMMAND_PARSE_H

#include "command/call.h"

/* Text to run, and where it comes from. */
struct source {
    const char *text; /* `length` bytes; may hold several lines */
    size_t length;
    const char *file; /* "a.rif", "-c", "stdin"; NULL: typed at the prompt */
    size_t line;      /* of the first byte, from 1 */
    bool prefixes;    /* unique prefixes of verbs are fine */
};

/*
 * Parse the command that begins at byte `from`, and check each word and
 * option against the table.
 *
 * call  out: released by call_release, after a failure as well; `command` is
 *       NULL when there was none to parse (a comment, an empty line) or it is
 *       unknown; tokens.next is where the next command begins
 * mark  out: what a failure is about
 */
enum riffle_status parse_command(const struct source *source, size_t from,
                                 struct command_call *call,
                                 struct call_mark *mark,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
void call_release(struct command_call *call);

/* The verb itself or, with `prefixes`, the one that begins with `typed`. */
const struct command *parse_find_verb(const char *typed, bool prefixes);

#endif
