/* What every reader is given, and the formats there are. */
#ifndef DATA_READING_H
#define DATA_READING_H

#include "data/input.h"
#include "data/notes.h"
#include "data/table.h"
#include "riffle/dataset.h"

#include <stdbool.h>

struct reading {
    struct input input;                        /* opened, nothing read yet */
    const struct riffle_load_options *options; /* no limit of them is 0 */
    const struct table *like; /* the training table when reading a test file:
                                 gives columns their kind; NULL otherwise */
    struct notes *notes;
    struct table rows; /* out: the training rows, or the only ones */
    struct table test; /* out: a test set in the same file; n = 0: none */
};

/* A row of the table of formats: one file each in this folder. */
struct format {
    const char *name;
    /* Does it begin like this format? `size` first bytes; the path may help. */
    bool (*matches)(const unsigned char *bytes, size_t size, const char *path);
    enum riffle_status (*read)(struct reading *reading,
                               struct riffle_error *err);
};

extern const struct format format_csv;
extern const struct format format_npy;
extern const struct format format_npz;
extern const struct format format_svmlight;

/*
 * Open `path` and read it in the format that it turns out to have.
 * reading  its options, like and notes are set; released by the caller, also
 *          on failure
 */
enum riffle_status reading_run(struct reading *reading, const char *path,
                               const struct riffle_progress *progress,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
void reading_release(struct reading *reading);

/*
 * RIFFLE_EUSAGE when an option was given, which means nothing to this format:
 * reading_refuse(reading, "x", options->x_key, "what to do instead", err).
 */
enum riffle_status reading_refuse(const struct reading *reading,
                                  const char *option, const char *value,
                                  const char *instead,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
