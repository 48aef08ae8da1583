#include "attribution/step.h"

#include "attribution/downdate.h"
#include "attribution/each.h"
#include "base/memory.h"
#include "linalg/linalg.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INNER = 100 };

/*
 * The Hessian after the change but for the penalty's share, whitened: P = I -
 * Z_T' A_T Z_T + C'C with C the arrivals times the roots of their weights.
 */
struct stepper {
    const struct riffle_fit *fit;
    const struct arrivals *come; /* m may be 0 */
    size_t size;                 /* p + m */
    struct downdate down;        /* without C'C */
    double *solved;              /* m x p: C through `down` */
    double *factor;              /* m x m: of I + C P_T^-1 C' */
    double *work;                /* m */
};

static double root_of(const struct stepper *s, size_t j)
{
    return sqrt(s->come->weight[j]);
}

/* gram_j . b, the part of an inner product that lies out of the span. */
static double far_product(const struct stepper *s, size_t j, const double *b)
{
    return s->come->gram ? dot(s->come->m, s->come->gram + j * s->come->m, b)
                         : 0;
}

static double inner_product(const struct stepper *s, const double *v,
                            const double *w)
{
    size_t p = s->fit->p;
    double sum = dot(p, v, w);
    for (size_t j = 0; j < s->come->m; j++)
        sum += v[p + j] * far_product(s, j, w + p);
    return sum;
}

/* work = C v */
static void project(const struct stepper *s, const double *v)
{
    size_t p = s->fit->p;
    for (size_t j = 0; j < s->come->m; j++)
        s->work[j] = root_of(s, j) *
                     (dot(p, s->come->z + j * p, v) + far_product(s, j, v + p));
}

/* v = P^-1 v, by Woodbury */
static void stepper_solve(const struct stepper *s, double *v)
{
    size_t p = s->fit->p, m = s->come->m;
    downdate_solve(&s->down, v);
    if (m == 0)
        return;
    project(s, v);
    solve_lower(m, s->factor, s->work);
    solve_lower_transposed(m, s->factor, s->work);
    for (size_t j = 0; j < m; j++) {
        add_scaled(p, -s->work[j], s->solved + j * p, v);
        v[p + j] -= s->work[j] * root_of(s, j);
    }
}

/* image = (P - fraction W) v: the penalty's share goes, or comes, as well. */
static void stepper_apply(const struct stepper *s, double fraction,
                          const double *v, double *image)
{
    size_t p = s->fit->p, m = s->come->m;
    fit_apply_penalty(s->fit, v, image);
    for (size_t j = 0; j < p; j++)
        image[j] = v[j] - fraction * image[j];
    downdate_subtract(&s->down, v, image);
    project(s, v);
    for (size_t j = 0; j < m; j++) {
        add_scaled(p, s->work[j] * root_of(s, j), s->come->z + j * p, image);
        image[p + j] = (1 - fraction) * v[p + j] + s->work[j] * root_of(s, j);
    }
}

/*
 * Conjugate gradients preconditioned with P. The eigenvalues of P^-1 (P -
 * fraction W) lie between 1 - fraction and 1, so each step gains a digit or
 * more at the usual few per cent.
 */
static enum riffle_status solve_scaled(const struct stepper *s, double fraction,
                                       double *v, struct riffle_error *err)
{
    size_t size = s->size, bytes = size * sizeof *v;
    double *rest = array_new(4, size, sizeof *rest);
    if (rest == NULL)
        return riffle_fail_memory(err, 4 * bytes);
    double *along = rest + size, *image = along + size, *solved = image + size;
    memcpy(rest, v, bytes);
    memset(v, 0, bytes);
    memcpy(solved, rest, bytes);
    stepper_solve(s, solved);
    memcpy(along, solved, bytes);
    double left = inner_product(s, rest, solved), first = left;
    for (size_t k = 0; k < MAX_INNER && left > 1e-28 * first; k++) {
        stepper_apply(s, fraction, along, image);
        double step = left / inner_product(s, along, image);
        add_scaled(size, step, along, v);
        add_scaled(size, -step, image, rest);
        memcpy(solved, rest, bytes);
        stepper_solve(s, solved);
        double next = inner_product(s, rest, solved);
        for (size_t j = 0; j < size; j++)
            along[j] = solved[j] + next / left * along[j];
        left = next;
    }
    free(rest);
    return RIFFLE_OK;
}

static void stepper_release(struct stepper *s)
{
    downdate_release(&s->down);
    free(s->solved);
    free(s->factor);
    free(s->work);
}

