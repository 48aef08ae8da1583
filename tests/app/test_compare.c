/* compare at its fixed points, and what by= and with= say when they cannot. */
#include "support/check.h"
#include "support/folder.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "session.h"

#define LOAD "load wdbc standardize=on; fit; "

/* The last answer of a line, parsed; caller's (put). */
static struct json_object *ask(const char *line, enum riffle_status *status)
{
    struct session session;
    char *out = NULL;
    char *notes = NULL;
    size_t size;
    session_init(&session);
    session.json = true;
    session.out = open_memstream(&out, &size);
    session.notes = open_memstream(&notes, &size);
    *status = command_run_line(&session, line, "test");
    (void)fclose(session.out);
    (void)fclose(session.notes);
    session_release(&session);
    char *last = out;
    for (char *c = out; *c; c++)
        if (*c == '\n' && c[1])
            last = c + 1;
    struct json_object *answer = json_tokener_parse(last);
    assert_non_null(answer);
    free(out);
    free(notes);
    return answer;
}

static struct json_object *member(struct json_object *object, const char *key)
{
    return json_object_object_get(object, key);
}

static double number(struct json_object *object, const char *key)
{
    return json_object_get_double(member(object, key));
}

/* Retraining compared with itself: leave-one-out on rows, and on sets of one. */
static void test_leaving_one_out_agrees_with_itself(void **state)
{
    (void)state;
    enum riffle_status status;
    struct json_object *answer =
        ask(LOAD "compare loo rows=40 sets=24 size=1 seed=3", &status);
    assert_int_equal(status, RIFFLE_OK);
    struct json_object *data = member(answer, "data");
    struct json_object *row =
        json_object_array_get_idx(member(data, "methods"), 0);
    /* both retrained to rounding */
    assert_close(number(row, "loo_spearman"), 1, 1e-12);
    assert_close(number(row, "loo_slope"), 1, 1e-6);
    assert_close(number(row, "loo_error"), 0, 1e-6);
    assert_close(number(row, "lds"), 1, 1e-12);
    assert_close(number(row, "set_slope"), 1, 1e-6);
    assert_close(number(row, "set_error"), 0, 1e-6);
    assert_int_equal(json_object_get_int(member(data, "rows")), 40);
    assert_int_equal(json_object_get_int(member(data, "seed")), 3);
    json_object_put(answer);
}

/* The matrix is symmetric, with ones on its diagonal, actual last. */
static void test_the_matrix_is_symmetric(void **state)
{
    (void)state;
    static const char *const names[] = {"if", "rif", "loss", "actual"};
    enum riffle_status status;
    struct json_object *answer =
        ask(LOAD "compare if,rif loss rows=30 sets=8", &status);
    assert_int_equal(status, RIFFLE_OK);
    struct json_object *matrix = member(member(answer, "data"), "matrix");
    assert_int_equal(json_object_array_length(matrix), 4);
    for (size_t a = 0; a < 4; a++) {
        struct json_object *row = json_object_array_get_idx(matrix, a);
        assert_string_equal(json_object_get_string(member(row, "method")),
                            names[a]);
        assert_close(number(row, names[a]), 1, 1e-12);
        for (size_t b = 0; b < 4; b++)
            assert_close(number(row, names[b]),
                         number(json_object_array_get_idx(matrix, b), names[a]),
                         1e-12);
    }
    /* a loss is in no unit of an effect */
    struct json_object *loss =
        json_object_array_get_idx(member(member(answer, "data"), "methods"), 2);
    assert_null(member(loss, "loo_slope"));
    json_object_put(answer);
}

/* A method that has no answer stays in the table, without numbers. */
static void test_a_method_without_an_answer_says_why(void **state)
{
    (void)state;
    enum riffle_status status;
    struct json_object *answer = ask("synth clusters n=100 d=3; fit lambda=0; "
                                     "compare if,representer rows=20 sets=8",
                                     &status);
    assert_int_equal(status, RIFFLE_OK);
    struct json_object *row =
        json_object_array_get_idx(member(member(answer, "data"), "methods"), 1);
    assert_null(member(row, "lds"));
    const char *warnings =
        json_object_to_json_string(member(answer, "warnings"));
    assert_non_null(strstr(warnings, "representer: without a penalty"));
    json_object_put(answer);
}

static void check_refused(const char *line, const char *message)
{
    enum riffle_status status;
    struct json_object *answer = ask(line, &status);
    struct json_object *error = member(answer, "error");
    assert_int_equal(status, RIFFLE_EUSAGE);
    assert_non_null(
        strstr(json_object_get_string(member(error, "message")), message));
    json_object_put(answer);
}

static void test_what_cannot_be_is_refused(void **state)
{
    (void)state;
    check_refused(LOAD "compare actual", "not a method to compare");
    check_refused(LOAD "compare iff", "not a method");
    check_refused(LOAD "top 3 by=lissa with=steps:0", "from 1 to");
    check_refused(LOAD "top 3 by=if with=steps:3", "no setting");
}

