/* Generated data sets: the table of kinds, and what they have in common. */
#include "data/synth.h"

#include "base/digest.h"
#include "base/memory.h"
#include "data/dataset_rows.h"
#include "data/limits.h"
#include "data/notes.h"
#include "data/table.h"
#include "riffle/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct synth_kind *const kinds[] = {
    &synth_gaussian,
    &synth_clusters,
    &synth_sparse,
    &synth_poisoned,
};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

size_t riffle_synth_kind_count(void)
{
    return N_KINDS;
}

const struct riffle_synth_kind *riffle_synth_kind(size_t index)
{
    return index < N_KINDS ? &kinds[index]->shown : NULL;
}

void synth_direction(struct riffle_rng *rng, size_t d, double norm,
                     double *direction)
{
    double square = 0;
    for (size_t j = 0; j < d; j++) {
        direction[j] = riffle_rng_normal(rng);
        square += direction[j] * direction[j];
    }
    for (size_t j = 0; j < d; j++)
        direction[j] *= norm / sqrt(square);
}

static enum riffle_status kind_find(const char *name,
                                    const struct synth_kind **kind,
                                    struct riffle_error *err)
{
    char list[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < N_KINDS; i++) {
        *kind = kinds[i];
        if (name != NULL && strcmp(kinds[i]->shown.name, name) == 0)
            return RIFFLE_OK;
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 i > 0 ? ", " : "", kinds[i]->shown.name);
    }
    (void)riffle_fail(err, RIFFLE_EUSAGE, "no kind \"%.80s\" of data",
                      name != NULL ? name : "");
    riffle_hint(err, "the kinds are %s", list);
    return RIFFLE_EUSAGE;
}

/* The options with the defaults of the kind filled in. */
static enum riffle_status complete(const struct synth_kind *kind,
                                   struct riffle_synth_options *options,
                                   struct riffle_error *err)
{
    if (options->n == 0)
        options->n = kind->n;
    if (options->d == 0)
        options->d = kind->d;
    if (options->test == 0)
        options->test = options->n / 4;
    if (options->noise < 0)
        options->noise = kind->noise;
    if (options->seed == 0)
        options->seed = 1;
    if (!(options->noise <= 0.5))
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "noise=%g: expected a fraction from 0 to 0.5",
                           options->noise);
    struct riffle_limits limits = {0};
    limits_fill(&limits);
    const struct table table = {.limits = &limits, .memory = options->memory};
    enum riffle_status status =
        table_check_size(&table, options->n, options->d, err);
    if (status == RIFFLE_OK)
        status = table_check_size(&table, options->test, options->d, err);
    if (status == RIFFLE_OK && options->memory > 0) /* both together */
        status = table_check_size(&table, options->n + options->test,
                                  options->d, err);
    return status;
}

static enum riffle_status draw_rows(const struct synth_kind *kind,
                                    const struct riffle_synth_options *options,
                                    size_t n, const char *purpose,
                                    struct riffle_rows *rows,
                                    struct riffle_error *err)
{
    struct riffle_rng rng;
    const size_t d = options->d;
    rows->n = n;
    rows->x = array_new(n, d, sizeof *rows->x);
    rows->y = array_new(n, 1, sizeof *rows->y);
    rows->origin = array_new(n, 1, sizeof *rows->origin);
    if (rows->x == NULL || rows->y == NULL || rows->origin == NULL)
        return riffle_fail_memory(err, n * d * sizeof *rows->x);
    for (size_t i = 0; i < n; i++)
        rows->origin[i] = i;
    riffle_rng_init(&rng, options->seed, purpose);
    const enum riffle_status status =
        kind->draw(options->seed, &rng, d, rows, err);
    /* Three decimals: files stay small, and equal on every machine. */
    for (size_t i = 0; i < n * d; i++)
        rows->x[i] = round(rows->x[i] * 1000) / 1000 + 0.0;
    return status;
}

/* Turn the labels of the chosen rows, and keep their numbers. */
static enum riffle_status flip(struct riffle_dataset *dataset,
                               const bool *chosen, size_t count,
                               struct riffle_error *err)
{
    struct riffle_rows *train = &dataset->train;
    dataset->planted = array_new(count, 1, sizeof *dataset->planted);
    if (dataset->planted == NULL)
        return riffle_fail_memory(err, count * sizeof *dataset->planted);
    for (size_t i = 0; i < train->n; i++) {
        if (!chosen[i])
            continue;
        train->y[i] = !train->y[i];
        dataset->planted[dataset->n_planted++] = i;
    }
    return RIFFLE_OK;
}

