/* A large CSV file, written fast. */
#ifndef TUI_LARGE_H
#define TUI_LARGE_H

#include "support/check.h"

#include "riffle/rng.h"

#include <stdio.h>

/* The same line of 20 numbers again and again, of either label: 200 bytes. */
static inline void write_large(const char *path, size_t rows)
{
    enum { COLUMNS = 20 };
    struct riffle_rng rng;
    char line[512];
    size_t n = 0;
    riffle_rng_init(&rng, 20, "large");
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    for (size_t j = 0; j < COLUMNS; j++)
        fprintf(out, "x%zu,", j);
    fputs("label\n", out);
    for (size_t j = 0; j < COLUMNS; j++)
        n += (size_t)snprintf(line + n, sizeof line - n, "%.7f,",
                              riffle_rng_uniform(&rng));
    for (size_t i = 0; i < rows; i++)
        fprintf(out, "%s%zu\n", line, i % 2);
    assert_int_equal(fclose(out), 0);
}

#endif
