#include "attribution/downdate.h"

#include "base/memory.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_dense(const struct downdate *down)
{
    return down->k >= down->fit->p;
}

static size_t order_of(const struct downdate *down)
{
    return is_dense(down) ? down->fit->p : down->k;
}

static enum riffle_status allocate(struct downdate *down,
                                   struct riffle_error *err)
{
    size_t order = order_of(down), size = sizeof(double);
    down->rows = array_new(down->k, down->fit->p, size);
    down->factor = array_new(order, order, size);
    down->work = array_new(down->k, 1, size);
    if (down->rows != NULL && down->factor != NULL && down->work != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err,
                              (down->k * down->fit->p + order * order) * size);
}

static void fill_rows(struct downdate *down,
                      const struct riffle_removal *removal)
{
    size_t p = down->fit->p;
    for (size_t t = 0; t < down->k; t++) {
        double root = sqrt(down->fit->train.weight[removal->rows[t]]);
        const double *z = down->fit->z + removal->rows[t] * p;
        for (size_t j = 0; j < p; j++)
            down->rows[t * p + j] = root * z[j];
    }
}

/* Lower half of I minus the Gram matrix that is the smaller one. */
static void fill_factor(struct downdate *down)
{
    size_t order = order_of(down), p = down->fit->p;
    if (is_dense(down)) {
        memset(down->factor, 0, order * order * sizeof *down->factor);
        add_gram_columns(down->k, p, -1, down->rows, down->factor);
    } else {
        gram_rows(down->k, p, down->rows, down->factor);
        for (size_t i = 0; i < order * order; i++)
            down->factor[i] = -down->factor[i];
    }
    for (size_t i = 0; i < order; i++)
        down->factor[i * order + i] += 1;
}

static enum riffle_status find_floor(struct downdate *down,
                                     struct riffle_error *err)
{
    size_t order = order_of(down), size = order * order * sizeof(double);
    double *copy = array_new(order, order, sizeof *copy);
    bool ok = copy != NULL;
    if (ok) {
        memcpy(copy, down->factor, size);
        ok = smallest_eigenvalue(order, copy, &down->floor);
    }
    free(copy);
    if (!ok)
        return riffle_fail_memory(err, size);
    down->floor = down->floor < 1 ? down->floor : 1;
    return RIFFLE_OK;
}

static enum riffle_status fail_singular(const struct downdate *down,
                                        struct riffle_error *err)
{
    if (down->fit->summary.lambda > 0)
        return riffle_fail(err, RIFFLE_EILLCONDITIONED,
                           "the Hessian without these rows is not positive "
                           "definite in double precision");
    return riffle_fail(err, RIFFLE_EUNIDENTIFIABLE,
                       "without these rows and without a penalty the optimum "
                       "is not unique");
}

enum riffle_status downdate_init(struct downdate *down,
                                 const struct riffle_fit *fit,
                                 const struct riffle_removal *removal,
                                 bool want_floor, struct riffle_error *err)
{
    *down = (struct downdate){.fit = fit, .k = removal->k, .floor = NAN};
    if (down->k == 0) {
        down->floor = 1;
        return RIFFLE_OK;
    }
    enum riffle_status status = allocate(down, err);
    if (status == RIFFLE_OK) {
        fill_rows(down, removal);
        fill_factor(down);
    }
    if (status == RIFFLE_OK && want_floor)
        status = find_floor(down, err);
    if (status == RIFFLE_OK && !factorise(order_of(down), down->factor))
        status = fail_singular(down, err);
    if (status != RIFFLE_OK)
        downdate_release(down);
    return status;
}

void downdate_release(struct downdate *down)
{
    free(down->rows);
    free(down->factor);
    free(down->work);
    *down = (struct downdate){0};
}

void downdate_solve(const struct downdate *down, double *x)
{
    size_t p = down->fit->p, order = down->k > 0 ? order_of(down) : 0;
    if (down->k == 0)
        return;
    if (is_dense(down)) {
        solve_lower(p, down->factor, x);
        solve_lower_transposed(p, down->factor, x);
        return;
    }
    multiply(down->k, p, down->rows, x, down->work);
    solve_lower(order, down->factor, down->work);
    solve_lower_transposed(order, down->factor, down->work);
    for (size_t t = 0; t < down->k; t++)
        add_scaled(p, down->work[t], down->rows + t * p, x);
}
