/* The full screen's loop: wait, take keys and news, draw one frame. */
#include "tui/tui.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "repl/feed.h"
#include "riffle/clock.h"
#include "tui/draw.h"
#include "tui/events.h"
#include "tui/holds.h"
#include "tui/input.h"
#include "tui/news.h"
#include "tui/pace.h"
#include "tui/prompt.h"
#include "tui/replay.h"
#include "tui/select.h"
#include "tui/sets.h"
#include "tui/state.h"

/* Nothing is to come before the next key. */
static bool is_idle(const struct tui *tui)
{
    bool news = tui->now.scene && !tui->frozen;
    return !tui->now.pending && !news && !tui->holds.pace.due;
}

/*
 * Tests learn from these which frame has answered which key. An OSC that no
 * terminal knows, so that it comes after the bytes of its frame and is not
 * shown.
 */
static void report_frame(const struct tui *tui)
{
    char line[96];
    bool idle = is_idle(tui) && !tui->replay;
    int n = snprintf(line, sizeof line, "\033]777;frame %zu keys %zu idle %d\a",
                     tui->frames, tui->keys, idle);
    if (tui->sync && n > 0)
        (void)!write(STDOUT_FILENO, line, (size_t)n);
}

static bool wants_mouse(const struct tui *tui)
{
    const char *far = getenv("SSH_CONNECTION");
    return tui->now.settings.mouse == MOUSE_ON ||
           (tui->now.settings.mouse == MOUSE_AUTO && (!far || !*far));
}

/* Cells to draw on; answers are to fit them, too. */
static void take_size(struct tui *tui, size_t *width, size_t *height)
{
    screen_size(tui->screen, width, height);
    work_width(tui->work, *width > 2 ? *width - 2 : 1);
}

static void draw(struct tui *tui)
{
    size_t width;
    size_t height;
    tui->now = work_state(tui->work);
    prompt_ask(tui);
    screen_mouse(tui->screen, wants_mouse(tui));
    take_size(tui, &width, &height);
    struct canvas *canvas = canvas_new(width, height, tui->unicode);
    if (!canvas)
        return;
    struct screen_cursor cursor = draw_screen(tui, canvas);
    /* what is drawn may have asked for more */
    struct work_state after = work_state(tui->work);
    tui->now.pending |= after.pending;
    tui->now.scene |= after.scene;
    double before = riffle_seconds();
    screen_paint(tui->screen, canvas, tui->scene->theme,
                 screen_depth(tui->screen, tui->depth_wanted), cursor);
    tui->drawn = riffle_seconds();
    tui->pace = pace_after(tui->pace, tui->drawn - before);
    tui->frames++;
    tui->dirty = tui->urgent = false;
    report_frame(tui);
}

/* All keys that are there, before the next frame; false: hung up. */
static bool take_keys(struct tui *tui)
{
    wint_t code;
    enum screen_event event = screen_read(tui->screen, &code);
    if (event == SCREEN_NONE && screen_gone(tui->screen))
        return false;
    for (; event != SCREEN_NONE && !tui->leaving;
         event = screen_read(tui->screen, &code))
        input_take(tui, event, code);
    return true;
}

static void take_signals(struct tui *tui)
{
    if (events_stopped())
        screen_suspend(tui->screen);
    bool continued = events_continued();
    if (events_resized() || continued)
        screen_resize(tui->screen, continued);
}

/* Seconds until a frame may be drawn: keys are answered at once, a stream
 * at its pace. */
static double wait_to_draw(const struct tui *tui)
{
    double pace = tui->now.settings.motion ? tui->pace : pace_still;
    double left = pace - (riffle_seconds() - tui->drawn);
    return tui->urgent || !work_state(tui->work).busy || left < 0 ? 0 : left;
}

/* Milliseconds until something is due by the clock alone; -1: never. */
static int patience(const struct tui *tui)
{
    double left = holds_wait(tui);
    if (tui->dirty)
        left = wait_to_draw(tui);
    else if (!tui->holds.pace.due)
        return -1;
    return left > 0 ? (int)(left * 1000) + 1 : 0;
}

