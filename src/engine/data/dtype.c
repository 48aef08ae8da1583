#include "data/dtype.h"

#include <math.h>
#include <string.h>

static bool half_value(uint64_t bits, size_t size, double *value)
{
    (void)size;
    const uint64_t exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
    const uint64_t sign = bits >> 15 << 63;
    uint64_t wide = sign;
    if (exponent == 0) { /* zero or subnormal: fraction * 2^-24 */
        const double magnitude = (double)fraction * 0x1p-24;
        *value = sign != 0 ? -magnitude : magnitude;
        return true;
    }
    if (exponent == 0x1f)
        wide |= (uint64_t)0x7ff << 52;
    else
        wide |= (exponent + 1023 - 15) << 52;
    wide |= fraction << 42;
    memcpy(value, &wide, sizeof *value);
    return true;
}

static bool single_value(uint64_t bits, size_t size, double *value)
{
    const uint32_t narrow = (uint32_t)bits;
    float single;
    (void)size;
    memcpy(&single, &narrow, sizeof single);
    *value = (double)single;
    return true;
}

static bool double_value(uint64_t bits, size_t size, double *value)
{
    (void)size;
    memcpy(value, &bits, sizeof *value);
    return true;
}

static bool unsigned_value(uint64_t bits, size_t size, double *value)
{
    (void)size;
    *value = (double)bits;
    return *value < 0x1p64 && (uint64_t)*value == bits;
}

/* By magnitude, so that only one rule says what is exact. */
static bool signed_value(uint64_t bits, size_t size, double *value)
{
    const uint64_t sign = (uint64_t)1 << (8 * size - 1);
    const uint64_t extended = (bits ^ sign) - sign;
    if ((extended >> 63) == 0)
        return unsigned_value(extended, size, value);
    const bool exact = unsigned_value(-extended, size, value);
    *value = -*value;
    return exact;
}

static bool bool_value(uint64_t bits, size_t size, double *value)
{
    (void)size;
    *value = bits != 0;
    return true;
}

static const struct dtype dtypes[] = {
    {'f', 2, half_value},     {'f', 4, single_value},
    {'f', 8, double_value},   {'i', 1, signed_value},
    {'i', 2, signed_value},   {'i', 4, signed_value},
    {'i', 8, signed_value},   {'u', 1, unsigned_value},
    {'u', 2, unsigned_value}, {'u', 4, unsigned_value},
    {'u', 8, unsigned_value}, {'b', 1, bool_value},
};

const struct dtype *dtype_find(char kind, size_t size)
{
    for (size_t i = 0; i < sizeof dtypes / sizeof dtypes[0]; i++)
        if (dtypes[i].kind == kind && dtypes[i].size == size)
            return &dtypes[i];
    return NULL;
}
