/* Writing arrays: NPY bytes, and archives of them. */
#ifndef DATA_NPZ_WRITE_H
#define DATA_NPZ_WRITE_H

#include "base/buffer.h"

#include <zip.h>

/* rows x columns doubles, row-major; columns 0: one dimension. */
void npy_add_numbers(struct buffer *buffer, const double *values, size_t rows,
                     size_t columns);
/* Likewise whole numbers, as 64-bit integers; one dimension. */
void npy_add_counts(struct buffer *buffer, const size_t *counts, size_t rows);
/* Likewise texts, as code points; what is no UTF-8 becomes U+FFFD. */
void npy_add_texts(struct buffer *buffer, const char *const *texts,
                   size_t rows);

/* An archive under way. The same members make the same bytes. */
struct npz {
    zip_t *archive;
    zip_source_t *bytes;
};

enum riffle_status npz_begin(struct npz *npz,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Add a member; takes the content of `npy`, which is zeroed. */
enum riffle_status npz_add(struct npz *npz, const char *key, struct buffer *npy,
                           struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Save the archive, or give it up when `status` is a failure already. */
enum riffle_status npz_end(struct npz *npz, enum riffle_status status,
                           const char *path,
                           struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
