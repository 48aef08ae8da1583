/* The steps from rows as read to a data set, in the order they are taken. */
#ifndef DATA_PREPARE_H
#define DATA_PREPARE_H

#include "data/notes.h"
#include "data/table.h"
#include "riffle/dataset.h"

/* What the steps share. */
struct prepare {
    const struct riffle_load_options *options;
    struct notes *notes;
    const char *path; /* of the training file, for messages */
};

/*
 * Where the options name a negative class: leave out the rows of others, or
 * make them one class, in both tables; test may be empty. Rows without a
 * label stay.
 */
enum riffle_status prepare_pick(const struct prepare *prepare,
                                struct table *train, struct table *test,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Refuse missing cells, or drop their rows, as the options say; under
 * RIFFLE_MISSING_MEAN they stay NaN. path: of the table's file.
 */
enum riffle_status prepare_missing(const struct prepare *prepare,
                                   struct table *table, const char *path,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The two classes of the training rows; sets the label and class names of
 * the data set. Fails with RIFFLE_EFORMAT when there are not two.
 */
enum riffle_status prepare_classes(const struct prepare *prepare,
                                   const struct table *train,
                                   struct riffle_dataset *dataset,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Columns of text become indicators, in both tables; test may be empty. */
enum riffle_status
prepare_indicators(const struct prepare *prepare, struct table *train,
                   struct table *test,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Move a table's rows out, labels as 0 and 1 by the class names. */
enum riffle_status prepare_rows(const struct riffle_dataset *dataset,
                                struct table *table, const char *path,
                                struct riffle_rows *rows,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Draw `count` of the training rows, which move to the empty test set. */
enum riffle_status prepare_split(struct riffle_dataset *dataset, size_t count,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Fill missing cells with training means, note constant columns,
 * standardize if asked.
 */
enum riffle_status prepare_scale(const struct prepare *prepare,
                                 struct riffle_dataset *dataset,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
