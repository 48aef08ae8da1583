/* A terminal for tests: a pty with the program in it, seen by libvterm. */
#include "tui/terminal.h"

#include "support/check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <vterm.h>

#include "riffle/clock.h"
#include "riffle/utf8.h"

/* Seconds before a wait is given up: far beyond what any machine needs. */
static const double patience = 120;

struct terminal {
    pid_t pid;
    int fd; /* the pty's master */
    bool hung_up;
    VTerm *vterm;
    VTermScreen *screen;
    size_t columns, rows;
    struct termios before;
    char *bytes;
    size_t n_bytes, room;
    size_t parsed;      /* bytes in which frames were looked for */
    size_t frame, keys; /* of the last one */
    bool idle;
    size_t sent; /* keys */
    char text[TERMINAL_SCREEN];
};

static void keep_bytes(struct terminal *t, const char *bytes, size_t n)
{
    if (t->n_bytes + n + 1 > t->room) {
        t->room = 2 * (t->n_bytes + n + 1);
        t->bytes = realloc(t->bytes, t->room);
        assert_non_null(t->bytes);
    }
    memcpy(t->bytes + t->n_bytes, bytes, n);
    t->n_bytes += n;
    t->bytes[t->n_bytes] = '\0';
}

/* The number behind a word, which is moved beyond it. */
static size_t read_number(const char **at, const char *word)
{
    char *end;
    assert_memory_equal(*at, word, strlen(word));
    size_t number = strtoul(*at + strlen(word), &end, 10);
    *at = end;
    return number;
}

/* The program says behind each frame which one it was. */
static void find_frames(struct terminal *t)
{
    static const char mark[] = "\033]777;";
    const char *at;
    while ((at = strstr(t->bytes + t->parsed, mark)) && strchr(at, '\a')) {
        at += sizeof mark - 1;
        t->frame = read_number(&at, "frame ");
        t->keys = read_number(&at, " keys ");
        t->idle = read_number(&at, " idle ") == 1;
        t->parsed = (size_t)(at + 1 - t->bytes);
    }
}

/* Whatever there is now, or comes within the time. */
static void pump(struct terminal *t, int milliseconds)
{
    char bytes[16384];
    char answer[256];
    size_t k;
    struct pollfd output = {.fd = t->hung_up ? -1 : t->fd, .events = POLLIN};
    if (poll(&output, 1, milliseconds) <= 0)
        return;
    ssize_t n = read(t->fd, bytes, sizeof bytes);
    if (n <= 0) {
        t->hung_up = !(n < 0 && (errno == EAGAIN || errno == EINTR));
        return;
    }
    keep_bytes(t, bytes, (size_t)n);
    vterm_input_write(t->vterm, bytes, (size_t)n);
    while ((k = vterm_output_read(t->vterm, answer, sizeof answer)) > 0)
        (void)!write(t->fd, answer, k);
    find_frames(t);
}

static void give_up(struct terminal *t, const char *what)
{
    fail_msg("waited in vain for %s; frame %zu keys %zu of %zu idle %d\n%s",
             what, t->frame, t->keys, t->sent, t->idle, terminal_screen(t));
}

void terminal_settle(struct terminal *t)
{
    double started = riffle_seconds();
    while (!t->idle || t->keys < t->sent || t->frame == 0) {
        pump(t, 1000);
        if (t->hung_up || riffle_seconds() - started > patience)
            give_up(t, "an idle frame");
    }
}

void terminal_wait_frame(struct terminal *t, size_t n)
{
    double started = riffle_seconds();
    while (t->frame < n) {
        pump(t, 1000);
        if (t->hung_up || riffle_seconds() - started > patience)
            give_up(t, "a frame");
    }
}

void terminal_wait(struct terminal *t, const char *words)
{
    double started = riffle_seconds();
    while (!strstr(terminal_screen(t), words)) {
        pump(t, 1000);
        if (t->hung_up || riffle_seconds() - started > patience)
            give_up(t, words);
    }
}

void terminal_send(struct terminal *t, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t k = write(t->fd, bytes, n);
        if (k < 0 && errno != EAGAIN && errno != EINTR)
            return;
        if (k > 0) {
            bytes += k;
            n -= (size_t)k;
        } else {
            struct pollfd room = {.fd = t->fd, .events = POLLIN | POLLOUT};
            (void)poll(&room, 1, 100);
            pump(t, 0);
        }
    }
}

