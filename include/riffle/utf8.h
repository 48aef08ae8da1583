/* UTF-8 in and out, without a locale. */
#ifndef RIFFLE_UTF8_H
#define RIFFLE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define RIFFLE_UTF8_MAX 4 /* bytes of the longest code point */

/*
 * Read one code point from the `length` bytes at `text`. Returns its bytes, or
 * 0 when they are no UTF-8 (overlong forms, surrogates and cut sequences
 * included) or `length` is 0; `code` is then untouched.
 */
size_t riffle_utf8_decode(const char *text, size_t length, uint32_t *code);

/* Write a code point, not terminated; returns its bytes. */
size_t riffle_utf8_encode(uint32_t code, char text[RIFFLE_UTF8_MAX]);

#endif
