/* The conditions of `select where`: which training rows one holds for. */
#ifndef COMMAND_WHERE_H
#define COMMAND_WHERE_H

#include "riffle/fit.h"
#include "riffle/status.h"

#include <stdbool.h>

/* A condition made ready for one data set and fit. Immutable. */
struct where;

/*
 * condition  := conjunction { "or" conjunction }
 * conjunction := negation { "and" negation }
 * negation   := "not" negation | "(" condition ")" | side op side
 * op         := < <= > >= == !=
 * side       := number | row | label | p | loss | leverage | residual | logit
 *             | a column | a class (beside label)
 *
 * A name with other characters than letters, digits, _ and . stands in
 * backquotes or quotes; in backquotes it is always a column.
 *
 * data, fit  borrowed; must outlive the condition; fit may be NULL, then what
 *            needs one fails with RIFFLE_ESTATE
 * where      out, caller owns (where_free); untouched on failure
 * at         out on failure: the byte of `text` that it stumbled on
 * Fails with RIFFLE_EUSAGE, quoting what it stumbled on; RIFFLE_ENOMEM.
 */
enum riffle_status where_compile(const char *text,
                                 const struct riffle_dataset *data,
                                 const struct riffle_fit *fit,
                                 struct where **where, size_t *at,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

bool where_holds(const struct where *where, size_t row);
void where_free(struct where *where);

#endif
