/* The limits of a session: published by --limits, moved by --limit. */
#ifndef SESSION_LIMITS_H
#define SESSION_LIMITS_H

#include "session.h"

/* The published values. */
struct session_limits limits_usual(void);

/*
 * Take "NAME=VALUE", as in features=100000. Fails with RIFFLE_EUSAGE on
 * another name, and on a value below 1 or above what the program can hold.
 */
enum riffle_status limits_set(struct session_limits *limits, const char *text,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* One line each: name, value in force, what it bounds. */
void limits_print(const struct session_limits *limits, FILE *out);

#endif
