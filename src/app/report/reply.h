/* What a command answers: text for people, or JSON for programs. */
#ifndef REPORT_REPLY_H
#define REPORT_REPLY_H

#include "plot/canvas.h"
#include "report/wrap.h"
#include "riffle/status.h"
#include "theme/theme.h"

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * A handler always says both: reply_text and reply_table for the reader,
 * reply_set_* for the program; whichever is not wanted does nothing. All text
 * passes the sanitiser, so a handler may quote any byte of the data.
 */
struct reply {
    bool json;                 /* --json: collect data, print no text */
    FILE *text;                /* stdout, or the TUI's message pane */
    FILE *notes;               /* stderr */
    const struct theme *theme; /* borrowed */
    enum theme_depth depth;
    bool unicode;
    size_t width;                 /* columns to lay out for */
    size_t height;                /* rows to lay out for */
    struct wrap wrap;             /* of `text`; width 0 on a pipe */
    size_t notes_width;           /* of `notes`, likewise */
    struct json_object *data;     /* json: the command's "data" object */
    struct json_object *warnings; /* json: array of sentences */
};

/* One line or part of one; sanitised; nothing in JSON mode. */
void reply_text(struct reply *reply, const char *format, ...)
    RIFFLE_PRINTF(2, 3);
/*
 * Paragraphs from column `indent` on, which the line has come to already;
 * wrapped on pipes, too. Ends the line.
 */
void reply_prose(struct reply *reply, size_t indent, const char *text);
/* As reply_text, in the look of a role. */
void reply_styled(struct reply *reply, enum theme_role role, const char *format,
                  ...) RIFFLE_PRINTF(3, 4);
/* A remark on stderr ("note: ..."), and in "warnings" in JSON mode. */
void reply_note(struct reply *reply, const char *format, ...)
    RIFFLE_PRINTF(2, 3);
/* Likewise "warning: ...". */
void reply_warn(struct reply *reply, const char *format, ...)
    RIFFLE_PRINTF(2, 3);
void reply_canvas(struct reply *reply, const struct canvas *canvas);

/*
 * Members of "data"; nothing in text mode. A number that is not finite
 * becomes null. The key is borrowed during the call.
 */
void reply_set_number(struct reply *reply, const char *key, double value);
void reply_set_count(struct reply *reply, const char *key, size_t value);
void reply_set_string(struct reply *reply, const char *key, const char *value);
void reply_set_bool(struct reply *reply, const char *key, bool value);
/* Takes `value`; for nested objects and arrays. */
void reply_set(struct reply *reply, const char *key, struct json_object *value);

/* Values by themselves, for nested objects; caller owns. */
struct json_object *reply_number(double value); /* NULL when not finite */
struct json_object *reply_string(const char *value);
struct json_object *reply_counts(const size_t *values, size_t n);

/* Print {"ok":true,...} with what was collected, one line; empties `reply`. */
void reply_finish(struct reply *reply, const char *command);
/* Print {"ok":false,...}. `code` is the exit code. */
void reply_failure(struct reply *reply, const char *command, int code,
                   const struct riffle_error *err);

#endif
