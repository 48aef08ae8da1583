/* Where the eigenvalues of a definite matrix begin, proved by a factor. */
#include "linalg/linalg.h"

#include <string.h>

enum { INVERSE_STEPS = 12 };

/* The smallest eigenvalue, from above, by inverse iteration. */
static double approach(size_t n, const double *l, double *v)
{
    double value = 1;
    for (size_t j = 0; j < n; j++)
        v[j] = j % 2 ? 1 : -0.7;
    for (size_t k = 0; k < INVERSE_STEPS; k++) {
        double before = norm(n, v);
        for (size_t j = 0; j < n; j++)
            v[j] /= before;
        solve_lower(n, l, v);
        double half = norm(n, v);
        value = 1 / (half * half);
        solve_lower_transposed(n, l, v);
    }
    return value;
}

double eigenvalue_floor(size_t n, const double *a, double *l, double *work)
{
    static const double tries[] = {0.99, 0.95, 0.9, 0.8, 0.5, 0.1, 0.01};
    double least = approach(n, l, work);
    for (size_t t = 0; t < sizeof tries / sizeof tries[0]; t++) {
        memcpy(l, a, n * n * sizeof *l);
        for (size_t j = 0; j < n; j++)
            l[j * n + j] -= tries[t] * least;
        if (factorise(n, l))
            return tries[t] * least;
    }
    return 0;
}
