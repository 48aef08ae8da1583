#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "report/table.h"

static const struct table_column columns[] = {
    {"name", "set", TABLE_TEXT, 0},
    {"size", "size", TABLE_COUNT, 0},
    {"effect", "effect", TABLE_NUMBER, 4},
};

static struct table *example(void)
{
    struct table *table = table_new(columns, 3);
    table_text(table, "random 5%");
    table_count(table, 12);
    table_number(table, 0.5);
    table_text(table, "\033c");
    table_count(table, 400);
    table_number(table, NAN);
    return table;
}

static char *shown(const struct table *table, struct reply *reply)
{
    char *text = NULL;
    size_t size = 0;
    reply->text = open_memstream(&text, &size);
    reply->theme = theme_builtin();
    table_reply(table, reply, "rows");
    fclose(reply->text);
    return text;
}

static void test_table_aligns_and_shows_no_nan(void **state)
{
    (void)state;
    struct table *table = example();
    struct reply reply = {.width = 80};
    char *text = shown(table, &reply);
    assert_string_equal(text, "set        size  effect\n"
                              "random 5%    12  0.5000\n"
                              "^[c         400       -\n");
    free(text);
    table_free(table);
}

static void test_table_styles_its_head(void **state)
{
    (void)state;
    struct table *table = example();
    struct reply reply = {.width = 80, .depth = DEPTH_16};
    char *text = shown(table, &reply);
    assert_ptr_equal(strstr(text, "\033[1mset\033[0m"), text);
    free(text);
    table_free(table);
}

static void test_table_cuts_text_never_numbers(void **state)
{
    (void)state;
    struct table *table = table_new(columns, 3);
    table_text(table, "a name that goes on and on and on");
    table_count(table, 123456);
    table_number(table, -1.25e-7);
    struct reply reply = {.width = 40};
    char *text = shown(table, &reply);
    assert_non_null(strstr(text, "a name that goes on~  123456  -1.250e-07\n"));
    free(text);
    table_free(table);
}

/* Where no cut of text is enough, each number gives up a digit, not the line
 * its end. */
static void test_table_gives_up_digits_to_fit(void **state)
{
    (void)state;
    static const struct table_column numbers[] = {
        {"name", "set", TABLE_TEXT, 0},
        {"a", "a", TABLE_NUMBER, 4},
        {"b", "b", TABLE_NUMBER, 6},
        {"c", "c", TABLE_NUMBER, 2},
    };
    static const char *const expected[] = {
        "rif  -1.250e-07  0.500000  3.1\n", /* 30 columns */
        "rif  -1.25e-07  0.50000  3.1\n",   /* 28 */
        "rif  -1.25e-07  0.5000  3.1\n",    /* 27 */
        "rif  -1.25e-07  0.500  3.1\n",     /* 26 */
        "rif  -1.25e-07  0.500  3.1\n",     /* no less than that */
    };
    static const size_t widths[] = {30, 29, 27, 26, 10};
    struct table *table = table_new(numbers, 4);
    table_text(table, "rif");
    table_number(table, -1.25e-7);
    table_number(table, 0.5);
    table_number(table, 3.1);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct reply reply = {.width = widths[i]};
        char *text = shown(table, &reply);
        assert_non_null(strstr(text, expected[i]));
        free(text);
    }
    table_free(table);
}

static void test_table_is_an_array_of_objects_in_json(void **state)
{
    (void)state;
    struct table *table = example();
    struct reply reply = {.json = true};
    char *text = shown(table, &reply);
    assert_string_equal(text, "");
    struct json_object *rows = json_object_object_get(reply.data, "rows");
    assert_int_equal(json_object_array_length(rows), 2);
    struct json_object *row = json_object_array_get_idx(rows, 1);
    assert_int_equal(json_object_get_int(json_object_object_get(row, "size")),
                     400);
    assert_null(json_object_object_get(row, "effect"));
    json_object_put(reply.data);
    free(text);
    table_free(table);
}

/* Decimals, where asked for, line up; no line ends in blanks. */
static void test_table_aligns_decimals_and_ends_lines_bare(void **state)
{
    (void)state;
    static const struct table_column own[] = {
        {"rho", "rank", TABLE_NUMBER, -2},
        {"size", "size", TABLE_NUMBER, 2},
        {"kind", "kind", TABLE_TEXT, 0},
        {"remark", "", TABLE_TEXT, 0},
    };
    static const double rhos[] = {1, 0.987, -0.5, NAN};
    static const char *const words[] = {"mask", "", "independent", ""};
    struct table *table = table_new(own, 4);
    for (size_t i = 0; i < 4; i++) {
        table_number(table, rhos[i]);
        table_number(table, rhos[i]);
        table_text(table, words[i]);
        table_text(table, i == 2 ? "!" : "");
    }
    struct reply reply = {0};
    char *text = shown(table, &reply);
    assert_string_equal(text, " rank   size  kind\n"
                              " 1.00    1.0  mask\n"
                              " 0.99   0.99\n"
                              "-0.50  -0.50  independent  !\n"
                              "    -      -\n");
    free(text);
    table_free(table);
}

static void test_empty_table_is_its_head(void **state)
{
    (void)state;
    struct table *table = table_new(columns, 3);
    struct reply reply = {0};
    char *text = shown(table, &reply);
    assert_string_equal(text, "set  size  effect\n");
    free(text);
    table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_aligns_and_shows_no_nan),
        cmocka_unit_test(test_table_styles_its_head),
        cmocka_unit_test(test_table_cuts_text_never_numbers),
        cmocka_unit_test(test_table_gives_up_digits_to_fit),
        cmocka_unit_test(test_table_is_an_array_of_objects_in_json),
        cmocka_unit_test(test_table_aligns_decimals_and_ends_lines_bare),
        cmocka_unit_test(test_empty_table_is_its_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
