/* Numbers as text, the same in every locale. */
#ifndef RIFFLE_NUMBER_H
#define RIFFLE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RIFFLE_NUMBER_SIZE 32

/*
 * Read all `length` bytes as one decimal number: [+-] digits [. digits]
 * [e[+-]digits]. No blanks, hexadecimal, infinity or NaN; out of range fails.
 * Correctly rounded. Returns false, leaving `value`, when it is not one.
 */
bool riffle_number_parse(const char *text, size_t length, double *value);

/* Likewise an unsigned whole number, digits only. */
bool riffle_count_parse(const char *text, size_t length, uint64_t *value);

/* The shortest of %.15g, %.16g, %.17g that reads back as `value`. */
const char *riffle_number_format(char text[RIFFLE_NUMBER_SIZE], double value);

#endif