void terminal_keys(struct terminal *t, const char *bytes, size_t n)
{
    t->sent += n;
    terminal_send(t, bytes, strlen(bytes));
    terminal_settle(t);
}

double terminal_time(struct terminal *t, const char *bytes, size_t n)
{
    double started = riffle_seconds();
    t->sent += n;
    terminal_send(t, bytes, strlen(bytes));
    while (t->keys < t->sent) {
        pump(t, 1000);
        if (t->hung_up || riffle_seconds() - started > patience)
            give_up(t, "the answer to a key");
    }
    return riffle_seconds() - started;
}

void terminal_type(struct terminal *t, const char *bytes)
{
    for (; *bytes; bytes++) {
        char key[2] = {*bytes, '\0'};
        terminal_keys(t, key, 1);
    }
}

void terminal_mouse(struct terminal *t, int button, size_t column, size_t row,
                    bool down)
{
    char report[64];
    (void)snprintf(report, sizeof report, "\033[<%d;%zu;%zu%c", button,
                   column + 1, row + 1, down ? 'M' : 'm');
    terminal_keys(t, report, 1);
}

void terminal_click(struct terminal *t, size_t column, size_t row)
{
    terminal_mouse(t, 0, column, row, true);
    terminal_mouse(t, 0, column, row, false);
}

void terminal_reshape(struct terminal *t, size_t columns, size_t rows)
{
    struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
    t->columns = columns;
    t->rows = rows;
    vterm_set_size(t->vterm, (int)rows, (int)columns);
    assert_int_equal(ioctl(t->fd, TIOCSWINSZ, &size), 0);
}

void terminal_resize(struct terminal *t, size_t columns, size_t rows)
{
    size_t frame = t->frame;
    double started = riffle_seconds();
    terminal_reshape(t, columns, rows);
    while (t->frame == frame || !t->idle) {
        pump(t, 1000);
        if (t->hung_up || riffle_seconds() - started > patience)
            give_up(t, "the frame after a resize");
    }
}

static void become_riffle(const char *const *arguments, const char *const *env)
{
    enum { MOST = 16 };
    const char *argv[MOST] = {"riffle", "--no-rc"};
    for (size_t n = 2; n + 1 < MOST && *arguments; n++)
        argv[n] = *arguments++;
    (void)setenv("RIFFLE_TEST_SYNC", "1", 1);
    (void)setenv("RIFFLE_HISTORY", "", 1);
    (void)setenv("TERM", "xterm-256color", 1);
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    (void)unsetenv("NO_COLOR");
    (void)unsetenv("COLORTERM");
    (void)unsetenv("INPUTRC");
    for (; env && *env; env++)
        (void)putenv((char *)*env);
    execv(getenv("RIFFLE"), (char *const *)argv);
    _exit(127);
}

struct terminal *terminal_run(size_t columns, size_t rows,
                              const char *const *arguments,
                              const char *const *env)
{
    struct terminal *t = calloc(1, sizeof *t);
    struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
    assert_non_null(t);
    t->columns = columns;
    t->rows = rows;
    t->pid = forkpty(&t->fd, NULL, NULL, &size);
    assert_true(t->pid >= 0);
    if (t->pid == 0)
        become_riffle(arguments, env);
    assert_int_equal(tcgetattr(t->fd, &t->before), 0);
    (void)fcntl(t->fd, F_SETFL, O_NONBLOCK);
    t->vterm = vterm_new((int)rows, (int)columns);
    vterm_set_utf8(t->vterm, 1);
    t->screen = vterm_obtain_screen(t->vterm);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_reset(t->screen, 1);
    return t;
}

struct terminal *terminal_start(size_t columns, size_t rows,
                                const char *commands, const char *const *env)
{
    return terminal_run(columns, rows, (const char *[]){"-c", commands, NULL},
                        env);
}

void terminal_free(struct terminal *t)
{
    if (t->pid > 0) {
        (void)kill(t->pid, SIGKILL);
        (void)waitpid(t->pid, NULL, 0);
    }
    (void)close(t->fd);
    vterm_free(t->vterm);
    free(t->bytes);
    free(t);
}

pid_t terminal_pid(const struct terminal *t)
{
    return t->pid;
}

size_t terminal_frames(const struct terminal *t)
{
    return t->frame;
}

const char *terminal_bytes(const struct terminal *t, size_t *n)
{
    *n = t->n_bytes;
    return t->bytes ? t->bytes : "";
}

