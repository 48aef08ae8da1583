/* Terminals by their environment, as no-color.org and ls have it. */
#include "terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

bool terminal_is(FILE *out)
{
    int fd = fileno(out);
    return fd >= 0 && isatty(fd) && strcmp(variable("TERM"), "dumb") != 0;
}

static enum theme_depth named_depth(void)
{
    const char *term = variable("TERM");
    const char *colors = variable("COLORTERM");
    if (strcmp(colors, "truecolor") == 0 || strcmp(colors, "24bit") == 0)
        return DEPTH_TRUE;
    if (strncmp(term, "vt", 2) == 0)
        return DEPTH_MONO;
    return strstr(term, "256color") || *colors ? DEPTH_256 : DEPTH_16;
}

enum theme_depth terminal_depth(FILE *out, enum terminal_when when)
{
    const char *force = variable("CLICOLOR_FORCE");
    bool forced = *force && strcmp(force, "0") != 0;
    bool wanted = when == TERMINAL_ALWAYS ||
                  (when == TERMINAL_AUTO && (forced || terminal_is(out)));
    if (!wanted)
        return DEPTH_NONE;
    if (when == TERMINAL_AUTO && *variable("NO_COLOR"))
        return terminal_is(out) ? DEPTH_MONO : DEPTH_NONE;
    return named_depth();
}

bool terminal_unicode(enum terminal_glyphs glyphs)
{
    if (glyphs != GLYPHS_AUTO)
        return glyphs == GLYPHS_UNICODE;
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void terminal_reset(FILE *out)
{
    struct termios modes;
    int fd = fileno(out);
    fputs("\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l\033[?1004l"
          "\033[?1l\033>\033[0m\033[?25h\033[?1049l",
          out);
    if (fd < 0 || tcgetattr(fd, &modes) != 0)
        return;
    modes.c_iflag |= BRKINT | ICRNL | IXON;
    modes.c_oflag |= OPOST | ONLCR;
    modes.c_lflag |= ECHO | ECHOE | ECHOK | ICANON | IEXTEN | ISIG;
    (void)tcsetattr(fd, TCSADRAIN, &modes);
}

void terminal_size(FILE *out, size_t *width, size_t *height)
{
    struct winsize size = {0};
    int fd = fileno(out);
    bool known = fd >= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0;
    *width = known && size.ws_col ? size.ws_col : 80;
    *height = known && size.ws_row ? size.ws_row : 24;
}

size_t terminal_columns(FILE *out)
{
    size_t width;
    size_t height;
    int fd = fileno(out);
    terminal_size(out, &width, &height);
    return fd >= 0 && isatty(fd) ? width : 0;
}
