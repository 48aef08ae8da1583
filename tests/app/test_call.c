/* Typed readers: values, defaults, and where a failure points. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/parse.h"

/* A parsed line of `select` or `sweep`, whose tables have every type. */
struct line {
    struct command_call call;
    struct call_mark mark;
    struct riffle_error err;
};

static void read_call(struct line *line, const char *text)
{
    const struct source source = {
        .text = text, .length = strlen(text), .line = 1};
    memset(line, 0, sizeof *line);
    if (parse_command(&source, 0, &line->call, &line->mark, &line->err))
        fail_msg("%s: %s", text, line->err.message);
}

static void test_numbers_and_defaults(void **state)
{
    (void)state;
    struct line line;
    double lambda = -1;
    double tolerance = -1;
    read_call(&line, "fit lambda=2.5e-3");
    assert_int_equal(call_number(&line.call, "lambda", &lambda, &line.err), 0);
    assert_true(lambda == 2.5e-3);
    assert_true(call_given(&line.call, "lambda"));
    assert_false(call_given(&line.call, "tol"));
    assert_int_equal(call_number(&line.call, "tol", &tolerance, &line.err), 0);
    assert_true(tolerance == -1); /* no default: left alone */
    call_release(&line.call);
}

static void test_size_is_read_against_the_rows(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n, size;
    } cases[] = {
        {"select random 20", 100, 20}, {"select random 5%", 1000, 50},
        {"select random 0.1%", 10, 1}, {"select random 100%", 7, 7},
        {"select random 7", 7, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct line line;
        size_t size = 0;
        read_call(&line, cases[i].text);
        assert_int_equal(
            call_size(&line.call, "1", cases[i].n, &size, &line.err), 0);
        assert_int_equal(size, cases[i].size);
        call_release(&line.call);
    }
}

static void test_failure_points_at_the_value(void **state)
{
    (void)state;
    struct line line;
    size_t size = 0;
    read_call(&line, "select random 500");
    assert_int_equal(call_size(&line.call, "1", 100, &size, &line.err),
                     RIFFLE_EUSAGE);
    assert_int_equal(line.mark.start, 14);
    assert_int_equal(line.mark.end, 17);
    assert_int_equal(size, 0);
    call_release(&line.call);
    read_call(&line, "select cluster l2 5 around=99");
    assert_int_equal(call_row(&line.call, "around", 10, &size, &line.err),
                     RIFFLE_EUSAGE);
    assert_int_equal(line.mark.start, 27);
    assert_non_null(strstr(line.err.message, "rows are 0 to 9"));
    call_release(&line.call);
}

static void assert_rows(const char *text, const size_t *expected, size_t n)
{
    struct line line;
    size_t *rows = NULL;
    size_t k = 0;
    read_call(&line, text);
    assert_int_equal(call_rows(&line.call, 1, 100, &rows, &k, &line.err), 0);
    assert_int_equal(k, n);
    assert_memory_equal(rows, expected, n * sizeof *rows);
    free(rows);
    call_release(&line.call);
}

static void test_rows_come_in_every_form(void **state)
{
    (void)state;
    assert_rows("select rows 7", (size_t[]){7}, 1);
    assert_rows("select rows 1,5 9", (size_t[]){1, 5, 9}, 3);
    assert_rows("select rows 10-12,3", (size_t[]){10, 11, 12, 3}, 4);
}

static void test_rows_beyond_the_data_are_refused(void **state)
{
    (void)state;
    struct line line;
    size_t *rows = NULL;
    size_t k = 0;
    read_call(&line, "select rows 1 99-100");
    assert_int_equal(call_rows(&line.call, 1, 100, &rows, &k, &line.err),
                     RIFFLE_EUSAGE);
    assert_null(rows);
    assert_int_equal(line.mark.start, 14);
    call_release(&line.call);
    read_call(&line, "select rows 0-18446744073709551615");
    assert_int_equal(call_rows(&line.call, 1, 100, &rows, &k, &line.err),
                     RIFFLE_EUSAGE);
    call_release(&line.call);
}

static void test_rows_of_a_file_name_its_line(void **state)
{
    (void)state;
    struct line line;
    char text[128];
    char path[] = "/tmp/riffle-rows-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs("3 4\n5,6\n\n7\r\nx9\n", file);
    (void)fclose(file);
    (void)snprintf(text, sizeof text, "select rows @%s", path);
    size_t *rows = NULL;
    size_t k = 0;
    read_call(&line, text);
    assert_int_equal(call_rows(&line.call, 1, 100, &rows, &k, &line.err),
                     RIFFLE_EFORMAT);
    assert_non_null(strstr(line.err.message, ":5: `x9' is not a row number"));
    call_release(&line.call);
    (void)unlink(path);
}

static void test_items_are_split_and_choices_found(void **state)
{
    (void)state;
    struct line line;
    char **items = NULL;
    size_t n = 0;
    size_t choice = 9;
    read_call(&line, "effect estimators=rif,if");
    assert_int_equal(
        call_items(&line.call, "estimators", &items, &n, &line.err), 0);
    assert_int_equal(n, 2);
    assert_string_equal(items[0], "rif");
    assert_string_equal(items[1], "if");
    call_items_free(items, n);
    call_release(&line.call);
    read_call(&line, "fit penalty=scaled");
    assert_int_equal(call_choice(&line.call, "penalty", &choice, &line.err), 0);
    assert_int_equal(choice, 1);
    call_release(&line.call);
}

static void test_range_is_two_fractions(void **state)
{
    (void)state;
    struct line line;
    double low = 0;
    double high = 0;
    read_call(&line, "sweep range=1%:50%");
    assert_int_equal(call_range(&line.call, "range", &low, &high, &line.err),
                     0);
    assert_close(low, 0.01, 1e-15); /* one division */
    assert_close(high, 0.5, 1e-15);
    call_release(&line.call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_and_defaults),
        cmocka_unit_test(test_size_is_read_against_the_rows),
        cmocka_unit_test(test_failure_points_at_the_value),
        cmocka_unit_test(test_rows_come_in_every_form),
        cmocka_unit_test(test_rows_beyond_the_data_are_refused),
        cmocka_unit_test(test_rows_of_a_file_name_its_line),
        cmocka_unit_test(test_items_are_split_and_choices_found),
        cmocka_unit_test(test_range_is_two_fractions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