static enum riffle_status plant(const struct synth_kind *kind,
                                const struct riffle_synth_options *options,
                                struct riffle_dataset *dataset,
                                struct riffle_error *err)
{
    const size_t n = options->n;
    const size_t count = (size_t)(options->noise * (double)n + 0.5);
    bool *chosen = array_new(n, 1, sizeof *chosen);
    if (chosen == NULL)
        return riffle_fail_memory(err, n);
    enum riffle_status status =
        kind->plant != NULL
            ? kind->plant(options->seed, &dataset->train, options->d, count,
                          chosen, err)
            : dataset_rows_draw(chosen, n, count, options->seed, "noise", err);
    if (status == RIFFLE_OK)
        status = flip(dataset, chosen, count, err);
    free(chosen);
    return status;
}

static bool name_features(struct riffle_dataset *dataset, const char *prefix,
                          size_t d)
{
    dataset->feature_names = array_new(d, 1, sizeof *dataset->feature_names);
    if (dataset->feature_names == NULL)
        return false;
    dataset->n_features = d;
    for (size_t j = 0; j < d; j++)
        if (asprintf(&dataset->feature_names[j], "%s%zu", prefix, j) < 0) {
            dataset->feature_names[j] = NULL;
            return false;
        }
    return true;
}

static void digest_rows(struct digest *digest, const struct riffle_rows *rows,
                        size_t d)
{
    digest_add(digest, rows->x, rows->n * d * sizeof *rows->x);
    digest_add(digest, rows->y, rows->n * sizeof *rows->y);
}

static enum riffle_status describe(const struct synth_kind *kind,
                                   const struct riffle_synth_options *options,
                                   struct riffle_dataset *dataset,
                                   struct riffle_error *err)
{
    char noise[RIFFLE_NUMBER_SIZE];
    struct digest digest;
    struct notes notes = {0};
    dataset->seed = options->seed;
    dataset->name = strdup(kind->shown.name);
    dataset->label_name = strdup("label");
    dataset->class_names[0] = strdup("0");
    dataset->class_names[1] = strdup("1");
    const bool named = name_features(dataset, kind->prefix, options->d);
    notes_add(&notes,
              "generated: synth %s n=%zu d=%zu test=%zu noise=%s "
              "seed=%llu",
              kind->shown.name, options->n, options->d, options->test,
              riffle_number_format(noise, options->noise),
              (unsigned long long)options->seed);
    if (dataset->n_planted > 0)
        notes_add(&notes, "%zu training rows have a planted wrong label",
                  dataset->n_planted);
    dataset->notes = notes.texts;
    dataset->n_notes = notes.count;
    digest_init(&digest);
    digest_rows(&digest, &dataset->train, options->d);
    digest_rows(&digest, &dataset->test, options->d);
    digest_finish(&digest, dataset->sha256);
    if (!named || notes.failed || dataset->name == NULL ||
        dataset->label_name == NULL || dataset->class_names[0] == NULL ||
        dataset->class_names[1] == NULL)
        return riffle_fail_memory(err, options->d * sizeof(char *));
    return RIFFLE_OK;
}

static enum riffle_status generate(const struct synth_kind *kind,
                                   const struct riffle_synth_options *options,
                                   struct riffle_dataset *dataset,
                                   struct riffle_error *err)
{
    enum riffle_status status =
        draw_rows(kind, options, options->n, "rows", &dataset->train, err);
    if (status == RIFFLE_OK)
        status = draw_rows(kind, options, options->test, "test rows",
                           &dataset->test, err);
    if (status == RIFFLE_OK)
        status = plant(kind, options, dataset, err);
    return status == RIFFLE_OK ? describe(kind, options, dataset, err) : status;
}

enum riffle_status
riffle_dataset_synth(const struct riffle_synth_options *options,
                     struct riffle_dataset **dataset, struct riffle_error *err)
{
    const struct synth_kind *kind;
    struct riffle_synth_options complete_options = *options;
    enum riffle_status status = kind_find(options->kind, &kind, err);
    if (status == RIFFLE_OK)
        status = complete(kind, &complete_options, err);
    if (status != RIFFLE_OK)
        return status;
    struct riffle_dataset *made = calloc(1, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, sizeof *made);
    status = generate(kind, &complete_options, made, err);
    if (status != RIFFLE_OK) {
        riffle_dataset_free(made);
        return status;
    }
    *dataset = made;
    return RIFFLE_OK;
}
