/* Marks stay with their rows; a case file leads to the same cases. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "command/marks.h"
#include "session.h"
#include "support/bench.h"
#include "support/folder.h"

static void test_a_mark_stays_with_its_row(void **state)
{
    struct bench bench;
    (void)state;
    bench_open(&bench);
    (void)bench_said(&bench, "load wdbc; mark 400 verdict=poison note='x y'");
    const struct session *session = &bench.session;
    size_t origin = session->data->train.origin[400];
    (void)bench_said(&bench, "sample n=454 seed=3");
    size_t found = 0;
    for (size_t row = 0; row < 454; row++) {
        const struct state_mark *mark = marks_find(session, row);
        if (!mark)
            continue;
        found++;
        assert_int_equal(session->data->train.origin[row], origin);
        assert_int_equal(mark->verdict, VERDICT_POISON);
        assert_string_equal(mark->note, "x y");
    }
    assert_int_equal(found, 1);
    (void)bench_said(&bench, "load digits38");
    assert_int_equal(marks_count(session), 0);
    assert_null(marks_find(session, 400));
    assert_non_null(
        strstr(bench_said(&bench, "cases"), "1 more of other data"));
    (void)bench_said(&bench, "load wdbc");
    assert_non_null(marks_find(session, 400));
    bench_close(&bench);
}

static void test_marking_again_replaces_and_none_takes_away(void **state)
{
    struct bench bench;
    (void)state;
    bench_open(&bench);
    (void)bench_said(&bench, "load wdbc; mark 1-5 verdict=poison note=a; "
                             "mark 3 verdict=clean; mark 4,5 verdict=none");
    assert_int_equal(marks_count(&bench.session), 3);
    assert_int_equal(marks_find(&bench.session, 3)->verdict, VERDICT_CLEAN);
    assert_null(marks_find(&bench.session, 3)->note);
    assert_null(marks_find(&bench.session, 4));
    (void)bench_said(&bench, "mark 4 verdict=none"); /* there is none: fine */
    assert_non_null(strstr(bench_said(&bench, "cases"),
                           "3 cases: 2 poison, 1 clean, 0 unsure"));
    bench_close(&bench);
}

static void test_marks_are_undone_and_saved(void **state)
{
    struct bench first, second;
    (void)state;
    bench_open(&first);
    bench_open(&second);
    (void)bench_said(&first, "load wdbc; fit; mark 7 verdict=poison note=a; "
                             "mark 7,8 verdict=clean");
    (void)bench_said(&first, "undo");
    assert_int_equal(marks_count(&first.session), 1);
    assert_string_equal(marks_find(&first.session, 7)->note, "a");
    (void)bench_said(&first, "redo");
    assert_int_equal(marks_find(&first.session, 8)->verdict, VERDICT_CLEAN);
    (void)bench_said(&first, "undo; remove 3; save case.rif");
    (void)bench_said(&second, "open case.rif");
    assert_int_equal(marks_count(&second.session), 1);
    assert_string_equal(marks_find(&second.session, 6)->note, "a");
    bench_close(&first);
    bench_close(&second);
}

static void test_the_current_set_can_be_marked(void **state)
{
    struct bench bench;
    (void)state;
    bench_open(&bench);
    (void)bench_said(&bench, "load wdbc; select rows 7,9; mark verdict=unsure");
    assert_non_null(marks_find(&bench.session, 7));
    assert_non_null(marks_find(&bench.session, 9));
    assert_int_equal(marks_count(&bench.session), 2);
    bench_close(&bench);
}

static void test_refusals_say_what_next(void **state)
{
    static const char *const wrong[] = {
        "mark 1 verdict=poison",
        "load wdbc; mark verdict=poison",
        "load wdbc; mark 3",
        "load wdbc; mark 455 verdict=poison",
        "load wdbc; mark 3 verdict=guilty",
        "load wdbc; export case case.rif",
        "load wdbc; mark 3 verdict=clean; export case case.pdf",
        "cases",
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bench bench;
        bench_open(&bench);
        assert_int_not_equal(bench_run(&bench, wrong[i]), RIFFLE_OK);
        if (!strstr(bench.notes, "\n  help: "))
            fail_msg("%s: %s", wrong[i], bench.notes);
        bench_close(&bench);
    }
}

