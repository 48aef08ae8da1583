/* Features and labels that come as arrays, without a header line. */
#ifndef DATA_ARRAYS_H
#define DATA_ARRAYS_H

#include "data/npy.h"
#include "data/reading.h"

/* The options that fit arrays: label= does not. Call it first. */
enum riffle_status
arrays_check_options(const struct reading *reading,
                     struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Give nameless arrays of a test file the training file's names. Not after
 * ignore=, which the columns of both files still have to go through.
 */
enum riffle_status arrays_names(struct reading *reading,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The n x d features; the table is empty but for its names. */
enum riffle_status arrays_features(struct table *table, struct npy *npy,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The n labels, numbers or text, of a table that has its features. */
enum riffle_status arrays_labels(struct table *table, struct npy *npy,
                                 const char *name,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A label that is a number; NaN is a missing one. */
enum riffle_status arrays_label(struct table *table, size_t row, double value,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Leave out the columns that ignore= names, in both tables. */
enum riffle_status arrays_ignore(struct reading *reading,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
