#include "riffle/interact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/row_effects.h"
#include "base/memory.h"
#include "base/rank.h"
#include "base/rows.h"
#include "investigation/best.h"
#include "investigation/group.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

/* Below this share of the RIFs two rows are called independent. */
static const double FAINT = 0.05;
/* From this similarity on two rows are called twins. */
static const double ALIKE = 0.9;

enum riffle_pair_kind riffle_pair_kind(const struct riffle_pair *pair)
{
    double size = fabs(pair->alone[0]) + fabs(pair->alone[1]);
    if (!(fabs(pair->interaction) > FAINT * size))
        return RIFFLE_PAIR_INDEPENDENT;
    return fabs(pair->newton) > fabs(pair->rescaled) ? RIFFLE_PAIR_MASK
                                                     : RIFFLE_PAIR_REDUNDANT;
}

const char *riffle_pair_kind_name(enum riffle_pair_kind kind)
{
    static const char *const names[] = {
        [RIFFLE_PAIR_INDEPENDENT] = "independent",
        [RIFFLE_PAIR_MASK] = "mask",
        [RIFFLE_PAIR_REDUNDANT] = "redundant",
    };
    return names[kind];
}

/* The pairs that come first, while pairs are made. */
struct ranking {
    const double *alone; /* n: RIF of every training row */
    enum riffle_pair_order order;
    struct best best;
};

static double key_of(const struct ranking *ranking,
                     const struct riffle_pair *pair)
{
    double alike = pair->similarity > 0 ? pair->similarity : 0;
    if (ranking->order == RIFFLE_PAIR_LEVERAGE)
        return fabs(pair->leverage);
    if (ranking->order == RIFFLE_PAIR_ALIKE)
        return fabs(pair->interaction) * alike * alike * alike * alike;
    return fabs(pair->interaction);
}

/* Members s and t of the group, whose product is g. */
static void rank_pair(struct ranking *ranking, const struct group *group,
                      size_t s, size_t t, double g, struct riffle_pair *pair)
{
    group_pair(group, s, t, g, ranking->alone, pair);
    best_add(&ranking->best, key_of(ranking, pair), pair);
}

static enum riffle_status check_measure(const struct riffle_measure *measure,
                                        struct riffle_error *err)
{
    if (!riffle_measure_kind_of(measure)->actual_only)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                "%s is a step function: rows have no interaction on it",
                riffle_measure_name(measure));
    riffle_hint(err, "take measure=removed_loss, test_loss or logit:ROW");
    return RIFFLE_ENOTAPPLICABLE;
}

/* RIF of every training row; the caller's. NULL with the reason recorded. */
static double *effects_alone(const struct riffle_fit *fit,
                             const double *gradient, struct riffle_error *err)
{
    double *alone = array_new(fit->n, 1, sizeof *alone);
    if (alone == NULL) {
        (void)riffle_fail_memory(err, fit->n * sizeof *alone);
        return NULL;
    }
    if (row_effects(fit, gradient, true, alone, err) == RIFFLE_OK)
        return alone;
    free(alone);
    return NULL;
}

/* --- within a set ---------------------------------------------------------- */

/* Lower half of the products of a group's rows. */
static double *gram_of(const struct group *group)
{
    double *gram = array_new(group->k, group->k, sizeof *gram);
    if (gram != NULL)
        gram_rows(group->k, group->fit->p, group->z, gram);
    return gram;
}

/* What a group of `gone` rows' penalty share does: all of it, or without each
   of its members. */
typedef enum riffle_status group_work(const struct group *group,
                                      const double *gram, double *effects,
                                      struct riffle_error *err);

static enum riffle_status with_group(const struct riffle_fit *fit,
                                     struct group_rows rows,
                                     const double *gradient, group_work *work,
                                     double *effects, struct riffle_error *err)
{
    struct group group;
    enum riffle_status status = group_init(&group, fit, rows, gradient, err);
    if (status != RIFFLE_OK)
        return status;
    double *gram = gram_of(&group);
    status = gram != NULL
                 ? work(&group, gram, effects, err)
                 : riffle_fail_memory(err, rows.k * rows.k * sizeof *gram);
    free(gram);
    group_release(&group);
    return status;
}