/* I + C P_T^-1 C', and its factor. */
static enum riffle_status fill_factor(struct stepper *s,
                                      struct riffle_error *err)
{
    size_t p = s->fit->p, m = s->come->m;
    for (size_t j = 0; j < m; j++) {
        double *row = s->solved + j * p;
        add_scaled(p, root_of(s, j), s->come->z + j * p, row);
        downdate_solve(&s->down, row);
    }
    multiply_rows(m, m, p, s->come->z, s->solved, s->factor);
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) {
            double *entry = &s->factor[i * m + j];
            *entry *= root_of(s, i);
            if (s->come->gram)
                *entry +=
                    root_of(s, i) * root_of(s, j) * s->come->gram[i * m + j];
            *entry += i == j;
        }
    if (factorise(m, s->factor))
        return RIFFLE_OK;
    return riffle_fail(err, RIFFLE_EILLCONDITIONED,
                       "the Hessian with these rows is not positive definite "
                       "in double precision");
}

static enum riffle_status stepper_init(struct stepper *s,
                                       const struct riffle_fit *fit,
                                       const struct step_change *change,
                                       struct riffle_error *err)
{
    size_t m = change->come->m;
    *s = (struct stepper){.fit = fit, .come = change->come, .size = fit->p + m};
    enum riffle_status status =
        downdate_init(&s->down, fit, change->gone, false, err);
    if (status != RIFFLE_OK || m == 0)
        return status;
    s->solved = array_new(m, fit->p, sizeof(double));
    s->factor = array_new(m, m, sizeof(double));
    s->work = array_new(m, 1, sizeof(double));
    if (!s->solved || !s->factor || !s->work)
        status = riffle_fail_memory(err, m * (fit->p + m) * sizeof(double));
    if (status == RIFFLE_OK)
        status = fill_factor(s, err);
    if (status != RIFFLE_OK)
        stepper_release(s);
    return status;
}

/* What the penalty is multiplied by. */
static double share_of(const struct riffle_fit *fit,
                       const struct step_change *change)
{
    size_t m = change->come ? change->come->m : 0;
    if (fit->summary.penalty == RIFFLE_PENALTY_FIXED)
        return 1;
    return (double)(fit->n - change->gone->k + m) / (double)fit->n;
}

/* Without a row, a penalty on every parameter is what is left to answer. */
static bool is_held(const struct riffle_fit *fit,
                    const struct step_change *change)
{
    if (change->gone->k < fit->n || change->come->m > 0)
        return true;
    return share_of(fit, change) > 0 && fit->summary.lambda > 0 &&
           fit->summary.intercept != RIFFLE_INTERCEPT_FREE;
}

/* A pivot of P that is no larger than what rounding makes of H itself. */
static bool is_noise(const struct downdate *down)
{
    double lost = down->fit->summary.condition * DBL_EPSILON;
    return down->k > 0 && downdate_least(down) <= lost;
}

void step_gradient(const struct riffle_fit *fit,
                   const struct step_change *change, double *v)
{
    size_t p = fit->p, m = change->come ? change->come->m : 0;
    add_removed_gradient(fit, change->gone, v);
    for (size_t j = 0; j < m; j++) {
        double residual = change->come->residual[j];
        add_scaled(p, -residual, change->come->z + j * p, v);
        v[p + j] -= residual;
    }
    if (m > 0 && fit->summary.penalty == RIFFLE_PENALTY_SCALED)
        add_scaled(p, -(double)m / (double)fit->n, fit->pull, v);
}

enum riffle_status step_newton(const struct riffle_fit *fit,
                               const struct step_change *change, double *v,
                               struct riffle_error *err)
{
    const struct arrivals none = {0};
    const struct step_change full = {change->gone,
                                     change->come ? change->come : &none};
    struct stepper s;
    double share = share_of(fit, &full);
    if (!is_held(fit, &full))
        return riffle_fail(err, RIFFLE_EEMPTY, "no rows are left");
    enum riffle_status status = stepper_init(&s, fit, &full, err);
    if (status != RIFFLE_OK)
        return status;
    if (full.come->m == 0 && is_noise(&s.down)) {
        stepper_release(&s);
        return riffle_fail(err, RIFFLE_EILLCONDITIONED,
                           "rounding is all that is left of the Hessian in "
                           "some direction");
    }
    step_gradient(fit, &full, v);
    if (share != 1 && fit->summary.lambda > 0)
        status = solve_scaled(&s, 1 - share, v, err);
    else
        stepper_solve(&s, v);
    stepper_release(&s);
    return status;
}
