/* Every lesson runs from end to end, and asks before it shows. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/dispatch.h"
#include "command/lesson.h"
#include "command/lesson_values.h"
#include "command/names.h"
#include "session.h"

static const struct command_option lesson_option = {.name = "NAME",
                                                    .type = TYPE_LESSON};

static struct names all_lessons(void)
{
    struct names names;
    struct session session;
    session_init(&session);
    names_init(&names);
    names_collect(&names, &session, &lesson_option);
    session_release(&session);
    assert_true(names.n >= 8);
    return names;
}

/* What a session is asked, and answers. */
static struct {
    size_t asked;
    size_t leave_at;  /* 0: never */
    const char *says; /* NULL: just Enter */
} person;

static bool answer(struct session *session, const char *prompt, char *text,
                   size_t size)
{
    (void)session;
    assert_true(*prompt);
    (void)snprintf(text, size, "%s", person.says ? person.says : "");
    return ++person.asked != person.leave_at;
}

/* What the last run remarked; replaced by the next. */
static char *remarks;

/* The answers are the caller's (free). */
static char *run(const char *line, bool json, bool watched,
                 enum riffle_status *status)
{
    struct session session;
    char *out = NULL;
    char *notes = NULL;
    size_t size;
    session_init(&session);
    session.json = json;
    session.ask = watched ? answer : NULL;
    session.out = open_memstream(&out, &size);
    session.notes = open_memstream(&notes, &size);
    *status = command_run_line(&session, line, "test");
    (void)fclose(session.out);
    (void)fclose(session.notes);
    assert_null(session.data); /* the user's session is as it was */
    session_release(&session);
    free(remarks);
    remarks = notes;
    return out;
}

/* Each question has answers to choose from, commands, then a verdict. */
static void check_order(const struct lesson *lesson)
{
    size_t choices = 0;
    bool open = false, run = false;
    for (size_t i = 0; i < lesson->n_steps; i++) {
        const struct lesson_step *step = &lesson->steps[i];
        if (step->kind == LESSON_ASK) {
            assert_false(open);
            open = true;
            run = false;
            choices = 0;
        }
        choices += step->kind == LESSON_CHOICE;
        run = run || step->kind == LESSON_RUN || step->kind == LESSON_FAIL;
        if (step->kind == LESSON_VERDICT) {
            assert_true(open && run && choices >= 2);
            open = false;
        }
    }
    assert_false(open);
}

static void check_lesson(const char *name)
{
    char line[128];
    enum riffle_status status;
    struct lesson lesson = {0};
    size_t asks = 0;
    assert_int_equal(lesson_read(&lesson, name, NULL), RIFFLE_OK);
    assert_in_range(lesson.minutes, 3, 8);
    assert_true(strlen(lesson.summary) <= 60); /* a line of `lessons` */
    for (size_t i = 0; i < lesson.n_steps; i++)
        asks += lesson.steps[i].kind == LESSON_ASK;
    assert_true(asks >= 2);
    check_order(&lesson);
    (void)snprintf(line, sizeof line, "lesson %s", name);
    person.asked = 0;
    person.leave_at = 0;
    char *out = run(line, false, true, &status);
    if (status != RIFFLE_OK)
        fail_msg("%s: %s", name, out);
    assert_int_equal(person.asked, asks);
    /* what the prose relies on holds on the data that come along */
    assert_null(strstr(remarks, "does not hold"));
    assert_null(strchr(out, '{'));
    assert_non_null(strstr(out, "The commands, to go on from"));
    assert_null(strchr(out, '\033'));
    for (const char *c = out; *c; c++)
        assert_true((unsigned char)*c < 128); /* ASCII, on any terminal */
    free(out);
    lesson_release(&lesson);
}

static void test_every_lesson_runs(void **state)
{
    (void)state;
    struct names names = all_lessons();
    for (size_t i = 0; i < names.n; i++)
        check_lesson(names.items[i]);
    names_release(&names);
}

static void test_lessons_are_listed(void **state)
{
    (void)state;
    enum riffle_status status;
    struct names names = all_lessons();
    char *out = run("lessons", false, false, &status);
    assert_int_equal(status, RIFFLE_OK);
    for (size_t i = 0; i < names.n; i++)
        assert_non_null(strstr(out, names.items[i]));
    free(out);
    names_release(&names);
}

static void test_a_lesson_can_be_left(void **state)
{
    (void)state;
    enum riffle_status status;
    person.asked = 0;
    person.leave_at = 1;
    free(run("lesson leverage", false, true, &status));
    assert_int_equal(status, RIFFLE_STOPPED);
    assert_int_equal(person.asked, 1);
}

