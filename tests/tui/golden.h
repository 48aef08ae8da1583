/* Screens as they should be, in golden/NAME.txt. */
#ifndef TUI_GOLDEN_H
#define TUI_GOLDEN_H

#include "support/check.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text of a golden file; caller owns. NULL: there is none. */
static inline char *read_golden(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "re");
    if (!in)
        return NULL;
    FILE *out = open_memstream(&text, &size);
    for (int c = getc(in); c != EOF; c = getc(in))
        putc(c, out);
    (void)fclose(in);
    (void)fclose(out);
    return text;
}

/* RIFFLE_BLESS=1 writes what is shown instead; look at the difference. */
static inline void assert_golden(struct terminal *t, const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s.txt", getenv("RIFFLE_GOLDEN"),
                   name);
    const char *bless = getenv("RIFFLE_BLESS");
    if (bless && strcmp(bless, "1") == 0) {
        FILE *out = fopen(path, "we");
        assert_non_null(out);
        fputs(terminal_screen(t), out);
        assert_int_equal(fclose(out), 0);
    }
    char *wanted = read_golden(path);
    assert_non_null(wanted);
    assert_string_equal(terminal_screen(t), wanted);
    free(wanted);
}

#endif
