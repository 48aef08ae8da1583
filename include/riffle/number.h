/* Numbers as text, the same in every locale. */
#ifndef RIFFLE_NUMBER_H
#define RIFFLE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RIFFLE_NUMBER_SIZE 32   /* of a formatted number, with its NUL */
#define RIFFLE_NUMBER_MAX  1024 /* bytes of a number to read */

/*
 * Read all `length` bytes as one decimal number: [+-] digits [. digits]
 * [e[+-]digits], where one side of the point may be empty (".5", "5."). No
 * blanks, hexadecimal, infinity or NaN; what is too large for a double, or is
 * not zero but too small for one, fails. Correctly rounded.
 * Returns false, leaving `value`, when it is not one.
 */
bool riffle_number_parse(const char *text, size_t length, double *value);

/* Likewise an unsigned whole number, digits only. */
bool riffle_count_parse(const char *text, size_t length, uint64_t *value);

/* The shortest of %.15g, %.16g, %.17g that reads back as `value`. */
const char *riffle_number_format(char text[RIFFLE_NUMBER_SIZE], double value);

#endif
