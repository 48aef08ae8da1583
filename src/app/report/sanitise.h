/* The one gate between foreign bytes and a terminal (reliability 2, 23). */
#ifndef REPORT_SANITISE_H
#define REPORT_SANITISE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A copy of `text` that no terminal acts on: C0 and DEL as ^X, C1, bidi,
 * zero-width, private and unassigned code points as <U+XXXX>, invalid UTF-8
 * as \xNN; other than `unicode`, everything beyond ASCII as <U+XXXX> or the
 * ASCII twin of common punctuation. Newlines survive only with `lines`.
 * Caller owns (free); NULL when out of memory.
 */
char *sanitise(const char *text, size_t length, bool unicode, bool lines);

/* Columns that a sanitised string takes. */
size_t sanitise_width(const char *text);

#endif