/* What was dear is found again: the same numbers, and fresh ones for a seed. */
static void test_scores_are_kept_until_something_changes(void **state)
{
    (void)state;
    enum riffle_status status;
    static const char *const lines[] = {
        LOAD "top 3 by=cscore",
        LOAD "top 3 by=cscore; top 3 by=cscore",
        LOAD "top 3 by=cscore seed=2; top 3 by=cscore",
        LOAD "top 3 by=cscore; fit lambda=1; fit; top 3 by=cscore",
    };
    char *first = NULL;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct json_object *answer = ask(lines[i], &status);
        const char *rows =
            json_object_to_json_string(member(member(answer, "data"), "rows"));
        assert_int_equal(status, RIFFLE_OK);
        if (first)
            assert_string_equal(rows, first);
        else
            first = strdup(rows);
        json_object_put(answer);
    }
    struct json_object *other = ask(LOAD "top 3 by=cscore seed=2", &status);
    assert_string_not_equal(
        json_object_to_json_string(member(member(other, "data"), "rows")),
        first);
    json_object_put(other);
    free(first);
}

/* against= leaves out what is not wanted, matrix and columns alike. */
static void test_against_one_of_them(void **state)
{
    (void)state;
    enum riffle_status status;
    struct json_object *answer =
        ask(LOAD "compare if rif sets=9 against=sets", &status);
    struct json_object *data = member(answer, "data");
    struct json_object *first =
        json_object_array_get_idx(member(data, "methods"), 0);
    assert_int_equal(status, RIFFLE_OK);
    assert_null(member(first, "loo_spearman"));
    assert_true(number(first, "lds") > 0);
    assert_int_equal(number(data, "rows"), 0);
    struct json_object *line =
        json_object_array_get_idx(member(data, "matrix"), 0);
    assert_true(number(line, "actual") == number(first, "lds"));
    json_object_put(answer);
    answer = ask(LOAD "compare if rows=9 against=loo", &status);
    first =
        json_object_array_get_idx(member(member(answer, "data"), "methods"), 0);
    assert_non_null(member(first, "loo_spearman"));
    assert_false(json_object_object_get_ex(first, "lds", NULL));
    json_object_put(answer);
}

/* The same score with other settings is another method. */
static void test_methods_come_with_settings(void **state)
{
    (void)state;
    enum riffle_status status;
    struct json_object *answer = ask(
        LOAD "compare if arnoldi:rank:100 arnoldi:rank:1:steps:5 against=loo",
        &status);
    assert_int_equal(status, RIFFLE_OK);
    struct json_object *matrix = member(member(answer, "data"), "matrix");
    struct json_object *line = json_object_array_get_idx(matrix, 0);
    assert_true(number(line, "arnoldi:rank:100") > 0.999999);
    assert_true(number(line, "arnoldi:rank:1:steps:5") < 0.99);
    json_object_put(answer);
    answer = ask(LOAD "compare ns:rank:3", &status);
    assert_int_equal(status, RIFFLE_EUSAGE);
    json_object_put(answer);
    answer = ask(LOAD "compare arnoldi:rnak:3", &status);
    assert_int_equal(status, RIFFLE_EUSAGE);
    json_object_put(answer);
}

/* What is exported is what `top' shows, to the last bit. */
static void check_export(const char *file)
{
    enum riffle_status status;
    char line[256];
    (void)snprintf(line, sizeof line,
                   LOAD "export scores %s scores=rif,cscore; top 455 by=rif",
                   file);
    struct json_object *answer = ask(line, &status);
    struct json_object *rows = member(member(answer, "data"), "rows");
    struct json_object *saved = json_object_from_file(file);
    assert_int_equal(status, RIFFLE_OK);
    assert_int_equal(json_object_array_length(saved), 455);
    for (size_t i = 0; i < 455; i++) {
        struct json_object *row = json_object_array_get_idx(rows, i);
        size_t at = (size_t)number(row, "row");
        struct json_object *other = json_object_array_get_idx(saved, at);
        assert_true(number(other, "row") == number(row, "row"));
        assert_true(number(other, "rif") == number(row, "rif"));
        assert_true(number(other, "cscore_se") > 0);
    }
    json_object_put(saved);
    json_object_put(answer);
}

static void test_scores_are_exported_to_the_bit(void **state)
{
    (void)state;
    check_export("scores.json");
    enum riffle_status status;
    struct json_object *answer =
        ask(LOAD "export scores s.csv scores=rif,lissa with=steps:9", &status);
    assert_int_equal(status, RIFFLE_EUSAGE); /* whose settings? */
    json_object_put(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaving_one_out_agrees_with_itself),
        cmocka_unit_test(test_the_matrix_is_symmetric),
        cmocka_unit_test(test_a_method_without_an_answer_says_why),
        cmocka_unit_test(test_what_cannot_be_is_refused),
        cmocka_unit_test(test_scores_are_kept_until_something_changes),
        cmocka_unit_test(test_against_one_of_them),
        cmocka_unit_test(test_methods_come_with_settings),
        cmocka_unit_test_setup_teardown(test_scores_are_exported_to_the_bit,
                                        folder_enter, folder_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
