#include "support/check.h"

#include "riffle/arithmetic.h"

#include <fenv.h>
#include <string.h>
#ifdef __SSE2__
#include <xmmintrin.h>
#endif

static void assert_refused(const char *what)
{
    struct riffle_error err = {0};
    const enum riffle_status status = riffle_arithmetic_check(&err);
    (void)fesetenv(FE_DFL_ENV);
    assert_int_equal(status, RIFFLE_EILLCONDITIONED);
    if (strstr(err.message, what) == NULL)
        fail_msg("%s", err.message);
    assert_int_equal(riffle_arithmetic_check(NULL), RIFFLE_OK);
}

static void test_the_usual_arithmetic_is_fine(void **state)
{
    (void)state;
    assert_int_equal(riffle_arithmetic_check(NULL), RIFFLE_OK);
}

static void test_other_roundings_are_refused(void **state)
{
    (void)state;
    static const int roundings[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(fesetround(roundings[i]), 0);
        assert_refused("rounded to the nearest");
    }
}

/* What start-up code of -ffast-math sets: bits 15 and 6 of MXCSR. */
static void test_flushing_to_zero_is_refused(void **state)
{
    (void)state;
#ifdef __SSE2__
    _mm_setcsr(_mm_getcsr() | 0x8000);
    assert_refused("flushed to zero");
    _mm_setcsr(_mm_getcsr() | 0x40);
    assert_refused("taken for zero");
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_usual_arithmetic_is_fine),
        cmocka_unit_test(test_other_roundings_are_refused),
        cmocka_unit_test(test_flushing_to_zero_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
