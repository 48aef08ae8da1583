/* C-score: how well a row is predicted by models that never saw it. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>

#include "attribution/sampler.h"
#include "base/memory.h"
#include "model/fit.h"
#include "model/logistic.h"

/* Shares of the rows that are trained on, equally often. */
static const double shares[] = {0.1, 0.3, 0.5, 0.7, 0.9};
enum { SHARES = sizeof shares / sizeof *shares };

struct cscore {
    const struct riffle_fit *fit;
    size_t drawn;
    size_t *order;                /* n: scratch of the draw */
    double *sum, *square, *count; /* n */
};

static void draw(void *data, struct riffle_rng *rng, bool *in)
{
    struct cscore *cscore = data;
    size_t n = cscore->fit->n;
    double wanted = round(shares[cscore->drawn++ % SHARES] * (double)n);
    size_t size = (size_t)fmin(fmax(wanted, 1), (double)n - 1);
    riffle_rng_choose(rng, cscore->order, n, size);
    for (size_t k = 0; k < n; k++)
        in[cscore->order[k]] = k < size;
}

static void take(void *data, const struct sampled *block)
{
    struct cscore *cscore = data;
    const struct riffle_fit *fit = cscore->fit;
    for (size_t s = 0; s < block->count; s++)
        for (size_t i = 0; i < fit->n; i++) {
            if (block->in[s * fit->n + i])
                continue;
            double z = fit->train.logit[i] + block->change[s * fit->n + i];
            double score = -logistic_loss(z, fit->data->train.y[i]);
            cscore->sum[i] += score;
            cscore->square[i] += score * score;
            cscore->count[i]++;
        }
}

static enum riffle_status estimate(void *data,
                                   struct riffle_score_result *result,
                                   struct riffle_error *err)
{
    const struct cscore *cscore = data;
    (void)err;
    for (size_t i = 0; i < result->n; i++) {
        double count = cscore->count[i], mean = cscore->sum[i] / count;
        double variance = cscore->square[i] / count - mean * mean;
        result->values[i] = mean;
        result->errors[i] = sqrt(fmax(variance, 0) / (count - 1));
    }
    return RIFFLE_OK;
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    size_t n = query->fit->n;
    struct cscore cscore = {.fit = query->fit};
    const struct design design = {.data = &cscore,
                                  .watch_train = true,
                                  .draw = draw,
                                  .take = take,
                                  .estimate = estimate};
    const struct sampling sampling = {.purpose = "cscore",
                                      .samples = (size_t)query->settings[0],
                                      .target = query->settings[1]};
    double *room = array_new(3, n, sizeof *room);
    cscore.order = array_new(n, 1, sizeof *cscore.order);
    enum riffle_status status = RIFFLE_OK;
    if (room == NULL || cscore.order == NULL)
        status = riffle_fail_memory(err, 3 * n * sizeof *room);
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++)
        cscore.order[i] = i;
    if (status == RIFFLE_OK) {
        cscore.sum = room;
        cscore.square = room + n;
        cscore.count = room + 2 * n;
        status = sampler_run(query, &sampling, &design, result, err);
    }
    free(room);
    free(cscore.order);
    return status;
}

static const struct riffle_score_setting settings[] = {
    SAMPLER_SAMPLES(500), SAMPLER_TARGET, {.name = NULL}};

const struct riffle_score score_cscore = {
    .name = "cscore",
    .title = "C-score",
    .summary = "minus the mean loss of the row, nats, in models trained on "
               "subsets without it: how regular it is",
    .formula = "- mean over sizes 10%, 30%, ..., 90% and D without i of "
               "loss_i(theta_D)",
    .sign = "near 0: predicted by the others; very negative: an exception or a "
            "wrong label",
    .cost = "as many models as samples, each used for all rows that it did not "
            "see",
    .caveat = "hard is not wrong: rare but right rows score low, too",
    .source = "Jiang et al. 2021; survey 4.2, eq. 16",
    .suspects = RIFFLE_SIGN_NEGATIVE,
    .kind = RIFFLE_SCORE_SAMPLED,
    .settings = settings,
    .compute = compute,
};
