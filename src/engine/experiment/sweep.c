/* The removal sets of a sweep: every preset at every size. */
#include "riffle/experiment.h"

#include "riffle/rng.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rows.h"
#include "model/fit.h"

/* Seeds that a person can type again. */
static const size_t SEEDS = (size_t)1 << 31;

static enum riffle_status check(const struct riffle_sweep *sweep,
                                struct riffle_error *err)
{
    if (sweep->n_presets == 0 || sweep->n_sizes == 0)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "a sweep needs a strategy and a size");
    if (sweep->low > 0 && sweep->low <= sweep->high && sweep->high <= 1)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_EUSAGE,
                "sizes from %g to %g of the rows are no range", sweep->low,
                sweep->high);
    riffle_hint(err, "give it as 0.1%%:5%%, the smaller one first");
    return RIFFLE_EUSAGE;
}

/*
 * `count` sizes or fewer, distinct, ascending, 1 .. n. Returns how many. n + 1
 * lie at most 1 apart, so that more of them are no other sizes.
 */
static size_t fill_sizes(const struct riffle_sweep *sweep, size_t n,
                         size_t count, size_t *sizes)
{
    for (size_t i = 0; i < count; i++) {
        double at = count > 1 ? (double)i / (double)(count - 1) : 0;
        double fraction = sweep->low + at * (sweep->high - sweep->low);
        double size = round(fraction * (double)n);
        sizes[i] = size < 1 ? 1 : (size_t)size;
        sizes[i] = sizes[i] > n ? n : sizes[i];
    }
    return rows_sort(sizes, count);
}

/* Row numbers of all sets together, refused before any is drawn. */
static enum riffle_status check_room(const struct riffle_sweep *sweep,
                                     const size_t *sizes, size_t count,
                                     struct riffle_error *err)
{
    double bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += (double)(sweep->n_presets * sizes[i] * sizeof *sizes);
    if (sweep->memory == 0 || bytes <= (double)sweep->memory)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ELIMIT,
                "%zu sets of up to %zu rows need %.0f MB for their rows",
                sweep->n_presets * count, sizes[count - 1], bytes / 1e6);
    riffle_hint(err,
                "the memory allowed is %.0f MB (--memory); ask for fewer or "
                "smaller sets",
                (double)sweep->memory / 1e6);
    return RIFFLE_ELIMIT;
}

/* One preset's draws, all of which share its score. */
struct drawing {
    const struct riffle_fit *fit;
    const struct riffle_strategy *strategy;
    struct riffle_draw draw;
    struct riffle_measure *measure; /* owned; NULL: none needed */
    double *values;                 /* n, owned; NULL: none needed */
};

static void drawing_release(struct drawing *drawing)
{
    riffle_measure_free(drawing->measure);
    free(drawing->values);
}

/* The score of every row, once for all sizes. */
static enum riffle_status fill_scores(struct drawing *drawing,
                                      struct riffle_error *err)
{
    size_t n = drawing->fit->n;
    drawing->values = array_new(n, 1, sizeof *drawing->values);
    if (drawing->values == NULL)
        return riffle_fail_memory(err, n * sizeof *drawing->values);
    drawing->draw.measure = drawing->measure;
    drawing->draw.values = drawing->values;
    return riffle_score_values(drawing->draw.score, drawing->fit,
                               drawing->measure, drawing->values, err);
}

static enum riffle_status drawing_init(struct drawing *drawing,
                                       const struct riffle_fit *fit,
                                       const struct riffle_sweep *sweep,
                                       const struct riffle_preset *preset,
                                       struct riffle_error *err)
{
    *drawing = (struct drawing){
        .fit = fit,
        .strategy = riffle_strategy_find(preset->strategy),
        .draw = {.feature = RIFFLE_ANY,
                 .around = RIFFLE_ANY,
                 .sign = preset->sign,
                 .pool = 2},
    };
    enum riffle_status status = RIFFLE_OK;
    if (preset->measure != NULL)
        status = riffle_measure_new(preset->measure, fit, sweep->probe,
                                    &drawing->measure, err);
    if (status != RIFFLE_OK || preset->score == NULL)
        return status;
    drawing->draw.score = riffle_score_find(preset->score);
    return fill_scores(drawing, err);
}

static enum riffle_status draw_sizes(struct drawing *drawing,
                                     struct riffle_rng *seeds,
                                     const size_t *sizes, size_t n_sizes,
                                     struct riffle_removal *removals,
                                     struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < n_sizes && status == RIFFLE_OK; i++) {
        drawing->draw.k = sizes[i];
        drawing->draw.seed = 1 + riffle_rng_below(seeds, SEEDS);
        status = drawing->strategy->draw(drawing->fit->data, drawing->fit,
                                         &drawing->draw, &removals[i], err);
    }
    return status;
}

/* All presets; a set that was not reached stays zeroed. */
static enum riffle_status draw_all(const struct riffle_fit *fit,
                                   const struct riffle_sweep *sweep,
                                   const size_t *sizes, size_t n_sizes,
                                   struct riffle_removal *removals,
                                   struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t p = 0; p < sweep->n_presets && status == RIFFLE_OK; p++) {
        struct drawing drawing;
        struct riffle_rng seeds;
        riffle_rng_init(&seeds, sweep->seed, sweep->presets[p]->name);
        status = drawing_init(&drawing, fit, sweep, sweep->presets[p], err);
        if (status == RIFFLE_OK)
            status = draw_sizes(&drawing, &seeds, sizes, n_sizes,
                                removals + p * n_sizes, err);
        drawing_release(&drawing);
    }
    return status;
}

enum riffle_status riffle_sweep_draw(const struct riffle_fit *fit,
                                     const struct riffle_sweep *sweep,
                                     struct riffle_removal **removals,
                                     size_t *n_sets, struct riffle_error *err)
{
    enum riffle_status status = check(sweep, err);
    if (status != RIFFLE_OK)
        return status;
    size_t n_sizes = sweep->n_sizes <= fit->n ? sweep->n_sizes : fit->n + 1;
    size_t *sizes = array_new(n_sizes, 1, sizeof *sizes);
    struct riffle_removal *made =
        array_new(sweep->n_presets, n_sizes, sizeof *made);
    if (sizes == NULL || made == NULL) {
        status = riffle_fail_memory(err, n_sizes * sizeof *made);
        n_sizes = 0;
    } else {
        n_sizes = fill_sizes(sweep, fit->n, n_sizes, sizes);
        status = check_room(sweep, sizes, n_sizes, err);
    }
    if (status == RIFFLE_OK)
        status = draw_all(fit, sweep, sizes, n_sizes, made, err);
    free(sizes);
    if (status == RIFFLE_OK) {
        *removals = made;
        *n_sets = sweep->n_presets * n_sizes;
        return RIFFLE_OK;
    }
    for (size_t s = 0; made != NULL && s < sweep->n_presets * n_sizes; s++)
        riffle_removal_release(&made[s]);
    free(made);
    return status;
}
