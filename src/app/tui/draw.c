/* Words and marks on the canvases that panes draw on. */
#include "tui/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/utf8.h"

enum { LINE = 1024, DIGITS = 4, BRUSH_DIGITS = 3 };

size_t draw_text(struct canvas *canvas, size_t row, size_t column,
                 enum theme_role role, const char *format, ...)
{
    char text[LINE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    canvas_text(canvas, row, column, text, role);
    return column + utf8_columns(text);
}

void draw_right(struct canvas *canvas, size_t row, size_t end,
                enum theme_role role, const char *format, ...)
{
    char text[LINE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t n = utf8_columns(text);
    canvas_text(canvas, row, end > n ? end - n : 0, text, role);
}

void draw_copy(const struct canvas *from, struct canvas *to,
               const struct place *place)
{
    for (size_t i = 0; i < from->height; i++)
        for (size_t j = 0; j < from->width; j++) {
            const struct canvas_cell *cell = canvas_at(from, i, j);
            canvas_put(to, place->top + i, place->left + j, cell->glyph,
                       cell->role, CANVAS_NO_TAG);
            canvas_lay(to, place->top + i, place->left + j, 1, cell->over);
        }
}

const char *draw_number(char text[NUMBER_TEXT], double value)
{
    return number_text(text, value, DIGITS, true);
}

const char *draw_effect(char text[NUMBER_TEXT],
                        const struct riffle_effect *effect)
{
    if (effect->status == RIFFLE_OK)
        return draw_number(text, effect->value);
    if (effect->status == RIFFLE_ENOTAPPLICABLE)
        (void)snprintf(text, NUMBER_TEXT, "-");
    else
        (void)snprintf(text, NUMBER_TEXT, "%s",
                       effect->status == RIFFLE_PENDING
                           ? "..."
                           : riffle_status_name(effect->status));
    return text;
}

size_t draw_brush(const struct tui *tui, size_t row, size_t column,
                  struct canvas *canvas)
{
    static const char *const names[SCENE_BRUSHED] = {"IF", "RIF", "NS"};
    const struct scene_brush *brush = &tui->scene->brush;
    if (brush->k == 0 || (tui->n_marked > 0 && brush->k != tui->n_marked))
        return draw_text(canvas, row, column, ROLE_DIM, "...");
    for (size_t e = 0; e < SCENE_BRUSHED; e++) {
        char text[NUMBER_TEXT];
        (void)number_text(text, brush->predicted[e].value, BRUSH_DIGITS, true);
        column = draw_text(canvas, row, column, ROLE_DIM, "%s ", names[e]);
        column = draw_text(canvas, row, column, ROLE_NUMBER, "%s ",
                           brush->predicted[e].status == RIFFLE_OK
                               ? text
                               : draw_effect(text, &brush->predicted[e]));
    }
    return column;
}

void draw_scroll(struct scroll *scroll, size_t rows, size_t lines)
{
    scroll->rows = rows;
    if (lines == 0)
        scroll->at = 0;
    else if (scroll->at >= lines)
        scroll->at = lines - 1;
    if (scroll->at < scroll->top)
        scroll->top = scroll->at;
    if (rows > 0 && scroll->at >= scroll->top + rows)
        scroll->top = scroll->at - rows + 1;
    if (scroll->top + rows > lines)
        scroll->top = lines > rows ? lines - rows : 0;
}
