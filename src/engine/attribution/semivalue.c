#include "attribution/semivalue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/row_effects.h"
#include "attribution/scores.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

/* Of the regression on [additive part, 1, l, l^2, l^3], l = log(size / n). */
enum { TERMS = 5, MOST_EXACT = 12 };

struct semi {
    const struct semivalue_law *law;
    size_t n;
    double at_zero;   /* effect of removing all rows */
    double *chance;   /* n + 1: of each size; 0 at both ends */
    double *without;  /* n + 1: weight of a subset for rows not in it */
    double *with;     /* n + 1: and for rows in it */
    double *additive; /* n: rescaled influence; 0 for a step function */
    double *sum;      /* n: of the rows' terms */
    double *square;   /* n */
    size_t taken;     /* subsets in the sums */
    size_t *order;    /* n: scratch of the draw */
    /* the control: its normal equations so far, and its coefficients */
    double gram[TERMS * TERMS], right[TERMS], control[TERMS];
    size_t seen;   /* subsets in these */
    unsigned next; /* exact: the next subset, as bits */
};

static void semi_release(struct semi *semi)
{
    free(semi->chance);
    free(semi->without);
    free(semi->with);
    free(semi->additive);
    free(semi->sum);
    free(semi->square);
    free(semi->order);
}

/* Sizes of least variance if all subsets varied alike, and weights that make
   up for them. */
static void set_law(struct semi *semi)
{
    size_t n = semi->n;
    double total = 0, rows = (double)n;
    const double *weight = semi->law->weight;
    for (size_t s = 1; s < n; s++) {
        double size = (double)s;
        double out = weight != NULL ? weight[s] : s == semi->law->fixed;
        double in = weight != NULL ? weight[s - 1] : s == semi->law->fixed;
        semi->without[s] = out * rows / (rows - size);
        semi->with[s] = in * rows / size;
        semi->chance[s] = sqrt(out * semi->without[s] + in * semi->with[s]);
        total += semi->chance[s];
    }
    for (size_t s = 1; s < n; s++) {
        semi->chance[s] /= total;
        semi->without[s] /= semi->chance[s] > 0 ? semi->chance[s] : 1;
        semi->with[s] /= semi->chance[s] > 0 ? semi->chance[s] : 1;
    }
}

static enum riffle_status semi_init(struct semi *semi,
                                    const struct riffle_score_query *query,
                                    const struct semivalue_law *law,
                                    struct riffle_error *err)
{
    size_t n = query->fit->n;
    bool smooth = !riffle_measure_kind_of(query->measure)->actual_only;
    *semi = (struct semi){.law = law, .n = n};
    semi->at_zero = measure_at_zero(query->measure);
    semi->chance = array_new(n + 1, 1, sizeof(double));
    semi->without = array_new(n + 1, 1, sizeof(double));
    semi->with = array_new(n + 1, 1, sizeof(double));
    semi->additive = array_new(n, 1, sizeof(double));
    semi->sum = array_new(n, 1, sizeof(double));
    semi->square = array_new(n, 1, sizeof(double));
    semi->order = array_new(n, 1, sizeof(size_t));
    if (semi->chance == NULL || semi->without == NULL || semi->with == NULL ||
        semi->additive == NULL || semi->sum == NULL || semi->square == NULL ||
        semi->order == NULL)
        return riffle_fail_memory(err, 7 * n * sizeof(double));
    for (size_t i = 0; i < n; i++)
        semi->order[i] = i;
    set_law(semi);
    if (!smooth)
        return RIFFLE_OK;
    enum riffle_status status = score_effects(query, true, semi->additive, err);
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++)
        if (!isfinite(semi->additive[i]))
            semi->additive[i] = 0;
    return status;
}

