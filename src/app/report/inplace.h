/* Text on a terminal that is replaced in place while work goes on. */
#ifndef REPORT_INPLACE_H
#define REPORT_INPLACE_H

#include <stddef.h>
#include <stdio.h>

/* Zeroed at first: nothing is there. */
struct inplace {
    size_t lines; /* on the screen now, the cursor below them */
};

/* Put `text`, whole lines that the terminal does not wrap, where the last one
   was; NULL or "": take it away. In one write, so that nothing flickers. */
void inplace_show(struct inplace *place, const char *text, FILE *out);

#endif
