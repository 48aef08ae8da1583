/* Sizes, ranges, lists: the lexical side of the types of the language. */
#include "command/value.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "riffle/number.h"

/* A number with % behind it, in (0, 100]. */
static bool read_percent(const char *text, size_t length, double *number)
{
    double read;
    bool ok = length > 1 && text[length - 1] == '%' &&
              riffle_number_parse(text, length - 1, &read) && read > 0 &&
              read <= 100;
    if (ok)
        *number = read;
    return ok;
}

bool value_size(const char *text, struct value_size *size)
{
    size_t length = strlen(text);
    double number;
    uint64_t rows;
    if (read_percent(text, length, &number)) {
        *size = (struct value_size){number, true};
        return true;
    }
    if (!riffle_count_parse(text, length, &rows) || rows == 0)
        return false;
    *size = (struct value_size){(double)rows, false};
    return true;
}

bool value_range(const char *text, double ends[2])
{
    double low;
    double high;
    const char *colon = strchr(text, ':');
    if (!colon || !read_percent(text, (size_t)(colon - text), &low) ||
        !read_percent(colon + 1, strlen(colon + 1), &high) || low > high)
        return false;
    ends[0] = low / 100;
    ends[1] = high / 100;
    return true;
}

static const char units[] = "KMGT";

bool value_bytes(const char *text, size_t *bytes)
{
    uint64_t number;
    size_t length = strlen(text);
    const char *unit = length ? strchr(units, text[length - 1]) : NULL;
    size_t shift = unit ? 10 * (size_t)(unit - units + 1) : 0;
    if (strcmp(text, "none") == 0) {
        *bytes = 0;
        return true;
    }
    if (!riffle_count_parse(text, length - (unit != NULL), &number) ||
        number == 0 || number > SIZE_MAX >> shift)
        return false;
    *bytes = (size_t)number << shift;
    return true;
}

void value_bytes_format(size_t bytes, char *text, size_t size)
{
    size_t unit = 0;
    while (bytes > 0 && bytes % 1024 == 0 && units[unit]) {
        bytes /= 1024;
        unit++;
    }
    if (bytes == 0)
        (void)snprintf(text, size, "none");
    else
        (void)snprintf(text, size, "%zu%.1s", bytes,
                       unit ? &units[unit - 1] : "");
}

size_t value_choice(const char *values, const char *text, size_t length)
{
    for (size_t index = 0;; index++) {
        size_t n = strcspn(values, "|");
        if (n == length && memcmp(values, text, n) == 0)
            return index;
        if (values[n] == '\0')
            return VALUE_NONE;
        values += n + 1;
    }
}

bool value_rows(const char *text, size_t length, size_t *first, size_t *last)
{
    uint64_t from;
    uint64_t to;
    const char *dash = memchr(text, '-', length);
    size_t head = dash ? (size_t)(dash - text) : length;
    if (!riffle_count_parse(text, head, &from))
        return false;
    to = from;
    if (dash && !riffle_count_parse(dash + 1, length - head - 1, &to))
        return false;
    if (to < from)
        return false;
    *first = (size_t)from;
    *last = (size_t)to;
    return true;
}

bool value_item(const char *text, size_t *at, const char **item, size_t *length)
{
    if (*at == VALUE_NONE)
        return false;
    *item = text + *at;
    *length = strcspn(*item, ",");
    *at = (*item)[*length] == ',' ? *at + *length + 1 : VALUE_NONE;
    return true;
}
