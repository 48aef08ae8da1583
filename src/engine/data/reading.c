/* From a path to rows: the table of formats, and the choice among them. */
#include "data/reading.h"

#include "base/system.h"

#include <string.h>

/* In the order of asking; the last one takes whatever is left. */
static const struct format *const formats[] = {
    &format_npy,
    &format_npz,
    &format_svmlight,
    &format_csv,
};

/* Files that are none of ours, but often tried. */
static const struct foreign {
    const char *magic;
    size_t length;
    const char *name;
    const char *hint;
} foreign[] = {
    {"\x1f\x8b", 2, "gzip", "gunzip it first"},
    {"BZh", 3, "bzip2", "bunzip2 it first"},
    {"\xfd"
     "7zXZ",
     5, "xz", "unxz it first"},
    {"\x89HDF", 4, "HDF5", "write the arrays with numpy.savez"},
    {"PAR1", 4, "Parquet", "write it as CSV first"},
    {"\x80\x04\x95", 3, "a Python pickle",
     "reading it would run code; write the arrays with numpy.savez"},
};

static enum riffle_status refuse_foreign(const unsigned char *bytes,
                                         size_t size, const char *path,
                                         struct riffle_error *err)
{
    if (size == 0)
        return riffle_fail(err, RIFFLE_EFORMAT, "%s: the file is empty", path);
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        const struct foreign *other = &foreign[i];
        if (size < other->length ||
            memcmp(bytes, other->magic, other->length) != 0)
            continue;
        (void)riffle_fail(err, RIFFLE_EFORMAT,
                          "%s is %s, expected CSV, NPY, NPZ or svmlight", path,
                          other->name);
        riffle_hint(err, "%s", other->hint);
        return RIFFLE_EFORMAT;
    }
    return RIFFLE_OK;
}

enum riffle_status reading_run(struct reading *reading, const char *path,
                               const struct riffle_progress *progress,
                               struct riffle_error *err)
{
    unsigned char bytes[4096];
    enum riffle_status status =
        input_open(&reading->input, path, progress, err);
    if (status != RIFFLE_OK)
        return status;
    reading->rows.memory = reading->like != NULL
                               ? table_memory_left(reading->like)
                               : reading->options->memory;
    reading->rows.limits = &reading->options->limits;
    reading->test.limits = &reading->options->limits;
    const size_t size = input_peek(&reading->input, bytes, sizeof bytes);
    status = refuse_foreign(bytes, size, path, err);
    if (status != RIFFLE_OK)
        return status;
    size_t i = 0;
    const size_t last = sizeof formats / sizeof formats[0] - 1;
    while (i < last && !formats[i]->matches(bytes, size, path))
        i++;
    return formats[i]->read(reading, err);
}

enum riffle_status reading_refuse(const struct reading *reading,
                                  const char *option, const char *value,
                                  const char *instead, struct riffle_error *err)
{
    if (value == NULL)
        return RIFFLE_OK;
    (void)riffle_fail(err, RIFFLE_EUSAGE,
                      "%s: %s=%.80s means nothing for this format",
                      reading->input.path, option, value);
    riffle_hint(err, "%s", instead);
    return RIFFLE_EUSAGE;
}

void reading_release(struct reading *reading)
{
    input_close(&reading->input);
    table_release(&reading->rows);
    table_release(&reading->test);
}
