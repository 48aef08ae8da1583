/* Reports of the mouse among the keys: ESC [ < button ; column ; row M. */
#include "tui/reports.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum { ESCAPE = 27, LONGEST = 24, PATIENCE = 25 };

const char reports_on[] = "\033[?1000h\033[?1002h\033[?1006h";
const char reports_off[] = "\033[?1002l\033[?1000l\033[?1006l";

/* Where keys come from. */
struct keys {
    struct reports *reports;
    enum screen_event (*read)(void *data, wint_t *code);
    void *data;
};

static enum screen_event next(const struct keys *keys, wint_t *code)
{
    struct reports *reports = keys->reports;
    if (reports->n_held == 0)
        return keys->read(keys->data, code);
    reports->n_held--;
    *code = reports->held[reports->n_held].code;
    return reports->held[reports->n_held].event;
}

/* A report may come in two parts: wait a little for the second. */
static enum screen_event next_soon(const struct keys *keys, wint_t *code)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    enum screen_event event = next(keys, code);
    if (event == SCREEN_NONE && poll(&input, 1, PATIENCE) > 0)
        event = next(keys, code);
    return event;
}

static void hold(struct reports *reports, enum screen_event event, wint_t code)
{
    if (event == SCREEN_NONE)
        return;
    reports->held[reports->n_held].event = event;
    reports->held[reports->n_held].code = code;
    reports->n_held++;
}

/* True when the next key is this character; else it stays the next. */
static bool accept(const struct keys *keys, wint_t wanted)
{
    wint_t code = 0;
    enum screen_event event = next(keys, &code);
    if (event == SCREEN_CHARACTER && code == wanted)
        return true;
    hold(keys->reports, event, code);
    return false;
}

static enum pointer_event event_of(size_t button, bool down)
{
    switch (button) {
    case 0:
        return down ? POINTER_PRESS : POINTER_RELEASE;
    case 2:
        return down ? POINTER_BACK : POINTER_NONE;
    case 32:
        return POINTER_DRAG;
    case 64:
        return POINTER_WHEEL_UP;
    case 65:
        return POINTER_WHEEL_DOWN;
    default:
        return POINTER_NONE;
    }
}

/* The number at *at, which is moved beyond it and the `;' behind. */
static size_t number(const char **at)
{
    char *end;
    size_t value = strtoul(*at, &end, 10);
    *at = *end == ';' ? end + 1 : end;
    return value;
}

/* The rest of a report, up to its M or m. */
static struct screen_pointer read_report(const struct keys *keys)
{
    char text[LONGEST];
    const char *at = text;
    size_t n = 0;
    wint_t code = 0;
    struct screen_pointer pointer = {.event = POINTER_NONE};
    while (n + 1 < LONGEST && next_soon(keys, &code) == SCREEN_CHARACTER &&
           ((code >= '0' && code <= '9') || code == ';'))
        text[n++] = (char)code;
    text[n] = '\0';
    size_t button = number(&at);
    size_t column = number(&at);
    size_t row = number(&at);
    if ((code != 'M' && code != 'm') || *at || column == 0 || row == 0)
        return pointer;
    pointer.event = event_of(button, code == 'M');
    pointer.column = column - 1;
    pointer.row = row - 1;
    return pointer;
}

enum screen_event reports_read(struct reports *reports,
                               enum screen_event (*read)(void *data,
                                                         wint_t *code),
                               void *data, wint_t *code)
{
    const struct keys keys = {reports, read, data};
    enum screen_event event = next(&keys, code);
    if (!reports->on || event != SCREEN_CHARACTER || *code != ESCAPE ||
        !accept(&keys, '['))
        return event;
    if (accept(&keys, '<')) {
        reports->last = read_report(&keys);
        return SCREEN_POINTER;
    }
    hold(reports, SCREEN_CHARACTER, '[');
    return event;
}
