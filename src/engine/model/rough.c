#include "model/rough.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first share of the diagonal that is given back, and the last. */
static const float LITTLE = 1e-7F, MUCH = 1e-2F;

static enum riffle_status allocate(struct rough *rough, size_t p,
                                   struct riffle_error *err)
{
    if (rough->factor != NULL)
        return RIFFLE_OK;
    rough->p = p;
    rough->factor = array_new(p, p, sizeof(float));
    rough->diagonal = array_new(p, 1, sizeof(float));
    rough->x = array_new(p, 1, sizeof(float));
    if (rough->factor != NULL && rough->diagonal != NULL && rough->x != NULL)
        return RIFFLE_OK;
    rough_release(rough);
    return riffle_fail_memory(err, p * p * sizeof(float));
}

void rough_release(struct rough *rough)
{
    free(rough->factor);
    free(rough->diagonal);
    free(rough->x);
    *rough = (struct rough){0};
}

/* A row times the root of its weight. */
static void weigh(const struct pass *pass, size_t row, float root, float *out)
{
    const float *x = pass->narrow + row * pass->features;
    for (size_t j = 0; j < pass->features; j++)
        out[j] = root * x[j];
    if (pass->ones)
        out[pass->features] = root;
}

static void sum(const struct pass *pass, const double *weight, float *chunk,
                float *hessian)
{
    size_t p = pass->p;
    memset(hessian, 0, p * p * sizeof *hessian);
    for (size_t first = 0; first < pass->n; first += HESSIAN_CHUNK) {
        size_t rows = pass->n - first;
        rows = rows < HESSIAN_CHUNK ? rows : HESSIAN_CHUNK;
        for (size_t i = 0; i < rows; i++)
            weigh(pass, first + i, (float)sqrt(weight[first + i]),
                  chunk + i * p);
        add_gram_columns_single(rows, p, chunk, hessian);
    }
}

/* Keep the lower half in the upper one, where a factor leaves it alone. */
static void keep(size_t p, float *a)
{
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < i; j++)
            a[j * p + i] = a[i * p + j];
}

static void bring_back(struct rough *rough, float given)
{
    size_t p = rough->p;
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < i; j++)
            rough->factor[i * p + j] = rough->factor[j * p + i];
        rough->factor[i * p + i] = (1 + given) * rough->diagonal[i];
    }
}

enum riffle_status rough_renew(struct rough *rough, const struct pass *pass,
                               const double *weight, const double *penalty,
                               bool *ok, struct riffle_error *err)
{
    size_t p = pass->p;
    enum riffle_status status = allocate(rough, p, err);
    if (status != RIFFLE_OK)
        return status;
    float *chunk = array_new(HESSIAN_CHUNK, p, sizeof *chunk);
    if (chunk == NULL)
        return riffle_fail_memory(err, HESSIAN_CHUNK * p * sizeof *chunk);
    sum(pass, weight, chunk, rough->factor);
    free(chunk);
    for (size_t j = 0; j < p; j++) {
        rough->factor[j * p + j] += (float)penalty[j];
        rough->diagonal[j] = rough->factor[j * p + j];
    }
    keep(p, rough->factor);
    *ok = factorise_single(p, rough->factor);
    for (float given = LITTLE; !*ok && given < MUCH; given *= 10) {
        bring_back(rough, given);
        *ok = factorise_single(p, rough->factor);
    }
    return RIFFLE_OK;
}

void rough_solve(const struct rough *rough, double *x)
{
    for (size_t j = 0; j < rough->p; j++)
        rough->x[j] = (float)x[j];
    solve_lower_single(rough->p, rough->factor, rough->x);
    solve_lower_transposed_single(rough->p, rough->factor, rough->x);
    for (size_t j = 0; j < rough->p; j++)
        x[j] = (double)rough->x[j];
}
