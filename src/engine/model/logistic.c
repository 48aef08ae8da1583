/*
 * Stable forms (mathematics 3.1): all from e = exp(-|z|), so that neither
 * p, 1 - p nor p (1 - p) is ever a difference of nearly equal numbers.
 */
#include "model/logistic.h"

#include <math.h>

/* sigma(z) for either sign without overflow. */
static double sigma(double z)
{
    double e = exp(-fabs(z));
    return (z >= 0 ? 1 : e) / (1 + e);
}

void logistic_slopes(double z, uint8_t y, double *residual, double *weight)
{
    double e = exp(-fabs(z)), larger = 1 / (1 + e), smaller = e * larger;
    double p = z >= 0 ? larger : smaller;
    double q = z >= 0 ? smaller : larger;
    *residual = y != 0 ? -q : p;
    *weight = larger * smaller;
}

double logistic_residual(double z, uint8_t y)
{
    return y != 0 ? -sigma(-z) : sigma(z);
}

double logistic_weight(double z)
{
    double e = exp(-fabs(z));
    return e / ((1 + e) * (1 + e));
}

double logistic_loss(double z, uint8_t y)
{
    double margin = y != 0 ? z : -z;
    return log1p(exp(-fabs(z))) + (margin < 0 ? -margin : 0);
}

struct logistic logistic_at(double z, uint8_t y)
{
    double e = exp(-fabs(z));
    double larger = 1 / (1 + e), smaller = e / (1 + e);
    double p = z >= 0 ? larger : smaller;
    double q = z >= 0 ? smaller : larger;
    double margin = y != 0 ? z : -z;
    return (struct logistic){
        .probability = p,
        .residual = y != 0 ? -q : p,
        .weight = larger * smaller,
        .loss = log1p(e) + (margin < 0 ? -margin : 0),
    };
}

/* Beyond this the plain difference has no cancellation left to avoid. */
static const double FAR = 30;

/* log((1 + e^(m + t)) / (1 + e^m)) for t >= 0: every term is positive. */
static double rise(double m, double t)
{
    return log1p(sigma(m) * expm1(t));
}

double logistic_loss_change(double z, uint8_t y, double delta)
{
    double sign = y != 0 ? -1 : 1;
    if (fabs(delta) > FAR)
        return logistic_loss(z + delta, y) - logistic_loss(z, y);
    /* A fall is the rise on the way back. */
    if (sign * delta < 0)
        return -rise(sign * (z + delta), -sign * delta);
    return rise(sign * z, sign * delta);
}

/* sigma(z + t) - sigma(z) for t >= 0: every term is positive. */
static double climb(double z, double t)
{
    double growth = expm1(t);
    return logistic_weight(z) * growth / (1 + sigma(z) * growth);
}

double logistic_probability_change(double z, double delta)
{
    /* The difference of the small tails, where both ends are near 1. */
    if (fabs(delta) > FAR)
        return z > 0 && z + delta > 0 ? sigma(-z) - sigma(-z - delta)
                                      : sigma(z + delta) - sigma(z);
    return delta < 0 ? -climb(z + delta, -delta) : climb(z, delta);
}