static void loop(struct tui *tui, int wake)
{
    while (!tui->leaving && events_ending() == 0) {
        struct pollfd ready[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                  {.fd = wake, .events = POLLIN}};
        uint64_t times;
        if (tui->dirty && !(wait_to_draw(tui) > 0))
            draw(tui);
        if (tui->replay && !tui->dirty && is_idle(tui)) {
            replay_step(tui);
            tui->dirty = tui->urgent = true;
            continue;
        }
        int n = poll(ready, 2, patience(tui));
        if (n < 0 && errno != EINTR)
            return;
        if (n == 0)
            tui->dirty = true;
        if (n > 0 && ready[1].revents && read(wake, &times, sizeof times) > 0) {
            take_signals(tui);
            news_take(tui);
        }
        if (n > 0 && (ready[0].revents & (POLLIN | POLLHUP | POLLERR)) &&
            !take_keys(tui))
            return;
    }
}

static void init(struct tui *tui, const struct session *session)
{
    *tui = (struct tui){
        .session = session,
        .focus = {.set = SCENE_NONE},
        .plot = {.set = SCENE_NONE,
                 .kind = plot_kind_find("scatter"),
                 .look = session->settings.look,
                 .kept = session->settings.look},
        .pages = {PAGE_PLOT},
        .depth = 1,
        .unicode = session->settings.unicode,
        .depth_wanted = terminal_depth(stdout, session->settings.color),
        .sync = getenv("RIFFLE_TEST_SYNC") != NULL,
        .dirty = true,
    };
}

static void release(struct tui *tui)
{
    work_free(tui->work);
    replay_close(tui);
    scene_free(tui->scene);
    sets_forget(tui);
    holds_forget(tui);
    text_clear(&tui->answer);
    text_clear(&tui->row);
    text_clear(&tui->messages);
    text_clear(&tui->help);
    select_forget(tui);
    free(tui->nobody);
}

/* An empty scene to draw until the thread has made one. */
static bool prepare(struct tui *tui)
{
    const struct scene_marks none = {0};
    struct scene_cache cache = {0};
    tui->nobody = calloc(1, sizeof *tui->nobody);
    if (!tui->nobody)
        return false;
    session_init(tui->nobody);
    tui->scene = scene_new(tui->nobody, &tui->focus, &none, &cache);
    return tui->scene != NULL;
}

static enum riffle_status explore(struct session *session, struct tui *tui,
                                  int wake, struct riffle_error *err)
{
    if (!prepare(tui))
        return riffle_fail_memory(err, sizeof *tui);
    enum riffle_status status = screen_open(&tui->screen, err);
    if (status != RIFFLE_OK)
        return status;
    feed_open();
    status = replay_open(tui, err);
    if (status == RIFFLE_OK)
        status = work_new(session, wake, &tui->work, err);
    if (status == RIFFLE_OK) {
        size_t width;
        size_t height;
        take_size(tui, &width, &height);
        tui->opening = session->tui_first != NULL;
        if (tui->opening)
            tui_run_line(tui, session->tui_first);
        if (screen_notice(tui->screen))
            tui_say(tui, ROLE_MESSAGE_WARN, "%s", screen_notice(tui->screen));
        loop(tui, wake);
    }
    return status;
}

/* End as the signal would have, now that the terminal is back. */
static void end_by_signal(int number)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
    (void)raise(number);
}

enum riffle_status tui_run(struct session *session, struct riffle_error *err)
{
    struct tui tui;
    int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake < 0)
        return riffle_fail(err, RIFFLE_EIO, "cannot make an eventfd: %s",
                           strerror(errno));
    init(&tui, session);
    /* handlers stand before the screen and after it, so that no signal finds
     * a terminal that nobody would give back */
    events_open(wake);
    enum riffle_status status = explore(session, &tui, wake, err);
    int number = events_ending();
    prompt_close(&tui);
    if (tui.screen)
        feed_close();
    screen_close(tui.screen);
    if (number)
        end_by_signal(number);
    release(&tui);
    session->settings.look = tui.plot.look;
    events_close();
    (void)close(wake);
    if (events_ending()) /* it came while this was closing */
        end_by_signal(events_ending());
    return status;
}