/* A session as somebody might have had it, with what needs quoting. */
static const char story[] =
    "load wdbc standardize=on\nfit lambda=0.01\n"
    "detect by=heldout n=4 select=on\nmark verdict=poison\n"
    "mark 7,9 verdict=unsure note=\"it's \\\"odd\\\"; 5 % # \xc3\xa9\"\n"
    "mark 7 verdict=clean\ndrop 0-50\nsample n=300\nfit\n"
    "export case case.rif; export case case.json; export case case.csv";

static struct json_object *cases_of(struct bench *bench)
{
    bench->session.json = true;
    struct json_object *answer = json_tokener_parse(bench_said(bench, "cases"));
    bench->session.json = false;
    return answer;
}

static void assert_same_cases(struct bench *first, struct bench *second)
{
    struct json_object *a = cases_of(first);
    struct json_object *b = cases_of(second);
    assert_string_equal(json_object_to_json_string(a),
                        json_object_to_json_string(b));
    struct json_object *data = json_object_object_get(a, "data");
    assert_int_equal(
        json_object_array_length(json_object_object_get(data, "cases")), 6);
    json_object_put(a);
    json_object_put(b);
}

static void test_a_case_script_leads_to_the_same_cases(void **state)
{
    struct bench first, second;
    (void)state;
    bench_open(&first);
    bench_open(&second);
    (void)bench_said(&first, story);
    (void)bench_said(&second, "source case.rif");
    assert_same_cases(&first, &second);
    bench_close(&first);
    bench_close(&second);
}

static void test_a_case_is_of_its_own_data(void **state)
{
    struct bench bench;
    (void)state;
    bench_open(&bench);
    (void)bench_said(&bench,
                     "synth gaussian n=40 d=3; export data own.csv; "
                     "load own.csv test=0; mark 3 verdict=poison; "
                     "export case own.rif; source own.rif; "
                     "load own.csv test=0; sample n=30; export data own.csv");
    assert_int_equal(bench_run(&bench, "source own.rif"), RIFFLE_EFORMAT);
    assert_non_null(strstr(bench.notes, "is another file"));
    (void)bench_said(&bench, "synth gaussian n=20 d=3");
    assert_int_equal(bench_run(&bench, "load own.csv sha256=0"),
                     RIFFLE_EFORMAT);
    assert_int_equal(bench.session.data->train.n, 20); /* as it was */
    bench_close(&bench);
}

static void test_the_commands_of_a_case_object_do_so_too(void **state)
{
    struct bench first, second;
    (void)state;
    bench_open(&first);
    bench_open(&second);
    first.session.seed = 7; /* --seed: in no command */
    (void)bench_said(&first, story);
    struct json_object *file = json_object_from_file("case.json");
    struct json_object *commands = json_object_object_get(file, "commands");
    for (size_t i = 0; i < json_object_array_length(commands); i++)
        (void)bench_said(&second, json_object_get_string(
                                      json_object_array_get_idx(commands, i)));
    assert_same_cases(&first, &second);
    (void)bench_said(&second, "export case again.json");
    struct json_object *again = json_object_from_file("again.json");
    assert_string_equal(
        json_object_to_json_string(json_object_object_get(file, "cases")),
        json_object_to_json_string(json_object_object_get(again, "cases")));
    assert_string_equal(
        json_object_get_string(json_object_object_get(file, "sha256")),
        second.session.data->sha256);
    json_object_put(again);
    json_object_put(file);
    bench_close(&first);
    bench_close(&second);
}

/* riffle reads its own table: one line for each case, quoting and all. */
static void test_a_case_table_is_a_table(void **state)
{
    struct bench first, second;
    (void)state;
    bench_open(&first);
    bench_open(&second);
    (void)bench_said(&first, story);
    (void)bench_said(&second,
                     "load case.csv label=label positive=malignant test=0.5 "
                     "ignore=note,commands,date missing=drop");
    assert_int_equal(second.session.data->train.n + second.session.data->test.n,
                     4); /* two of the six were sampled away: no label */
    bench_close(&first);
    bench_close(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_mark_stays_with_its_row),
        cmocka_unit_test(test_marking_again_replaces_and_none_takes_away),
        cmocka_unit_test(test_marks_are_undone_and_saved),
        cmocka_unit_test(test_the_current_set_can_be_marked),
        cmocka_unit_test(test_refusals_say_what_next),
        cmocka_unit_test(test_a_case_script_leads_to_the_same_cases),
        cmocka_unit_test(test_a_case_is_of_its_own_data),
        cmocka_unit_test(test_the_commands_of_a_case_object_do_so_too),
        cmocka_unit_test(test_a_case_table_is_a_table),
    };
    return cmocka_run_group_tests(tests, folder_enter, folder_leave);
}
