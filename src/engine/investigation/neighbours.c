#include "riffle/neighbours.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"
#include "base/rows.h"
#include "linalg/linalg.h"
#include "model/fit.h"

/* Distance of two whitened rows; work: p. */
static double distance_of(const struct riffle_fit *fit, size_t i, size_t j,
                          double *work)
{
    size_t p = fit->p;
    for (size_t c = 0; c < p; c++)
        work[c] = fit->z[i * p + c] - fit->z[j * p + c];
    return norm(p, work);
}

enum riffle_status riffle_nearest(const struct riffle_fit *fit, size_t row,
                                  size_t k, struct riffle_neighbour *neighbours,
                                  struct riffle_error *err)
{
    enum riffle_status status = rows_check(&row, 1, fit->n, "training", err);
    if (status != RIFFLE_OK)
        return status;
    if (k >= fit->n)
        return riffle_fail(err, RIFFLE_EUSAGE, "a row has %zu neighbours",
                           fit->n - 1);
    struct ranked *items = array_new(fit->n, 1, sizeof *items);
    double *work = array_new(fit->p, 1, sizeof *work);
    if (items == NULL || work == NULL) {
        status = riffle_fail_memory(err, fit->n * sizeof *items);
    } else {
        for (size_t i = 0; i < fit->n; i++)
            items[i] = (struct ranked){.key = distance_of(fit, i, row, work),
                                       .item = i};
        items[row].key = INFINITY; /* after all others */
        rank_first(items, fit->n, k);
        for (size_t j = 0; j < k; j++)
            neighbours[j] =
                (struct riffle_neighbour){items[j].item, items[j].key};
    }
    free(items);
    free(work);
    return status;
}

static bool is_same(const struct riffle_dataset *data, size_t i, size_t j)
{
    size_t d = data->n_features;
    const double *a = data->train.x + i * d;
    const double *b = data->train.x + j * d;
    for (size_t c = 0; c < d; c++)
        if (a[c] != b[c])
            return false;
    return true;
}

enum riffle_status riffle_duplicates(const struct riffle_dataset *data,
                                     size_t row, size_t **rows, size_t *count,
                                     struct riffle_error *err)
{
    size_t n = data->train.n, found = 0;
    enum riffle_status status = rows_check(&row, 1, n, "training", err);
    if (status != RIFFLE_OK)
        return status;
    size_t *list = array_new(n, 1, sizeof *list);
    if (list == NULL)
        return riffle_fail_memory(err, n * sizeof *list);
    for (size_t i = 0; i < n; i++)
        if (i != row && is_same(data, i, row))
            list[found++] = i;
    *rows = list;
    *count = found;
    return RIFFLE_OK;
}
