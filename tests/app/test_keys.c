/* The keys of the full screen are lines of the command language. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "command/bind_fill.h"
#include "command/parse.h"
#include "command/value.h"
#include "command/verbs.h"
#include "tui/act.h"
#include "tui/keys.h"

static void test_view_knows_just_what_the_screen_does(void **state)
{
    (void)state;
    const char *words = command_view.words[0].values;
    size_t n = 1;
    for (const char *at = words; *at; at++)
        n += *at == '|';
    assert_int_equal(act_count(), n);
    for (size_t i = 0; i < act_count(); i++)
        assert_true(value_choice(words, act_name(i), strlen(act_name(i))) !=
                    VALUE_NONE);
}

static void test_every_key_is_a_command(void **state)
{
    (void)state;
    for (size_t i = 0; i < key_count(); i++) {
        struct command_call call;
        struct call_mark mark;
        struct riffle_error err = {0};
        static const struct bind_here here = {"0", "0", "0", "test_loss"};
        const char *missing = NULL;
        char line[96];
        if (!key_at(i)->command)
            continue; /* the command line itself */
        char *filled = bind_fill(key_at(i)->command, &here, &missing);
        assert_non_null(filled);
        char last = strchr(filled, '\0')[-1];
        /* a word more where the user is to type one */
        (void)snprintf(line, sizeof line, "%s%s", filled,
                       strstr(filled, "verdict=") ? "none"
                       : last == '='              ? "0"
                       : last == ' '              ? "1"
                                                  : "");
        free(filled);
        const struct source source = {
            .text = line, .length = strlen(line), .line = 1};
        if (parse_command(&source, 0, &call, &mark, &err) != RIFFLE_OK)
            fail_msg("%s: %s", line, err.message);
        call_release(&call);
    }
}

static void test_places_are_filled(void **state)
{
    (void)state;
    const struct bind_here here = {
        .row = "7", .rows = "3-5,7", .measure = "'a b'"};
    const char *missing = NULL;
    char *line = bind_fill("mark {rows} note={x} {row}{row} measure={measure}",
                           &here, &missing);
    assert_non_null(line);
    assert_string_equal(line, "mark 3-5,7 note={x} 77 measure='a b'");
    free(line);
    assert_null(bind_fill("select sets {set}", &here, &missing));
    assert_string_equal(missing, "removal set");
}

static void test_no_key_means_two_things_on_a_page(void **state)
{
    (void)state;
    for (int page = 0; page < PAGE_COUNT; page++)
        for (size_t i = 0; i < key_count(); i++) {
            const struct key *key = key_at(i);
            if (!key_on_page(key, (enum page)page))
                continue;
            for (size_t c = 0; c < 3 && key->codes[c]; c++)
                assert_ptr_equal(
                    key_find((enum page)page, SCREEN_CHARACTER, key->codes[c]),
                    key);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view_knows_just_what_the_screen_does),
        cmocka_unit_test(test_every_key_is_a_command),
        cmocka_unit_test(test_places_are_filled),
        cmocka_unit_test(test_no_key_means_two_things_on_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
