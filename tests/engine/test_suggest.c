#include "support/check.h"

#include "riffle/suggest.h"

#include <string.h>

static const char *const names[] = {"effect", "export", "fit",   "help",
                                    "load",   "plot",   "probe", "select",
                                    "show",   "sweep"};

static void first_is(const char *typed, const char *expected)
{
    const char *best[RIFFLE_SUGGEST_MAX];
    size_t n =
        riffle_suggest(typed, names, sizeof(names) / sizeof(names[0]), best);
    assert_true(n > 0 && n <= RIFFLE_SUGGEST_MAX);
    assert_string_equal(best[0], expected);
}

static void test_suggest_finds_the_intended_word(void **state)
{
    (void)state;
    first_is("laod", "load");
    first_is("selct", "select");
    first_is("swep", "sweep");
    first_is("efect", "effect");
    first_is("plott", "plot");
    first_is("hepl", "help");
    first_is("fti", "fit");
    first_is("sho", "show");
}

static void test_suggest_is_silent_when_nothing_is_near(void **state)
{
    (void)state;
    const char *best[RIFFLE_SUGGEST_MAX];
    assert_int_equal(riffle_suggest("zzzzzz", names, 10, best), 0);
    char endless[200];
    memset(endless, 'a', sizeof(endless) - 1);
    endless[sizeof(endless) - 1] = '\0';
    assert_int_equal(riffle_suggest(endless, names, 10, best), 0);
    assert_int_equal(riffle_suggest("load", names, 0, best), 0);
}

static void test_suggest_asks_more_of_short_words(void **state)
{
    (void)state;
    const char *best[RIFFLE_SUGGEST_MAX];
    assert_int_equal(riffle_suggest("foo", names, 10, best), 0);
    assert_int_equal(riffle_suggest("x", names, 10, best), 0);
    first_is("fi", "fit");
    first_is("fot", "fit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggest_finds_the_intended_word),
        cmocka_unit_test(test_suggest_is_silent_when_nothing_is_near),
        cmocka_unit_test(test_suggest_asks_more_of_short_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
