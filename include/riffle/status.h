/* What can go wrong, and the sentence that says so. */
#ifndef RIFFLE_STATUS_H
#define RIFFLE_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#define RIFFLE_PRINTF(text, first)                                             \
    __attribute__((__format__(__printf__, text, first)))
#define RIFFLE_MUST_CHECK __attribute__((warn_unused_result))

/* One status for each call and each number; RIFFLE_OK is 0. */
enum riffle_status {
    RIFFLE_OK = 0,
    RIFFLE_PENDING,         /* not computed yet */
    RIFFLE_STOPPED,         /* the caller's progress callback said stop */
    RIFFLE_ENOTAPPLICABLE,  /* this method has no answer for this question */
    RIFFLE_EUSAGE,          /* an argument is out of its range */
    RIFFLE_ESTATE,          /* something has to be done first */
    RIFFLE_EIO,             /* the operating system refused */
    RIFFLE_EFORMAT,         /* input data are malformed */
    RIFFLE_ENOMEM,          /* memory ran out */
    RIFFLE_ELIMIT,          /* a published limit would be exceeded */
    RIFFLE_ESEPARATED,      /* separable and unpenalised: no finite optimum */
    RIFFLE_EUNIDENTIFIABLE, /* the optimum is not unique */
    RIFFLE_ESINGLECLASS,    /* one class left: no finite optimum */
    RIFFLE_EILLCONDITIONED, /* too few digits left to answer */
    RIFFLE_ENOTCONVERGED,   /* the iteration did not reach its target */
    RIFFLE_EUNCERTIFIED,    /* there is a number, but no bound: do not trust */
    RIFFLE_EEMPTY,          /* no rows left */
};

/*
 * The human side of a failure: what happened, and what to do next. `message`
 * and `hint` may hold bytes of the user's data; whoever shows them sanitises.
 */
struct riffle_error {
    enum riffle_status status;
    size_t line, column; /* of the input, from 1; 0: not known */
    char message[1024];
    char hint[512];
};

/*
 * Record a failure and return its status, so that callers can write
 * `return riffle_fail(err, ...)`. `err` may be NULL. Clears the hint
 * and the place.
 */
enum riffle_status riffle_fail(struct riffle_error *err,
                               enum riffle_status status, const char *format,
                               ...) RIFFLE_PRINTF(3, 4);

/*
 * Add where in the input a recorded failure is: a line, and in it a field of
 * CSV or a byte of other text, both from 1, 0 where there is none. `err` may be
 * NULL.
 */
void riffle_place(struct riffle_error *err, size_t line, size_t column);

/* Add what to do next to a recorded failure. `err` may be NULL. */
void riffle_hint(struct riffle_error *err, const char *format, ...)
    RIFFLE_PRINTF(2, 3);

/* Record that `bytes` could not be had. `err` may be NULL. */
void riffle_tell_memory(struct riffle_error *err, size_t bytes);

/* The same as a failure; here, so that analysers know what it returns. */
static inline enum riffle_status riffle_fail_memory(struct riffle_error *err,
                                                    size_t bytes)
{
    riffle_tell_memory(err, bytes);
    return RIFFLE_ENOMEM;
}

/* One or two lower-case words for a status, e.g. "separated". */
const char *riffle_status_name(enum riffle_status status);

/* True for the statuses that mean "this question has no numerical answer". */
bool riffle_status_is_numerical(enum riffle_status status);

#endif
