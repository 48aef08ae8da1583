/* How each part of a state is freed, and how it is made again. */
#include "state.h"

#include <stdlib.h>
#include <string.h>

#include "riffle/threads.h"

/* --- data ------------------------------------------------------------- */

static void free_data(void *content)
{
    riffle_dataset_free(content);
}

static void free_edits(void *recipe)
{
    riffle_edits_free(recipe);
}

static enum riffle_status apply_edits(const struct kept *kept, void **content,
                                      struct riffle_error *err)
{
    struct riffle_dataset *data = NULL;
    enum riffle_status status =
        riffle_edits_apply(kept->recipe, kept->on->content, &data, err);
    if (status == RIFFLE_OK)
        *content = data;
    return status;
}

static const struct kept_kind loaded = {.free = free_data};
static const struct kept_kind edited = {
    .free = free_data, .make = apply_edits, .free_recipe = free_edits};

static size_t bytes_of_data(const struct riffle_dataset *data)
{
    return (data->train.n + data->test.n) * data->n_features * sizeof(double);
}

struct kept *state_keep_data(struct riffle_dataset *data,
                             struct riffle_error *err)
{
    return kept_new(&(struct kept){.kind = &loaded,
                                   .content = data,
                                   .bytes = bytes_of_data(data)},
                    err);
}

struct kept *state_keep_edited(struct riffle_dataset *data,
                               struct riffle_edits *edits, struct kept *base,
                               struct riffle_error *err)
{
    return kept_new(&(struct kept){.kind = &edited,
                                   .on = base,
                                   .content = data,
                                   .recipe = edits,
                                   .bytes = bytes_of_data(data)},
                    err);
}

const struct riffle_edits *state_edits(const struct kept *data)
{
    return data && data->kind == &edited ? data->recipe : NULL;
}

struct kept *state_base(struct kept *data)
{
    return data && data->kind == &edited ? data->on : data;
}

/* --- fit -------------------------------------------------------------- */

/* What a fit needs to come out the same to the last bit. */
struct fit_recipe {
    struct riffle_fit_options options;
    size_t threads;
    double start[]; /* options.start, when it is not NULL */
};

static void free_fit(void *content)
{
    riffle_fit_free(content);
}

static enum riffle_status fit_again(const struct kept *kept, void **content,
                                    struct riffle_error *err)
{
    const struct fit_recipe *recipe = kept->recipe;
    size_t threads = riffle_threads();
    struct riffle_fit *fit = NULL;
    riffle_threads_set(recipe->threads);
    enum riffle_status status =
        riffle_fit_new(kept->on->content, &recipe->options, NULL, &fit, err);
    riffle_threads_set(threads);
    if (status == RIFFLE_OK)
        *content = fit;
    return status;
}

static const struct kept_kind fitted = {
    .free = free_fit, .make = fit_again, .free_recipe = free};

/* Whitened rows, the factor and, with d > n, the rotation. */
static size_t bytes_of_fit(const struct riffle_fit *fit)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    size_t rows = summary->n + riffle_fit_test(fit)->n + summary->p;
    if (summary->d > summary->p)
        rows += summary->d;
    return rows * summary->p * sizeof(double);
}

static struct fit_recipe *recipe_new(const struct riffle_fit_options *options,
                                     size_t d)
{
    size_t n = options->start ? d : 0;
    struct fit_recipe *recipe = malloc(sizeof *recipe + n * sizeof(double));
    if (!recipe)
        return NULL;
    recipe->options = *options;
    recipe->options.memory = 0;
    recipe->threads = riffle_threads();
    if (n) {
        memcpy(recipe->start, options->start, n * sizeof(double));
        recipe->options.start = recipe->start;
    }
    return recipe;
}

struct kept *state_keep_fit(struct riffle_fit *fit,
                            const struct riffle_fit_options *options,
                            struct kept *data, struct riffle_error *err)
{
    struct fit_recipe *recipe = recipe_new(options, riffle_fit_summary(fit)->d);
    if (!recipe) {
        riffle_tell_memory(err, sizeof *recipe);
        return NULL;
    }
    struct kept *kept = kept_new(&(struct kept){.kind = &fitted,
                                                .on = data,
                                                .content = fit,
                                                .recipe = recipe,
                                                .bytes = bytes_of_fit(fit)},
                                 err);
    if (!kept)
        free(recipe);
    return kept;
}

