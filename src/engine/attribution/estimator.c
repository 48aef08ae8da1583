/* The table of estimators, and what all of them share. */
#include "attribution/estimators.h"

#include "attribution/certificate.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct riffle_estimator *const table[] = {
    &estimator_influence,
    &estimator_rescaled,
    &estimator_newton,
    &estimator_second_order,
    &estimator_second_order_complete,
    &estimator_retrain,
};

size_t riffle_estimator_count(void)
{
    return sizeof table / sizeof table[0];
}

const struct riffle_estimator *riffle_estimator(size_t index)
{
    return index < riffle_estimator_count() ? table[index] : NULL;
}

const struct riffle_estimator *riffle_estimator_find(const char *name)
{
    for (size_t e = 0; e < riffle_estimator_count(); e++)
        if (strcmp(table[e]->name, name) == 0)
            return table[e];
    return NULL;
}

size_t riffle_shift_length(const struct riffle_fit *fit)
{
    return fit->p;
}

enum riffle_status riffle_shift_theta(const struct riffle_fit *fit,
                                      const double *u, double *theta_shift,
                                      struct riffle_error *err)
{
    size_t p = fit->p;
    double *w = array_new(2, p, sizeof *w);
    if (w == NULL)
        return riffle_fail_memory(err, 2 * p * sizeof *w);
    memcpy(w, u, p * sizeof *w);
    solve_lower_transposed(p, fit->factor, w);
    basis_theta(fit->basis, 1, w, w + p, theta_shift);
    free(w);
    return RIFFLE_OK;
}

struct riffle_certificate certificate_none(void)
{
    return (struct riffle_certificate){
        .form = RIFFLE_CERTIFICATE_NONE,
        .status = RIFFLE_PENDING,
        .relative_gradient = NAN,
        .decrement = NAN,
        .rho = NAN,
        .distance = NAN,
        .radius = NAN,
    };
}
