/* The floating-point environment, by what it does rather than by its flags. */
#include "riffle/arithmetic.h"

#include "base/sum.h"

#include <fenv.h>
#include <float.h>
#include <math.h>

#if FLT_EVAL_METHOD != 0
#error "double expressions are not evaluated in double: try -mfpmath=sse"
#endif

/* The compiler may not know these numbers, else it would do the sums. */
static double opaque(double value)
{
    volatile double kept = value;
    return kept;
}

static bool rounds_to_nearest(void)
{
    const double one = opaque(1), half = opaque(DBL_EPSILON / 2);
    return fegetround() == FE_TONEAREST && one + half == 1 &&
           one + 3 * half == 1 + 2 * DBL_EPSILON && -one - half == -1;
}

static bool keeps_small_results(void)
{
    return opaque(DBL_MIN) / 4 > 0;
}

static bool reads_small_numbers(void)
{
    return opaque(DBL_TRUE_MIN) * opaque(0x1p60) > 0;
}

static bool knows_nan(void)
{
    const double nan = opaque(0) * opaque(INFINITY);
    return nan != nan && isnan(nan) && !isfinite(opaque(INFINITY));
}

/* (1 + u)(1 - u) rounds to 1; fused with the subtraction, it leaves -u^2. */
static bool rounds_each_product(void)
{
    const double u = 0x1p-30;
    const double over = opaque(1 + u), under = opaque(1 - u);
    return over * under - 1 == 0;
}

/* The compensated sum is one that a compiler that reorders undoes. */
static bool keeps_the_order(void)
{
    struct sum sum = {0};
    sum_add(&sum, opaque(1));
    sum_add(&sum, opaque(1e100));
    sum_add(&sum, opaque(1));
    sum_add(&sum, opaque(-1e100));
    return sum_value(&sum) == 2;
}

static const struct {
    bool (*holds)(void);
    const char *otherwise;
} checks[] = {
    {rounds_to_nearest, "results are not rounded to the nearest number"},
    {reads_small_numbers, "small numbers are taken for zero"},
    {keeps_small_results, "small results are flushed to zero"},
    {knows_nan, "what is no number goes unseen"},
    {rounds_each_product, "products are not rounded before they are added"},
    {keeps_the_order, "sums are reordered"},
};

enum riffle_status riffle_arithmetic_check(struct riffle_error *err)
{
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (checks[i].holds())
            continue;
        (void)riffle_fail(err, RIFFLE_EILLCONDITIONED,
                          "the arithmetic of this process is not to be "
                          "trusted: %s",
                          checks[i].otherwise);
        riffle_hint(err, "a library built with -ffast-math does that; see "
                         "what LD_PRELOAD and LD_LIBRARY_PATH bring in");
        return RIFFLE_EILLCONDITIONED;
    }
    return RIFFLE_OK;
}
