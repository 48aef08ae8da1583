/*
 * Semivalues: the mean effect of a row on subsets of the others, by a law of
 * their sizes. Shapley, Beta Shapley, Banzhaf and, with a fixed size,
 * Downsampling are settings of it.
 */
#ifndef ATTRIBUTION_SEMIVALUE_H
#define ATTRIBUTION_SEMIVALUE_H

#include "attribution/sampler.h"

/*
 * weight (n): chance that s = 0 .. n - 1 of the other rows are there; NULL: all
 * subsets have `fixed` rows (Downsampling).
 */
struct semivalue_law {
    const double *weight;
    size_t fixed;
};

/*
 * value_i = E[f(D) | i not in D] - E[f(D + i)], D by the law: the effect of
 * removal. All rows from the same subsets (Wang and Jia 2023's sample reuse,
 * subsets drawn by a law of least variance); what is linear in the rows
 * (rescaled influence) and what depends on the size alone is estimated from
 * earlier blocks, taken off, and added back exactly, so that the estimate stays
 * unbiased. Up to 12 rows: the exact sum over all subsets.
 *
 * Fails with RIFFLE_ENOTAPPLICABLE for removed_loss, and as sampler_run.
 */
enum riffle_status semivalue(const struct riffle_score_query *query,
                             const struct semivalue_law *law,
                             const struct sampling *sampling,
                             struct riffle_score_result *result,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
