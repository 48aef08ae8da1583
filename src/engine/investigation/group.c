#include "investigation/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/points.h"

size_t group_row(const struct group *group, size_t t)
{
    return group->rows != NULL ? group->rows[t] : t;
}

/* The factor of M, p x p; NULL with the reason recorded. */
static double *factor_lessened(const struct riffle_fit *fit, size_t gone,
                               struct riffle_error *err)
{
    size_t p = fit->p;
    double *roots = array_new(p, p, sizeof *roots);
    double *factor = array_new(p, p, sizeof *factor);
    if (roots == NULL || factor == NULL) {
        (void)riffle_fail_memory(err, 2 * p * p * sizeof *roots);
        goto failed;
    }
    points_lessen(fit, (double)gone, roots, factor);
    if (!factorise(p, factor)) {
        (void)riffle_fail(err, RIFFLE_EILLCONDITIONED,
                          "penalty=scaled leaves nothing to hold %zu removed "
                          "rows",
                          gone);
        goto failed;
    }
    free(roots);
    return factor;
failed:
    free(roots);
    free(factor);
    return NULL;
}

/* The rows themselves: the fit's where nothing changes, else copies. */
static bool fill_rows(struct group *group, const double *factor)
{
    const struct riffle_fit *fit = group->fit;
    size_t p = fit->p;
    group->z = fit->z;
    if (group->rows == NULL && factor == NULL)
        return true;
    group->own_z = array_new(group->k, p, sizeof *group->own_z);
    if (group->own_z == NULL)
        return false;
    for (size_t t = 0; t < group->k; t++)
        memcpy(group->own_z + t * p, fit->z + group_row(group, t) * p,
               p * sizeof *group->own_z);
    if (factor != NULL)
        whiten_rows(group->k, p, factor, group->own_z);
    group->z = group->own_z;
    return true;
}

/* Products of the rows with v and q; work: 2 p. */
static void fill_products(struct group *group, const double *gradient,
                          size_t gone, const double *factor, double *work)
{
    const struct riffle_fit *fit = group->fit;
    size_t p = fit->p, k = group->k;
    double *v = work, *q = work + p;
    if (gradient != NULL)
        memcpy(v, gradient, p * sizeof *v);
    if (factor != NULL) {
        add_scaled(p, (double)gone / (double)fit->n, fit->pull, q);
        solve_lower(p, factor, q);
        solve_lower(p, factor, v);
        multiply(k, p, group->z, q, group->pulled);
    }
    multiply(k, p, group->z, v, group->toward);
    group->base = dot(p, v, q);
    for (size_t t = 0; t < k; t++) {
        const double *z = group->z + t * p;
        size_t row = group_row(group, t);
        group->norm2[t] = dot(p, z, z);
        group->residual[t] = fit->train.residual[row];
        group->weight[t] = fit->train.weight[row];
    }
}

static bool allocate(struct group *group)
{
    size_t k = group->k, size = sizeof(double);
    group->norm2 = array_new(k, 1, size);
    group->residual = array_new(k, 1, size);
    group->weight = array_new(k, 1, size);
    group->pulled = array_new(k, 1, size);
    group->toward = array_new(k, 1, size);
    return group->norm2 != NULL && group->residual != NULL &&
           group->weight != NULL && group->pulled != NULL &&
           group->toward != NULL;
}

enum riffle_status group_init(struct group *group, const struct riffle_fit *fit,
                              struct group_rows rows, const double *gradient,
                              struct riffle_error *err)
{
    size_t p = fit->p;
    double *factor = NULL;
    *group = (struct group){
        .fit = fit, .k = rows.k, .rows = rows.rows, .own = gradient == NULL};
    if (fit->summary.penalty == RIFFLE_PENALTY_SCALED && rows.gone > 0) {
        factor = factor_lessened(fit, rows.gone, err);
        if (factor == NULL)
            return err != NULL ? err->status : RIFFLE_EILLCONDITIONED;
    }
    double *work = array_new(2, p, sizeof *work);
    bool ok = work != NULL && allocate(group) && fill_rows(group, factor);
    if (ok)
        fill_products(group, gradient, rows.gone, factor, work);
    free(work);
    free(factor);
    if (ok)
        return RIFFLE_OK;
    group_release(group);
    return riffle_fail_memory(err, rows.k * p * sizeof *work);
}

