/*
 * Rows with nearly the same value of one column (Rubinstein and Hopkins,
 * appendix C.2). Columns that are constant would give the same set each time
 * (mathematics 4.1, row 25): they are never drawn.
 */
#include "selection/drawn.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "selection/cluster.h"

static bool is_constant(const struct riffle_dataset *data, size_t feature)
{
    const double *x = data->train.x;
    size_t d = data->n_features;
    for (size_t i = 1; i < data->train.n; i++) {
        if (x[i * d + feature] != x[feature])
            return false;
    }
    return true;
}

/* The feature asked for, when rows differ in it. */
static enum riffle_status check_feature(const struct riffle_dataset *data,
                                        size_t feature,
                                        struct riffle_error *err)
{
    if (feature >= data->n_features)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "there is no feature %zu: there are %zu", feature,
                           data->n_features);
    if (!is_constant(data, feature))
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_EUSAGE,
                "every training row has the same \"%s\": it has no cluster",
                data->feature_names[feature]);
    riffle_hint(err, "choose another feature, or feature=random");
    return RIFFLE_EUSAGE;
}

/* A random feature in which rows differ. */
static enum riffle_status draw_feature(const struct riffle_dataset *data,
                                       struct riffle_rng *rng, size_t *feature,
                                       struct riffle_error *err)
{
    size_t d = data->n_features;
    size_t *features = drawn_all_rows(d);
    if (features == NULL)
        return riffle_fail_memory(err, d * sizeof *features);
    enum riffle_status status = RIFFLE_ESTATE;
    for (size_t left = d; left > 0 && status != RIFFLE_OK; left--) {
        riffle_rng_choose(rng, features + (d - left), left, 1);
        if (is_constant(data, features[d - left]))
            continue;
        *feature = features[d - left];
        status = RIFFLE_OK;
    }
    free(features);
    if (status != RIFFLE_OK)
        riffle_fail(err, status,
                    "every feature is constant: there are no "
                    "clusters");
    return status;
}

static enum riffle_status find_cluster(const struct riffle_dataset *data,
                                       size_t feature, size_t centre, size_t k,
                                       struct riffle_rng *rng,
                                       struct cluster *cluster)
{
    const double *x = data->train.x;
    size_t d = data->n_features;
    size_t n = data->train.n;
    double *distance = array_new(n, 1, sizeof *distance);
    if (distance == NULL)
        return RIFFLE_ENOMEM;
    for (size_t i = 0; i < n; i++)
        distance[i] = fabs(x[i * d + feature] - x[centre * d + feature]);
    enum riffle_status status =
        cluster_new(distance, n, centre, k, rng, cluster);
    free(distance);
    return status;
}

static enum riffle_status draw_rows(const struct riffle_dataset *data,
                                    const struct riffle_fit *fit,
                                    const struct riffle_draw *draw,
                                    struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    struct riffle_rng rng;
    struct cluster cluster;
    size_t feature = draw->feature;
    enum riffle_status status = drawn_check(data, draw, err);
    riffle_rng_init(&rng, draw->seed, "feature");
    if (status == RIFFLE_OK)
        status = feature == RIFFLE_ANY ? draw_feature(data, &rng, &feature, err)
                                       : check_feature(data, feature, err);
    if (status != RIFFLE_OK)
        return status;
    (void)fit;
    size_t centre = cluster_centre(draw->around, data->train.n, &rng);
    status = find_cluster(data, feature, centre, draw->k, &rng, &cluster);
    if (status != RIFFLE_OK)
        return riffle_fail_memory(err, data->train.n * sizeof(double));
    return drawn(removal, cluster.rows, draw, err,
                 "feature cluster: %s around row %zu%s",
                 data->feature_names[feature], centre, cluster.words);
}

const struct riffle_strategy strategy_feature = {
    .name = "feature",
    .summary = "rows nearest to one row in one feature, constant features "
               "never drawn",
    .draw = draw_rows,
};
