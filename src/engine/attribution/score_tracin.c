/* TracIn: what each row's steps did to the measure, along a descent. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "attribution/descent.h"
#include "base/memory.h"
#include "linalg/linalg.h"

/* What is summed over the checkpoints. */
enum credit {
    CREDIT_PRODUCT, /* eta g_i.v: checkpoints */
    CREDIT_BATCH,   /* eta g_i.v / |batch|, rows of the batch only */
    CREDIT_COSINE,  /* g_i.v over both lengths, the mean of the checkpoints */
};

struct tracing {
    struct descent descent;
    enum credit credit;
    size_t every;      /* steps between checkpoints */
    double *v;         /* p: the measure's gradient */
    double *products;  /* n: x_i.v */
    double *norms;     /* n: ||x_i||; cosine only */
    double *projected; /* n x rank: rows through a random matrix; or NULL */
    double *matrix;    /* rank x p */
    size_t rank;
};

static void tracing_release(struct tracing *tracing)
{
    descent_release(&tracing->descent);
    free(tracing->v);
    free(tracing->products);
    free(tracing->norms);
    free(tracing->projected);
    free(tracing->matrix);
}

static enum riffle_status tracing_init(struct tracing *tracing,
                                       const struct riffle_score_query *query,
                                       const struct descent_plan *plan,
                                       struct riffle_error *err)
{
    size_t n = query->fit->n, p = query->fit->p;
    const double *gradient = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = descent_init(&tracing->descent, query, plan, err);
    if (status != RIFFLE_OK)
        return status;
    tracing->v = array_new(p, 2, sizeof(double));
    tracing->products = array_new(n, 1, sizeof(double));
    tracing->norms = array_new(n, 1, sizeof(double));
    if (tracing->v == NULL || tracing->products == NULL ||
        tracing->norms == NULL)
        return riffle_fail_memory(err, (n + p) * sizeof(double));
    for (size_t i = 0; i < n; i++)
        tracing->norms[i] = norm(p, tracing->descent.x + i * p);
    return RIFFLE_OK;
}

/* x_i.v for all rows, through the random matrix where there is one. */
static void fill_products(struct tracing *tracing)
{
    size_t n = tracing->descent.n, p = tracing->descent.p;
    double *image = tracing->v + p;
    if (tracing->projected == NULL) {
        multiply(n, p, tracing->descent.x, tracing->v, tracing->products);
        return;
    }
    multiply(tracing->rank, p, tracing->matrix, tracing->v, image);
    multiply(n, tracing->rank, tracing->projected, image, tracing->products);
}

/* ||r x + lambda D theta|| of row i at step t; `pull` is ||lambda D theta||^2,
   x.(lambda D theta) comes as `along`. */
static double length_of(const struct tracing *tracing, size_t i, double r,
                        double along, double pull)
{
    double own = r * tracing->norms[i];
    return sqrt(fmax(own * own + 2 * r * along + pull, 0));
}

/* lambda D theta_t into out (p) under penalty=scaled, else 0. */
static void fill_pull(const struct descent *descent, size_t t, double *out)
{
    bool scaled = descent->fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    for (size_t j = 0; j < descent->p; j++)
        out[j] = scaled
                     ? descent->penalty[j] * descent->points[t * descent->p + j]
                     : 0;
}

static void add_cosines(const struct tracing *tracing, size_t t, double *values)
{
    const struct descent *descent = &tracing->descent;
    const double *residual = descent->residuals + t * descent->n;
    size_t p = descent->p;
    double *pull = tracing->v + p;
    fill_pull(descent, t, pull);
    double base = dot(p, pull, tracing->v), square = dot(p, pull, pull);
    double length = norm(p, tracing->v);
    for (size_t i = 0; i < descent->n; i++) {
        double along = square > 0 ? dot(p, descent->x + i * p, pull) : 0;
        double g = length_of(tracing, i, residual[i], along, square);
        values[i] += (residual[i] * tracing->products[i] + base) / (g * length);
    }
}