void group_release(struct group *group)
{
    free(group->own_z);
    free(group->norm2);
    free(group->residual);
    free(group->weight);
    free(group->pulled);
    free(group->toward);
    *group = (struct group){0};
}

/* r' of member t */
static double pushed_by(const struct group *group, size_t t)
{
    return group->residual[t] + group->weight[t] * group->pulled[t];
}

static double pair_newton(const struct group *group, size_t s, size_t t,
                          double g)
{
    double hs = group->weight[s] * group->norm2[s];
    double ht = group->weight[t] * group->norm2[t];
    double rs = pushed_by(group, s), rt = pushed_by(group, t);
    double det =
        (1 - hs) * (1 - ht) - group->weight[s] * group->weight[t] * g * g;
    double cs = ((1 - ht) * rs + group->weight[s] * g * rt) / det;
    double ct = ((1 - hs) * rt + group->weight[t] * g * rs) / det;
    double ts = group->toward[s], tt = group->toward[t], base = group->base;
    if (group->own) {
        ts = group->norm2[s] * group->residual[s] + g * group->residual[t];
        tt = group->norm2[t] * group->residual[t] + g * group->residual[s];
        base = group->residual[s] * group->pulled[s] +
               group->residual[t] * group->pulled[t];
    }
    return det > 0 ? base + ts * cs + tt * ct : (double)NAN;
}

void group_pair(const struct group *group, size_t s, size_t t, double g,
                const double *alone, struct riffle_pair *pair)
{
    size_t i = group_row(group, s), j = group_row(group, t);
    *pair = (struct riffle_pair){
        .i = i < j ? i : j,
        .j = i < j ? j : i,
        .leverage = sqrt(group->weight[s]) * sqrt(group->weight[t]) * g,
        .similarity = 2 * g / (group->norm2[s] + group->norm2[t]),
        .alone = {alone[i < j ? i : j], alone[i < j ? j : i]},
        .rescaled = alone[i] + alone[j],
        .newton = pair_newton(group, s, t, g),
    };
    pair->interaction = pair->newton - pair->rescaled;
}

/* --- a whole group -------------------------------------------------------- */

/* The group solved: all k x k and k. */
struct solved {
    double *inverse;  /* S^-1, S = I - A^1/2 G A^1/2 */
    double *columns;  /* row i: S^-1 A^1/2 G e_i */
    double *toward;   /* t */
    double *solution; /* y = S^-1 A^1/2 G r' */
    double base;
};

static double product_of(const struct group *group, const double *gram,
                         size_t s, size_t t)
{
    return s > t ? gram[s * group->k + t] : gram[t * group->k + s];
}

/* t, and v'M^-1 q, of the members together. */
static void fill_toward(const struct group *group, const double *gram,
                        struct solved *solved)
{
    solved->base = group->own ? 0 : group->base;
    for (size_t s = 0; s < group->k; s++) {
        solved->toward[s] = group->own ? 0 : group->toward[s];
        if (group->own)
            solved->base += group->residual[s] * group->pulled[s];
        for (size_t t = 0; group->own && t < group->k; t++)
            solved->toward[s] +=
                product_of(group, gram, s, t) * group->residual[t];
    }
}

/* S and the columns A^1/2 G e_i, ready to be solved with. */
static void fill_system(const struct group *group, const double *gram,
                        double *system, struct solved *solved)
{
    size_t k = group->k;
    for (size_t s = 0; s < k; s++) {
        double root = sqrt(group->weight[s]);
        for (size_t t = 0; t < k; t++) {
            double g = product_of(group, gram, s, t);
            system[s * k + t] = -root * sqrt(group->weight[t]) * g;
            solved->columns[t * k + s] = root * g;
        }
        system[s * k + s] += 1;
        solved->inverse[s * k + s] = 1;
    }
}

