/* Labelled rows, read from files or generated; immutable once made. */
#ifndef RIFFLE_DATASET_H
#define RIFFLE_DATASET_H

#include "riffle/limits.h"
#include "riffle/progress.h"
#include "riffle/status.h"

#include <stdbool.h>
#include <stdint.h>

/* n rows of d features with a label each. */
struct riffle_rows {
    size_t n;
    double *x;      /* n x d, row-major, all finite */
    uint8_t *y;     /* n; 1 for the positive class */
    size_t *line;   /* n physical file lines (1 = first), or NULL if none */
    size_t *origin; /* n; position among the data rows of the file, from 0 */
};

struct riffle_dataset {
    char *name; /* for prompts and titles: the file's base name */
    size_t n_features;
    char **feature_names;
    char *label_name;
    char *class_names[2]; /* [1] is the positive class */
    struct riffle_rows train;
    struct riffle_rows test;
    char sha256[65]; /* of the file (of the training file, when two) */
    uint64_t seed;   /* of the split, or of the generator */
    char **notes;    /* each default taken, each conversion, each drop */
    size_t n_notes;
    size_t *planted; /* synth: training rows with a planted wrong label */
    size_t n_planted;
    /*
     * n_features each: a value is (what the file has - center) / spread; both
     * NULL when features are as in the file.
     */
    double *center, *spread;
};

/* A value of feature j in the units of the file, and back. */
static inline double riffle_in_file(const struct riffle_dataset *data, size_t j,
                                    double x)
{
    return data->center ? x * data->spread[j] + data->center[j] : x;
}

static inline double riffle_from_file(const struct riffle_dataset *data,
                                      size_t j, double value)
{
    return data->center ? (value - data->center[j]) / data->spread[j] : value;
}

enum riffle_missing {
    RIFFLE_MISSING_ERROR, /* refuse the file, naming the first such cell */
    RIFFLE_MISSING_DROP,  /* drop the row, count it */
    RIFFLE_MISSING_MEAN,  /* training mean of the column, count it */
};

/* Names all classes but the positive one, unless one is called so. */
#define RIFFLE_REST "rest"

/* Zeroed fields mean the defaults of the specification. */
struct riffle_load_options {
    const char *test_path; /* NULL: split off `test_fraction` */
    double test_fraction;  /* 0: a fifth; negative: no test set */
    const char *label;     /* label column; NULL: label, class, target, y */
    const char *positive;  /* value of the positive class; NULL: greater */
    const char *negative;  /* of the negative one: rows of further classes are
                              left out; RIFFLE_REST: they are the negative
                              class; NULL: there are two classes */
    const char *x_key;     /* NPZ member of the features; NULL: by name */
    const char *y_key;     /* NPZ member of the labels; NULL: by name */
    const char *ignore;    /* column names to leave out, comma separated */
    enum riffle_missing missing;
    bool standardize; /* training mean 0, standard deviation 1 */
    uint64_t seed;    /* of the split; 0: 1 */
    size_t memory;    /* bytes allowed; 0: no limit */
    struct riffle_limits limits;
};

/*
 * Read a data set. The format is told by the content, then by the name:
 *
 * CSV, TSV   RFC 4180, strict; the first line names the columns; the columns
 *            of a test file are matched by name. A column whose first value
 *            is no number is text: one indicator column for each of its texts.
 *            Missing cells are empty, NA, NaN, ? or null, in either case.
 * NPZ        arrays by name: X_train y_train X_test y_test, train_features
 *            ..., inception_features_val labels, X y, or x_key and y_key;
 *            feature_names where there is such an array
 *            Rows of more dimensions, images say, become columns in C order.
 * NPY        features; y_key is the path of the labels' file, or of two, for
 *            the test file too, with a comma between
 * svmlight   label index:value ..., indices from 1, ascending
 *
 * What the options ask for goes before what the file holds: a test_path or
 * a test_fraction leaves out a test set that the file has itself.
 *
 * path     file to read; borrowed
 * dataset  out, caller owns (riffle_dataset_free); untouched on failure
 *
 * Fails with RIFFLE_EFORMAT naming file, line and column; RIFFLE_EIO;
 * RIFFLE_ELIMIT; RIFFLE_ENOMEM; RIFFLE_STOPPED. Cost: one pass over the file.
 */
enum riffle_status
riffle_dataset_load(const char *path, const struct riffle_load_options *options,
                    const struct riffle_progress *progress,
                    struct riffle_dataset **dataset,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A generated data set: kind is the name of a row of kinds. */
struct riffle_synth_options {
    const char *kind;
    size_t n;      /* training rows; 0: the kind's default */
    size_t d;      /* features; 0: the kind's default */
    size_t test;   /* test rows; 0: n / 4 */
    size_t memory; /* bytes allowed; 0: no limit (RIFFLE_ELIMIT) */
    double noise;  /* fraction of labels flipped; negative: the default */
    uint64_t seed; /* 0: 1 */
};

struct riffle_synth_kind {
    const char *name;
    const char *summary;
};

size_t riffle_synth_kind_count(void);
const struct riffle_synth_kind *riffle_synth_kind(size_t index);

enum riffle_status
riffle_dataset_synth(const struct riffle_synth_options *options,
                     struct riffle_dataset **dataset,
                     struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * A new data set that keeps a random `n` of the training rows, in their order,
 * and the whole test set. Copies; `source` stays as it is.
 */
enum riffle_status
riffle_dataset_sample(const struct riffle_dataset *source, size_t n,
                      uint64_t seed, struct riffle_dataset **dataset,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Write training and test rows by the name's end: .npz holds both; .csv and
 * .svm hold the training rows, and the test rows go to NAME_test.csv or
 * NAME_test.svm beside. What is written loads again, bit by bit.
 * Fails with RIFFLE_EUSAGE on another ending, RIFFLE_EIO, RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_dataset_save(const struct riffle_dataset *dataset, const char *path,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

void riffle_dataset_free(struct riffle_dataset *dataset);

#endif
