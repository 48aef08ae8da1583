/* What a fit will need, told before it begins. */
#include "riffle/fit.h"

#include "model/fit.h"
#include "model/hessian.h"

double fit_bytes(const struct riffle_fit *fit)
{
    double n = (double)(fit->n + fit->m), p = (double)fit->p;
    double entries = 0, rotated = 0;
    if (fit->rows != NULL)
        entries = (double)fit->rows->start[fit->rows->n];
    if (fit->basis->rotation != NULL)
        rotated = (double)fit->n * (double)fit->basis->n_features;
    double scaled = fit->scaled_factor != NULL ? p * p : 0;
    return 8 * (n * p + p * p + scaled + rotated) + 24 * entries;
}

size_t riffle_fit_memory(const struct riffle_dataset *data,
                         const struct riffle_fit_options *options)
{
    size_t n = data->train.n, d = data->n_features;
    double rank = (double)basis_columns(
        data, options->lambda, options->intercept != RIFFLE_INTERCEPT_NONE);
    double rows = (double)(n + data->test.n + HESSIAN_CHUNK) * rank;
    double rotated =
        basis_rotates(data, options->lambda) ? (double)n * (double)(d + n) : 0;
    double bytes = 8 * (rows + 2 * rank * rank + rotated);
    return bytes < 9e18 ? (size_t)bytes : (size_t)-1;
}
