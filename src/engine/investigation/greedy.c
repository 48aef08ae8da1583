#include "investigation/greedy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/linalg.h"

/* A smaller pivot has lost its digits: the row is left where it is. */
static const double SMALLEST_PIVOT = 1e-10;

static bool allocate(struct greedy *greedy)
{
    size_t n = greedy->fit->n, p = greedy->fit->p, size = sizeof(double);
    size_t k = greedy->capacity;
    bool scaled = greedy->fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    greedy->rows = array_new(k, 1, sizeof *greedy->rows);
    greedy->effects = array_new(k, 1, size);
    greedy->solved = array_new(k, p, size);
    greedy->share = array_new(k, 1, size);
    greedy->toward = array_new(n, 1, size);
    greedy->moved = array_new(n, 1, size);
    greedy->norm2 = array_new(n, 1, size);
    greedy->products = array_new(n, 1, size);
    greedy->taken = array_new(n, 1, sizeof *greedy->taken);
    if (scaled)
        greedy->pulled = array_new(n, 1, size);
    return greedy->rows != NULL && greedy->effects != NULL &&
           greedy->solved != NULL && greedy->share != NULL &&
           greedy->toward != NULL && greedy->moved != NULL &&
           greedy->norm2 != NULL && greedy->products != NULL &&
           greedy->taken != NULL && (!scaled || greedy->pulled != NULL);
}

enum riffle_status greedy_init(struct greedy *greedy,
                               const struct riffle_fit *fit,
                               const double *gradient, size_t capacity,
                               struct riffle_error *err)
{
    size_t n = fit->n, p = fit->p;
    *greedy = (struct greedy){.fit = fit, .capacity = capacity};
    if (!allocate(greedy)) {
        greedy_release(greedy);
        return riffle_fail_memory(err, (capacity * p + 5 * n) * sizeof(double));
    }
    multiply(n, p, fit->z, gradient, greedy->toward);
    memcpy(greedy->norm2, fit->norm2, n * sizeof(double));
    if (greedy->pulled != NULL) {
        multiply(n, p, fit->z, fit->pull, greedy->pulled);
        for (size_t i = 0; i < n; i++)
            greedy->pulled[i] /= (double)n;
        greedy->base = dot(p, gradient, fit->pull) / (double)n;
    }
    return RIFFLE_OK;
}

void greedy_release(struct greedy *greedy)
{
    free(greedy->rows);
    free(greedy->effects);
    free(greedy->solved);
    free(greedy->share);
    free(greedy->toward);
    free(greedy->moved);
    free(greedy->norm2);
    free(greedy->pulled);
    free(greedy->products);
    free(greedy->taken);
    *greedy = (struct greedy){0};
}

static double pivot_of(const struct greedy *greedy, size_t i)
{
    return 1 - greedy->fit->train.weight[i] * greedy->norm2[i];
}

/* The residual of row i without T, to first order. */
static double residual_of(const struct greedy *greedy, size_t i)
{
    const struct riffle_points *train = &greedy->fit->train;
    double pulled = greedy->pulled != NULL ? greedy->pulled[i] : 0;
    return train->residual[i] + train->weight[i] * (greedy->moved[i] + pulled);
}

/* What row i adds to v.u, beside what any row does; NaN when it cannot go. */
static double gain_of(const struct greedy *greedy, size_t i)
{
    double pivot = pivot_of(greedy, i);
    if (greedy->taken[i] || pivot < SMALLEST_PIVOT)
        return (double)NAN;
    return greedy->toward[i] * residual_of(greedy, i) / pivot;
}

/* The best row, or n. */
static size_t choose(const struct greedy *greedy, double sign)
{
    size_t best = greedy->fit->n;
    double most = 0;
    for (size_t i = 0; i < greedy->fit->n; i++) {
        double gain = sign * gain_of(greedy, i);
        if (gain > most) {
            most = gain;
            best = i;
        }
    }
    return best;
}

/* P^-1 Z_j = Z_j + sum over earlier m of share_m solved_m (solved_m . Z_j) */
static const double *solve(struct greedy *greedy, size_t j)
{
    size_t p = greedy->fit->p;
    const double *z = greedy->fit->z + j * p;
    double *out = greedy->solved + greedy->k * p;
    memcpy(out, z, p * sizeof *out);
    for (size_t m = 0; m < greedy->k; m++) {
        const double *solved = greedy->solved + m * p;
        add_scaled(p, greedy->share[m] * dot(p, solved, z), solved, out);
    }
    return out;
}

/* The numbers of every row once row j is gone, too. */
static void update(struct greedy *greedy, size_t j)
{
    double share = greedy->share[greedy->k];
    double step = residual_of(greedy, j) / pivot_of(greedy, j);
    double toward = share * greedy->toward[j];
    double pulled = greedy->pulled != NULL ? share * greedy->pulled[j] : 0;
    for (size_t i = 0; i < greedy->fit->n; i++) {
        double b = greedy->products[i];
        if (greedy->pulled != NULL)
            greedy->moved[i] += greedy->pulled[i]; /* T's share grows */
        greedy->moved[i] += b * step;
        greedy->toward[i] += b * toward;
        greedy->norm2[i] += share * b * b;
        if (greedy->pulled != NULL)
            greedy->pulled[i] += b * pulled;
    }
}

bool greedy_step(struct greedy *greedy, double sign)
{
    const struct riffle_fit *fit = greedy->fit;
    size_t k = greedy->k;
    size_t j = k < greedy->capacity ? choose(greedy, sign) : fit->n;
    if (j == fit->n)
        return false;
    double before = k > 0 ? greedy->effects[k - 1] : 0;
    greedy->effects[k] = before + greedy->base + gain_of(greedy, j);
    greedy->share[k] = fit->train.weight[j] / pivot_of(greedy, j);
    multiply(fit->n, fit->p, fit->z, solve(greedy, j), greedy->products);
    if (greedy->pulled != NULL)
        greedy->base +=
            greedy->share[k] * greedy->toward[j] * greedy->pulled[j];
    update(greedy, j);
    greedy->taken[j] = true;
    greedy->rows[greedy->k++] = j;
    return true;
}
