#include "model/pass.h"

#include "riffle/threads.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows at a time, SUM_BLOCK at the most: 256 kB of them in double, for 2048
   features. */
enum { SOME = 16 };
/* Flops that are worth starting threads for. */
static const double WORTH = 4e5;

static struct pass_rows part_of(const struct pass *pass, size_t index)
{
    size_t first = pass->n * index / pass->threads;
    size_t last = pass->n * (index + 1) / pass->threads;
    return (struct pass_rows){first, last - first, index};
}

static void narrow(void *data, size_t index)
{
    struct pass *pass = data;
    struct pass_rows part = part_of(pass, index);
    size_t from = part.first * pass->features;
    size_t to = from + part.count * pass->features;
    for (size_t i = from; i < to; i++)
        pass->narrow[i] = (float)pass->x[i];
}

static bool lane_init(const struct pass *pass, struct pass_lane *lane)
{
    lane->sum = array_new(pass->p, 1, sizeof(double));
    lane->rest = array_new(pass->p, 1, sizeof(double));
    lane->term = array_new(pass->p, 1, sizeof(double));
    lane->single = array_new(pass->features, 1, sizeof(float));
    lane->tile = array_new(SOME, 1, sizeof(double));
    lane->tile_single = array_new(SOME, 1, sizeof(float));
    return lane->sum != NULL && lane->rest != NULL && lane->term != NULL &&
           lane->single != NULL && lane->tile != NULL &&
           lane->tile_single != NULL;
}

static bool allocate(struct pass *pass, bool rough)
{
    bool ok = true;
    for (size_t t = 0; ok && t < pass->threads; t++)
        ok = lane_init(pass, &pass->lanes[t]);
    if (!ok || !rough || pass->sparse != NULL)
        return ok;
    pass->along = array_new(pass->features, 1, sizeof(float));
    pass->narrow = array_new(pass->n, pass->features, sizeof(float));
    return pass->along != NULL && pass->narrow != NULL;
}

enum riffle_status pass_init(struct pass *pass, const struct pass_of *of,
                             bool rough, struct riffle_error *err)
{
    size_t n = of->rows->n, threads = riffle_threads();
    *pass = (struct pass){
        .n = n,
        .features = of->features,
        .p = of->features + (of->ones ? 1 : 0),
        .ones = of->ones,
        .x = of->rows->x,
        .sparse = of->sparse,
        .threads = threads < PASS_THREADS ? threads : PASS_THREADS,
    };
    double work = of->sparse != NULL ? (double)of->sparse->start[n]
                                     : (double)n * (double)of->features;
    if (work < WORTH)
        pass->threads = 1;
    if (!allocate(pass, rough)) {
        pass_release(pass);
        return riffle_fail_memory(err, n * of->features * sizeof(float));
    }
    if (pass->narrow != NULL)
        parallel_run(pass->threads, narrow, pass);
    return RIFFLE_OK;
}

void pass_release(struct pass *pass)
{
    for (size_t t = 0; t < pass->threads; t++) {
        free(pass->lanes[t].sum);
        free(pass->lanes[t].rest);
        free(pass->lanes[t].term);
        free(pass->lanes[t].single);
        free(pass->lanes[t].tile);
        free(pass->lanes[t].tile_single);
    }
    free(pass->narrow);
    free(pass->along);
    *pass = (struct pass){0};
}

struct run {
    struct pass *pass;
    bool rough, single;
    const double *v;
    const struct pass_work *work;
};

/* A few rows' products with v, without the ones. */
static void project(const struct run *run, struct pass_rows rows, double *tile)
{
    const struct pass *pass = run->pass;
    size_t d = pass->features;
    if (pass->sparse != NULL) {
        for (size_t i = 0; i < rows.count; i++)
            tile[i] = (run->rough ? sparse_dot : sparse_dot_in_blocks)(
                pass->sparse, rows.first + i, run->v);
    } else if (run->single) {
        float *single = pass->lanes[rows.lane].tile_single;
        multiply_single(rows.count, d, pass->narrow + rows.first * d,
                        pass->along, single);
        for (size_t i = 0; i < rows.count; i++)
            tile[i] = (double)single[i];
    } else {
        for (size_t i = 0; i < rows.count; i++)
            tile[i] = dot_in_blocks(d, pass->x + (rows.first + i) * d, run->v);
    }
}

