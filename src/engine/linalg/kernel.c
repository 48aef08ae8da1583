#include "riffle/kernel.h"

#include <cblas.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

const char *riffle_kernel(void)
{
    return openblas_get_corename();
}

#if defined(__x86_64__)

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
}

const char *riffle_kernel_better(void)
{
    static const char *const narrow[] = {"Haswell", "Zen", "Sandybridge",
                                         "Excavator"};
    if (!has_avx512())
        return NULL;
    for (size_t k = 0; k < sizeof narrow / sizeof narrow[0]; k++)
        if (strcmp(riffle_kernel(), narrow[k]) == 0)
            return "SkylakeX";
    return NULL;
}

#else

const char *riffle_kernel_better(void)
{
    return NULL;
}

#endif