static void add_credit(const struct tracing *tracing, size_t t, double *values)
{
    const struct descent *descent = &tracing->descent;
    const double *residual = descent->residuals + t * descent->n;
    double base = descent_pull(descent, t, tracing->v);
    double eta = descent->eta;
    if (tracing->credit == CREDIT_BATCH)
        eta /= descent_rows(descent);
    for (size_t i = 0; i < descent->n; i++) {
        bool in = tracing->credit != CREDIT_BATCH || descent->batch == 0 ||
                  residual[i] != 0;
        if (in)
            values[i] += eta * (residual[i] * tracing->products[i] + base);
    }
}

static enum riffle_status run(struct tracing *tracing,
                              const struct riffle_score_query *query,
                              double *values, struct riffle_error *err)
{
    size_t count = 0, n = query->fit->n;
    double *sum = array_new(n, 1, sizeof *sum);
    if (sum == NULL)
        return riffle_fail_memory(err, n * sizeof *sum);
    enum riffle_status status = RIFFLE_OK;
    for (size_t t = 0; status == RIFFLE_OK && t < tracing->descent.steps;
         t += tracing->every) {
        status = descent_gradient(&tracing->descent, query->measure, t,
                                  tracing->v, err);
        if (status != RIFFLE_OK)
            break;
        fill_products(tracing);
        if (tracing->credit == CREDIT_COSINE)
            add_cosines(tracing, t, sum);
        else
            add_credit(tracing, t, sum);
        count++;
    }
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++)
        values[i] =
            tracing->credit == CREDIT_COSINE ? sum[i] / (double)count : sum[i];
    free(sum);
    return status;
}

static size_t spacing(size_t steps, double checkpoints)
{
    size_t every = (size_t)((double)steps / checkpoints);
    return every > 0 ? every : 1;
}

static enum riffle_status trace(const struct riffle_score_query *query,
                                enum credit credit, double *values,
                                struct riffle_error *err)
{
    struct tracing tracing = {.credit = credit, .every = 1};
    struct descent_plan plan = {.steps = (size_t)query->settings[0],
                                .rate = query->settings[1]};
    if (credit == CREDIT_BATCH)
        plan.batch = (size_t)query->settings[2];
    else
        tracing.every = spacing(plan.steps, query->settings[2]);
    enum riffle_status status = tracing_init(&tracing, query, &plan, err);
    if (status == RIFFLE_OK)
        status = run(&tracing, query, values, err);
    tracing_release(&tracing);
    return status;
}

static enum riffle_status
compute_batches(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    return trace(query, CREDIT_BATCH, result->values, err);
}

static enum riffle_status
compute_checkpoints(const struct riffle_score_query *query,
                    struct riffle_score_result *result,
                    struct riffle_error *err)
{
    return trace(query, CREDIT_PRODUCT, result->values, err);
}

static enum riffle_status
compute_cosines(const struct riffle_score_query *query,
                struct riffle_score_result *result, struct riffle_error *err)
{
    return trace(query, CREDIT_COSINE, result->values, err);
}

/* The rows through a matrix of normal numbers over sqrt(rank). */
static enum riffle_status project(struct tracing *tracing,
                                  const struct riffle_score_query *query,
                                  struct riffle_error *err)
{
    size_t n = tracing->descent.n, p = tracing->descent.p;
    size_t rank = tracing->rank;
    struct riffle_rng rng;
    riffle_rng_init(&rng, query->seed, "tracinrp");
    tracing->matrix = array_new(rank, p, sizeof(double));
    tracing->projected = array_new(n, rank, sizeof(double));
    double *wide = array_new(2, p > rank ? p : rank, sizeof *wide);
    if (tracing->matrix == NULL || tracing->projected == NULL || wide == NULL) {
        free(wide);
        return riffle_fail_memory(err, n * rank * sizeof(double));
    }
    free(tracing->v);
    tracing->v = wide;
    for (size_t i = 0; i < rank * p; i++)
        tracing->matrix[i] = riffle_rng_normal(&rng) / sqrt((double)rank);
    multiply_rows(n, rank, p, tracing->descent.x, tracing->matrix,
                  tracing->projected);
    return RIFFLE_OK;
}

