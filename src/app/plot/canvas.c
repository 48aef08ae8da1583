/* Cells: put, written on, printed. */
#include "plot/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "text/codepoints.h"
#include "text/utf8.h"

static const struct canvas_cell blank = {' ', ROLE_TEXT, ROLE_TEXT,
                                         CANVAS_NO_TAG};

struct canvas *canvas_new(size_t width, size_t height, bool unicode)
{
    size_t n;
    if (__builtin_mul_overflow(width, height, &n) ||
        n >= SIZE_MAX / sizeof(struct canvas_cell))
        return NULL;
    struct canvas *canvas = malloc(sizeof(*canvas));
    if (!canvas)
        return NULL;
    *canvas = (struct canvas){width, height, unicode, NULL};
    canvas->cells = calloc(n + 1, sizeof(*canvas->cells));
    if (!canvas->cells) {
        free(canvas);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        canvas->cells[i] = blank;
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    if (!canvas)
        return;
    free(canvas->cells);
    free(canvas);
}

void canvas_put(struct canvas *canvas, size_t row, size_t column,
                uint32_t glyph, enum theme_role role, size_t tag)
{
    if (row >= canvas->height || column >= canvas->width)
        return;
    if (glyph >= 0x80 && !canvas->unicode)
        glyph = '?';
    canvas->cells[row * canvas->width + column] =
        (struct canvas_cell){glyph, role, ROLE_TEXT, tag};
}

void canvas_lay(struct canvas *canvas, size_t row, size_t column, size_t n,
                enum theme_role over)
{
    for (size_t j = column; j < column + n && j < canvas->width; j++)
        if (row < canvas->height)
            canvas->cells[row * canvas->width + j].over = over;
}

void canvas_text(struct canvas *canvas, size_t row, size_t column,
                 const char *text, enum theme_role role)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code = '?';
        size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        int columns = codepoint_columns(code);
        i += bytes ? bytes : 1;
        if (columns == 0)
            continue;
        if (columns < 0 || (columns == 2 && column + 1 >= canvas->width)) {
            code = '?';
            columns = 1;
        }
        canvas_put(canvas, row, column++, code, role, CANVAS_NO_TAG);
        if (columns == 2)
            canvas_put(canvas, row, column++, canvas->unicode ? 0 : '?', role,
                       CANVAS_NO_TAG);
    }
}

const struct canvas_cell *canvas_at(const struct canvas *canvas, size_t row,
                                    size_t column)
{
    if (row >= canvas->height || column >= canvas->width)
        return &blank;
    return &canvas->cells[row * canvas->width + column];
}

static const char *over_start(const struct theme *theme, enum theme_role over,
                              enum theme_depth depth)
{
    return over == ROLE_TEXT ? "" : theme_start(theme, over, depth);
}

static void print_row(const struct canvas_cell *cells, size_t n,
                      const struct theme *theme, enum theme_depth depth,
                      FILE *out)
{
    const char *look = "";
    const char *lay = "";
    for (size_t i = 0; i < n; i++) {
        const char *start = theme_start(theme, cells[i].role, depth);
        const char *over = over_start(theme, cells[i].over, depth);
        char text[RIFFLE_UTF8_MAX];
        if (strcmp(start, look) != 0 || strcmp(over, lay) != 0) {
            if (*look || *lay)
                fputs(theme_end(depth), out);
            fputs(start, out);
            fputs(over, out);
            look = start;
            lay = over;
        }
        if (cells[i].glyph)
            fwrite(text, 1, riffle_utf8_encode(cells[i].glyph, text), out);
    }
    if (*look || *lay)
        fputs(theme_end(depth), out);
    putc('\n', out);
}

void canvas_print(const struct canvas *canvas, const struct theme *theme,
                  enum theme_depth depth, FILE *out)
{
    for (size_t row = 0; row < canvas->height; row++) {
        const struct canvas_cell *cells = &canvas->cells[row * canvas->width];
        size_t n = canvas->width;
        while (n > 0 && cells[n - 1].glyph == ' ' &&
               cells[n - 1].over == ROLE_TEXT)
            n--;
        print_row(cells, n, theme, depth, out);
    }
}
