/* Criterion 25: while sets arrive the picture keeps still. */
#include "support/check.h"

#include "riffle/clock.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 270 sets of three estimators: 810 dots. */
#define DATA "synth gaussian n=2000 d=200; fit; tui"
#define SWEEP                                                                  \
    ":sweep strategies=random,l2,loss-up sizes=90 measures=test_loss "         \
    "range=0.5%:20%\r"

/* Where the ticks of all axes are: those lines, all but the marks blank. */
static char *ticks_of(struct terminal *t)
{
    static const char *const marks[] = {"┬", "┤"};
    const char *screen = terminal_screen(t);
    char *ticks = calloc(strlen(screen) + 1, 1);
    assert_non_null(ticks);
    size_t n = 0;
    for (const char *at = screen; *at; at++) {
        size_t length = strlen(marks[0]);
        if (strncmp(at, marks[0], length) == 0 ||
            strncmp(at, marks[1], length) == 0) {
            memcpy(ticks + n, at, length);
            n += length;
            at += length - 1;
        } else if (((unsigned char)*at & 0xC0) != 0x80) {
            while (*at == '\n' && n > 0 && ticks[n - 1] == ' ')
                n--;
            ticks[n++] = *at == '\n' ? '\n' : ' ';
        }
    }
    ticks[n] = '\0';
    return ticks;
}

/* What the inspector says of the dot under the crosshair: "set 6 of 270". */
static void read_dot(struct terminal *t, char dot[32])
{
    const char *at = strstr(terminal_screen(t), "│ set ");
    (void)snprintf(dot, 32, "%.*s", at ? (int)strcspn(at, " \n") + 12 : 0,
                   at ? at : "");
    char *of = strstr(dot, " of ");
    if (of)
        *of = '\0';
}

struct stream {
    size_t frames, changes; /* of the ticks */
    double seconds;
    char first[32], last[32]; /* what the crosshair was on */
};

/*
 * Every frame from now until nothing is pending any more. Beyond one change a
 * second, each of the panels shows its axes for the first time.
 */
static void watch(struct terminal *t, size_t panels, struct stream *stream)
{
    double began = riffle_seconds();
    char *before = ticks_of(t);
    *stream = (struct stream){0};
    read_dot(t, stream->first);
    while (strstr(terminal_screen(t), "running: sweep")) {
        terminal_wait_frame(t, terminal_frames(t) + 1);
        char *now = ticks_of(t);
        stream->changes += strcmp(before, now) != 0;
        stream->frames++;
        free(before);
        before = now;
    }
    free(before);
    read_dot(t, stream->last);
    stream->seconds = riffle_seconds() - began;
    print_message("# %zu frames, %zu changes of axes in %.1f s\n",
                  stream->frames, stream->changes, stream->seconds);
    assert_true(stream->frames >= 5);
    assert_true((double)stream->changes <= stream->seconds + (double)panels);
}

static void test_axes_change_once_a_second(void **state)
{
    (void)state;
    struct stream stream;
    struct terminal *t = terminal_open(200, 60, DATA, NULL);
    terminal_send(t, SWEEP, strlen(SWEEP));
    terminal_wait(t, "running: sweep");
    terminal_wait(t, "│ set ");
    terminal_send(t, "n", 1); /* the user's own choice */
    terminal_wait(t, "= view next");
    watch(t, 1, &stream);
    assert_true(stream.first[0] != '\0');
    assert_string_equal(stream.first, stream.last);
    terminal_wait(t, "all retrained");
    terminal_leave(t);
}

static void test_axes_of_the_grid_change_once_a_second(void **state)
{
    (void)state;
    struct stream stream;
    struct terminal *t = terminal_open(120, 40, DATA, NULL);
    terminal_send(t, SWEEP, strlen(SWEEP));
    terminal_wait(t, "│ set ");
    terminal_send(t, "g", 1);
    terminal_wait(t, "> grid");
    watch(t, 3, &stream); /* one for each strategy */
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_axes_change_once_a_second),
        cmocka_unit_test(test_axes_of_the_grid_change_once_a_second),
    };
    return cmocka_run_group_tests_name("live", tests, NULL, NULL);
}
