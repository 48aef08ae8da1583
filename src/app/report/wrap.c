/* Words go out one by one; a line break takes the place of the blanks. */
#include "report/wrap.h"

#include <stdlib.h>
#include <string.h>

#include "report/sanitise.h"

/* A key that begins a line is no longer than this. */
enum { KEY_MOST = 24, STEP = 2 };

/* Columns of the first `length` bytes. */
static size_t columns_of(const char *text, size_t length)
{
    char *word = strndup(text, length);
    size_t columns = word ? sanitise_width(word) : length;
    free(word);
    return columns;
}

/* Where a line that breaks later goes on, once its beginning is known. */
static void find_indent(struct wrap *wrap)
{
    size_t at = wrap->column + wrap->gap;
    if (wrap->column == 0)
        wrap->indent = wrap->gap + STEP;
    else if (wrap->gap >= 2 && at <= KEY_MOST && 2 * at <= wrap->width)
        wrap->indent = at;
}

static void end_line(struct wrap *wrap, FILE *out)
{
    putc('\n', out);
    wrap->column = 0;
    wrap->gap = wrap->hanging ? wrap->indent : 0;
}

static void print_word(struct wrap *wrap, const char *word, size_t length,
                       FILE *out)
{
    size_t columns = columns_of(word, length);
    bool begins = wrap->gap > 0 || wrap->column == 0;
    if (begins && !wrap->hanging)
        find_indent(wrap);
    if (wrap->gap > 0 && wrap->column > wrap->indent &&
        wrap->column + wrap->gap + columns > wrap->width) {
        end_line(wrap, out);
        wrap->gap = wrap->indent;
    }
    fprintf(out, "%*s%.*s", (int)wrap->gap, "", (int)length, word);
    wrap->column += wrap->gap + columns;
    wrap->gap = 0;
}

void wrap_print(struct wrap *wrap, const char *text, FILE *out)
{
    if (wrap->width == 0) {
        fputs(text, out);
        return;
    }
    while (*text) {
        size_t length = strcspn(text, " \n");
        if (length > 0)
            print_word(wrap, text, length, out);
        text += length;
        if (*text == '\n')
            end_line(wrap, out);
        wrap->gap += *text == ' ';
        text += *text != '\0';
    }
}