static enum riffle_status
compute_projected(const struct riffle_score_query *query,
                  struct riffle_score_result *result, struct riffle_error *err)
{
    struct tracing tracing = {.credit = CREDIT_PRODUCT,
                              .rank = (size_t)query->settings[3]};
    struct descent_plan plan = {.steps = (size_t)query->settings[0],
                                .rate = query->settings[1]};
    tracing.every = spacing(plan.steps, query->settings[2]);
    enum riffle_status status = tracing_init(&tracing, query, &plan, err);
    if (status == RIFFLE_OK)
        status = project(&tracing, query, err);
    if (status == RIFFLE_OK)
        status = run(&tracing, query, result->values, err);
    tracing_release(&tracing);
    return status;
}

static const struct riffle_score_setting by_batch[] = {
    DESCENT_STEPS,
    DESCENT_RATE,
    {.name = "batch",
     .preset = 16,
     .low = 0,
     .high = 1e9,
     .whole = true,
     .help = "rows in each step, drawn with the seed (0: all)"},
    {.name = NULL},
};

static const struct riffle_score_setting by_checkpoint[] = {
    DESCENT_STEPS, DESCENT_RATE, DESCENT_CHECKPOINTS, {.name = NULL}};

static const struct riffle_score_setting by_projection[] = {
    DESCENT_STEPS,
    DESCENT_RATE,
    DESCENT_CHECKPOINTS,
    {.name = "rank",
     .preset = 16,
     .low = 1,
     .high = 4096,
     .whole = true,
     .help = "dimensions that gradients are projected to"},
    {.name = NULL},
};

const struct riffle_score score_tracin = {
    .name = "tracin",
    .title = "TracIn",
    .summary = "what the steps taken on the row did to the measure, summed "
               "along stochastic gradient descent",
    .formula = "sum over steps t with i in the batch of eta r_i(t) x_i.v(t) / "
               "|batch|   (v(t): gradient of the measure at theta_t)",
    .sign = "positive: training on the row lowered the measure",
    .cost = "4 n p flops a step",
    .caveat = "tells how the path went, not what removal does: rows that are "
              "seen late, when little is left to learn, get little",
    .source = "Pruthi et al. 2020; survey 5.2, eqs. 51 and 55",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .same_unit = true,
    .settings = by_batch,
    .compute = compute_batches,
};

const struct riffle_score score_tracincp = {
    .name = "tracincp",
    .title = "TracInCP",
    .summary = "TracIn at checkpoints of a full-batch descent",
    .formula = "sum over checkpoints t of eta r_i(t) x_i.v(t)",
    .sign = "positive: training on the row lowered the measure",
    .cost = "4 n p flops a step, 2 n p a checkpoint",
    .caveat = "no counterfactual, and in the units of the columns; of one "
              "checkpoint at the end it is Grad-Dot",
    .source = "Pruthi et al. 2020; survey 5.2, eq. 56 (TracIn-Last is the same "
              "for a linear model)",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .settings = by_checkpoint,
    .compute = compute_checkpoints,
};

const struct riffle_score score_tracinrp = {
    .name = "tracinrp",
    .title = "TracInRP",
    .summary = "TracInCP from gradients projected at random: an unbiased "
               "sketch of it",
    .formula = "sum over checkpoints t of eta r_i(t) (R x_i).(R v(t)), R "
               "random",
    .sign = "positive: training on the row lowered the measure",
    .cost = "2 n p rank flops once, then 2 n rank a checkpoint",
    .caveat = "noise of about 1 / sqrt(rank); below a hundred thousand columns "
              "the exact product is as quick",
    .source = "Pruthi et al. 2020; survey 5.2",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .settings = by_projection,
    .compute = compute_projected,
};

const struct riffle_score score_gas = {
    .name = "gas",
    .title = "GAS",
    .summary = "gradient aggregated similarity: the mean cosine of the row's "
               "gradient with the measure's along a descent",
    .formula = "mean over checkpoints t of cos(r_i(t) x_i, v(t))",
    .sign = "positive: training on the row lowered the measure",
    .cost = "4 n p flops a step, 2 n p a checkpoint",
    .caveat = "the sign of r_i is that of the label, so for one test row and "
              "penalty=fixed no model is in it: plus or minus the rows' cosine",
    .source = "Hammoudeh and Lowd 2022; survey 5.3, eq. 68",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .settings = by_checkpoint,
    .compute = compute_cosines,
};
