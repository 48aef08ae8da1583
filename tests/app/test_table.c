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
        cmocka_unit_test(test_table_is_an_array_of_objects_in_json),
        cmocka_unit_test(test_empty_table_is_its_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
