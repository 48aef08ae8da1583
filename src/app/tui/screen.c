/* The terminal through ncurses: the only functions that call it are here,
 * in palette.c and in keys.c. */
#include "tui/screen.h"

#include <curses.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "tui/aside.h"
#include "tui/clipboard.h"
#include "tui/palette.h"
#include "tui/reports.h"
#include "tui/rescue.h"

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

struct screen {
    SCREEN *terminal;
    WINDOW *keys; /* reads without drawing: a pad is never refreshed */
    struct termios before;
    bool fell_back; /* the terminal's own description is missing */
    bool pasting;
    struct reports reports;
    struct canvas *painted;        /* what ncurses has; NULL: nothing of use */
    const struct palette *palette; /* that it was painted with */
    struct aside aside;
    void *stack;
};

static void send(const char *sequence)
{
    (void)!write(STDOUT_FILENO, sequence, strlen(sequence));
}

static const char *capability(const char *name)
{
    const char *value = tigetstr(name);
    return value && (intptr_t)value != -1 ? value : "";
}

/* All that brings the terminal back, as one string made in good times. */
static void arm(struct screen *screen)
{
    char undo[256];
    int n = snprintf(undo, sizeof undo, "%s%s%s%s%s%s", reports_off, paste_off,
                     capability("rmkx"), capability("sgr0"),
                     capability("cnorm"), capability("rmcup"));
    if (n > 0 && (size_t)n < sizeof undo)
        rescue_arm(undo, (size_t)n, &screen->before);
}

static void set_modes(struct screen *screen)
{
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)typeahead(-1);
    (void)set_escdelay(25);
    (void)curs_set(0);
    (void)start_color();
    (void)use_default_colors();
    screen->keys = newpad(1, 1);
    if (screen->keys) {
        (void)keypad(screen->keys, TRUE);
        (void)keyok(KEY_MOUSE, FALSE); /* reports.c reads those */
        (void)nodelay(screen->keys, TRUE);
    }
}

static enum riffle_status refuse(struct riffle_error *err)
{
    const char *term = getenv("TERM");
    riffle_fail(err, RIFFLE_EUSAGE,
                "the full screen needs a terminal that can place its cursor "
                "(TERM is `%s')",
                term ? term : "");
    riffle_hint(err, "`plot' draws on any output: riffle -c 'load wdbc; fit; "
                     "sweep; plot'");
    return RIFFLE_EUSAGE;
}

/* newterm, unlike initscr, comes back when the terminal is unknown. */
static enum riffle_status start(struct screen *screen, struct riffle_error *err)
{
    const char *term = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !term || !*term ||
        strcmp(term, "dumb") == 0 ||
        tcgetattr(STDIN_FILENO, &screen->before) != 0)
        return refuse(err);
    (void)unsetenv("LINES");
    (void)unsetenv("COLUMNS");
    use_env(TRUE);
    use_tioctl(TRUE);
    screen->terminal = newterm(NULL, stdout, stdin);
    if (!screen->terminal) {
        screen->terminal = newterm("xterm-256color", stdout, stdin);
        screen->fell_back = true;
    }
    if (!screen->terminal)
        return refuse(err);
    if (*capability("cup"))
        return RIFFLE_OK;
    (void)endwin();
    delscreen(screen->terminal);
    return refuse(err);
}

enum riffle_status screen_open(struct screen **screen, struct riffle_error *err)
{
    struct screen *made = calloc(1, sizeof *made);
    if (!made)
        return riffle_fail_memory(err, sizeof *made);
    enum riffle_status status = start(made, err);
    if (status != RIFFLE_OK) {
        free(made);
        return status;
    }
    made->stack = rescue_stack();
    arm(made);
    aside_hold(&made->aside);
    set_modes(made);
    *screen = made;
    return RIFFLE_OK;
}

static void forget_painted(struct screen *screen)
{
    canvas_free(screen->painted);
    screen->painted = NULL;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    screen_paste(screen, false);
    screen_mouse(screen, false);
    if (screen->keys)
        (void)delwin(screen->keys);
    forget_painted(screen);
    (void)erase();
    (void)endwin();
    rescue_disarm();
    palette_forget();
    delscreen(screen->terminal);
    (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &screen->before);
    aside_release(&screen->aside);
    rescue_unstack(screen->stack);
    free(screen);
}

size_t screen_notes(struct screen *screen, char *text, size_t size)
{
    return aside_take(&screen->aside, text, size);
}

const char *screen_notice(const struct screen *screen)
{
    return screen->fell_back
               ? "this TERM is unknown here: treated as xterm-256color"
               : NULL;
}

void screen_suspend(struct screen *screen)
{
    bool pointing = screen->reports.on;
    if (screen->pasting)
        send(paste_off);
    screen_mouse(screen, false);
    (void)endwin();
    (void)raise(SIGSTOP);
    if (screen->pasting)
        send(paste_on);
    screen_resize(screen, true);
    screen_mouse(screen, pointing);
}