static void draw(void *data, struct riffle_rng *rng, bool *in)
{
    struct semi *semi = data;
    double at = riffle_rng_uniform(rng), below = 0;
    size_t size = 0, last = 1;
    for (size_t s = 1; s < semi->n && size == 0; s++) {
        below += semi->chance[s];
        last = semi->chance[s] > 0 ? s : last;
        size = at < below ? s : 0;
    }
    size = size > 0 ? size : last; /* rounding of the sum */
    riffle_rng_choose(rng, semi->order, semi->n, size);
    memset(in, 0, semi->n * sizeof *in);
    for (size_t k = 0; k < size; k++)
        in[semi->order[k]] = true;
}

static void fill_terms(const struct semi *semi, const bool *in, size_t size,
                       double *terms)
{
    double l = log((double)size / (double)semi->n), additive = 0;
    for (size_t i = 0; i < semi->n; i++)
        additive += in[i] ? 0 : semi->additive[i];
    terms[0] = additive;
    terms[1] = 1;
    for (size_t t = 2; t < TERMS; t++)
        terms[t] = terms[t - 1] * l;
}

/* Learn from a subset: least squares, weighted as the subset counts. */
static void learn(struct semi *semi, const double *terms, size_t size,
                  double effect)
{
    double part = (double)size / (double)semi->n;
    double weight = semi->without[size] * semi->without[size] * (1 - part) +
                    semi->with[size] * semi->with[size] * part;
    for (size_t r = 0; r < TERMS; r++) {
        for (size_t c = 0; c <= r; c++)
            semi->gram[r * TERMS + c] += weight * terms[r] * terms[c];
        semi->right[r] += weight * terms[r] * effect;
    }
    semi->seen++;
}

/* Coefficients from what was learned; a ridge of no weight against sizes that
   are all the same. */
static void refit(struct semi *semi)
{
    double factor[TERMS * TERMS];
    memcpy(factor, semi->gram, sizeof factor);
    for (size_t t = 0; t < TERMS; t++)
        factor[t * TERMS + t] += 1e-9 * semi->gram[t * TERMS + t] + 1e-300;
    memcpy(semi->control, semi->right, sizeof semi->control);
    if (factorise(TERMS, factor)) {
        solve_lower(TERMS, factor, semi->control);
        solve_lower_transposed(TERMS, factor, semi->control);
    } else {
        memset(semi->control, 0, sizeof semi->control);
    }
}

/* What the control stands for in row i's value, exactly, over the sizes that
   are drawn: the additive part, and a function of the size. */
static double control_value(const struct semi *semi, size_t i, double mean,
                            double sizes)
{
    double rows = (double)semi->n, own = semi->additive[i];
    if (semi->law->weight == NULL)
        own = rows / (rows - 1) * (own - mean);
    else /* no row at all is never drawn */
        own -= semi->law->weight[0] * rows * mean;
    return semi->control[0] * own + sizes;
}

/* sum over sizes of c(s) (w_s - w_s-1), which is alike for all rows. */
static double control_sizes(const struct semi *semi)
{
    const double *weight = semi->law->weight;
    double sum = 0;
    for (size_t s = 1; weight != NULL && s < semi->n; s++) {
        double l = log((double)s / (double)semi->n), c = 0;
        for (size_t t = TERMS; t-- > 1;)
            c = c * l + semi->control[t];
        sum += c * (weight[s] - weight[s - 1]);
    }
    return sum;
}

static void add(struct semi *semi, const bool *in, size_t size, double rest,
                const double *known)
{
    for (size_t i = 0; i < semi->n; i++) {
        double term = known[i] + (in[i] ? -semi->with[size] * rest
                                        : semi->without[size] * rest);
        semi->sum[i] += term;
        semi->square[i] += term * term;
    }
    semi->taken++;
}

