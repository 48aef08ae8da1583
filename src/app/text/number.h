/* Numbers for people: so many digits, whatever they are. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_TEXT = 40 };

/*
 * "0.1230": `digits` significant ones, at most 17, trailing zeros too, so
 * that a column has one precision. Zero is "0", what is not finite "-";
 * `plus`: "+0.1230". C locale. Returns `text`.
 */
const char *number_text(char text[NUMBER_TEXT], double value, int digits,
                        bool plus);

#endif