void screen_resize(struct screen *screen, bool afresh)
{
    struct winsize size = {0};
    forget_painted(screen);
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row &&
        size.ws_col)
        (void)resizeterm(size.ws_row, size.ws_col);
    if (afresh)
        (void)reset_prog_mode();
    (void)clearok(curscr, TRUE);
}

void screen_size(const struct screen *screen, size_t *width, size_t *height)
{
    (void)screen;
    *width = (size_t)COLS;
    *height = (size_t)LINES;
}

enum theme_depth screen_depth(const struct screen *screen,
                              enum theme_depth wanted)
{
    (void)screen;
    enum theme_depth most = DEPTH_MONO;
    if (has_colors() && COLORS >= 256)
        most = DEPTH_256;
    else if (has_colors() && COLORS >= 8)
        most = DEPTH_16;
    if (wanted == DEPTH_NONE)
        return DEPTH_MONO;
    return wanted < most ? wanted : most;
}

static void put_cell(int row, int column, const struct canvas_cell *cell,
                     const struct palette *palette)
{
    cchar_t shown;
    const wchar_t text[2] = {(wchar_t)cell->glyph, L'\0'};
    struct palette_look look = palette_look(palette, cell->role, cell->over);
    if (setcchar(&shown, text, (attr_t)look.attributes, look.pair, NULL) == OK)
        (void)mvadd_wch(row, column, &shown);
}

static bool is_same(const struct canvas_cell *a, const struct canvas_cell *b)
{
    return a->glyph == b->glyph && a->role == b->role && a->over == b->over;
}

/* A wide character that goes leaves half of it behind: paint the whole row. */
static bool has_wide(const struct canvas *canvas, size_t row)
{
    for (size_t j = 0; j < canvas->width; j++)
        if (canvas_at(canvas, row, j)->glyph == 0)
            return true;
    return false;
}

/* Cells that are as they were cost nothing. */
static void put_row(const struct screen *screen, const struct canvas *canvas,
                    size_t row)
{
    const struct canvas *old = screen->painted;
    bool whole = !old || has_wide(old, row) || has_wide(canvas, row);
    for (size_t j = 0; j < canvas->width; j++) {
        const struct canvas_cell *cell = canvas_at(canvas, row, j);
        if (cell->glyph && (whole || !is_same(cell, canvas_at(old, row, j))))
            put_cell((int)row, (int)j, cell, screen->palette);
    }
}

/* Forget what was painted when it is of another size or in other colours. */
static void compare(struct screen *screen, const struct canvas *canvas,
                    const struct palette *palette)
{
    const struct canvas *old = screen->painted;
    bool fits = old && old->width == canvas->width &&
                old->height == canvas->height && !palette_changed();
    screen->palette = palette;
    if (fits)
        return;
    forget_painted(screen);
    (void)erase();
}

void screen_paint(struct screen *screen, struct canvas *canvas,
                  const struct theme *theme, enum theme_depth depth,
                  struct screen_cursor cursor)
{
    compare(screen, canvas, palette_of(theme, depth));
    for (size_t i = 0; i < canvas->height; i++)
        put_row(screen, canvas, i);
    bool seen = cursor.row < canvas->height;
    if (seen)
        (void)move((int)cursor.row, (int)cursor.column);
    (void)curs_set(seen ? 1 : 0);
    (void)wnoutrefresh(stdscr);
    (void)doupdate();
    forget_painted(screen);
    screen->painted = canvas;
}

static enum screen_event read_plain(void *data, wint_t *code)
{
    const struct screen *screen = data;
    int result = ERR;
    do /* a key that ncurses makes up when it is told of another size */
        result = screen->keys ? wget_wch(screen->keys, code) : ERR;
    while (result == KEY_CODE_YES && *code == KEY_RESIZE);
    if (result == KEY_CODE_YES)
        return SCREEN_KEY;
    return result == OK ? SCREEN_CHARACTER : SCREEN_NONE;
}

enum screen_event screen_read(struct screen *screen, wint_t *code)
{
    return reports_read(&screen->reports, read_plain, screen, code);
}

struct screen_pointer screen_pointer(const struct screen *screen)
{
    return screen->reports.last;
}

void screen_mouse(struct screen *screen, bool on)
{
    if (screen->reports.on != on)
        send(on ? reports_on : reports_off);
    screen->reports.on = on;
}

bool screen_gone(const struct screen *screen)
{
    int waiting = 0;
    (void)screen;
    return ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0;
}

void screen_paste(struct screen *screen, bool on)
{
    if (screen->pasting != on)
        send(on ? paste_on : paste_off);
    screen->pasting = on;
}

void screen_copy(struct screen *screen, const char *text)
{
    (void)screen;
    char *sequence = clipboard_sequence(text);
    if (sequence)
        send(sequence);
    free(sequence);
}
