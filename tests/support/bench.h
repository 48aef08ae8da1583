/* A session whose answers and notes go to memory. */
#ifndef SUPPORT_BENCH_H
#define SUPPORT_BENCH_H

#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"

struct bench {
    struct session session;
    char *out, *notes;
    size_t out_size, notes_size;
};

static inline void bench_open(struct bench *bench)
{
    session_init(&bench->session);
    bench->session.out = open_memstream(&bench->out, &bench->out_size);
    bench->session.notes = open_memstream(&bench->notes, &bench->notes_size);
}

static inline void bench_close(struct bench *bench)
{
    (void)fclose(bench->session.out);
    (void)fclose(bench->session.notes);
    session_release(&bench->session);
    free(bench->out);
    free(bench->notes);
}

static inline int bench_set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench_open(bench);
    *state = bench;
    return 0;
}

static inline int bench_tear_down(void **state)
{
    struct bench *bench = *state;
    bench_close(bench);
    free(bench);
    return 0;
}

/* Run a line after forgetting what was printed. */
static inline enum riffle_status bench_run(struct bench *bench,
                                           const char *line)
{
    rewind(bench->session.out);
    rewind(bench->session.notes);
    enum riffle_status status =
        command_run_line(&bench->session, line, "attack.rif");
    fputc('\0', bench->session.out);
    fputc('\0', bench->session.notes);
    fflush(bench->session.out);
    fflush(bench->session.notes);
    return status;
}

/* Run a line that has to succeed. */
static inline void bench_ok(struct bench *bench, const char *line)
{
    if (bench_run(bench, line) != RIFFLE_OK)
        fail_msg("%s: %s", line, bench->notes);
}

/* Likewise; what it printed, until the next one. */
static inline const char *bench_said(struct bench *bench, const char *line)
{
    bench_ok(bench, line);
    return bench->out;
}

/* Likewise; the JSON of the line's only answer, the caller's. */
static inline struct json_object *bench_ask(struct bench *bench,
                                            const char *line)
{
    bench->session.json = true;
    struct json_object *answer = json_tokener_parse(bench_said(bench, line));
    bench->session.json = false;
    assert_non_null(answer);
    return answer;
}

#endif
