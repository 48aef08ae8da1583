#include "oracle/qlogit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* log 2 as a sum of three doubles. */
static quad log_two(void)
{
    return (quad)0x1.62e42fefa39efp-1 + (quad)0x1.abc9e3b39803fp-56 +
           (quad)0x1.7b57a079a1934p-111;
}

static quad magnitude(quad x)
{
    return x < 0 ? -x : x;
}

/* e^(k ln 2 + r) = 2^k (e^(r / 64))^64 */
quad qlogit_exp(quad x)
{
    if (x < -11000)
        return 0;
    long k = lrint((double)x / 0.6931471805599453);
    quad r = (x - (quad)k * log_two()) / 64, sum = 1;
    for (int i = 18; i > 0; i--)
        sum = 1 + r * sum / i;
    for (int i = 0; i < 6; i++)
        sum *= sum;
    quad two = k < 0 ? 0.5 : 2;
    for (long i = labs(k); i > 0; i /= 2) {
        if (i % 2)
            sum *= two;
        two *= two;
    }
    return sum;
}

/* The root y of e^y = 1 + x, by Newton from the double's. */
quad qlogit_log1p(quad x)
{
    quad y = (quad)log1p((double)x);
    if (x < 1e-9) { /* the series: its next term is x^5 / 5 */
        return x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4;
    }
    for (int i = 0; i < 3; i++)
        y += (1 + x) * qlogit_exp(-y) - 1;
    return y;
}

quad qlogit_root(quad x)
{
    if (x <= 0)
        return 0;
    quad y = (quad)sqrt((double)x);
    if (y == 0) /* below the doubles */
        return qlogit_root(x * 1e80) / 1e40;
    for (int i = 0; i < 3; i++)
        y = (y + x / y) / 2;
    return y;
}

quad qlogit_logit(const struct qlogit *q, size_t i, const quad *theta)
{
    quad z = 0;
    for (size_t j = 0; j < q->d; j++)
        z += (quad)q->x[i * q->d + j] * theta[j];
    return z;
}

struct derivatives {
    quad value;
    quad gradient[QLOGIT_MAX];
    quad hessian[QLOGIT_MAX][QLOGIT_MAX];
};

static void add_row(const struct qlogit *q, size_t i, quad z,
                    struct derivatives *at)
{
    quad e = qlogit_exp(-magnitude(z));
    quad larger = 1 / (1 + e), smaller = e / (1 + e);
    quad p = z >= 0 ? larger : smaller, rest = z >= 0 ? smaller : larger;
    quad residual = q->y[i] ? -rest : p;
    quad margin = q->y[i] ? z : -z;
    at->value += qlogit_log1p(e) + (margin < 0 ? -margin : 0);
    for (size_t a = 0; a < q->d; a++) {
        quad x = (quad)q->x[i * q->d + a];
        at->gradient[a] += residual * x;
        for (size_t b = 0; b <= a; b++)
            at->hessian[a][b] += p * rest * x * (quad)q->x[i * q->d + b];
    }
}

static void differentiate(const struct qlogit *q, const quad *theta,
                          struct derivatives *at)
{
    memset(at, 0, sizeof *at);
    for (size_t i = 0; i < q->n; i++)
        if (q->kept[i])
            add_row(q, i, qlogit_logit(q, i, theta), at);
    for (size_t j = 0; j < q->d; j++) {
        at->value += q->penalty[j] * theta[j] * theta[j] / 2;
        at->gradient[j] += q->penalty[j] * theta[j];
        at->hessian[j][j] += q->penalty[j];
    }
}

/* step = H^-1 gradient by H = L D L'; false when H is not definite. */
static bool solve_newton(size_t d, struct derivatives *at, quad *step)
{
    quad(*h)[QLOGIT_MAX] = at->hessian;
    for (size_t a = 0; a < d; a++) {
        for (size_t b = 0; b < a; b++) {
            for (size_t c = 0; c < b; c++)
                h[a][b] -= h[a][c] * h[b][c] * h[c][c];
            h[a][b] /= h[b][b];
        }
        quad whole = h[a][a];
        for (size_t c = 0; c < a; c++)
            h[a][a] -= h[a][c] * h[a][c] * h[c][c];
        if (!(h[a][a] > 1e-27 * whole))
            return false;
    }
    for (size_t a = 0; a < d; a++) {
        step[a] = at->gradient[a];
        for (size_t b = 0; b < a; b++)
            step[a] -= h[a][b] * step[b];
    }
    for (size_t a = d; a-- > 0;) {
        step[a] /= h[a][a];
        for (size_t b = a + 1; b < d; b++)
            step[a] -= h[b][a] * step[b];
    }
    return true;
}

bool qlogit_solve(const struct qlogit *q, quad *theta)
{
    struct derivatives at, next;
    quad step[QLOGIT_MAX], trial[QLOGIT_MAX];
    differentiate(q, theta, &at);
    for (int k = 0; k < 300; k++) {
        quad gradient[QLOGIT_MAX], decrement = 0, size = 0, moved = 0;
        quad length = 1;
        memcpy(gradient, at.gradient, sizeof gradient);
        if (!solve_newton(q->d, &at, step))
            return false;
        for (size_t j = 0; j < q->d; j++) {
            decrement += gradient[j] * step[j];
            size += theta[j] * theta[j];
            moved += step[j] * step[j];
        }
        for (;; length /= 2) {
            for (size_t j = 0; j < q->d; j++)
                trial[j] = theta[j] - length * step[j];
            differentiate(q, trial, &next);
            if (decrement < 1e-20 || length < 1e-9 ||
                next.value <= at.value - length * decrement / 4)
                break;
        }
        memcpy(theta, trial, q->d * sizeof *theta);
        at = next;
        if (moved <= 1e-48 * size)
            return true;
    }
    return false;
}

quad qlogit_norm(const struct qlogit *q, const quad *theta, const quad *v)
{
    struct derivatives at;
    quad square = 0;
    differentiate(q, theta, &at);
    for (size_t a = 0; a < q->d; a++)
        for (size_t b = 0; b < q->d; b++)
            square +=
                v[a] * v[b] * (a >= b ? at.hessian[a][b] : at.hessian[b][a]);
    return qlogit_root(square);
}
