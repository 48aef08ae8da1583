/* The command line of the program itself. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "session.h"

struct options {
    enum options_action {
        OPTIONS_RUN,
        OPTIONS_HELP,
        OPTIONS_VERSION,
        OPTIONS_LIMITS,
        OPTIONS_RESET,
    } action;
    const char **commands; /* of each -c, in order; borrowed strings */
    size_t n_commands;
    char *words; /* the command that the words are: `riffle theme check X' */
    const char *dataset; /* NULL: none */
    const char *script;  /* FILE.rif, or "-"; NULL: none */
    const char *verb;    /* "demo" or "tui"; NULL: none */
    const char *check;   /* script to check only */
    bool no_rc;
    bool resume; /* what the last session left */
};

/*
 * Read the arguments; settings (--json, --seed, ...) go straight into the
 * session. `options` is released by options_release, whatever is returned.
 */
enum riffle_status options_read(int argc, char **argv, struct session *session,
                                struct options *options,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
void options_release(struct options *options);

/* Print the text of --help. */
void options_print_help(FILE *out);

#endif