static void test_a_lesson_reacts_to_answers(void **state)
{
    (void)state;
    static const struct {
        const char *says, *verdict;
    } cases[] = {
        {"b", "You said b: right, half as large again"},
        {"A)", "You said a; it is b: half as large again"},
        {"", "It is b: half as large again"},
        {"what?", "It is b: half as large again"}, /* asked thrice */
        {"z", "one letter, please"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum riffle_status status;
        person.leave_at = 0;
        person.says = cases[i].says;
        char *out = run("lesson leverage", false, true, &status);
        assert_int_equal(status, RIFFLE_OK);
        assert_non_null(strstr(out, cases[i].verdict));
        free(out);
    }
    person.says = NULL;
}

/* Every command answers with a line of its own, the lesson with the last. */
static void test_a_lesson_speaks_json(void **state)
{
    (void)state;
    enum riffle_status status;
    char *out = run("lesson leverage", true, false, &status);
    assert_int_equal(status, RIFFLE_OK);
    char *last = strstr(out, "\"command\":\"lesson\"");
    assert_non_null(last);
    assert_non_null(strstr(last, "\"commands\":[\"load wdbc"));
    free(out);
}

static void test_an_unknown_lesson_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"levrage", "../lessons/leverage", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct lesson lesson = {0};
        struct riffle_error err = {0};
        assert_int_equal(lesson_read(&lesson, names[i], &err), RIFFLE_EUSAGE);
        assert_true(err.hint[0] != '\0');
        lesson_release(&lesson);
    }
}

/* Bundled files come from $RIFFLE_DATA: here one of our own; lesson_read, or
   else running it, fails with the message. */
static void check_bad(const char *text, const char *message, bool reads)
{
    char folder[] = "/tmp/riffle-lesson-XXXXXX";
    char path[256], command[512];
    struct lesson lesson = {0};
    struct riffle_error err = {0};
    char *before = strdup(getenv("RIFFLE_DATA"));
    assert_non_null(mkdtemp(folder));
    (void)snprintf(command, sizeof command, "mkdir -p %s/datasets/lessons",
                   folder);
    assert_int_equal(system(command), 0); // NOLINT: a folder of our own
    (void)snprintf(path, sizeof path, "%s/datasets/lessons/bad.lesson", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    (void)fclose(file);
    setenv("RIFFLE_DATA", folder, 1);
    assert_int_equal(lesson_read(&lesson, "bad", &err),
                     reads ? RIFFLE_OK : RIFFLE_EFORMAT);
    if (reads) {
        enum riffle_status status;
        free(run("lesson bad", false, false, &status));
        assert_int_equal(status, RIFFLE_EFORMAT);
    }
    assert_non_null(strstr(reads ? remarks : err.message, message));
    setenv("RIFFLE_DATA", before, 1);
    lesson_release(&lesson);
    (void)snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0); // NOLINT: likewise
    free(before);
}

static void test_malformed_lessons_are_refused(void **state)
{
    (void)state;
    char *long_line = calloc(5001, 1);
    memset(long_line, 'x', 5000);
    check_bad("title: a\nminutes: 5\n> load wdbc\n", "summary:", false);
    check_bad("", "begins with title:", false);
    check_bad(long_line, "bad.lesson:1", false);
    free(long_line);
}

#define HEAD "title: a\nminutes: 5\nsummary: b\n"

static void test_wrong_values_say_where(void **state)
{
    (void)state;
    check_bad(HEAD "= a: help top\n", "bad.lesson:4: `a: help top' is no",
              true);
    check_bad(HEAD "= a: help top -> rows\n", "answers no number `rows'", true);
    check_bad(HEAD "= a = 1 / x\n", "`x' is no number here", true);
    check_bad(HEAD "= a = 1 < 2\n", "is no number", true);
    check_bad(HEAD "Say {a}.\n", "`a' is no number here", true);
    check_bad(HEAD "Say {a\n", "bad.lesson:4", true);
    check_bad(HEAD "& 1 + 2\n", "compares nothing", true);
    check_bad(HEAD "? q\n* a\n* b\n~ c\n", "bad.lesson:5: `' is not A", true);
}

static void test_values_are_computed(void **state)
{
    (void)state;
    static const char *const learned[] = {"a = 3 - 1", "b = a / 3", "c = b * 0",
                                          "d = a * 1e9", "e = 0 - b"};
    struct lesson_values values = {0};
    char *text = NULL;
    bool holds = false;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(lesson_values_learn(&values, NULL, learned[i], NULL),
                         RIFFLE_OK);
    assert_int_equal(
        lesson_values_fill(&values, "{a} {b} {b:%} {c} {d} {e}.", &text, NULL),
        RIFFLE_OK);
    assert_string_equal(text, "2 0.67 67% 0 2.0e+09 -0.67.");
    assert_int_equal(lesson_values_hold(&values, "b < a", &holds, NULL),
                     RIFFLE_OK);
    assert_true(holds);
    assert_int_equal(lesson_values_hold(&values, "b > 0.7", &holds, NULL),
                     RIFFLE_OK);
    assert_false(holds);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_lesson_runs),
        cmocka_unit_test(test_lessons_are_listed),
        cmocka_unit_test(test_a_lesson_can_be_left),
        cmocka_unit_test(test_a_lesson_reacts_to_answers),
        cmocka_unit_test(test_a_lesson_speaks_json),
        cmocka_unit_test(test_an_unknown_lesson_is_refused),
        cmocka_unit_test(test_malformed_lessons_are_refused),
        cmocka_unit_test(test_wrong_values_say_where),
        cmocka_unit_test(test_values_are_computed),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(remarks);
    return failed;
}