/* The first block only teaches the control. */
static void take(void *data, const struct sampled *block)
{
    struct semi *semi = data;
    double terms[TERMS], mean = 0;
    double *known = array_new(semi->n, 1, sizeof *known);
    bool counts = semi->seen > 0 && known != NULL;
    if (counts)
        refit(semi);
    double sizes = control_sizes(semi);
    for (size_t i = 0; i < semi->n; i++)
        mean += semi->additive[i] / (double)semi->n;
    for (size_t i = 0; counts && i < semi->n; i++)
        known[i] = control_value(semi, i, mean, sizes);
    for (size_t s = 0; s < block->count; s++) {
        const bool *in = block->in + s * semi->n;
        fill_terms(semi, in, block->size[s], terms);
        double rest = block->effect[s];
        for (size_t t = 0; t < TERMS; t++)
            rest -= semi->control[t] * terms[t];
        if (counts)
            add(semi, in, block->size[s], rest, known);
    }
    for (size_t s = 0; s < block->count; s++) {
        fill_terms(semi, block->in + s * semi->n, block->size[s], terms);
        learn(semi, terms, block->size[s], block->effect[s]);
    }
    free(known);
}

static enum riffle_status estimate(void *data,
                                   struct riffle_score_result *result,
                                   struct riffle_error *err)
{
    const struct semi *semi = data;
    double count = (double)semi->taken;
    double first = semi->law->weight != NULL ? semi->law->weight[0] : 0;
    (void)err;
    for (size_t i = 0; i < semi->n; i++) {
        double mean = semi->sum[i] / count;
        double variance = semi->square[i] / count - mean * mean;
        /* no row at all is a subset, too: known without training */
        result->values[i] = mean + first * semi->at_zero;
        result->errors[i] = sqrt(fmax(variance, 0) / (count - 1));
    }
    return RIFFLE_OK;
}

/* --- up to MOST_EXACT rows: every subset once --------------------------- */

static void draw_next(void *data, struct riffle_rng *rng, bool *in)
{
    struct semi *semi = data;
    (void)rng;
    semi->next++;
    for (size_t i = 0; i < semi->n; i++)
        in[i] = semi->next >> i & 1U;
}

static double choices(size_t n, size_t k)
{
    double product = 1;
    for (size_t j = 1; j <= k; j++)
        product *= (double)(n - k + j) / (double)j;
    return product;
}

static void take_all(void *data, const struct sampled *block)
{
    struct semi *semi = data;
    for (size_t s = 0; s < block->count; s++) {
        size_t size = block->size[s];
        /* chance of this very subset, given its size */
        double each = semi->chance[size] / choices(semi->n, size);
        for (size_t i = 0; i < semi->n; i++)
            semi->sum[i] += each * block->effect[s] *
                            (block->in[s * semi->n + i] ? -semi->with[size]
                                                        : semi->without[size]);
    }
}

static enum riffle_status finish(void *data, struct riffle_score_result *result,
                                 struct riffle_error *err)
{
    const struct semi *semi = data;
    double first = semi->law->weight != NULL ? semi->law->weight[0] : 0;
    (void)err;
    for (size_t i = 0; i < semi->n; i++) {
        result->values[i] = semi->sum[i] + first * semi->at_zero;
        result->errors[i] = 0;
    }
    return RIFFLE_OK;
}

enum riffle_status semivalue(const struct riffle_score_query *query,
                             const struct semivalue_law *law,
                             const struct sampling *sampling,
                             struct riffle_score_result *result,
                             struct riffle_error *err)
{
    size_t n = query->fit->n;
    struct semi semi = {0};
    bool exact = n <= MOST_EXACT;
    const struct sampling all = {.purpose = sampling->purpose,
                                 .samples = ((size_t)1 << (n & 15U)) - 2};
    const struct design design = {.data = &semi,
                                  .draw = exact ? draw_next : draw,
                                  .take = exact ? take_all : take,
                                  .estimate = exact ? finish : estimate};
    const double *gradient = NULL;
    enum riffle_status status = RIFFLE_OK;
    if (!riffle_measure_kind_of(query->measure)->actual_only)
        status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = semi_init(&semi, query, law, err);
    if (status == RIFFLE_OK)
        status =
            sampler_run(query, exact ? &all : sampling, &design, result, err);
    semi_release(&semi);
    return status;
}
