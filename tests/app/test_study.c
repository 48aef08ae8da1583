/* Studies: the same numbers whichever way they are asked for. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/dispatch.h"
#include "session.h"
#include "support/bench.h"

static struct json_object *at(struct json_object *object, const char *key)
{
    struct json_object *found = json_object_object_get(object, key);
    if (!found)
        fail_msg("no %s in %.200s", key, json_object_to_json_string(object));
    return found;
}

static struct json_object *panel_of(struct json_object *answer,
                                    const char *name)
{
    struct json_object *panels = at(at(answer, "data"), "panels");
    for (size_t i = 0; i < json_object_array_length(panels); i++) {
        struct json_object *panel = json_object_array_get_idx(panels, i);
        if (strcmp(json_object_get_string(at(panel, "name")), name) == 0)
            return panel;
    }
    fail_msg("no panel %s", name);
    return NULL;
}

static double number(struct json_object *panel, const char *estimate,
                     const char *key)
{
    return json_object_get_double(at(at(at(panel, "pooled"), estimate), key));
}

static void test_the_session_stays_as_it_is(void **state)
{
    struct bench *bench = *state;
    const struct session *session = &bench->session;
    (void)bench_said(bench,
                     "load digits38; fit; select rows 3,4; sweep sizes=1");
    const void *parts[] = {session->data, session->fit, session->sweep};
    const char *const studies[] = {
        "study figure1 sizes=1", "study figure2 n sizes=1 values=100,286",
        "study figure2 lambda sizes=1 values=0.1", "study figure3 tests=2"};
    for (size_t i = 0; i < 4; i++) {
        (void)bench_said(bench, studies[i]);
        assert_ptr_equal(parts[0], session->data);
        assert_ptr_equal(parts[1], session->fit);
        assert_ptr_equal(parts[2], session->sweep);
        assert_int_equal(session->selection.k, 2);
    }
}

/* The same sets at the same fit, however they are asked for. */
static void test_figures_meet_where_they_overlap(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "load digits38; fit lambda=0.01");
    struct json_object *first = bench_ask(bench, "study figure1 sizes=2");
    struct json_object *second =
        bench_ask(bench, "study figure2 lambda sizes=2 values=0.1,0.01");
    struct json_object *third =
        bench_ask(bench, "study figure2 n sizes=2 values=286");
    struct json_object *one = panel_of(first, "self_loss");
    struct json_object *two = panel_of(second, "lambda 0.01");
    struct json_object *three = panel_of(third, "286 = 4.4 d");
    static const char *const keys[] = {"error", "slope", "spearman"};
    for (size_t k = 0; k < 3; k++) {
        double expected = number(one, "rif", keys[k]);
        assert_close(number(two, "rif", keys[k]), expected, 1e-9);
        assert_close(number(three, "rif", keys[k]), expected, 1e-9);
    }
    assert_true(number(panel_of(second, "lambda 0.1"), "if", "error") <
                number(two, "if", "error"));
    json_object_put(first);
    json_object_put(second);
    json_object_put(third);
}

/* The summary is that of the points that come with it. */
static void test_error_is_that_of_the_points(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "load digits38; fit");
    struct json_object *answer = bench_ask(bench, "study figure1 sizes=2");
    struct json_object *points = at(at(answer, "data"), "points");
    size_t n = json_object_array_length(points);
    double off = 0, size = 0;
    assert_int_equal(n,
                     json_object_get_uint64(at(at(answer, "data"), "planned")));
    for (size_t i = 0; i < n; i++) {
        struct json_object *point = json_object_array_get_idx(points, i);
        double actual = json_object_get_double(at(point, "actual"));
        if (strcmp(json_object_get_string(at(point, "panel")), "test_loss"))
            continue;
        off += fabs(json_object_get_double(at(point, "ns")) - actual);
        size += fabs(actual);
    }
    struct json_object *panel = panel_of(answer, "test_loss");
    double error = number(panel, "ns", "error");
    assert_close(error, off / size, 1e-13);
    struct json_object *pooled = at(at(panel, "pooled"), "ns");
    assert_true(json_object_get_double(at(at(pooled, "low"), "error")) <=
                error);
    assert_true(json_object_get_double(at(at(pooled, "high"), "error")) >=
                error);
    json_object_put(answer);
}

/* One row: RIF is its Newton step; IF understates. */
static void test_figure3_has_a_row_for_each_attack(void **state)
{
    struct bench *bench = *state;
    (void)bench_said(bench, "load wdbc standardize=on; fit");
    struct json_object *answer =
        bench_ask(bench, "study figure3 tests=12 seed=4");
    struct json_object *points = at(at(answer, "data"), "points");
    assert_int_equal(json_object_array_length(points), 12);
    for (size_t i = 0; i < 12; i++) {
        struct json_object *point = json_object_array_get_idx(points, i);
        double plain = json_object_get_double(at(point, "if"));
        double rescaled = json_object_get_double(at(point, "rif"));
        assert_close(rescaled, json_object_get_double(at(point, "ns")), 1e-9);
        assert_true(fabs(plain) < fabs(rescaled));
        assert_true(json_object_get_double(at(point, "bound")) <
                    1e-6 * fabs(json_object_get_double(at(point, "actual"))));
        assert_true(json_object_get_int(at(point, "test_row")) < 114);
    }
    json_object_put(answer);
}

static size_t lines_of(const char *path)
{
    FILE *in = fopen(path, "re");
    size_t lines = 0;
    assert_non_null(in);
    for (int c; (c = fgetc(in)) != EOF;)
        lines += c == '\n';
    (void)fclose(in);
    assert_int_equal(unlink(path), 0);
    return lines;
}

static void test_files_hold_all_points(void **state)
{
    struct bench *bench = *state;
    char folder[] = "/tmp/riffle-study-XXXXXX";
    assert_true(mkdtemp(folder) && chdir(folder) == 0);
    (void)bench_said(bench,
                     "load digits38; fit; "
                     "study figure2 n sizes=1 values=143,286 out=two.csv");
    assert_int_equal(lines_of("two.csv"), 1 + 2 * 7);
    assert_int_equal(lines_of("two-summary.csv"), 1 + 2 * 8 * 3);
    assert_true(lines_of("two-286-4.4-d.svg") > 20);
    assert_true(lines_of("two-143-2.2-d.svg") > 20);
    assert_true(chdir("/") == 0 && rmdir(folder) == 0);
}

static void test_stopping_keeps_what_is_finished(void **state)
{
    struct bench *bench = *state;
    atomic_int stop = 0;
    (void)bench_said(bench, "load digits38; fit");
    stop = 1;
    bench->session.stop = &stop;
    rewind(bench->session.notes);
    assert_int_equal(
        command_run_line(&bench->session, "study figure1 sizes=2", "x"),
        RIFFLE_STOPPED);
    bench->session.stop = NULL;
    assert_non_null(bench->session.fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_session_stays_as_it_is,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_figures_meet_where_they_overlap,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_error_is_that_of_the_points,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_figure3_has_a_row_for_each_attack,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_files_hold_all_points,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_stopping_keeps_what_is_finished,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
