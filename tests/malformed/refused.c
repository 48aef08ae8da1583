#include "refused.h"

#include "support/check.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "riffle/clock.h"

/* Seconds that one of them may take, on a machine that has other work. */
static const double PATIENCE = 2;

static struct session session;
static struct riffle_dataset *loaded;
static size_t surprises; /* of the table under way; all are told */

int refused_begin(void **state)
{
    (void)state;
    session_init(&session);
    session.notes = fopen("/dev/null", "w");
    session.out = session.notes;
    session.settings.progress = false;
    assert_int_equal(
        command_run_line(&session, "synth gaussian n=40 d=3", NULL), RIFFLE_OK);
    loaded = session.data;
    return 0;
}

int refused_end(void **state)
{
    (void)state;
    (void)fclose(session.notes);
    session_release(&session);
    return 0;
}

/* The first failed answer to a line, else the last; caller puts. */
static struct json_object *failure(const char *line, enum riffle_status *status)
{
    char *text = NULL;
    size_t size = 0;
    session.json = true;
    session.out = open_memstream(&text, &size);
    assert_non_null(session.out);
    const double started = riffle_seconds();
    *status = command_run_line(&session, line, NULL);
    if (riffle_seconds() - started > PATIENCE)
        fail_msg("%s took %.1f s", line, riffle_seconds() - started);
    (void)fclose(session.out);
    struct json_object *answer = NULL, *error;
    for (char *at = strtok(text, "\n"); at != NULL; at = strtok(NULL, "\n")) {
        json_object_put(answer);
        answer = json_tokener_parse(at);
        if (json_object_object_get_ex(answer, "error", &error))
            break;
    }
    free(text);
    return answer;
}

static size_t count_of(struct json_object *error, const char *key)
{
    struct json_object *value = NULL;
    (void)json_object_object_get_ex(error, key, &value);
    return (size_t)json_object_get_int64(value);
}

/* Count a surprise unless the line fails as the case says. */
void refused_check(const char *line, const char *path,
                   const struct malformed *expected)
{
    enum riffle_status status;
    struct json_object *answer = failure(line, &status), *error = NULL;
    struct json_object *message = NULL;
    const int code = expected->code > 0 ? expected->code : EXIT_MALFORMED;
    (void)json_object_object_get_ex(answer, "error", &error);
    (void)json_object_object_get_ex(error, "message", &message);
    const char *said =
        message != NULL ? json_object_get_string(message) : "no failure";
    const bool names = code != EXIT_MALFORMED || strstr(said, path) != NULL;
    if (exit_code_of(status) != code || !names ||
        strstr(said, expected->says) == NULL ||
        (expected->line > 0 && count_of(error, "line") != expected->line) ||
        (expected->column > 0 &&
         count_of(error, "column") != expected->column)) {
        surprises++;
        print_error("\"%s\": exit %d, line %zu, column %zu: %s\n",
                    expected->what, exit_code_of(status),
                    count_of(error, "line"), count_of(error, "column"), said);
    }
    json_object_put(answer);
    if (session.data != loaded) {
        surprises++;
        print_error("\"%s\" changed what was loaded\n", expected->what);
        loaded = session.data;
    }
}

void refused_tell(size_t count)
{
    const size_t told = surprises;
    surprises = 0;
    print_message("# %zu files, %zu of them not refused as they should be\n",
                  count, told);
    assert_int_equal(told, 0);
}