/* The lane's term (or its rough sum) += tile_i x_i. */
static void spread(const struct run *run, struct pass_rows rows,
                   const double *tile)
{
    const struct pass *pass = run->pass;
    const struct pass_lane *lane = &pass->lanes[rows.lane];
    size_t d = pass->features;
    if (pass->sparse != NULL) {
        for (size_t i = 0; i < rows.count; i++)
            sparse_add_row(pass->sparse, rows.first + i, tile[i], lane->term);
    } else if (run->single) {
        for (size_t i = 0; i < rows.count; i++)
            lane->tile_single[i] = (float)tile[i];
        add_multiple_single(rows.count, d, pass->narrow + rows.first * d,
                            lane->tile_single, lane->single);
    } else {
        add_multiple(rows.count, d, pass->x + rows.first * d, tile, lane->term);
    }
    for (size_t i = 0; pass->ones && i < rows.count; i++)
        lane->term[d] += tile[i];
}

static void clear(const struct pass *pass, const struct pass_lane *lane)
{
    memset(lane->sum, 0, pass->p * sizeof(double));
    memset(lane->rest, 0, pass->p * sizeof(double));
    memset(lane->term, 0, pass->p * sizeof(double));
    memset(lane->single, 0, pass->features * sizeof(float));
}

/* The lane's sum, of whatever it holds. */
static void conclude(const struct pass *pass, const struct pass_lane *lane)
{
    for (size_t j = 0; j < pass->p; j++)
        lane->sum[j] += lane->rest[j] + lane->term[j];
    for (size_t j = 0; j < pass->features; j++)
        lane->sum[j] += (double)lane->single[j];
}

static void run_part(void *data, size_t index)
{
    const struct run *run = data;
    const struct pass *pass = run->pass;
    const struct pass_lane *lane = &pass->lanes[index];
    struct pass_rows part = part_of(pass, index);
    double shift = pass->ones ? run->v[pass->features] : 0;
    clear(pass, lane);
    for (size_t done = 0; done < part.count; done += SOME) {
        size_t left = part.count - done;
        struct pass_rows rows = {part.first + done, left < SOME ? left : SOME,
                                 index};
        project(run, rows, lane->tile);
        for (size_t i = 0; i < rows.count; i++)
            lane->tile[i] += shift;
        run->work->between(run->work->data, rows, lane->tile);
        spread(run, rows, lane->tile);
        if (!run->rough)
            add_compensated(pass->p, lane->term, lane->sum, lane->rest);
    }
    conclude(pass, lane);
}

static void sum_lanes(const struct pass *pass, double *out)
{
    memcpy(out, pass->lanes[0].sum, pass->p * sizeof *out);
    for (size_t t = 1; t < pass->threads; t++)
        add_scaled(pass->p, 1, pass->lanes[t].sum, out);
}

void pass_run(struct pass *pass, const double *v, const struct pass_work *work,
              double *out)
{
    struct run run = {.pass = pass, .v = v, .work = work};
    parallel_run(pass->threads, run_part, &run);
    sum_lanes(pass, out);
}

void pass_run_rough(struct pass *pass, const double *v,
                    const struct pass_work *work, double *out)
{
    struct run run = {.pass = pass,
                      .rough = true,
                      .single = pass->narrow != NULL,
                      .v = v,
                      .work = work};
    for (size_t j = 0; run.single && j < pass->features; j++)
        pass->along[j] = (float)v[j];
    parallel_run(pass->threads, run_part, &run);
    sum_lanes(pass, out);
}

