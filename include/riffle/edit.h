/* Edits of the training rows: what differs from a data set as it was loaded. */
#ifndef RIFFLE_EDIT_H
#define RIFFLE_EDIT_H

#include "riffle/dataset.h"
#include "riffle/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * An immutable list of edits. Small beside the data: rows that did not change
 * are not in it, and lists share the rows that did. Row numbers are those of
 * the data after all edits so far: the rows of the base that are left, in
 * their order, then those that were added. A row keeps its identity when its
 * values change.
 */
struct riffle_edits;

#define RIFFLE_NO_ROW ((size_t)-1) /* there is no such row */

/* What happened to one row of the base, or how one joined. */
enum riffle_difference_kind {
    RIFFLE_ROW_REMOVED,
    RIFFLE_ROW_CHANGED,
    RIFFLE_ROW_ADDED,
};

struct riffle_difference {
    enum riffle_difference_kind kind;
    size_t base;     /* its number in the base; RIFFLE_NO_ROW: added */
    size_t row;      /* its number now; RIFFLE_NO_ROW: removed */
    const double *x; /* n_features values as they are now; NULL: removed */
    uint8_t y;
    bool planted; /* by a poisoning: kept from view until it is revealed */
    size_t copied_test; /* added: the test row it came from, or RIFFLE_NO_ROW */
    size_t copied_base; /* added: the row of the base, or RIFFLE_NO_ROW */
};

/* `origin` of a training row that is in no file; its `line` is 0. */
#define RIFFLE_ORIGIN_ADDED SIZE_MAX

/* No edits of `base`; base is not kept. Caller owns. */
enum riffle_status riffle_edits_new(const struct riffle_dataset *base,
                                    struct riffle_edits **edits,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_edits_free(struct riffle_edits *edits);

/*
 * Without these training rows (ascending, distinct) as well. `from` stays.
 * Fails with RIFFLE_EUSAGE when a row is not there, RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_edits_remove(const struct riffle_edits *from, const size_t *rows,
                    size_t k, struct riffle_edits **edits,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A row to put: in place of one that is there, or at the end. */
struct riffle_put {
    size_t row;      /* a training row; RIFFLE_NO_ROW: add one */
    const double *x; /* n_features, finite; copied */
    uint8_t y;
    bool planted;
    size_t copied_test, copied_base; /* as in riffle_difference */
};

/* With these rows put, in their order. `from` stays. Likewise. */
enum riffle_status riffle_edits_put(const struct riffle_edits *from,
                                    const struct riffle_put *rows, size_t count,
                                    struct riffle_edits **edits,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The data set with the edits. base: the one of riffle_edits_new, or the same
 * again. Bit for bit the same each time. Cost: one copy of the data.
 */
enum riffle_status
riffle_edits_apply(const struct riffle_edits *edits,
                   const struct riffle_dataset *base,
                   struct riffle_dataset **dataset,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Training rows there are with the edits. */
size_t riffle_edits_rows(const struct riffle_edits *edits);
/* The row of the base behind a training row; RIFFLE_NO_ROW: it was added. */
size_t riffle_edits_base(const struct riffle_edits *edits, size_t row);
/*
 * Where a training row is after further (or fewer) edits of the same base;
 * RIFFLE_NO_ROW: gone.
 */
size_t riffle_edits_follow(const struct riffle_edits *from, size_t row,
                           const struct riffle_edits *to);

/* Differences from the base: first its rows, in order, then those added. */
size_t riffle_edits_count(const struct riffle_edits *edits);
struct riffle_difference
riffle_edits_difference(const struct riffle_edits *edits, size_t index);

/* Bytes that a list takes, without the rows that it shares. */
size_t riffle_edits_memory(const struct riffle_edits *edits);

#endif