const double *state_start(const struct kept *fit)
{
    const struct fit_recipe *recipe = fit ? fit->recipe : NULL;
    return recipe ? recipe->options.start : NULL;
}

/* --- small things ----------------------------------------------------- */

static void free_probe(void *content)
{
    riffle_probe_release(content);
    free(content);
}

static void free_selection(void *content)
{
    riffle_removal_release(content);
    free(content);
}

void state_sets_free(struct state_sets *sets)
{
    for (size_t i = 0; i < sets->n; i++) {
        free(sets->sets[i].name);
        riffle_removal_release(&sets->sets[i].removal);
    }
    free(sets->sets);
    *sets = (struct state_sets){0};
}

void state_marks_free(struct state_marks *marks)
{
    for (size_t i = 0; i < marks->n; i++)
        free(marks->items[i].note);
    free(marks->items);
    *marks = (struct state_marks){0};
}

static void free_marks(void *content)
{
    state_marks_free(content);
    free(content);
}

static void free_sets(void *content)
{
    state_sets_free(content);
    free(content);
}

void state_sweep_free(struct state_sweep *sweep)
{
    riffle_experiment_free(sweep->experiment);
    free(sweep->presets);
    *sweep = (struct state_sweep){0};
}

static void free_sweep(void *content)
{
    state_sweep_free(content);
    free(content);
}

static void free_trial(void *content)
{
    riffle_experiment_free(content);
}

static void free_line(void *content)
{
    free(((struct state_line *)content)->text);
    free(content);
}

static const struct kept_kind line_kind = {.free = free_line};
static const struct kept_kind probe_kind = {.free = free_probe};
static const struct kept_kind selection_kind = {.free = free_selection};
static const struct kept_kind sets_kind = {.free = free_sets};
static const struct kept_kind marks_kind = {.free = free_marks};
static const struct kept_kind sweep_kind = {.free = free_sweep};
static const struct kept_kind trial_kind = {.free = free_trial};

/* Move `size` bytes of content into memory of their own. */
static struct kept *keep_value(const struct kept_kind *kind, void *value,
                               size_t size, struct kept *on,
                               struct riffle_error *err)
{
    void *content = malloc(size);
    if (!content) {
        riffle_tell_memory(err, size);
        return NULL;
    }
    memcpy(content, value, size);
    struct kept *kept = kept_new(
        &(struct kept){.kind = kind, .on = on, .content = content}, err);
    if (kept)
        memset(value, 0, size);
    else
        free(content);
    return kept;
}

struct kept *state_keep_probe(struct riffle_probe *probe,
                              struct riffle_error *err)
{
    return keep_value(&probe_kind, probe, sizeof *probe, NULL, err);
}

struct kept *state_keep_selection(struct riffle_removal *removal,
                                  struct riffle_error *err)
{
    return keep_value(&selection_kind, removal, sizeof *removal, NULL, err);
}

struct kept *state_keep_sets(struct state_sets *sets, struct riffle_error *err)
{
    return keep_value(&sets_kind, sets, sizeof *sets, NULL, err);
}

struct kept *state_keep_marks(struct state_marks *marks,
                              struct riffle_error *err)
{
    return keep_value(&marks_kind, marks, sizeof *marks, NULL, err);
}

struct kept *state_keep_sweep(struct state_sweep *sweep, struct kept *fit,
                              struct riffle_error *err)
{
    return keep_value(&sweep_kind, sweep, sizeof *sweep, fit, err);
}

struct kept *state_keep_trial(struct riffle_experiment *trial,
                              struct kept *before, struct riffle_error *err)
{
    return kept_new(
        &(struct kept){.kind = &trial_kind, .on = before, .content = trial},
        err);
}

struct kept *state_keep_line(const char *text, uint64_t seed,
                             struct kept *before, struct riffle_error *err)
{
    struct state_line line = {strdup(text), seed};
    if (!line.text) {
        riffle_tell_memory(err, strlen(text) + 1);
        return NULL;
    }
    struct kept *kept = keep_value(&line_kind, &line, sizeof line, before, err);
    if (!kept)
        free(line.text);
    return kept;
}
