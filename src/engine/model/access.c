/* What a fit shows of itself. */
#include "model/fit.h"

#include "linalg/linalg.h"

#include <string.h>

const struct riffle_dataset *riffle_fit_data(const struct riffle_fit *fit)
{
    return fit->data;
}

const struct riffle_fit_summary *
riffle_fit_summary(const struct riffle_fit *fit)
{
    return &fit->summary;
}

const double *riffle_fit_theta(const struct riffle_fit *fit)
{
    return fit->theta;
}

const struct riffle_points *riffle_fit_train(const struct riffle_fit *fit)
{
    return &fit->train;
}

const struct riffle_points *riffle_fit_test(const struct riffle_fit *fit)
{
    return &fit->test;
}

const char *riffle_fit_parameter_name(const struct riffle_fit *fit, size_t j)
{
    return j < fit->data->n_features ? fit->data->feature_names[j]
                                     : "(intercept)";
}

void fit_parameter_row(const struct riffle_fit *fit, size_t j, double *out)
{
    basis_parameter(fit->basis, j, out);
    solve_lower(fit->p, fit->factor, out);
}

void fit_apply_penalty(const struct riffle_fit *fit, const double *v, double *x)
{
    memmove(x, v, fit->p * sizeof *x);
    solve_lower_transposed(fit->p, fit->factor, x);
    for (size_t j = 0; j < fit->p; j++)
        x[j] *= fit->penalty[j];
    solve_lower(fit->p, fit->factor, x);
}
