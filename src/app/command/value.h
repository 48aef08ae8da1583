/* Small values of the language, as text: shared by checks and readers. */
#ifndef COMMAND_VALUE_H
#define COMMAND_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#define VALUE_NONE ((size_t)-1)

/* "20" or "5%". */
struct value_size {
    double number; /* above 0, at most 100 when percent */
    bool percent;
};

/* Each returns false, leaving its output, when `text` is not of the kind. */
bool value_size(const char *text, struct value_size *size);
/* "0.1%:5%" as two fractions in (0, 1], ends[0] <= ends[1]. */
bool value_range(const char *text, double ends[2]);

/* "none" (0), "4096", "512M", "4G": bytes, in powers of 1024. */
bool value_bytes(const char *text, size_t *bytes);
void value_bytes_format(size_t bytes, char *text, size_t size);

/* Index of the `length` bytes in "a|b|c", or VALUE_NONE. */
size_t value_choice(const char *values, const char *text, size_t length);

/* Rows first .. last of one item of a list of rows, "7" or "10-20". */
bool value_rows(const char *text, size_t length, size_t *first, size_t *last);

/*
 * Step through a comma-separated list: the item at *at, and *at beyond it.
 * False at the end. An empty item between commas has length 0.
 */
bool value_item(const char *text, size_t *at, const char **item,
                size_t *length);

#endif