static void solved_release(struct solved *solved)
{
    free(solved->inverse);
    free(solved->columns);
    free(solved->toward);
    free(solved->solution);
}

static bool solved_allocate(struct solved *solved, size_t k)
{
    *solved = (struct solved){
        .inverse = array_new(k, k, sizeof(double)),
        .columns = array_new(k, k, sizeof(double)),
        .toward = array_new(k, 1, sizeof(double)),
        .solution = array_new(k, 1, sizeof(double)),
    };
    return solved->inverse != NULL && solved->columns != NULL &&
           solved->toward != NULL && solved->solution != NULL;
}

static enum riffle_status solved_init(struct solved *solved,
                                      const struct group *group,
                                      const double *gram,
                                      struct riffle_error *err)
{
    size_t k = group->k;
    double *system = array_new(k, k, sizeof *system);
    bool room = solved_allocate(solved, k) && system != NULL;
    enum riffle_status status = RIFFLE_OK;
    if (!room) {
        status = riffle_fail_memory(err, 3 * k * k * sizeof *system);
    } else {
        fill_toward(group, gram, solved);
        fill_system(group, gram, system, solved);
        if (!factorise(k, system))
            status = riffle_fail(err, RIFFLE_EILLCONDITIONED,
                                 "the Hessian without these rows is not "
                                 "positive definite in double precision");
    }
    if (status == RIFFLE_OK) {
        whiten_rows(k, k, system, solved->inverse);
        unwhiten_rows(k, k, system, solved->inverse);
        whiten_rows(k, k, system, solved->columns);
        unwhiten_rows(k, k, system, solved->columns);
        for (size_t t = 0; t < k; t++)
            add_scaled(k, pushed_by(group, t), solved->columns + t * k,
                       solved->solution);
    } else {
        solved_release(solved);
    }
    free(system);
    return status;
}

/* base + t'c over the members but `out`, c = r' + A^1/2 y. */
static double effect_of(const struct group *group, const struct solved *solved,
                        const double *gram, const double *y, size_t out)
{
    double effect = solved->base;
    bool less = group->own && out < group->k;
    if (less)
        effect -= group->residual[out] * group->pulled[out];
    for (size_t t = 0; t < group->k; t++) {
        double toward = solved->toward[t];
        if (t == out)
            continue;
        if (less)
            toward -= product_of(group, gram, t, out) * group->residual[out];
        effect +=
            toward * (pushed_by(group, t) + sqrt(group->weight[t]) * y[t]);
    }
    return effect;
}

enum riffle_status group_newton(const struct group *group, const double *gram,
                                double *effect, struct riffle_error *err)
{
    struct solved solved;
    enum riffle_status status = solved_init(&solved, group, gram, err);
    if (status != RIFFLE_OK)
        return status;
    *effect = effect_of(group, &solved, gram, solved.solution, group->k);
    solved_release(&solved);
    return RIFFLE_OK;
}

/*
 * Without member i the system loses its row and column: the solution of what
 * is left is y - S^-1 e_i y_i / (S^-1)_ii, y the solution for a right side
 * that has lost what i pushes.
 */
enum riffle_status group_without(const struct group *group, const double *gram,
                                 double *effects, struct riffle_error *err)
{
    size_t k = group->k;
    struct solved solved;
    double *y = array_new(k, 1, sizeof *y);
    if (y == NULL)
        return riffle_fail_memory(err, k * sizeof *y);
    enum riffle_status status = solved_init(&solved, group, gram, err);
    for (size_t i = 0; i < k && status == RIFFLE_OK; i++) {
        const double *column = solved.inverse + i * k;
        memcpy(y, solved.solution, k * sizeof *y);
        add_scaled(k, -pushed_by(group, i), solved.columns + i * k, y);
        add_scaled(k, -y[i] / column[i], column, y);
        effects[i] = effect_of(group, &solved, gram, y, i);
    }
    if (status == RIFFLE_OK)
        solved_release(&solved);
    free(y);
    return status;
}
