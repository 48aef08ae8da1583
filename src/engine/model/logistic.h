/* The logistic loss of one row, in forms that keep every digit. */
#ifndef MODEL_LOGISTIC_H
#define MODEL_LOGISTIC_H

#include <stddef.h>
#include <stdint.h>

/* Everything about one row at logit z with label y (0 or 1). */
struct logistic {
    double probability; /* of label 1 */
    double residual;    /* probability - y */
    double weight;      /* probability (1 - probability) */
    double loss;        /* log loss, nats */
};

struct logistic logistic_at(double z, uint8_t y);

/* Residual and weight from one exponential. */
void logistic_slopes(double z, uint8_t y, double *residual, double *weight);
double logistic_residual(double z, uint8_t y);
double logistic_weight(double z);
double logistic_loss(double z, uint8_t y);

/* Changes from z to z + delta, without cancellation for small delta. */
double logistic_loss_change(double z, uint8_t y, double delta);
double logistic_probability_change(double z, double delta);

#endif
