#include "support/check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/sanitise.h"
#include "text/utf8.h"

static void check(const char *text, size_t n, bool unicode, const char *shown)
{
    char *safe = sanitise(text, n, unicode, false);
    assert_non_null(safe);
    assert_string_equal(safe, shown);
    free(safe);
}

/* Written from the list of threats, not from the sanitiser's table. */
static bool dangerous(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xE000 && c <= 0xF8FF) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xFFF0 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE ||
           c == 0x378 || c >= 0xE0000;
}

static void test_sanitise_leaves_no_dangerous_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char raw[RIFFLE_UTF8_MAX + 1] = "a";
        size_t n = 1 + riffle_utf8_encode(c, raw + 1);
        char *safe = sanitise(raw, n, true, false);
        size_t length = strlen(safe);
        for (size_t i = 0; i < length;) {
            uint32_t shown = 0;
            size_t bytes = riffle_utf8_decode(safe + i, length - i, &shown);
            assert_true(bytes > 0 && !dangerous(shown));
            i += bytes;
        }
        free(safe);
    }
}

static void test_sanitise_for_ascii_is_ascii(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char raw[RIFFLE_UTF8_MAX];
        size_t n = riffle_utf8_encode(c, raw);
        char *safe = sanitise(raw, n, false, false);
        for (const char *p = safe; *p; p++)
            assert_true(*p >= 0x20 && *p < 0x7F);
        free(safe);
    }
}

static void test_sanitise_survives_every_pair_of_bytes(void **state)
{
    (void)state;
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        char raw[2] = {(char)(pair >> 8), (char)(pair & 0xFF)};
        char *safe = sanitise(raw, 2, true, false);
        size_t length = strlen(safe);
        assert_true(length >= 1 && length <= 8);
        for (size_t i = 0; i < length;) {
            uint32_t shown = 0;
            size_t bytes = riffle_utf8_decode(safe + i, length - i, &shown);
            assert_true(bytes > 0 && !dangerous(shown));
            i += bytes;
        }
        free(safe);
    }
}

static void test_sanitise_shows_what_it_caught(void **state)
{
    (void)state;
    check("\033]0;x\a", 6, true, "^[]0;x^G");
    check("\x7f", 1, true, "^?");
    check("a\0b", 3, true, "a^@b");
    check("\xc2\x9b", 2, true, "<U+009B>");
    check("\xe2\x80\xae", 3, true, "<U+202E>");
    check("\xff\xc3", 2, true, "\\xFF\\xC3");
    check("\xed\xa0\x80", 3, true, "\\xED\\xA0\\x80");
    check("\xc0\x80", 2, true, "\\xC0\\x80");
    check("caf\xc3\xa9", 5, true, "caf\xc3\xa9");
    check("caf\xc3\xa9", 5, false, "caf<U+00E9>");
    check("a \xe2\x86\x92 b\xe2\x80\xa6", 10, false, "a -> b...");
}

static void test_sanitise_keeps_newlines_only_on_request(void **state)
{
    (void)state;
    check("a\nb", 3, true, "a^Jb");
    char *safe = sanitise("a\nb\r\n", 5, true, true);
    assert_string_equal(safe, "a\nb^M\n");
    free(safe);
}

static void test_sanitise_limits_marks_on_a_letter(void **state)
{
    (void)state;
    /* e and five acute accents; then an accent with no letter before it */
    check("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 11, true,
          "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81<U+0301>");
    check("\xcc\x81", 2, true, "<U+0301>");
}

static void test_width_counts_what_is_shown(void **state)
{
    (void)state;
    assert_int_equal(sanitise_width("abc"), 3);
    assert_int_equal(sanitise_width("e\xcc\x81"), 1);
    assert_int_equal(sanitise_width("\xe4\xb8\xad\xe6\x96\x87"), 4);
    assert_int_equal(sanitise_width("\xe2\xa3\xbf\xe2\x97\x8f"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sanitise_leaves_no_dangerous_code_point),
        cmocka_unit_test(test_sanitise_for_ascii_is_ascii),
        cmocka_unit_test(test_sanitise_survives_every_pair_of_bytes),
        cmocka_unit_test(test_sanitise_shows_what_it_caught),
        cmocka_unit_test(test_sanitise_keeps_newlines_only_on_request),
        cmocka_unit_test(test_sanitise_limits_marks_on_a_letter),
        cmocka_unit_test(test_width_counts_what_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
