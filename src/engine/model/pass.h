/* One reading of all training rows, as loaded, for several products at once. */
#ifndef MODEL_PASS_H
#define MODEL_PASS_H

#include "riffle/dataset.h"
#include "riffle/status.h"

#include "linalg/sparse.h"

#include <stdbool.h>
#include <stddef.h>

enum { PASS_THREADS = 64 };

/* One thread's room. */
struct pass_lane {
    double *sum, *rest; /* p: two doubles for each sum */
    double *term;       /* p: of a few rows */
    double *tile;       /* of each of a few rows */
    float *single;      /* features: a rough sum */
    float *tile_single;
};

/*
 * The rows are dealt out to the threads; each takes a few at a time, which
 * then stay in the cache between x_i . v and the sum of t_i x_i. So a gradient
 * or a product with a Hessian reads the data once.
 */
struct pass {
    size_t n, features;
    size_t p;                    /* features and, if `ones`, an intercept */
    bool ones;                   /* each row ends with a 1 */
    const double *x;             /* n x features, borrowed */
    const struct sparse *sparse; /* the same, borrowed, or NULL */
    float *narrow;               /* the same in single precision, or NULL */
    float *along;                /* features: v in single precision */
    size_t threads;              /* its own; BLAS is to have one meanwhile */
    struct pass_lane lanes[PASS_THREADS];
};

/* Which rows are to be read; all borrowed. */
struct pass_of {
    const struct riffle_rows *rows;
    size_t features;
    bool ones;
    const struct sparse *sparse;
};

/* rough: dense rows are kept in single precision, too. */
enum riffle_status pass_init(struct pass *pass, const struct pass_of *of,
                             bool rough,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
void pass_release(struct pass *pass);

/* The rows that a thread has before it. */
struct pass_rows {
    size_t first, count, lane;
};
/* tile_i = x_i . v on entry, on return what row i is to be added with. */
struct pass_work {
    void (*between)(void *data, struct pass_rows rows, double *tile);
    void *data; /* used by several threads at once */
};

/*
 * out (p) = sum of what `between` returns times the rows. Both products are
 * summed in blocks, and the blocks with compensation (linalg.h). `rough` ones
 * are not, and dense rows then come in single precision: for directions only.
 */
void pass_run(struct pass *pass, const double *v, const struct pass_work *work,
              double *out);
void pass_run_rough(struct pass *pass, const double *v,
                    const struct pass_work *work, double *out);

/* out_j (p) = sum_i weight_i x_ij^2, roughly. */
void pass_squares(struct pass *pass, const double *weight, double *out);

/* Norms of the rows (n, without the ones) and of the columns (features), and
   the largest entry of each column. */
struct pass_survey {
    double *row, *column, *largest;
};
enum riffle_status pass_survey(struct pass *pass, struct pass_survey *survey,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
void pass_survey_release(struct pass_survey *survey);

#endif
