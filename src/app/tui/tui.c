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

#include "riffle/clock.h"
#include "tui/draw.h"
#include "tui/events.h"
#include "tui/keys.h"
#include "tui/mouse.h"
#include "tui/prompt.h"
#include "tui/select.h"
#include "tui/sets.h"
#include "tui/state.h"

enum {
    KEPT_MESSAGES = 5000,
    FEW_LINES = 3, /* of an answer: its first one says it all */
};

/*
 * Tests learn from these which frame has answered which key. An OSC that no
 * terminal knows, so that it comes after the bytes of its frame and is not
 * shown.
 */
static void report_frame(const struct tui *tui)
{
    char line[96];
    bool news = tui->now.scene && !tui->frozen;
    bool idle = !tui->now.pending && !news && !tui->plot.due;
    int n = snprintf(line, sizeof line, "\033]777;frame %zu keys %zu idle %d\a",
                     tui->frames, tui->keys, idle);
    if (tui->sync && n > 0)
        (void)!write(STDOUT_FILENO, line, (size_t)n);
}

static bool wants_mouse(const struct tui *tui)
{
    const char *far = getenv("SSH_CONNECTION");
    return tui->now.mouse == MOUSE_ON ||
           (tui->now.mouse == MOUSE_AUTO && (!far || !*far));
}

static void draw(struct tui *tui)
{
    size_t width;
    size_t height;
    tui->now = work_state(tui->work);
    screen_size(tui->screen, &width, &height);
    screen_mouse(tui->screen, wants_mouse(tui));
    work_width(tui->work, width > 2 ? width - 2 : 1);
    struct canvas *canvas = canvas_new(width, height, tui->unicode);
    if (!canvas)
        return;
    struct screen_cursor cursor = draw_screen(tui, canvas);
    screen_paint(tui->screen, canvas, tui->scene->theme,
                 screen_depth(tui->screen, tui->depth_wanted), cursor);
    canvas_free(canvas);
    tui->frames++;
    tui->dirty = false;
    report_frame(tui);
}

static bool ends_in_blank(const char *line)
{
    size_t n = strlen(line);
    return n > 0 && line[n - 1] == ' ';
}

static void take_key(struct tui *tui, enum screen_event event, wint_t code)
{
    tui->keys++;
    tui->dirty = true;
    if (event == SCREEN_POINTER) {
        struct screen_pointer pointer = screen_pointer(tui->screen);
        if (!tui->prompt)
            mouse_take(tui, &pointer);
        return;
    }
    if (tui->prompt) {
        prompt_key(tui, event, code);
        return;
    }
    if (event == SCREEN_CHARACTER && code >= '0' && code <= '9' &&
        (code != '0' || tui->count > 0)) {
        if (tui->count < 1000)
            tui->count = 10 * tui->count + (size_t)(code - '0');
        return;
    }
    const struct key *key = key_find(tui_page(tui), event, code);
    char line[64];
    if (!key) {
        tui_say(tui, ROLE_MESSAGE_WARN,
                "that key is not bound here; ? lists "
                "those that are");
    } else if (!key->command || ends_in_blank(key->command)) {
        prompt_open(tui, key->command);
    } else if (tui->count > 1 && strncmp(key->command, "view ", 5) == 0) {
        (void)snprintf(line, sizeof line, "%s %zu", key->command, tui->count);
        tui_run_line(tui, line);
    } else {
        tui_run_line(tui, key->command);
    }
    tui->count = 0;
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
        take_key(tui, event, code);
    return true;
}

