/* Text broken between words, where a terminal ends. */
#ifndef REPORT_WRAP_H
#define REPORT_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Where a stream stands in its line. Blanks are held back until the word
 * after them is known, so that none end a line.
 */
struct wrap {
    size_t width;  /* columns of a line; 0: text goes out as it is */
    size_t column; /* of the next word, without the blanks held back */
    size_t gap;    /* blanks held back */
    size_t indent; /* column that a line goes on at when it was broken */
    bool hanging;  /* `indent` is given, for lines of the text as well */
};

/*
 * Print sanitised text, all or part of a line or of several. Unless
 * `hanging`, a broken line goes on under what follows its key ("  key  text")
 * or two columns in.
 */
void wrap_print(struct wrap *wrap, const char *text, FILE *out);

#endif
