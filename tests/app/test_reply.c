#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "report/reply.h"

struct capture {
    struct reply reply;
    char *text, *notes;
    size_t text_size, notes_size;
};

static void capture_begin(struct capture *capture, bool json)
{
    *capture = (struct capture){0};
    capture->reply.json = json;
    capture->reply.theme = theme_builtin();
    capture->reply.text = open_memstream(&capture->text, &capture->text_size);
    capture->reply.notes =
        open_memstream(&capture->notes, &capture->notes_size);
}

static void capture_end(struct capture *capture)
{
    fclose(capture->reply.text);
    fclose(capture->reply.notes);
}

static void capture_free(struct capture *capture)
{
    free(capture->text);
    free(capture->notes);
}

static void test_text_is_safe_and_streams_are_apart(void **state)
{
    (void)state;
    struct capture c;
    capture_begin(&c, false);
    reply_text(&c.reply, "column `%s'\n", "a\033[2Jb");
    reply_warn(&c.reply, "%d rows dropped", 3);
    reply_set_count(&c.reply, "n", 3);
    reply_finish(&c.reply, "load");
    capture_end(&c);
    assert_string_equal(c.text, "column `a^[[2Jb'\n");
    assert_string_equal(c.notes, "warning: 3 rows dropped\n");
    assert_null(c.reply.data);
    capture_free(&c);
}

static void test_styled_text_is_plain_without_colour(void **state)
{
    (void)state;
    struct capture c;
    capture_begin(&c, false);
    reply_styled(&c.reply, ROLE_TITLE, "a");
    c.reply.depth = DEPTH_256;
    reply_styled(&c.reply, ROLE_TITLE, "b");
    capture_end(&c);
    assert_string_equal(c.text, "a\033[1mb\033[0m");
    capture_free(&c);
}

static void test_json_is_one_line_and_nothing_else(void **state)
{
    (void)state;
    struct capture c;
    capture_begin(&c, true);
    reply_text(&c.reply, "for people\n");
    reply_set_count(&c.reply, "n", 7);
    reply_set_number(&c.reply, "bound", NAN);
    reply_set_bool(&c.reply, "ok", true);
    reply_note(&c.reply, "took defaults");
    reply_finish(&c.reply, "fit");
    capture_end(&c);
    assert_string_equal(c.text,
                        "{\"ok\":true,\"command\":\"fit\",\"data\":{\"n\":7,"
                        "\"bound\":null,\"ok\":true},"
                        "\"warnings\":[\"took defaults\"]}\n");
    assert_null(c.reply.data);
    capture_free(&c);
}

static void test_json_without_data_keeps_its_shape(void **state)
{
    (void)state;
    struct capture c;
    capture_begin(&c, true);
    reply_finish(&c.reply, "clear");
    capture_end(&c);
    assert_string_equal(c.text, "{\"ok\":true,\"command\":\"clear\","
                                "\"data\":{},\"warnings\":[]}\n");
    capture_free(&c);
}

static void test_json_failure_drops_data_and_keeps_the_hint(void **state)
{
    (void)state;
    struct capture c;
    struct riffle_error err = {.status = RIFFLE_EUSAGE,
                               .line = 3,
                               .column = 7,
                               .message = "no such column",
                               .hint = "see `show'"};
    capture_begin(&c, true);
    reply_set_count(&c.reply, "n", 7);
    reply_failure(&c.reply, "load", 2, &err);
    capture_end(&c);
    assert_string_equal(c.text,
                        "{\"ok\":false,\"command\":\"load\",\"error\":{"
                        "\"code\":2,\"message\":\"no such column\","
                        "\"hint\":\"see `show'\",\"line\":3,\"column\":7}}\n");
    assert_null(c.reply.data);
    capture_free(&c);
}

static void test_json_strings_are_valid_and_harmless(void **state)
{
    (void)state;
    struct capture c;
    capture_begin(&c, true);
    c.reply.unicode = true;
    reply_set_string(&c.reply, "s", "\xff \xc2\x9b \033 \xc3\xa9");
    reply_finish(&c.reply, "x");
    capture_end(&c);
    assert_non_null(strstr(c.text, "\"\\\\xFF \\u009b \\u001b \xc3\xa9\""));
    capture_free(&c);
}

static void test_json_for_ascii_escapes_by_surrogates(void **state)
{
    (void)state;
    struct capture c;
    capture_begin(&c, true);
    reply_set_string(&c.reply, "s", "\xf0\x9f\x98\x80\x7f");
    reply_finish(&c.reply, "x");
    capture_end(&c);
    assert_non_null(strstr(c.text, "\"\\ud83d\\ude00\\u007f\""));
    struct json_object *back = json_tokener_parse(c.text);
    struct json_object *data = json_object_object_get(back, "data");
    assert_string_equal(
        json_object_get_string(json_object_object_get(data, "s")),
        "\xf0\x9f\x98\x80\x7f");
    json_object_put(back);
    capture_free(&c);
}

static void test_numbers_read_back_exactly(void **state)
{
    (void)state;
    const double values[] = {0.1, 1e-300, 5e-324, -0.0, 1.0 / 3, 123456789};
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        struct json_object *number = reply_number(values[i]);
        const char *text = json_object_to_json_string(number);
        assert_true(strtod(text, NULL) == values[i]);
        json_object_put(number);
    }
    assert_null(reply_number(INFINITY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_safe_and_streams_are_apart),
        cmocka_unit_test(test_styled_text_is_plain_without_colour),
        cmocka_unit_test(test_json_is_one_line_and_nothing_else),
        cmocka_unit_test(test_json_without_data_keeps_its_shape),
        cmocka_unit_test(test_json_failure_drops_data_and_keeps_the_hint),
        cmocka_unit_test(test_json_strings_are_valid_and_harmless),
        cmocka_unit_test(test_json_for_ascii_escapes_by_surrogates),
        cmocka_unit_test(test_numbers_read_back_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
