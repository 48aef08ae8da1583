/* Which code points a terminal may be sent, and how wide they are. */
#ifndef TEXT_CODEPOINTS_H
#define TEXT_CODEPOINTS_H

#include <stddef.h>
#include <stdint.h>

struct codepoint_range {
    uint32_t first, last; /* inclusive */
    uint8_t columns;      /* 0: a mark on the letter before */
};

/* Sorted, disjoint; whatever lies between is never shown as itself. */
extern const struct codepoint_range codepoint_ranges[];
extern const size_t codepoint_range_count;

/* Columns of a code point: 0, 1 or 2; -1 when it must not be shown. */
int codepoint_columns(uint32_t code);

#endif