static size_t put_cell(char *text, const VTermScreenCell *cell)
{
    size_t n = 0;
    if (cell->chars[0] == 0)
        text[n++] = ' ';
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        n += riffle_utf8_encode(cell->chars[i], text + n);
    return n;
}

const char *terminal_screen(struct terminal *t)
{
    size_t n = 0;
    for (size_t row = 0; row < t->rows; row++) {
        size_t end = n;
        for (size_t column = 0; column < t->columns;) {
            VTermScreenCell cell;
            VTermPos at = {(int)row, (int)column};
            assert_true(n + 64 < sizeof t->text);
            (void)vterm_screen_get_cell(t->screen, at, &cell);
            n += put_cell(t->text + n, &cell);
            if (t->text[n - 1] != ' ')
                end = n;
            column += cell.width > 0 ? (size_t)cell.width : 1;
        }
        n = end;
        t->text[n++] = '\n';
    }
    t->text[n] = '\0';
    return t->text;
}

size_t terminal_reversed(struct terminal *t)
{
    size_t count = 0;
    for (size_t row = 0; row < t->rows; row++)
        for (size_t column = 0; column < t->columns; column++) {
            VTermScreenCell cell;
            VTermPos at = {(int)row, (int)column};
            (void)vterm_screen_get_cell(t->screen, at, &cell);
            count += cell.attrs.reverse;
        }
    return count;
}

/* An ended program's last bytes: up to the hang-up; a stopped one's: what a
 * moment brings, for it is only asked for modes that it has undone before. */
static void read_rest(struct terminal *t)
{
    bool more = true;
    while (!t->hung_up && more) {
        size_t before = t->n_bytes;
        pump(t, t->pid == 0 ? 1000 : 200);
        more = t->pid == 0 || t->n_bytes > before;
    }
}

void terminal_hang_up(struct terminal *t)
{
    (void)close(t->fd);
    t->fd = -1;
    t->hung_up = true;
}

int terminal_status(struct terminal *t)
{
    int status = 0;
    double started = riffle_seconds();
    while (waitpid(t->pid, &status, WNOHANG | WUNTRACED) == 0) {
        pump(t, 20);
        if (riffle_seconds() - started > patience)
            give_up(t, "the program's end");
    }
    if (!WIFSTOPPED(status))
        t->pid = 0;
    read_rest(t);
    return status;
}

/* True when `mode` is among the numbers of "1006;1000h". */
static bool names(const char *numbers, size_t n, const char *mode)
{
    size_t length = strlen(mode);
    for (size_t i = 0; i + length <= n; i++)
        if ((i == 0 || numbers[i - 1] == ';') &&
            (i + length == n || numbers[i + length] == ';') &&
            strncmp(numbers + i, mode, length) == 0)
            return true;
    return false;
}

bool terminal_mode(const struct terminal *t, const char *mode)
{
    static const char start[] = "\033[?";
    bool set = false;
    const char *at = t->bytes;
    if (t->n_bytes == 0)
        return false; /* a program that ended before it said anything */
    const char *end = at + t->n_bytes;
    /* by lengths: a sanitizer's strstr measures all that is left each time */
    while ((at = memmem(at, (size_t)(end - at), start, 3))) {
        at += sizeof start - 1;
        size_t n = strspn(at, "0123456789;");
        if ((at[n] == 'h' || at[n] == 'l') && names(at, n, mode))
            set = at[n] == 'h';
    }
    return set;
}

const char *terminal_left_behind(struct terminal *t)
{
    static char left[256];
    size_t n = 0;
    static const char *const modes[] = {"1000", "1002", "1003", "1006",
                                        "1049", "2004", "1"};
    struct termios now;
    left[0] = '\0';
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
        if (terminal_mode(t, modes[i]))
            n += (size_t)snprintf(left + n, sizeof left - n, " ?%s", modes[i]);
    if (t->bytes && strstr(t->bytes, "[?25l") && !terminal_mode(t, "25"))
        n += (size_t)snprintf(left + n, sizeof left - n, " cursor");
    assert_int_equal(tcgetattr(t->fd, &now), 0);
    if (now.c_lflag != t->before.c_lflag || now.c_iflag != t->before.c_iflag ||
        now.c_oflag != t->before.c_oflag || now.c_cflag != t->before.c_cflag)
        (void)snprintf(left + n, sizeof left - n, " stty");
    return left;
}
