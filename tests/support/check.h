/* Assertions that cmocka 1.1 lacks. Include this instead of cmocka.h. */
#ifndef SUPPORT_CHECK_H
#define SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

/* |actual - expected| <= tolerance * max(1, |expected|), and both finite. */
#define assert_close(actual, expected, tolerance)                              \
    check_close((actual), (expected), (tolerance), __FILE__, __LINE__)

static inline void check_close(double actual, double expected, double tolerance,
                               const char *file, int line)
{
    double scale = fabs(expected) > 1 ? fabs(expected) : 1;
    if (isfinite(expected) && fabs(actual - expected) <= tolerance * scale)
        return;
    print_error("%.17g is not %.17g to %g\n", actual, expected, tolerance);
    _fail(file, line);
}

#endif
