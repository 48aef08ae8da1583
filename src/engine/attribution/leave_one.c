#include "attribution/leave_one.h"

#include "linalg/linalg.h"

void leave_one_solve(const struct riffle_fit *fit, double *x)
{
    solve_lower(fit->p, fit->scaled_factor, x);
    solve_lower_transposed(fit->p, fit->scaled_factor, x);
}
