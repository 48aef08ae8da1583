/* Pages of text: answers, one row, messages, help; and the first page. */
#include "tui/draw.h"
#include "tui/find.h"

void pane_text(struct tui *tui, struct canvas *canvas)
{
    const struct text *text = tui_text(tui);
    struct scroll *scroll = &tui->scroll[tui_page(tui)];
    if (!text)
        return;
    size_t last = text->n > canvas->height ? text->n - canvas->height : 0;
    scroll->rows = canvas->height;
    if (scroll->at > last)
        scroll->at = last;
    if (text->n == 0)
        draw_text(canvas, 0, 1, ROLE_DIM, "...");
    for (size_t i = 0; i < canvas->height && scroll->at + i < text->n; i++) {
        const struct text_line *line = &text->lines[scroll->at + i];
        draw_text(canvas, i, 1, line->role, "%s", line->words);
        if (find_is_hit(tui, scroll->at + i))
            canvas_lay(canvas, i, 0, canvas->width, ROLE_SEARCH);
    }
    const char *step = tui_next_step(tui);
    if (step)
        draw_text(canvas, text->n + 1, 1, ROLE_STRONG, "Enter   %s", step);
}

void pane_start(struct tui *tui, struct canvas *canvas)
{
    static const char *const words[] = {
        "What would the model be without some of its training rows?",
        "",
        "Each dot will be a removal set: across, what retraining without it",
        "does to the test loss; up, what an estimator predicts. On the "
        "diagonal",
        "the prediction is right; nearer to the horizontal, it says too "
        "little.",
        "",
    };
    const char *step = tui_next_step(tui);
    size_t row = canvas->height > 14 ? canvas->height / 2 - 6 : 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++, row++)
        draw_text(canvas, row, 2, i ? ROLE_TEXT : ROLE_STRONG, "%s", words[i]);
    if (tui->now.busy) {
        draw_text(canvas, row, 2, ROLE_PROGRESS, "working ...");
        return;
    }
    if (step)
        draw_text(canvas, row++, 2, ROLE_STRONG, "Enter   %s", step);
    draw_text(canvas, row++, 2, ROLE_TEXT,
              ":       any command: load FILE, fit, select, effect, help");
    draw_text(canvas, row++, 2, ROLE_TEXT, "?       the keys");
    draw_text(canvas, row, 2, ROLE_TEXT, "Q       leave");
    if (tui->now.settings.mouse != MOUSE_OFF)
        draw_text(canvas, row + 1, 2, ROLE_DIM,
                  "Mouse   click, drag a box, wheel; with Shift it selects "
                  "text");
}
