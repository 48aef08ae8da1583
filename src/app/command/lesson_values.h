/* The numbers that a lesson speaks of, computed while it runs. */
#ifndef COMMAND_LESSON_VALUES_H
#define COMMAND_LESSON_VALUES_H

#include "riffle/status.h"

#include <stdbool.h>
#include <stddef.h>

struct session;

enum { LESSON_VALUES = 64 };

struct lesson_values {
    struct lesson_value {
        char name[32];
        double number;
    } items[LESSON_VALUES];
    size_t n;
    char *asked, *answer; /* the last command, and what it said; or NULL */
};

/* The session is another one now: what it last answered is stale. */
void lesson_values_forget(struct lesson_values *values);

/*
 * Released by lesson_values_forget. Learn a number: "NAME: COMMAND -> PATH" asks the command in JSON, where
 * nobody sees it; "NAME = A / B" computes. Fails with RIFFLE_EFORMAT, or as
 * the command.
 */
enum riffle_status
lesson_values_learn(struct lesson_values *values, struct session *own,
                    const char *text,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* "A < B" or "A > B". Fails with RIFFLE_EFORMAT. */
enum riffle_status
lesson_values_hold(const struct lesson_values *values, const char *text,
                   bool *holds, struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The text with {NAME} and {NAME:%} as numbers; the caller's. Fails with
   RIFFLE_EFORMAT or RIFFLE_ENOMEM. */
enum riffle_status
lesson_values_fill(const struct lesson_values *values, const char *text,
                   char **filled, struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
