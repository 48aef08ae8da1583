/* Words, quotes, comments, separators: what the scanner makes of bytes. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "command/tokens.h"

/* The texts of the first command, each followed by a bar. */
static void assert_words(const char *line, const char *expected)
{
    char joined[256] = "";
    struct tokens tokens;
    tokens_read(line, strlen(line), 0, &tokens);
    assert_int_equal(tokens.flaw, TOKENS_GOOD);
    for (size_t i = 0; i < tokens.n; i++) {
        strcat(joined, tokens.items[i].text);
        strcat(joined, "|");
    }
    tokens_release(&tokens);
    assert_string_equal(joined, expected);
}

static void test_words_are_cut_as_a_shell_cuts_them(void **state)
{
    (void)state;
    assert_words("load a.csv", "load|a.csv|");
    assert_words("  load\ta.csv  ", "load|a.csv|");
    assert_words("load 'a b.csv'", "load|a b.csv|");
    assert_words("load \"a b\"c", "load|a bc|");
    assert_words("load a\\ b", "load|a b|");
    assert_words("x '\\'", "x|\\|");
    assert_words("x \"\\\"\\\\\\n\"", "x|\"\\\\n|");
    assert_words("x ''", "x||");
    assert_words("load a \\\n b", "load|a|b|");
    assert_words("lo\\\nad", "load|");
}

static void test_comments_begin_where_words_do(void **state)
{
    (void)state;
    assert_words("# nothing", "");
    assert_words("fit # lambda=3; quit", "fit|");
    assert_words("load a#b", "load|a#b|");
    assert_words("load '#a'", "load|#a|");
}

static void test_separators_end_a_command_outside_quotes(void **state)
{
    (void)state;
    const char *line = "fit; show 'a;b'\nquit";
    struct tokens tokens;
    tokens_read(line, strlen(line), 0, &tokens);
    assert_int_equal(tokens.n, 1);
    assert_int_equal(tokens.next, 4);
    tokens_release(&tokens);
    tokens_read(line, strlen(line), 4, &tokens);
    assert_int_equal(tokens.n, 2);
    assert_string_equal(tokens.items[1].text, "a;b");
    assert_int_equal(tokens.next, 16);
    tokens_release(&tokens);
}

static void test_a_key_begins_with_a_letter_and_is_not_quoted(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        size_t key;
    } cases[] = {
        {"seed=3", 4},     {"seed=", 4},   {"'seed=3'", 0}, {"se\"ed\"=3", 0},
        {"3=4", 0},        {"=4", 0},      {"age==50", 0},  {"age>=50", 0},
        {"seed='a b'", 4}, {"a-b_c=1", 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tokens tokens;
        tokens_read(cases[i].word, strlen(cases[i].word), 0, &tokens);
        assert_int_equal(tokens.n, 1);
        assert_int_equal(tokens.items[0].key, cases[i].key);
        tokens_release(&tokens);
    }
}

static void test_flaws_are_found_and_placed(void **state)
{
    (void)state;
    struct tokens tokens;
    tokens_read("load 'a", 7, 0, &tokens);
    assert_int_equal(tokens.flaw, TOKENS_OPEN_QUOTE);
    assert_int_equal(tokens.flaw_at, 5);
    assert_string_equal(tokens.items[1].text, "a");
    tokens_release(&tokens);
    tokens_read("load\\", 5, 0, &tokens);
    assert_int_equal(tokens.flaw, TOKENS_OPEN_BACKSLASH);
    tokens_release(&tokens);
    tokens_read("lo\0d", 4, 0, &tokens);
    assert_int_equal(tokens.flaw, TOKENS_NUL);
    assert_int_equal(tokens.flaw_at, 2);
    tokens_release(&tokens);
}

static void test_incomplete_text_asks_for_more(void **state)
{
    (void)state;
    assert_true(tokens_incomplete("fit; load 'a", 12));
    assert_true(tokens_incomplete("load \\", 6));
    assert_false(tokens_incomplete("load a", 6));
    assert_false(tokens_incomplete("fit # it's", 10));
    assert_false(tokens_incomplete("", 0));
}

static void test_quoting_survives_the_scanner(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "plain", "", "a b", "it's", "\"", "\\", "#x", "a;b", "k=v", "a\nb",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct tokens tokens;
        char *quoted = token_quote(texts[i]);
        tokens_read(quoted, strlen(quoted), 0, &tokens);
        assert_int_equal(tokens.n, 1);
        assert_int_equal(tokens.items[0].key, 0);
        assert_string_equal(tokens.items[0].text, texts[i]);
        tokens_release(&tokens);
        free(quoted);
    }
}

/* Whatever the bytes: no crash, progress, offsets inside the text. */
static void test_random_bytes_are_scanned_to_the_end(void **state)
{
    (void)state;
    static const char alphabet[] = "ab='\"\\;#\n \t,0";
    uint64_t random = 1;
    for (int round = 0; round < 20000; round++) {
        char text[24];
        for (size_t i = 0; i < sizeof text; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            text[i] = alphabet[(random >> 33) % (sizeof alphabet - 1)];
        }
        size_t at = 0;
        while (at < sizeof text) {
            struct tokens tokens;
            tokens_read(text, sizeof text, at, &tokens);
            assert_true(tokens.next > at && tokens.next <= sizeof text);
            for (size_t i = 0; i < tokens.n; i++) {
                assert_true(tokens.items[i].start < tokens.items[i].end);
                assert_true(tokens.items[i].value <= tokens.items[i].end);
            }
            at = tokens.next;
            tokens_release(&tokens);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_cut_as_a_shell_cuts_them),
        cmocka_unit_test(test_comments_begin_where_words_do),
        cmocka_unit_test(test_separators_end_a_command_outside_quotes),
        cmocka_unit_test(test_a_key_begins_with_a_letter_and_is_not_quoted),
        cmocka_unit_test(test_flaws_are_found_and_placed),
        cmocka_unit_test(test_incomplete_text_asks_for_more),
        cmocka_unit_test(test_quoting_survives_the_scanner),
        cmocka_unit_test(test_random_bytes_are_scanned_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