static enum riffle_status
fill_members(const struct riffle_fit *fit, const struct riffle_removal *removal,
             const double *gradient, const double *alone,
             struct riffle_interaction *made, struct riffle_error *err)
{
    size_t k = removal->k;
    const struct group_rows whole = {removal->rows, k, k};
    const struct group_rows less = {removal->rows, k, k - 1};
    double *without = array_new(k, 1, sizeof *without);
    made->members = array_new(k, 1, sizeof *made->members);
    enum riffle_status status = RIFFLE_OK;
    if (without == NULL || made->members == NULL)
        status = riffle_fail_memory(err, k * sizeof *made->members);
    if (status == RIFFLE_OK)
        status =
            with_group(fit, whole, gradient, group_newton, &made->newton, err);
    if (status == RIFFLE_OK)
        status = with_group(fit, less, gradient, group_without, without, err);
    for (size_t t = 0; t < k && status == RIFFLE_OK; t++) {
        size_t row = removal->rows[t];
        made->rescaled += alone[row];
        made->members[t] = (struct riffle_member){
            .row = row, .alone = alone[row], .last = made->newton - without[t]};
    }
    free(without);
    return status;
}

static enum riffle_status fill_pairs(const struct riffle_fit *fit,
                                     const struct riffle_removal *removal,
                                     const double *gradient,
                                     struct ranking *ranking,
                                     struct riffle_error *err)
{
    struct group group;
    const struct group_rows rows = {removal->rows, removal->k, 2};
    enum riffle_status status = group_init(&group, fit, rows, gradient, err);
    if (status != RIFFLE_OK)
        return status;
    double *gram = gram_of(&group);
    for (size_t s = 0; gram != NULL && s < group.k; s++)
        for (size_t t = 0; t < s; t++) {
            struct riffle_pair pair;
            rank_pair(ranking, &group, s, t, gram[s * group.k + t], &pair);
        }
    if (gram == NULL)
        status = riffle_fail_memory(err, group.k * group.k * sizeof *gram);
    free(gram);
    group_release(&group);
    return status;
}

static enum riffle_status check_set(const struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    if (removal->k >= 2 && removal->k <= RIFFLE_INTERACT_MOST)
        return RIFFLE_OK;
    if (removal->k < 2)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "an interaction takes two rows or more");
    return riffle_fail(err, RIFFLE_ELIMIT,
                       "interactions are computed for sets of up to %d rows; "
                       "this one has %zu",
                       RIFFLE_INTERACT_MOST, removal->k);
}

enum riffle_status riffle_interact(
    const struct riffle_fit *fit, const struct riffle_interact_options *options,
    const struct riffle_removal *removal,
    struct riffle_interaction *interaction, struct riffle_error *err)
{
    const struct riffle_measure *measure = options->measure;
    enum riffle_status status = check_measure(measure, err);
    if (status == RIFFLE_OK)
        status = check_set(removal, err);
    if (status != RIFFLE_OK)
        return status;
    const double *gradient = measure_gradient(measure);
    size_t all = removal->k * (removal->k - 1) / 2;
    size_t most = options->most < all ? options->most : all;
    struct riffle_error why = {0};
    struct riffle_interaction made = {.k = removal->k};
    double *alone = effects_alone(fit, gradient, &why);
    struct ranking ranking = {.alone = alone, .order = options->order};
    if (alone == NULL)
        status = why.status;
    else if (!best_init(&ranking.best, most))
        status = riffle_fail_memory(&why, most * sizeof(struct best_item));
    if (status == RIFFLE_OK)
        status = fill_members(fit, removal, gradient, alone, &made, &why);
    if (status == RIFFLE_OK)
        status = fill_pairs(fit, removal, gradient, &ranking, &why);
    if (status == RIFFLE_OK && !best_take(&ranking.best, all, &made.pairs))
        status = riffle_fail_memory(&why, most * sizeof *made.pairs.items);
    best_release(&ranking.best);
    free(alone);
    if (status == RIFFLE_OK)
        *interaction = made;
    else
        riffle_interaction_release(&made);
    if (status != RIFFLE_OK && err != NULL)
        *err = why;
    return status;
}

void riffle_interaction_release(struct riffle_interaction *interaction)
{
    free(interaction->members);
    free(interaction->pairs.items);
    *interaction = (struct riffle_interaction){0};
}

/* --- among all rows -------------------------------------------------------- */

/* Rows of products made at a time. */
enum { CHUNK = 64 };

struct hunt {
    struct ranking pairs;
    struct best twins;
    double *products; /* CHUNK x k */
    size_t seen;      /* pairs */
};

static void look_at(struct hunt *hunt, const struct group *group, size_t s,
                    size_t t, double g)
{
    struct riffle_pair pair;
    rank_pair(&hunt->pairs, group, s, t, g, &pair);
    if (pair.similarity > ALIKE)
        best_add(&hunt->twins, fabs(pair.leverage), &pair);
}

