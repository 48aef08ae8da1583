/* What a fit will need, told before it begins. */
#include "riffle/fit.h"

#include "model/hessian.h"

size_t riffle_fit_memory(const struct riffle_dataset *data,
                         const struct riffle_fit_options *options)
{
    size_t n = data->train.n, d = data->n_features;
    double rank =
        (double)(d < n ? d : n) + (options->intercept != RIFFLE_INTERCEPT_NONE);
    double rows = (double)(n + data->test.n + HESSIAN_CHUNK) * rank;
    double rotated = d > n ? (double)n * (double)(d + n) : 0;
    double bytes = 8 * (rows + 2 * rank * rank + rotated);
    return bytes < 9e18 ? (size_t)bytes : (size_t)-1;
}
