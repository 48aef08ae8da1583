/* A pair of NPY files: features in one, labels in the other. */
#include "data/arrays.h"

#include "base/system.h"

#include <stdio.h>
#include <string.h>

/* An input as a source of bytes. */
struct file_source {
    struct npy_source source; /* first: the callback is given this */
    struct input *input;
    const unsigned char *piece;
    size_t left;
};

static enum riffle_status file_read(struct npy_source *source, void *bytes,
                                    size_t size, size_t *got,
                                    struct riffle_error *err)
{
    struct file_source *file = (struct file_source *)source;
    if (file->left == 0) {
        const enum riffle_status status =
            input_next(file->input, &file->piece, &file->left, err);
        if (status != RIFFLE_OK)
            return status;
    }
    *got = size < file->left ? size : file->left;
    memcpy(bytes, file->piece, *got);
    file->piece += *got;
    file->left -= *got;
    return RIFFLE_OK;
}

static struct file_source file_source(const struct reading *reading,
                                      struct input *input)
{
    return (struct file_source){
        .source = {.read = file_read,
                   .path = input->path,
                   .size = input->size,
                   .limits = &reading->options->limits},
        .input = input,
    };
}

/* The path of the labels: y=TRAIN or y=TRAIN,TEST. */
static enum riffle_status labels_path(const struct reading *reading, char *path,
                                      size_t size, struct riffle_error *err)
{
    const char *given = reading->options->y_key;
    const char *comma = given != NULL ? strchr(given, ',') : NULL;
    const bool test = reading->like != NULL;
    if (given == NULL || (test && comma == NULL)) {
        (void)riffle_fail(err, RIFFLE_EUSAGE,
                          "%s holds features only, their labels are missing",
                          reading->input.path);
        riffle_hint(err, test ? "name both files of labels: y=TRAIN,TEST"
                              : "name the file of labels: y=labels.npy");
        return RIFFLE_EUSAGE;
    }
    const char *begin = test ? comma + 1 : given;
    const size_t length =
        test || comma == NULL ? strlen(begin) : (size_t)(comma - given);
    (void)snprintf(path, size, "%.*s", (int)length, begin);
    return RIFFLE_OK;
}

static enum riffle_status read_labels(struct reading *reading,
                                      struct riffle_error *err)
{
    char path[4096];
    struct input input;
    struct npy npy;
    enum riffle_status status = labels_path(reading, path, sizeof path, err);
    if (status != RIFFLE_OK)
        return status;
    status = input_open(&input, path, reading->input.progress, err);
    if (status != RIFFLE_OK)
        return status;
    struct file_source file = file_source(reading, &input);
    status = npy_open(&npy, &file.source, err);
    if (status == RIFFLE_OK)
        status = arrays_labels(&reading->rows, &npy, "y", err);
    input_close(&input);
    return status;
}

static bool npy_matches(const unsigned char *bytes, size_t size,
                        const char *path)
{
    return path_ends(path, "npy") ||
           (size >= 6 && memcmp(bytes, "\x93NUMPY", 6) == 0);
}

static enum riffle_status npy_read(struct reading *reading,
                                   struct riffle_error *err)
{
    struct npy npy;
    struct file_source file = file_source(reading, &reading->input);
    enum riffle_status status = reading_refuse(
        reading, "x", reading->options->x_key,
        "an NPY file is one array: y= names the labels' file", err);
    if (status == RIFFLE_OK)
        status = arrays_check_options(reading, err);
    if (status == RIFFLE_OK)
        status = arrays_names(reading, err);
    if (status == RIFFLE_OK)
        status = npy_open(&npy, &file.source, err);
    if (status == RIFFLE_OK)
        status = arrays_features(&reading->rows, &npy, err);
    if (status == RIFFLE_OK)
        status = read_labels(reading, err);
    return status == RIFFLE_OK ? arrays_ignore(reading, err) : status;
}

const struct format format_npy = {
    .name = "NPY",
    .matches = npy_matches,
    .read = npy_read,
};
