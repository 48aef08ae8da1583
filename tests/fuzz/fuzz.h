/* What the fuzz targets share. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* The target: any bytes at all; aborts on a wrong answer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Abort with a sentence: what a fuzzer takes for a crash. */
#define FUZZ_ASSERT(condition)                                                 \
    ((condition) ? (void)0 : fuzz_abort(#condition, __FILE__, __LINE__))
void fuzz_abort(const char *condition, const char *file, int line);

/*
 * Load the bytes as a file of that name, in memory only, and check what comes
 * out; `choices` picks options.
 */
void fuzz_load(const char *name, const char *y_key, const uint8_t *data,
               size_t size, uint8_t choices);

/* The path of a file in memory, the only one, that ends in `name`. */
const char *fuzz_file(const char *name, const uint8_t *data, size_t size);

struct session;

/* A session with 20 rows loaded and fitted, whose answers go nowhere. */
struct session *fuzz_session(void);

#endif
