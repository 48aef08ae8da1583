/*
 * How soon a key is answered: the time from its byte to the end of its
 * frame, seen from the other side of the pty. Never fails; the aims are
 * p95 of 5 ms when nothing runs, and of 20 ms under load.
 */
#include "support/check.h"

#include "riffle/clock.h"
#include "support/folder.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 500, WARM = 20 };

static int by_size(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

static void report(const char *name, double *times, size_t n, double bytes)
{
    qsort(times, n, sizeof *times, by_size);
    printf("%-34s p50 %6.2f  p95 %6.2f  most %6.2f ms  %6.0f bytes\n", name,
           1e3 * times[n / 2], 1e3 * times[n * 95 / 100], 1e3 * times[n - 1],
           bytes / (double)n);
    (void)fflush(stdout);
}

static void time_keys(struct terminal *t, const char *name, const char *keys)
{
    double times[KEYS];
    size_t before;
    size_t after;
    size_t n = strlen(keys);
    for (size_t i = 0; i < WARM; i++)
        (void)terminal_time(t, (char[]){keys[i % n], '\0'}, 1);
    (void)terminal_bytes(t, &before);
    for (size_t i = 0; i < KEYS; i++)
        times[i] = terminal_time(t, (char[]){keys[i % n], '\0'}, 1);
    (void)terminal_bytes(t, &after);
    report(name, times, KEYS, (double)(after - before));
}

static void bench_size(size_t columns, size_t rows)
{
    char name[64];
    struct terminal *t = terminal_start(
        columns, rows, "load highdim; fit lambda=1e-2; sweep; tui", NULL);
    terminal_settle(t);
    (void)snprintf(name, sizeof name, "%zux%zu, idle, dots", columns, rows);
    time_keys(t, name, "nnnnnnNl");
    terminal_type(t, "a");
    (void)snprintf(name, sizeof name, "%zux%zu, idle, rows", columns, rows);
    time_keys(t, name, "jjjjk");
    terminal_free(t);
}

static void bench_load(size_t columns, size_t rows)
{
    char name[64];
    struct terminal *t = terminal_start(columns, rows,
                                        "synth gaussian n=3000 d=300; fit; "
                                        "sweep sizes=1 strategies=random; tui",
                                        NULL);
    terminal_settle(t);
    terminal_send(t, "S", 1);
    terminal_wait(t, "running: sweep");
    (void)terminal_time(t, "", 1); /* S itself was not counted */
    (void)snprintf(name, sizeof name, "%zux%zu, sweep running, dots", columns,
                   rows);
    time_keys(t, name, "nnnnnnNl");
    terminal_free(t);
}

/* Fifteen panels of 2,400 dots, drawn afresh; the aim is 16 ms. */
static void bench_grid(void)
{
    struct terminal *t = terminal_start(
        80, 24,
        "synth gaussian n=2000 d=3; fit; sweep sizes=800 range=1%:45% "
        "strategies=random,feature,l2,loss-up,loss-down "
        "measures=test_prediction,test_loss,self_loss; tui",
        NULL);
    terminal_settle(t);
    terminal_type(t, "g");
    time_keys(t, "80x24, grid of 36,000 dots", "\014");
    terminal_free(t);
}

/* Tab among 50,000 columns; the aim is 30 ms. */
static void bench_columns(void **state)
{
    enum { MANY = 50000 };
    (void)state;
    FILE *out = fopen("wide.csv", "we");
    assert_non_null(out);
    for (size_t j = 0; j < MANY; j++)
        fprintf(out, j % 3 ? "pixel_%zu," : "pixel %zu,", j);
    fputs("label\n", out);
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < MANY; j++)
            fprintf(out, "%zu,", i * j % 7);
        fprintf(out, "%zu\n", i % 2);
    }
    assert_int_equal(fclose(out), 0);
    struct terminal *t =
        terminal_start(80, 24, "load wide.csv test=0; tui", NULL);
    terminal_settle(t);
    terminal_type(t, ":select cluster feature=");
    time_keys(t, "80x24, Tab, 50,000 columns", "\t");
    terminal_type(t, "pixel_123");
    time_keys(t, "80x24, Tab, 75 of 50,000 columns", "\t");
    terminal_free(t);
}

int main(void)
{
    const struct CMUnitTest columns[] = {IN_FOLDER(bench_columns)};
    bench_size(80, 24);
    bench_size(200, 60);
    bench_load(80, 24);
    bench_load(200, 60);
    bench_grid();
    return cmocka_run_group_tests_name("columns", columns, NULL, NULL);
}
