/* Columns of UTF-8 text on a terminal. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "riffle/utf8.h"

/* Columns of a string on a terminal; what is no UTF-8 counts one each. */
size_t utf8_columns(const char *text);

#endif