struct squares {
    struct pass *pass;
    const double *weight;
};

static void square_part(void *data, size_t index)
{
    const struct squares *squares = data;
    const struct pass *pass = squares->pass;
    const struct pass_lane *lane = &pass->lanes[index];
    struct pass_rows part = part_of(pass, index);
    size_t d = pass->features;
    clear(pass, lane);
    for (size_t i = part.first; i < part.first + part.count; i++) {
        double weight = squares->weight[i];
        if (pass->sparse != NULL)
            sparse_add_squares(pass->sparse, i, weight, lane->sum);
        for (size_t j = 0; pass->narrow != NULL && j < d; j++) {
            float x = pass->narrow[i * d + j];
            lane->single[j] += (float)weight * x * x;
        }
        if (pass->ones)
            lane->sum[d] += weight;
    }
    conclude(pass, lane);
}

void pass_squares(struct pass *pass, const double *weight, double *out)
{
    struct squares squares = {pass, weight};
    parallel_run(pass->threads, square_part, &squares);
    sum_lanes(pass, out);
}

struct surveyor {
    struct pass *pass;
    double *row;
};

/* Row i into the lane's sums of squares and, in `rest`, largest entries. */
static double survey_dense(const struct pass *pass, size_t i,
                           const struct pass_lane *lane)
{
    const double *x = pass->x + i * pass->features;
    for (size_t j = 0; j < pass->features; j++) {
        double size = fabs(x[j]);
        lane->sum[j] += size * size;
        lane->rest[j] = size > lane->rest[j] ? size : lane->rest[j];
    }
    return norm(pass->features, x);
}

static double survey_sparse(const struct pass *pass, size_t i,
                            const struct pass_lane *lane)
{
    const struct sparse *a = pass->sparse;
    for (size_t e = a->start[i]; e < a->start[i + 1]; e++) {
        double size = fabs(a->value[e]);
        lane->sum[a->column[e]] += size * size;
        if (size > lane->rest[a->column[e]])
            lane->rest[a->column[e]] = size;
    }
    return norm(a->start[i + 1] - a->start[i], a->value + a->start[i]);
}

static void survey_part(void *data, size_t index)
{
    const struct surveyor *surveyor = data;
    const struct pass *pass = surveyor->pass;
    const struct pass_lane *lane = &pass->lanes[index];
    struct pass_rows part = part_of(pass, index);
    clear(pass, lane);
    for (size_t i = part.first; i < part.first + part.count; i++)
        surveyor->row[i] = pass->sparse != NULL ? survey_sparse(pass, i, lane)
                                                : survey_dense(pass, i, lane);
}

enum riffle_status pass_survey(struct pass *pass, struct pass_survey *survey,
                               struct riffle_error *err)
{
    *survey = (struct pass_survey){
        .row = array_new(pass->n, 1, sizeof(double)),
        .column = array_new(pass->features, 1, sizeof(double)),
        .largest = array_new(pass->features, 1, sizeof(double)),
    };
    if (survey->row == NULL || survey->column == NULL ||
        survey->largest == NULL) {
        pass_survey_release(survey);
        return riffle_fail_memory(err, pass->n * sizeof(double));
    }
    struct surveyor surveyor = {pass, survey->row};
    parallel_run(pass->threads, survey_part, &surveyor);
    for (size_t t = 0; t < pass->threads; t++)
        for (size_t j = 0; j < pass->features; j++) {
            survey->column[j] += pass->lanes[t].sum[j];
            survey->largest[j] =
                fmax(survey->largest[j], pass->lanes[t].rest[j]);
        }
    for (size_t j = 0; j < pass->features; j++)
        survey->column[j] = sqrt(survey->column[j]);
    return RIFFLE_OK;
}

void pass_survey_release(struct pass_survey *survey)
{
    free(survey->row);
    free(survey->column);
    free(survey->largest);
    *survey = (struct pass_survey){0};
}
