/* Decimal text to double and back, correctly rounded, in any locale. */
#include "riffle/number.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* The significant digits of a number, and where its point goes. */
struct decimal {
    uint64_t digits; /* without the point; the leading 19 significant ones */
    long exponent;   /* value = digits * 10^exponent, unless truncated */
    bool negative;
    bool truncated; /* there were more digits than fit */
};

enum {
    MAX_DIGITS = 19,      /* that always fit 64 bits */
    MAX_EXPONENT = 99999, /* beyond it every double is 0 or infinite */
    MAX_QUOTIENT = 27,    /* 5^27 is the last power of 5 in 64 bits */
    MAX_EXACT = 22,       /* 10^22 is the last power of 10 in a double */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Take the digits at `at`, left or right of the point; past the last. */
static const char *take_digits(const char *at, const char *end, bool fraction,
                               struct decimal *decimal, int *count)
{
    for (; at < end && is_digit(*at); at++) {
        if (*count < MAX_DIGITS) {
            decimal->digits = decimal->digits * 10 + (uint64_t)(*at - '0');
            *count += decimal->digits > 0;
            decimal->exponent -= fraction;
        } else {
            decimal->truncated |= *at != '0';
            decimal->exponent += !fraction;
        }
    }
    return at;
}

/* Take "e[+-]digits" if it is all that is left. */
static bool take_exponent(const char *at, const char *end,
                          struct decimal *decimal)
{
    if (at == end)
        return true;
    if (*at != 'e' && *at != 'E')
        return false;
    at++;
    const bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end)
        return false;
    long exponent = 0;
    for (; at < end && is_digit(*at); at++)
        if (exponent < MAX_EXPONENT)
            exponent = exponent * 10 + (*at - '0');
    decimal->exponent += negative ? -exponent : exponent;
    return at == end;
}

static bool decimal_take(const char *text, size_t length,
                         struct decimal *decimal)
{
    const char *at = text, *end = text + length;
    int count = 0;
    *decimal = (struct decimal){0};
    if (at < end && (*at == '-' || *at == '+'))
        decimal->negative = *at++ == '-';
    const char *whole = at;
    at = take_digits(at, end, false, decimal, &count);
    size_t digits = (size_t)(at - whole);
    if (at < end && *at == '.') {
        const char *fraction = ++at;
        at = take_digits(at, end, true, decimal, &count);
        digits += (size_t)(at - fraction);
    }
    return digits > 0 && take_exponent(at, end, decimal);
}

/*
 * digits / 10^places for 0 <= places <= MAX_QUOTIENT, correctly rounded: the
 * quotient of the digits by 5^places, both shifted to the top of their words,
 * has 63 or 64 bits; what the division leaves over only breaks ties.
 */
static double quotient(uint64_t digits, int places)
{
    uint64_t divisor = 1;
    for (int i = 0; i < places; i++)
        divisor *= 5;
    const int up = __builtin_clzll(digits), down = __builtin_clzll(divisor);
    divisor <<= down;
    const wide numerator = (wide)(digits << up) << 63;
    uint64_t bits = (uint64_t)(numerator / divisor);
    const bool rest = numerator != (wide)bits * divisor;
    int exponent = down - up - 63 - places;
    if (bits >> 63 == 0) {
        bits <<= 1; /* the bit shifted in lies below the rounding position */
        exponent--;
    }
    const uint64_t below = bits & 0x7ff, half = 0x400;
    uint64_t kept = bits >> 11; /* 53 bits */
    if (below > half || (below == half && (rest || (kept & 1) == 1)))
        kept++;
    return ldexp((double)kept, exponent + 11);
}

/* The C locale, whatever the program's is; glibc allocates nothing here. */
static locale_t locale_enter(locale_t *old)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    *old = c != (locale_t)0 ? uselocale(c) : (locale_t)0;
    return c;
}

static void locale_leave(locale_t c, locale_t old)
{
    if (c == (locale_t)0)
        return;
    (void)uselocale(old);
    freelocale(c);
}

/* The rare rest: many digits, large exponents. */
static double library_parse(const char *text, size_t length)
{
    char copy[RIFFLE_NUMBER_MAX + 1];
    memcpy(copy, text, length);
    copy[length] = '\0';
    locale_t old;
    const locale_t c = locale_enter(&old);
    const double value = strtod(copy, NULL);
    locale_leave(c, old);
    return value;
}

bool riffle_number_parse(const char *text, size_t length, double *value)
{
    static const double powers[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    };
    struct decimal decimal;
    if (length > RIFFLE_NUMBER_MAX || !decimal_take(text, length, &decimal))
        return false;
    const bool small = decimal.digits <= (uint64_t)1 << 53;
    const long exponent = decimal.exponent;
    double magnitude;
    if (decimal.digits == 0)
        magnitude = 0;
    else if (!decimal.truncated && small && labs(exponent) <= MAX_EXACT)
        magnitude = exponent < 0 ? (double)decimal.digits / powers[-exponent]
                                 : (double)decimal.digits * powers[exponent];
    else if (!decimal.truncated && exponent <= 0 && exponent >= -MAX_QUOTIENT)
        magnitude = quotient(decimal.digits, (int)-exponent);
    else
        magnitude = fabs(library_parse(text, length));
    if (!isfinite(magnitude) || (magnitude <= 0 && decimal.digits > 0))
        return false;
    *value = decimal.negative ? -magnitude : magnitude;
    return true;
}

bool riffle_count_parse(const char *text, size_t length, uint64_t *value)
{
    uint64_t count = 0;
    for (size_t i = 0; i < length; i++)
        if (!is_digit(text[i]) || __builtin_mul_overflow(count, 10, &count) ||
            __builtin_add_overflow(count, (uint64_t)(text[i] - '0'), &count))
            return false;
    if (length == 0)
        return false;
    *value = count;
    return true;
}

const char *riffle_number_format(char text[RIFFLE_NUMBER_SIZE], double value)
{
    locale_t old;
    const locale_t c = locale_enter(&old);
    for (int digits = 15; digits <= 17; digits++) {
        const int length =
            snprintf(text, RIFFLE_NUMBER_SIZE, "%.*g", digits, value);
        double back;
        if (riffle_number_parse(text, (size_t)length, &back) && back == value)
            break;
    }
    locale_leave(c, old);
    return text;
}
