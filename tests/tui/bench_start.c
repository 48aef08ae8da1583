/*
 * Criterion 20: how soon the program is there. Never fails; the aims are 10 ms
 * for `riffle --version', and 100 ms until the first frame while 100 MB of CSV
 * are being read behind it.
 */
#include "support/check.h"

#include "riffle/clock.h"
#include "support/folder.h"
#include "tui/large.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>

enum { TIMES = 20, ROWS = 500000 };

static int by_size(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

static void report(const char *name, double *times)
{
    qsort(times, TIMES, sizeof *times, by_size);
    printf("%-34s p50 %6.2f  p95 %6.2f  most %6.2f ms\n", name,
           1e3 * times[TIMES / 2], 1e3 * times[TIMES * 95 / 100],
           1e3 * times[TIMES - 1]);
    (void)fflush(stdout);
}

static double time_version(void)
{
    double began = riffle_seconds();
    struct terminal *t =
        terminal_run(80, 24, (const char *[]){"--version", NULL}, NULL);
    terminal_wait(t, "riffle ");
    double seconds = riffle_seconds() - began;
    (void)terminal_status(t);
    terminal_free(t);
    return seconds;
}

static double time_frame(const char *const *arguments)
{
    double began = riffle_seconds();
    struct terminal *t = terminal_run(80, 24, arguments, NULL);
    terminal_wait_frame(t, 1);
    double seconds = riffle_seconds() - began;
    terminal_free(t);
    return seconds;
}

static void bench_start(void **state)
{
    (void)state;
    double times[TIMES];
    write_large("large.csv", ROWS);
    for (size_t i = 0; i < TIMES; i++)
        times[i] = time_version();
    report("riffle --version", times);
    for (size_t i = 0; i < TIMES; i++)
        times[i] = time_frame((const char *[]){"tui", NULL});
    report("riffle tui, first frame", times);
    for (size_t i = 0; i < TIMES; i++)
        times[i] = time_frame((const char *[]){"tui", "large.csv", NULL});
    report("riffle tui 100 MB, first frame", times);
}

int main(void)
{
    const struct CMUnitTest tests[] = {IN_FOLDER(bench_start)};
    return cmocka_run_group_tests_name("start", tests, NULL, NULL);
}
