/* Out of the full screen: to the clipboard, to a file. */
#include "tui/acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/save.h"
#include "tui/draw.h"
#include "tui/find.h"

/* What stands for the line or the dot that the user is on. */
static void words_here(const struct tui *tui, char *words, size_t size)
{
    char text[FIND_LINE];
    size_t at = tui->scroll[tui_page(tui)].at;
    switch (tui_page(tui)) {
    case PAGE_PLOT:
    case PAGE_SETS:
        (void)snprintf(words, size, "select sets %zu", tui->plot.set);
        break;
    case PAGE_SET:
    case PAGE_ALL:
        if (at < tui->scene->n_rows)
            (void)snprintf(words, size, "inspect %zu",
                           tui->scene->rows[at].row);
        break;
    default:
        (void)snprintf(words, size, "%s", find_line(tui, at, text));
    }
}

void act_copy(struct tui *tui)
{
    char words[512] = "";
    if (!tui->now.settings.copy) {
        tui_say(tui, ROLE_MESSAGE_WARN,
                "`set copy on' lets y hand things to the terminal");
        return;
    }
    words_here(tui, words, sizeof words);
    screen_copy(tui->screen, words);
    tui_say(tui, ROLE_MESSAGE_INFO, "copied: %s", words);
}

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path);
    size_t k = strlen(ending);
    return n >= k && strcmp(path + n - k, ending) == 0;
}

/* The screen as it is, coloured in an .ans. */
static enum riffle_status write_screen(struct tui *tui, const char *path,
                                       const struct canvas *canvas,
                                       struct riffle_error *err)
{
    char *text = NULL;
    size_t size = 0;
    enum theme_depth depth = ends_in(path, ".ans") ? DEPTH_256 : DEPTH_NONE;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return riffle_fail_memory(err, BUFSIZ);
    canvas_print(canvas, tui->scene->theme, depth, out);
    enum riffle_status status = RIFFLE_OK;
    if (fclose(out) != 0)
        status = riffle_fail_memory(err, size);
    if (status == RIFFLE_OK)
        status = riffle_save(path, text, size, err);
    if (status == RIFFLE_OK)
        tui_say(tui, ROLE_MESSAGE_INFO, "wrote %s: %zu bytes", path, size);
    free(text);
    return status;
}

enum riffle_status act_screen(struct tui *tui, const struct command_call *call,
                              struct riffle_error *err)
{
    size_t width;
    size_t height;
    const char *path = call_word(call, 1);
    if (!path)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "view screen takes a FILE, .txt or .ans");
    screen_size(tui->screen, &width, &height);
    struct canvas *canvas = canvas_new(width, height, tui->unicode);
    if (!canvas)
        return riffle_fail_memory(err, width * height);
    tui->message[0] = '\0';
    (void)draw_screen(tui, canvas);
    enum riffle_status status = write_screen(tui, path, canvas, err);
    canvas_free(canvas);
    return status;
}
