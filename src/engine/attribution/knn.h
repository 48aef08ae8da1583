/* Values of rows to a vote of the nearest neighbours, for one test row. */
#ifndef ATTRIBUTION_KNN_H
#define ATTRIBUTION_KNN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rank.h"
#include "model/fit.h"

/* The training rows, nearest to a test row first: in the data's units, or in
   the norm of H^-1 when whitened. order: out, n. */
void knn_order(const struct riffle_fit *fit, size_t test, bool whitened,
               struct ranked *order);

/*
 * The vote's utility is the number of the k nearest rows that agree with the
 * test row, over k. agrees: n, nearest first. effects: out, n, utility lost.
 */
void knn_leave_one_out(const bool *agrees, size_t n, size_t k, double *effects);

/* Shapley values of the same (Jia et al. 2019); they sum to the utility. */
void knn_shapley(const bool *agrees, size_t n, size_t k, double *effects);

#endif