static size_t count_lines(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* The first line, as the message: the rest is on its page. */
static void say_first_line(struct tui *tui, enum theme_role role,
                           const char *text)
{
    tui_say(tui, role, "%.*s", (int)strcspn(text, "\n"), text);
}

/* Of a sweep: how many are certified, and how long it took. */
static void say_last_line(struct tui *tui, enum theme_role role,
                          const char *text)
{
    const char *last = text;
    for (const char *at = text; *at; at++)
        if (*at == '\n' && at[1] != '\0')
            last = at + 1;
    say_first_line(tui, role, last);
}

static void show_answer(struct tui *tui, const struct work_answer *answer)
{
    enum theme_role role =
        answer->status == RIFFLE_OK ? ROLE_MESSAGE_INFO : ROLE_MESSAGE_ERROR;
    const char *notes = answer->notes ? answer->notes : "";
    const char *text = answer->text ? answer->text : "";
    if (answer->swept && answer->status == RIFFLE_OK)
        say_last_line(tui, role, text);
    else if (*notes)
        say_first_line(tui, role, notes);
    else if (*text)
        say_first_line(tui, role, text);
    if (answer->swept) {
        tui->depth = 1;
        return;
    }
    if (count_lines(text) <= FEW_LINES)
        return;
    text_clear(&tui->answer);
    text_add(&tui->answer, ROLE_TEXT, text);
    tui->scroll[PAGE_ANSWER] = (struct scroll){0};
    tui_show(tui, PAGE_ANSWER);
}

static void take_answer(struct tui *tui, const struct work_answer *answer)
{
    char title[128];
    (void)snprintf(title, sizeof title, "> %.120s", answer->command);
    text_add(&tui->messages, ROLE_STRONG, title);
    text_add(&tui->messages, ROLE_TEXT, answer->text ? answer->text : "");
    text_add(&tui->messages,
             answer->status == RIFFLE_OK ? ROLE_DIM : ROLE_MESSAGE_ERROR,
             answer->notes ? answer->notes : "");
    text_trim(&tui->messages, KEPT_MESSAGES);
    if (answer->asked) {
        text_clear(&tui->row);
        text_add(&tui->row, ROLE_TEXT, answer->text ? answer->text : "");
        text_add(&tui->row, ROLE_MESSAGE_ERROR,
                 answer->notes ? answer->notes : "");
    } else {
        show_answer(tui, answer);
    }
}

/* A frozen picture waits, unless something else is wanted than it shows. */
static void take_scene(struct tui *tui)
{
    const struct scene_focus *shown = &tui->scene->focus;
    bool same =
        shown->measure == tui->focus.measure && shown->set == tui->focus.set &&
        shown->rows == tui->focus.rows && shown->sort == tui->focus.sort &&
        shown->reversed == tui->focus.reversed &&
        strcmp(shown->filter, tui->focus.filter) == 0;
    if (tui->frozen && same && tui->scene->has_effects)
        return;
    struct scene *scene = work_scene(tui->work);
    if (!scene)
        return;
    if (scene->n_train != tui->scene->n_train)
        select_none(tui);
    if (scene->run != tui->scene->run)
        tui->plot.set = SCENE_NONE;
    scene_free(tui->scene);
    tui->scene = scene;
}

static void take_news(struct tui *tui)
{
    struct work_answer answer;
    while (work_next(tui->work, &answer)) {
        take_answer(tui, &answer);
        work_answer_release(&answer);
    }
    take_scene(tui);
    tui->dirty = true;
}

static void take_signals(struct tui *tui)
{
    if (events_stopped())
        screen_suspend(tui->screen);
    bool continued = events_continued();
    if (events_resized() || continued)
        screen_resize(tui->screen, continued);
}

/* Milliseconds until something is due by the clock alone; -1: never. */
static int patience(const struct tui *tui)
{
    if (!tui->plot.due)
        return -1;
    double left = 1 - (riffle_seconds() - tui->plot.grown);
    return left > 0 ? (int)(left * 1000) + 1 : 0;
}

static void loop(struct tui *tui, int wake)
{
    while (!tui->leaving && events_ending() == 0) {
        struct pollfd ready[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                  {.fd = wake, .events = POLLIN}};
        uint64_t times;
        if (tui->dirty)
            draw(tui);
        int n = poll(ready, 2, patience(tui));
        if (n < 0 && errno != EINTR)
            return;
        if (n == 0)
            tui->dirty = true;
        if (n > 0 && ready[1].revents && read(wake, &times, sizeof times) > 0) {
            take_signals(tui);
            take_news(tui);
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
        .plot = {.set = SCENE_NONE},
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
    scene_free(tui->scene);
    sets_forget(tui);
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
    events_open(wake);
    status = work_new(session, wake, &tui->work, err);
    if (status == RIFFLE_OK) {
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
    enum riffle_status status = explore(session, &tui, wake, err);
    int number = tui.screen ? events_ending() : 0;
    prompt_close(&tui);
    screen_close(tui.screen);
    if (number)
        end_by_signal(number);
    release(&tui);
    if (tui.screen)
        events_close();
    (void)close(wake);
    return status;
}
