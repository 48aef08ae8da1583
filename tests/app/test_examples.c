/* Every example of every command runs, as text and as JSON. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "session.h"
#include "support/folder.h"

/* Stands in for the full screen, which tests/tui opens. */
static enum riffle_status open_nothing(struct session *session,
                                       struct riffle_error *err)
{
    (void)session;
    (void)err;
    return RIFFLE_OK;
}

/* Run a line in a session of its own; the answers are the caller's (free). */
static char *run(const char *line, bool json)
{
    struct session session;
    char *out = NULL;
    char *notes = NULL;
    size_t out_size;
    size_t notes_size;
    session_init(&session);
    session.json = json;
    session.tui = open_nothing;
    session.out = open_memstream(&out, &out_size);
    session.notes = open_memstream(&notes, &notes_size);
    enum riffle_status status = command_run_line(&session, line, "example");
    (void)fclose(session.out);
    (void)fclose(session.notes);
    session_release(&session);
    if (status)
        fail_msg("%s: %s%s", line, notes, out);
    free(notes);
    return out;
}

static void assert_plain(const char *example, const char *out)
{
    if (strchr(out, '\033'))
        fail_msg("%s: an escape byte", example);
}

/* Each line is an object that says ok and names a command. */
static void assert_json(const char *example, const char *out)
{
    assert_true(*out);
    while (*out) {
        size_t length = strcspn(out, "\n");
        struct json_tokener *reader = json_tokener_new();
        struct json_object *object =
            json_tokener_parse_ex(reader, out, (int)length);
        struct json_object *ok = json_object_object_get(object, "ok");
        struct json_object *command = json_object_object_get(object, "command");
        if (!json_object_get_boolean(ok) ||
            !command_find(json_object_get_string(command)))
            fail_msg("%s: %.*s", example, (int)length, out);
        json_object_put(object);
        json_tokener_free(reader);
        out += length + (out[length] == '\n');
    }
}

/* Run them all and look at what each says. */
static void run_examples(bool json,
                         void (*look)(const char *example, const char *out))
{
    for (size_t i = 0; i < command_count(); i++) {
        const char *const *example = command_at(i)->examples;
        if (strcmp(command_at(i)->verb, "view") == 0)
            continue; /* moves in the full screen only */
        for (; *example; example++) {
            char *out = run(*example, json);
            look(*example, out);
            free(out);
        }
    }
}

static void test_examples_run_as_text(void **state)
{
    (void)state;
    run_examples(false, assert_plain);
}

static void test_examples_run_as_json(void **state)
{
    (void)state;
    run_examples(true, assert_json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples_run_as_text),
        cmocka_unit_test(test_examples_run_as_json),
    };
    return cmocka_run_group_tests(tests, folder_enter, folder_leave);
}