/* All pairs, each once: rows from `first` on against those not before them. */
static bool search(struct hunt *hunt, const struct group *group,
                   const struct riffle_progress *progress)
{
    size_t k = group->k, p = group->fit->p;
    for (size_t first = 0; first < k; first += CHUNK) {
        size_t count = k - first < CHUNK ? k - first : CHUNK;
        size_t across = k - first;
        const double *z = group->z + first * p;
        if (!riffle_progress_step(progress, "pairs", first, k))
            return false;
        multiply_rows(count, across, p, z, z, hunt->products);
        for (size_t s = 0; s < count; s++)
            for (size_t t = s + 1; t < across; t++)
                look_at(hunt, group, first + s, first + t,
                        hunt->products[s * across + t]);
        for (size_t s = 0; s < count; s++)
            hunt->seen += across - s - 1;
    }
    return true;
}

/* The rows to look at: NULL for all of them; else the caller's, ascending. */
static enum riffle_status choose_rows(const struct riffle_fit *fit,
                                      struct group_rows *rows, size_t **chosen,
                                      struct riffle_error *err)
{
    *rows = (struct group_rows){.k = fit->n, .gone = 2};
    if (fit->n <= RIFFLE_INTERACT_ROWS)
        return RIFFLE_OK;
    struct ranked *items = array_new(fit->n, 1, sizeof *items);
    *chosen = array_new(RIFFLE_INTERACT_ROWS, 1, sizeof **chosen);
    if (items == NULL || *chosen == NULL) {
        free(items);
        return riffle_fail_memory(err, fit->n * sizeof *items);
    }
    for (size_t i = 0; i < fit->n; i++)
        items[i] = (struct ranked){.key = -fit->train.leverage[i], .item = i};
    rank_first(items, fit->n, RIFFLE_INTERACT_ROWS);
    for (size_t t = 0; t < RIFFLE_INTERACT_ROWS; t++)
        (*chosen)[t] = items[t].item;
    free(items);
    rows->k = rows_sort(*chosen, RIFFLE_INTERACT_ROWS);
    rows->rows = *chosen;
    return RIFFLE_OK;
}

static enum riffle_status hunt_init(struct hunt *hunt, size_t k, size_t most,
                                    struct riffle_error *err)
{
    hunt->products = array_new(CHUNK, k, sizeof *hunt->products);
    if (hunt->products != NULL && best_init(&hunt->pairs.best, most) &&
        best_init(&hunt->twins, most))
        return RIFFLE_OK;
    return riffle_fail_memory(err, CHUNK * k * sizeof *hunt->products);
}

static enum riffle_status hunt_finish(struct hunt *hunt,
                                      struct riffle_interact_search *made,
                                      struct riffle_error *err)
{
    if (best_take(&hunt->pairs.best, hunt->seen, &made->pairs) &&
        best_take(&hunt->twins, hunt->seen, &made->twins))
        return RIFFLE_OK;
    return riffle_fail_memory(err,
                              hunt->twins.most * sizeof *made->pairs.items);
}

enum riffle_status riffle_interact_find(
    const struct riffle_fit *fit, const struct riffle_interact_options *options,
    const struct riffle_progress *progress,
    struct riffle_interact_search *found, struct riffle_error *err)
{
    const struct riffle_measure *measure = options->measure;
    struct riffle_error why = {0};
    struct riffle_interact_search made = {0};
    struct group group = {0};
    struct group_rows rows;
    size_t *chosen = NULL;
    struct hunt hunt = {.pairs = {.order = options->order}};
    double *alone = NULL;
    enum riffle_status status = check_measure(measure, &why);
    if (status == RIFFLE_OK) {
        alone = effects_alone(fit, measure_gradient(measure), &why);
        status = alone != NULL ? RIFFLE_OK : why.status;
        hunt.pairs.alone = alone;
    }
    if (status == RIFFLE_OK)
        status = choose_rows(fit, &rows, &chosen, &why);
    if (status == RIFFLE_OK)
        status = group_init(&group, fit, rows, measure_gradient(measure), &why);
    if (status == RIFFLE_OK)
        status = hunt_init(&hunt, group.k, options->most, &why);
    if (status == RIFFLE_OK) {
        made.rows = group.k;
        made.all = chosen == NULL;
        made.stopped = !search(&hunt, &group, progress);
        status = hunt_finish(&hunt, &made, &why);
    }
    best_release(&hunt.pairs.best);
    best_release(&hunt.twins);
    free(hunt.products);
    group_release(&group);
    free(chosen);
    free(alone);
    if (status == RIFFLE_OK)
        *found = made;
    else
        riffle_interact_search_release(&made);
    if (status != RIFFLE_OK && err != NULL)
        *err = why;
    return status;
}

void riffle_interact_search_release(struct riffle_interact_search *found)
{
    free(found->pairs.items);
    free(found->twins.items);
    *found = (struct riffle_interact_search){0};
}
