/* One answer, said to the reader or collected for the program. */
#include "report/reply.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "report/json.h"
#include "report/sanitise.h"
#include "riffle/number.h"

/* Formatted and made safe; NULL when out of memory. Caller owns. */
RIFFLE_PRINTF(2, 0)
static char *compose(bool unicode, const char *format, va_list arguments)
{
    char *raw = NULL;
    int n = vasprintf(&raw, format, arguments);
    if (n < 0)
        return NULL;
    char *shown = sanitise(raw, (size_t)n, unicode, true);
    free(raw);
    return shown;
}

void reply_text(struct reply *reply, const char *format, ...)
{
    if (reply->json)
        return;
    va_list arguments;
    va_start(arguments, format);
    char *shown = compose(reply->unicode, format, arguments);
    va_end(arguments);
    if (shown)
        wrap_print(&reply->wrap, shown, reply->text);
    free(shown);
}

void reply_prose(struct reply *reply, size_t indent, const char *text)
{
    enum { WIDEST = 90 };
    struct wrap wrap = {.width = reply->width < WIDEST ? reply->width : WIDEST,
                        .column = indent,
                        .indent = indent,
                        .hanging = true};
    if (reply->json)
        return;
    char *shown = sanitise(text, strlen(text), reply->unicode, true);
    if (shown) {
        fprintf(reply->text, "%*s", (int)reply->wrap.gap, "");
        wrap_print(&wrap, shown, reply->text);
        putc('\n', reply->text);
    }
    reply->wrap = (struct wrap){.width = reply->wrap.width};
    free(shown);
}

void reply_styled(struct reply *reply, enum theme_role role, const char *format,
                  ...)
{
    if (reply->json)
        return;
    va_list arguments;
    va_start(arguments, format);
    char *shown = compose(reply->unicode, format, arguments);
    va_end(arguments);
    const char *start = theme_start(reply->theme, role, reply->depth);
    if (shown) {
        fputs(start, reply->text);
        wrap_print(&reply->wrap, shown, reply->text);
        fputs(*start ? theme_end(reply->depth) : "", reply->text);
    }
    free(shown);
}

RIFFLE_PRINTF(3, 0)
static void remark(struct reply *reply, const char *kind, const char *format,
                   va_list arguments)
{
    char *shown = compose(reply->unicode, format, arguments);
    if (shown && reply->notes) {
        struct wrap wrap = {.width = reply->notes_width};
        wrap_print(&wrap, kind, reply->notes);
        wrap_print(&wrap, shown, reply->notes);
        putc('\n', reply->notes);
    }
    if (shown && reply->json) {
        if (!reply->warnings)
            reply->warnings = json_object_new_array();
        json_object_array_add(reply->warnings, json_string(shown));
    }
    free(shown);
}

void reply_note(struct reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    remark(reply, "note: ", format, arguments);
    va_end(arguments);
}

void reply_warn(struct reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    remark(reply, "warning: ", format, arguments);
    va_end(arguments);
}

void reply_canvas(struct reply *reply, const struct canvas *canvas)
{
    if (!reply->json)
        canvas_print(canvas, reply->theme, reply->depth, reply->text);
}

void reply_set(struct reply *reply, const char *key, struct json_object *value)
{
    if (!reply->json) {
        json_object_put(value);
        return;
    }
    if (!reply->data)
        reply->data = json_object_new_object();
    json_object_object_add(reply->data, key, value);
}

void reply_set_number(struct reply *reply, const char *key, double value)
{
    if (reply->json)
        reply_set(reply, key, reply_number(value));
}

void reply_set_count(struct reply *reply, const char *key, size_t value)
{
    if (reply->json)
        reply_set(reply, key, json_object_new_uint64(value));
}

void reply_set_string(struct reply *reply, const char *key, const char *value)
{
    if (reply->json)
        reply_set(reply, key, json_string(value));
}

void reply_set_bool(struct reply *reply, const char *key, bool value)
{
    if (reply->json)
        reply_set(reply, key, json_object_new_boolean(value));
}

struct json_object *reply_number(double value)
{
    char text[RIFFLE_NUMBER_SIZE];
    if (!isfinite(value))
        return NULL;
    return json_object_new_double_s(value, riffle_number_format(text, value));
}

struct json_object *reply_string(const char *value)
{
    return json_string(value);
}

struct json_object *reply_counts(const size_t *values, size_t n)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; array && i < n; i++)
        json_object_array_add(array, json_object_new_uint64(values[i]));
    return array;
}

/* Print and let go of `answer`, and of all that was collected. */
static void send(struct reply *reply, struct json_object *answer)
{
    json_print(answer, reply->unicode, reply->text);
    json_object_put(answer);
    json_object_put(reply->data);
    json_object_put(reply->warnings);
    reply->data = NULL;
    reply->warnings = NULL;
}

static struct json_object *begin(bool ok, const char *command)
{
    struct json_object *answer = json_object_new_object();
    json_object_object_add(answer, "ok", json_object_new_boolean(ok));
    json_object_object_add(answer, "command", json_string(command));
    return answer;
}

/* What was collected, or an empty one. Caller owns. */
static struct json_object *collected(struct json_object *object,
                                     struct json_object *empty)
{
    if (!object)
        return empty;
    json_object_put(empty);
    return json_object_get(object);
}

void reply_finish(struct reply *reply, const char *command)
{
    if (!reply->json)
        return;
    struct json_object *answer = begin(true, command);
    json_object_object_add(answer, "data",
                           collected(reply->data, json_object_new_object()));
    json_object_object_add(answer, "warnings",
                           collected(reply->warnings, json_object_new_array()));
    send(reply, answer);
}

void reply_failure(struct reply *reply, const char *command, int code,
                   const struct riffle_error *err)
{
    if (!reply->json)
        return;
    struct json_object *error = json_object_new_object();
    json_object_object_add(error, "code", json_object_new_int(code));
    json_object_object_add(error, "message", json_string(err->message));
    if (err->hint[0])
        json_object_object_add(error, "hint", json_string(err->hint));
    if (err->line > 0)
        json_object_object_add(error, "line",
                               json_object_new_uint64(err->line));
    if (err->column > 0)
        json_object_object_add(error, "column",
                               json_object_new_uint64(err->column));
    struct json_object *answer = begin(false, command);
    json_object_object_add(answer, "error", error);
    send(reply, answer);
}
