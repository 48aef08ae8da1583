/* detect: what it shows, what it keeps to itself, what it leaves alone. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "session.h"
#include "support/bench.h"

static struct json_object *member(struct json_object *answer, const char *key)
{
    struct json_object *data = json_object_object_get(answer, "data");
    return json_object_object_get(data, key);
}

static void test_baselines_are_always_there(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "synth poisoned n=120 d=8; fit");
    struct json_object *answer = bench_ask(bench, "detect by=cook");
    struct json_object *scores = member(answer, "scores");
    assert_int_equal(json_object_object_length(scores), 3);
    assert_non_null(json_object_object_get(scores, "cook"));
    assert_non_null(json_object_object_get(scores, "random"));
    struct json_object *loss = json_object_object_get(scores, "loss");
    static const char *const keys[] = {"auc", "precision_at",
                                       "inspected_for_90"};
    for (size_t i = 0; i < 3; i++)
        assert_true(
            json_object_get_double(json_object_object_get(loss, keys[i])) > 0);
    json_object_put(answer);
}

/* 7 labels are planted: as many rows are inspected, none is pointed at. */
static void test_planted_rows_are_not_flagged(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "synth poisoned n=120 d=8; fit");
    struct json_object *answer = bench_ask(bench, "detect");
    struct json_object *rows = member(answer, "rows");
    assert_int_equal(json_object_array_length(rows), 7);
    assert_int_equal(json_object_get_int(member(answer, "wrong")), 7);
    for (size_t i = 0; i < 7; i++)
        assert_null(json_object_object_get(json_object_array_get_idx(rows, i),
                                           "truth"));
    json_object_put(answer);
    assert_null(strstr(bench_said(bench, "detect"), "truth"));
    assert_non_null(strstr(bench->out, "stays hidden"));
}

static void test_rows_that_the_user_names_are_flagged(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "load wdbc; fit");
    struct json_object *answer =
        bench_ask(bench, "detect by=leverage n=455 truth=3,9,9,4");
    struct json_object *rows = member(answer, "rows");
    assert_int_equal(json_object_array_length(rows), 455);
    for (size_t i = 0; i < 455; i++) {
        struct json_object *row = json_object_array_get_idx(rows, i);
        int number = json_object_get_int(json_object_object_get(row, "row"));
        const char *truth =
            json_object_get_string(json_object_object_get(row, "truth"));
        bool named = number == 3 || number == 4 || number == 9;
        assert_string_equal(truth, named ? "wrong" : "");
    }
    assert_int_equal(json_object_get_int(member(answer, "wrong")), 3);
    json_object_put(answer);
}

static void test_rows_come_in_the_order_of_the_score(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "load wdbc; fit");
    struct json_object *answer = bench_ask(bench, "detect by=self n=30");
    struct json_object *rows = member(answer, "rows");
    double last = INFINITY;
    for (size_t i = 0; i < 30; i++) {
        double value = json_object_get_double(
            json_object_object_get(json_object_array_get_idx(rows, i), "self"));
        assert_true(value <= last);
        last = value;
    }
    json_object_put(answer);
}

static void test_selects_only_when_asked(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench,
                     "load wdbc; fit; select rows 1,2; detect by=loss n=5");
    assert_int_equal(bench->session.selection.k, 2);
    (void)bench_said(bench, "detect by=loss n=5 select=on");
    assert_int_equal(bench->session.selection.k, 5);
    assert_non_null(strstr(bench->session.selection.strategy, "loss"));
}

static void test_orders_agree_with_themselves(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "load wdbc; fit");
    struct json_object *answer = bench_ask(bench, "detect by=self,cook n=12");
    struct json_object *scores = member(answer, "scores");
    json_object_object_foreach(scores, name, score)
    {
        struct json_object *overlap = json_object_object_get(score, "overlap");
        assert_int_equal(
            json_object_get_int(json_object_object_get(overlap, name)), 12);
        json_object_object_foreach(overlap, other, same)
        {
            struct json_object *back = json_object_object_get(
                json_object_object_get(json_object_object_get(scores, other),
                                       "overlap"),
                name);
            assert_int_equal(json_object_get_int(same),
                             json_object_get_int(back));
        }
    }
    json_object_put(answer);
}

/* A flag that is up from the start: slow orders have nothing, quick ones do */
static void test_stopping_leaves_the_quick_orders(void **state)
{
    struct bench *bench = *state;
    atomic_int stop = 0;
    (void)bench_said(bench, "load wdbc; fit");
    stop = 1;
    bench->session.stop = &stop;
    rewind(bench->session.out);
    rewind(bench->session.notes);
    assert_int_equal(
        command_run_line(&bench->session, "detect by=tuned n=5", "x"),
        RIFFLE_STOPPED);
    fflush(bench->session.out);
    fflush(bench->session.notes);
    assert_non_null(strstr(bench->notes, "tuned was stopped: 0 of 455"));
    assert_non_null(strstr(bench->out, "first 5 rows to inspect by loss"));
    bench->session.stop = NULL;
}

/* Every score there is orders the rows: from the end where it expects wrong
   labels, the others than `top' there. */
static void check_score(struct bench *bench, const char *by, const char *sign)
{
    char line[96];
    (void)snprintf(line, sizeof line, "detect by=%s n=4", by);
    struct json_object *answer = bench_ask(bench, line);
    struct json_object *scores = member(answer, "scores");
    struct json_object *score = json_object_object_get(scores, by);
    double auc = json_object_get_double(json_object_object_get(score, "auc"));
    assert_true(auc > 0.6); /* chance is 0.5 */
    (void)snprintf(line, sizeof line, "top 4 by=%s sign=%s", by, sign);
    struct json_object *top = bench_ask(bench, line);
    for (size_t i = 0; i < 4; i++) {
        struct json_object *a =
            json_object_array_get_idx(member(answer, "rows"), i);
        struct json_object *b =
            json_object_array_get_idx(member(top, "rows"), i);
        assert_int_equal(json_object_get_int(json_object_object_get(a, "row")),
                         json_object_get_int(json_object_object_get(b, "row")));
    }
    json_object_put(top);
    json_object_put(answer);
}

static void test_any_score_is_an_order(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "synth poisoned n=120 d=8; fit; probe all");
    check_score(bench, "memorization", "+");
    check_score(bench, "tracinad", "-");
    check_score(bench, "cscore", "-");
    check_score(bench, "studentized", "abs");
    check_score(bench, "rif", "-"); /* of the test loss */
    check_score(bench, "knn-shapley", "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_any_score_is_an_order,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_baselines_are_always_there,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_planted_rows_are_not_flagged,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_rows_that_the_user_names_are_flagged, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_rows_come_in_the_order_of_the_score, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_selects_only_when_asked,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_orders_agree_with_themselves,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_stopping_leaves_the_quick_orders,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
