/* Shapley, Beta Shapley, Banzhaf, Downsampling: settings of one dial. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>

#include "attribution/semivalue.h"
#include "base/memory.h"
#include "model/fit.h"

/* Chance of s among m when each is there with chance t, t ~ Beta(a, b). */
static double beta_binomial(size_t m, size_t s, double a, double b)
{
    double n = (double)m, k = (double)s;
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) +
               lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) +
               lgamma(a + b) - lgamma(a) - lgamma(b));
}

static double binomial(size_t m, size_t s, double t)
{
    double n = (double)m, k = (double)s;
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(t) +
               (n - k) * log1p(-t));
}

static struct sampling sampling_of(const struct riffle_score_query *query,
                                   const char *purpose)
{
    return (struct sampling){.purpose = purpose,
                             .samples = (size_t)query->settings[0],
                             .target = query->settings[1]};
}

/* How many other rows are there: a binomial law, or a mixture of such. */
struct sizes {
    double a, b; /* of Beta(a, b); 0: always t */
    double t;
};

static enum riffle_status by_sizes(const struct riffle_score_query *query,
                                   struct sizes sizes, const char *purpose,
                                   struct riffle_score_result *result,
                                   struct riffle_error *err)
{
    size_t n = query->fit->n;
    double *weight = array_new(n, 1, sizeof *weight);
    if (weight == NULL)
        return riffle_fail_memory(err, n * sizeof *weight);
    for (size_t s = 0; s < n; s++)
        weight[s] = sizes.a > 0 ? beta_binomial(n - 1, s, sizes.a, sizes.b)
                                : binomial(n - 1, s, sizes.t);
    const struct semivalue_law law = {.weight = weight};
    const struct sampling sampling = sampling_of(query, purpose);
    enum riffle_status status = semivalue(query, &law, &sampling, result, err);
    free(weight);
    return status;
}

static enum riffle_status
compute_shapley(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    const struct sizes sizes = {.a = 1, .b = 1};
    return by_sizes(query, sizes, "shapley", result, err);
}

static enum riffle_status compute_beta(const struct riffle_score_query *query,
                                       struct riffle_score_result *result,
                                       struct riffle_error *err)
{
    const struct sizes sizes = {.a = query->settings[3],
                                .b = query->settings[2]};
    return by_sizes(query, sizes, "beta-shapley", result, err);
}

static enum riffle_status
compute_banzhaf(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    const struct sizes sizes = {.t = query->settings[2]};
    return by_sizes(query, sizes, "banzhaf", result, err);
}

static enum riffle_status
compute_downsampling(const struct riffle_score_query *query,
                     struct riffle_score_result *result,
                     struct riffle_error *err)
{
    double n = (double)query->fit->n;
    double size = fmin(fmax(round(query->settings[2] * n), 1), n - 1);
    const struct semivalue_law law = {.fixed = (size_t)size};
    const struct sampling sampling = sampling_of(query, "downsampling");
    return semivalue(query, &law, &sampling, result, err);
}

static const struct riffle_score_setting plain[] = {
    SAMPLER_SAMPLES(2000), SAMPLER_TARGET, {.name = NULL}};

static const struct riffle_score_setting beta[] = {
    SAMPLER_SAMPLES(2000),
    SAMPLER_TARGET,
    {.name = "alpha",
     .preset = 16,
     .low = 0.01,
     .high = 1e3,
     .help = "large: small subsets count"},
    {.name = "beta",
     .preset = 1,
     .low = 0.01,
     .high = 1e3,
     .help = "large: large subsets count"},
    {.name = NULL},
};

static const struct riffle_score_setting inclusion[] = {
    SAMPLER_SAMPLES(2000),
    SAMPLER_TARGET,
    {.name = "inclusion",
     .preset = 0.5,
     .low = 0.01,
     .high = 0.99,
     .help = "chance of each other row to be there (0.5: Banzhaf)"},
    {.name = NULL},
};

static const struct riffle_score_setting share[] = {
    SAMPLER_SAMPLES(2000),
    SAMPLER_TARGET,
    {.name = "share",
     .preset = 0.7,
     .low = 0.01,
     .high = 0.99,
     .help = "rows in each subset, of all"},
    {.name = NULL},
};

#define REUSED                                                                 \
    "as many models as samples, each used for all rows; up to 12 rows: all "   \
    "2^n subsets, exactly"

const struct riffle_score score_shapley = {
    .name = "shapley",
    .title = "Shapley value",
    .summary = "mean effect of the row's removal from subsets of every size, "
               "all sizes counting alike; sums to what training as a whole "
               "does",
    .formula = "1/n sum over sizes of the mean over D without i of f(D) - "
               "f(D + i), f(no rows) at theta = 0",
    .sign = "positive: removal increases the measure",
    .cost = REUSED,
    .caveat = "half of it comes from models trained on few rows, which are "
              "not the one at hand",
    .source = "Shapley 1953; Ghorbani and Zou 2019; survey 4.3, eq. 18; "
              "sampling as Wang and Jia 2023, with control variates",
    .kind = RIFFLE_SCORE_SAMPLED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = plain,
    .compute = compute_shapley,
};

const struct riffle_score score_beta_shapley = {
    .name = "beta-shapley",
    .title = "Beta Shapley",
    .summary = "Shapley value with sizes weighted by a Beta law: (16, 1) "
               "favours small subsets",
    .formula = "mean over t ~ Beta(beta, alpha) and D, each other row there "
               "with chance t, of f(D) - f(D + i)",
    .sign = "positive: removal increases the measure",
    .cost = REUSED,
    .caveat = "small subsets are where penalty=fixed and penalty=scaled differ "
              "most",
    .source = "Kwon and Zou 2022; survey 4.3",
    .kind = RIFFLE_SCORE_SAMPLED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = beta,
    .compute = compute_beta,
};

const struct riffle_score score_banzhaf = {
    .name = "banzhaf",
    .title = "Banzhaf value",
    .summary = "mean effect of the row's removal when each other row is there "
               "with chance 1/2",
    .formula = "mean over D, each other row there with chance 1/2, of f(D) - "
               "f(D + i)",
    .sign = "positive: removal increases the measure",
    .cost = REUSED,
    .caveat = "about models of half the rows; does not sum to anything",
    .source = "Banzhaf 1965; Wang and Jia 2023; survey 4.3, eq. 27",
    .kind = RIFFLE_SCORE_SAMPLED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = inclusion,
    .compute = compute_banzhaf,
};

const struct riffle_score score_downsampling = {
    .name = "downsampling",
    .title = "Downsampling",
    .summary = "mean of the measure over subsets of 70% without the row minus "
               "that over subsets with it",
    .formula = "mean of f(D) over D without i minus mean over D with i, |D| = "
               "0.7 n",
    .sign = "positive: removal increases the measure",
    .cost = REUSED,
    .caveat = "of fixed size, so it is centred: n / (n - 1) times what removal "
              "does beyond the mean row's",
    .source = "Feldman and Zhang 2020; survey 4.2, eq. 9",
    .kind = RIFFLE_SCORE_SAMPLED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = share,
    .compute = compute_downsampling,
};
