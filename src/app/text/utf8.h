/* UTF-8 in and out, without a locale. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum utf8_size { UTF8_MAX = 4 };

/*
 * Read one code point from the `length` bytes at `text`. Returns its bytes, or
 * 0 when they are no UTF-8 (overlong forms, surrogates and cut sequences
 * included) or `length` is 0; `code` is then untouched.
 */
size_t utf8_decode(const char *text, size_t length, uint32_t *code);

/* Write a code point, not terminated; returns its bytes. */
size_t utf8_encode(uint32_t code, char text[UTF8_MAX]);

/* Columns of a string on a terminal; what is no UTF-8 counts one each. */
size_t utf8_columns(const char *text);

#endif
