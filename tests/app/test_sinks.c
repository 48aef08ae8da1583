/*
 * Every code point through every way to a terminal: answers, notes, errors
 * with their excerpt, tables, JSON, canvases, SVG; in UTF-8 and in ASCII.
 */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "command/complain.h"
#include "command/complete.h"
#include "command/dispatch.h"
#include "plot/plot.h"
#include "plot/svg.h"
#include "report/table.h"
#include "support/terminal_safe.h"

enum { MOST = 1024, CODES = 0x110000 };

/* A text of code points in a row, and some bytes that are none. */
static void make_text(uint32_t first, uint32_t count,
                      char text[MOST * RIFFLE_UTF8_MAX + 8])
{
    size_t n = 0;
    for (uint32_t code = first; code < first + count; code++)
        if (code != 0) /* ends every text in C */
            n += riffle_utf8_encode(code, text + n);
    memcpy(text + n, "\xff\xc0\x80", 4);
}

/* One way out: writes `text` to `out` by way of the session. */
typedef void sink(struct session *session, const char *text, FILE *out);

static struct reply reply_on(const struct session *session, FILE *out)
{
    return (struct reply){
        .json = session->json,
        .text = out,
        .notes = out,
        .theme = session_theme(session),
        .unicode = session->settings.unicode,
        .width = 60,
        .wrap = {.width = 60},
        .notes_width = 60,
    };
}

static void sink_answer(struct session *session, const char *text, FILE *out)
{
    struct reply reply = reply_on(session, out);
    reply_styled(&reply, ROLE_TITLE, "%s", text);
    reply_note(&reply, "%s", text);
    reply_prose(&reply, 0, text);
}

static void sink_table(struct session *session, const char *text, FILE *out)
{
    static const struct table_column columns[] = {
        {"name", "name", TABLE_TEXT, 0}, {"n", "n", TABLE_COUNT, 0}};
    struct reply reply = reply_on(session, out);
    struct table *table = table_new(columns, 2);
    table_text(table, text);
    table_count(table, 3);
    table_reply(table, &reply, "rows");
    table_free(table);
}

static void sink_error(struct session *session, const char *text, FILE *out)
{
    struct riffle_error err = {.status = RIFFLE_EUSAGE};
    const struct source source = {
        .text = text, .length = strlen(text), .file = text, .line = 1};
    const struct call_mark mark = {strlen(text) / 2, strlen(text)};
    (void)snprintf(err.message, sizeof err.message, "%s", text);
    (void)snprintf(err.hint, sizeof err.hint, "%s", text);
    session->notes = out;
    complain(session, &source, &mark, &err);
}

/* As a program would get it, on a terminal all the same. */
static void sink_json(struct session *session, const char *text, FILE *out)
{
    struct riffle_error err = {.status = RIFFLE_EUSAGE};
    struct reply reply = reply_on(session, out);
    reply.json = true;
    (void)snprintf(err.message, sizeof err.message, "%s", text);
    reply_set_string(&reply, "text", text);
    reply_finish(&reply, text);
    reply_failure(&reply, text, 2, &err);
}

/* What plots and frames write their words with. */
static void sink_canvas(struct session *session, const char *text, FILE *out)
{
    struct canvas *canvas = canvas_new(260, 1, session->settings.unicode);
    canvas_text(canvas, 0, 0, text, ROLE_TEXT);
    canvas_print(canvas, theme_builtin(), DEPTH_NONE, out);
    canvas_free(canvas);
}

/* A file, always of UTF-8. */
static void sink_svg(struct session *session, const char *text, FILE *out)
{
    struct plot_point point = {.x = 1, .y = 2, .bound = NAN};
    const struct plot_data data = {.title = text,
                                   .x_label = text,
                                   .y_label = text,
                                   .series = {{text, "note"}},
                                   .n_series = 1,
                                   .points = &point,
                                   .n_points = 1};
    const struct plot_options options = {.width = 60,
                                         .height = 16,
                                         .low = NAN,
                                         .high = NAN,
                                         .theme = theme_builtin()};
    if (session->settings.unicode)
        plot_svg(plot_kind_find("scatter"), &data, &options, out);
}

/* A command that quotes what it does not know. */
static void sink_command(struct session *session, const char *text, FILE *out)
{
    const struct source source = {
        .text = text, .length = strlen(text), .file = NULL, .line = 1};
    session->out = out;
    session->notes = out;
    (void)command_run(session, &source);
}

static const struct {
    const char *name;
    sink *write;
    uint32_t group; /* code points at a time: as many as it shows */
    uint32_t end;   /* commands complain the way of "errors", and slowly */
} sinks[] = {
    {"answers", sink_answer, MOST, CODES},  {"tables", sink_table, MOST, CODES},
    {"errors", sink_error, 128, CODES},     {"json", sink_json, 256, CODES},
    {"canvases", sink_canvas, 128, CODES},  {"SVG", sink_svg, MOST, CODES},
    {"commands", sink_command, 64, 0x3000},
};

static void check_sink(struct session *session, size_t s, uint32_t first)
{
    char text[MOST * RIFFLE_UTF8_MAX + 8];
    char *shown = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&shown, &size);
    assert_non_null(out);
    make_text(first, sinks[s].group, text);
    sinks[s].write(session, text, out);
    (void)fclose(out);
    if (!terminal_safe(shown, size, session->settings.unicode, true))
        fail_msg("%s let through a code point from U+%04X on: %s",
                 sinks[s].name, (unsigned)first, shown);
    free(shown);
}

static void check_all(bool unicode, uint32_t end)
{
    struct session session;
    session_init(&session);
    session.settings.unicode = unicode;
    for (size_t s = 0; s < sizeof sinks / sizeof sinks[0]; s++)
        for (uint32_t first = 0; first < sinks[s].end && first < end;
             first += sinks[s].group)
            check_sink(&session, s, first);
    session.out = stdout;
    session.notes = stderr;
    session_release(&session);
}

static void test_every_code_point_in_utf8(void **state)
{
    (void)state;
    check_all(true, CODES);
}

static void test_code_points_in_ascii(void **state)
{
    (void)state;
    /* beyond, test_sanitise has them all, and the way is the same */
    check_all(false, 0x3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point_in_utf8),
        cmocka_unit_test(test_code_points_in_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
