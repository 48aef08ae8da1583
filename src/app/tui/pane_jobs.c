/* The page of jobs: what runs, what waits, what is done. */
#include "tui/draw.h"

#include <stdio.h>

#include "riffle/clock.h"

enum { HEAD = 1 };

size_t draw_stage(const struct tui *tui, size_t row, size_t column,
                  struct canvas *canvas)
{
    const struct session_stage *stage = &tui->now.stage;
    if (!stage->name || column >= canvas->width)
        return column;
    struct stage_words words = {.room = canvas->width - column};
    stage_describe(stage, riffle_seconds(), &words);
    return draw_text(canvas, row, column, ROLE_PROGRESS, "%s", words.text);
}

static void put_running(const struct tui *tui, size_t row,
                        struct canvas *canvas)
{
    size_t at = draw_text(canvas, row, 1, ROLE_STRONG, "%-9s%.40s  ", "running",
                          tui->now.command);
    at = draw_stage(tui, row, at, canvas);
    if (!tui->now.stage.name)
        draw_text(canvas, row, at, ROLE_PROGRESS, "%.0f s",
                  riffle_seconds() - tui->now.began);
}

static void put_done(const struct tui_job *job, size_t row,
                     struct canvas *canvas)
{
    const char *state = job->status == RIFFLE_OK        ? "done"
                        : job->status == RIFFLE_STOPPED ? "stopped"
                                                        : "failed";
    draw_text(canvas, row, 1, ROLE_DIM, "%-9s%.60s", state, job->command);
    draw_right(canvas, row, canvas->width - 1, ROLE_NUMBER, "%.3g s",
               job->seconds);
}

/* Running first, then waiting, then done, the last one first. */
void pane_jobs(struct tui *tui, struct canvas *canvas)
{
    char waiting[WORK_JOBS][WORK_LINE];
    struct scroll *scroll = &tui->scroll[PAGE_JOBS];
    size_t busy = tui->now.running;
    size_t n = work_jobs(tui->work, waiting, WORK_JOBS);
    tui->n_jobs = busy + n;
    if (canvas->height <= HEAD)
        return;
    draw_text(canvas, 0, 1, ROLE_TITLE,
              "%zu running, %zu waiting; d cancels one, Ctrl-C all", busy, n);
    draw_scroll(scroll, canvas->height - HEAD, tui_lines(tui, PAGE_JOBS));
    for (size_t i = 0; i < scroll->rows; i++) {
        size_t line = scroll->top + i;
        if (line >= tui->n_jobs + tui->n_done)
            break;
        if (line < busy)
            put_running(tui, HEAD + i, canvas);
        else if (line < tui->n_jobs)
            draw_text(canvas, HEAD + i, 1, ROLE_TEXT, "%-9s%s", "waiting",
                      waiting[line - busy]);
        else
            put_done(&tui->done[line - tui->n_jobs], HEAD + i, canvas);
        if (line == scroll->at)
            canvas_lay(canvas, HEAD + i, 0, canvas->width, ROLE_CURSOR);
    }
}
