/* Text on a terminal that is replaced in place while work goes on. */
#include "report/inplace.h"

#include <stdlib.h>
#include <string.h>

static size_t count_lines(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

void inplace_show(struct inplace *place, const char *text, FILE *out)
{
    char up[32] = "";
    char *whole = NULL;
    if (!text)
        text = "";
    if (place->lines)
        (void)snprintf(up, sizeof up, "\033[%zuA", place->lines);
    else if (!*text)
        return;
    if (asprintf(&whole, "\r%s\033[J%s", up, text) < 0)
        return;
    (void)fwrite(whole, 1, strlen(whole), out);
    (void)fflush(out);
    free(whole);
    place->lines = count_lines(text);
}
