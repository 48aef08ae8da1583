/* Nearest neighbours: what rows are worth to a model without parameters. */
#include "attribution/scores.h"

#include <stdlib.h>
#include <string.h>

#include "attribution/knn.h"
#include "base/memory.h"
#include "base/rank.h"
#include "model/fit.h"

void knn_leave_one_out(const bool *agrees, size_t n, size_t k, double *effects)
{
    bool next = k < n && agrees[k];
    memset(effects, 0, n * sizeof *effects);
    for (size_t j = 0; j < n && j < k; j++)
        effects[j] = ((double)agrees[j] - (double)next) / (double)k;
}

void knn_shapley(const bool *agrees, size_t n, size_t k, double *effects)
{
    size_t most = n > k ? n : k;
    effects[n - 1] = (double)agrees[n - 1] / (double)most;
    for (size_t j = n - 1; j-- > 0;) {
        double rank = (double)(j + 1),
               near = rank < (double)k ? rank : (double)k;
        effects[j] =
            effects[j + 1] + ((double)agrees[j] - (double)agrees[j + 1]) /
                                 (double)k * near / rank;
    }
}

/* Room for one test row. */
struct neighbours {
    struct ranked *order; /* n: training rows, nearest first */
    bool *agrees;         /* n: in that order, the label is the test row's */
    double *effects;      /* n: likewise */
};

typedef void knn_values(const bool *agrees, size_t n, size_t k,
                        double *effects);

static double distance2(size_t p, const double *a, const double *b)
{
    double sum = 0;
    for (size_t j = 0; j < p; j++)
        sum += (a[j] - b[j]) * (a[j] - b[j]);
    return sum;
}

void knn_order(const struct riffle_fit *fit, size_t test, bool whitened,
               struct ranked *order)
{
    const struct riffle_dataset *data = fit->data;
    size_t p = whitened ? fit->p : data->n_features;
    const double *rows = whitened ? fit->z : data->train.x;
    const double *row = (whitened ? fit->z_test : data->test.x) + test * p;
    for (size_t i = 0; i < fit->n; i++)
        order[i] =
            (struct ranked){.key = distance2(p, rows + i * p, row), .item = i};
    rank_first(order, fit->n, fit->n);
}

static enum riffle_status sum_probe(const struct riffle_score_query *query,
                                    const struct neighbours *room,
                                    knn_values *values, double *sum,
                                    struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const struct riffle_probe *probe = query->probe;
    size_t k = (size_t)query->settings[0];
    memset(sum, 0, fit->n * sizeof *sum);
    for (size_t t = 0; t < probe->size; t++) {
        size_t test = probe->rows[t];
        knn_order(fit, test, query->settings[1] != 0, room->order);
        for (size_t j = 0; j < fit->n; j++)
            room->agrees[j] = fit->data->train.y[room->order[j].item] ==
                              fit->data->test.y[test];
        values(room->agrees, fit->n, k, room->effects);
        for (size_t j = 0; j < fit->n; j++)
            sum[room->order[j].item] += room->effects[j];
        if (!riffle_progress_step(query->progress, "test rows", t + 1,
                                  probe->size))
            return riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    return RIFFLE_OK;
}

static enum riffle_status add_up(const struct riffle_score_query *query,
                                 knn_values *values, double *out,
                                 struct riffle_error *err)
{
    size_t n = query->fit->n;
    struct neighbours room = {
        .order = array_new(n, 1, sizeof *room.order),
        .agrees = array_new(n, 1, sizeof *room.agrees),
        .effects = array_new(n, 1, sizeof *room.effects),
    };
    double *sum = array_new(n, 1, sizeof *sum);
    enum riffle_status status = RIFFLE_OK;
    if (room.order == NULL || room.agrees == NULL || room.effects == NULL ||
        sum == NULL)
        status = riffle_fail_memory(err, n * sizeof *room.order);
    if (status == RIFFLE_OK)
        status = sum_probe(query, &room, values, sum, err);
    if (status == RIFFLE_OK)
        memcpy(out, sum, n * sizeof *out);
    free(room.order);
    free(room.agrees);
    free(room.effects);
    free(sum);
    return status;
}

static enum riffle_status compute_loo(const struct riffle_score_query *query,
                                      struct riffle_score_result *result,
                                      struct riffle_error *err)
{
    return add_up(query, knn_leave_one_out, result->values, err);
}

static enum riffle_status
compute_shapley(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    return add_up(query, knn_shapley, result->values, err);
}

static const struct riffle_score_setting settings[] = {
    {.name = "k",
     .preset = 5,
     .low = 1,
     .high = 1e6,
     .whole = true,
     .help = "neighbours that vote"},
    {.name = "hessian",
     .preset = 0,
     .low = 0,
     .high = 1,
     .whole = true,
     .help = "distances: 0 in the data's units, 1 in the norm of H^-1"},
    {.name = NULL},
};

const struct riffle_score score_knn_loo = {
    .name = "knn-loo",
    .title = "kNN leave one out",
    .summary = "what removing the row does to the error of the k nearest "
               "neighbours on the probe, in rows",
    .formula = "sum over probe rows: (1[y_i = y] - 1[y of neighbour k + 1 = "
               "y]) / k for the k nearest, else 0",
    .sign = "positive: removal increases the neighbours' error",
    .cost = "2 n d flops and a sort for each probe row",
    .caveat = "about another model: it knows neither theta nor the penalty; "
              "0 for most rows",
    .source = "Jia et al. 2021; survey 4.1.3",
    .kind = RIFFLE_SCORE_SURROGATE,
    .needs_probe = true,
    .settings = settings,
    .compute = compute_loo,
};

const struct riffle_score score_knn_shapley = {
    .name = "knn-shapley",
    .title = "kNN Shapley",
    .summary = "Shapley value of the row for the k nearest neighbours' share "
               "of right votes on the probe, in rows; exact",
    .formula = "from the farthest: s_n = 1[y_n = y] / n, s_j = s_j+1 + "
               "(1[y_j = y] - 1[y_j+1 = y]) min(k, j) / (k j)",
    .sign = "positive: the row is worth having",
    .cost = "2 n d flops and a sort for each probe row",
    .caveat = "about another model: it knows neither theta nor the penalty; "
              "depends on the units of the columns (hessian:1 does not)",
    .source = "Jia et al. 2019; survey 4.3, eq. 26",
    .kind = RIFFLE_SCORE_SURROGATE,
    .needs_probe = true,
    .settings = settings,
    .compute = compute_shapley,
};
