#include "model/refuse.h"

#include "riffle/limits.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum riffle_status
refuse_options(const struct riffle_fit_options *options,
               struct riffle_error *err)
{
    if (isfinite(options->lambda) && options->lambda >= 0)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_EUSAGE,
                "lambda has to be a finite number, 0 or "
                "above");
    riffle_hint(err, "example: fit lambda=1e-3");
    return RIFFLE_EUSAGE;
}

static enum riffle_status
refuse_one_class(const struct riffle_dataset *data,
                 const struct riffle_fit_options *options,
                 struct riffle_error *err)
{
    size_t positive = 0;
    for (size_t i = 0; i < data->train.n; i++)
        positive += data->train.y[i];
    if (positive > 0 && positive < data->train.n)
        return RIFFLE_OK;
    if (options->lambda > 0 && options->intercept != RIFFLE_INTERCEPT_FREE)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ESINGLECLASS,
                "every training row is of class `%s': without a penalty the "
                "probability goes to %d and no finite optimum exists",
                data->class_names[positive > 0], positive > 0 ? 1 : 0);
    riffle_hint(err, "fit lambda=1e-3 intercept=penalized has an optimum; or "
                     "load data with both classes");
    return RIFFLE_ESINGLECLASS;
}

enum riffle_status refuse_before(const struct riffle_dataset *data,
                                 const struct riffle_fit_options *options,
                                 struct riffle_error *err)
{
    enum riffle_status status = refuse_options(options, err);
    if (status != RIFFLE_OK)
        return status;
    if (data->train.n == 0)
        return riffle_fail(err, RIFFLE_EEMPTY, "there are no training rows");
    if (data->n_features == 0 && options->intercept == RIFFLE_INTERCEPT_NONE)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "without features and intercept nothing can be "
                           "fitted");
    size_t need = riffle_fit_memory(data, options);
    if (options->memory > 0 && need > options->memory) {
        riffle_fail(err, RIFFLE_ELIMIT,
                    "the fit needs %.1f MB, --memory allows %.1f MB",
                    (double)need / 1e6, (double)options->memory / 1e6);
        riffle_hint(err, "raise --memory, or `sample n=...' fewer rows");
        return RIFFLE_ELIMIT;
    }
    return refuse_one_class(data, options, err);
}

enum riffle_status refuse_separated(struct riffle_error *err)
{
    riffle_fail(err, RIFFLE_ESEPARATED,
                "the classes are separable: without a penalty theta grows "
                "for ever and no finite optimum exists");
    riffle_hint(err, "give a penalty, e.g. fit lambda=1e-6");
    return RIFFLE_ESEPARATED;
}

/* True when the rows are independent, so that any labels can be separated. */
static bool rows_independent(const struct problem *problem)
{
    size_t n = problem->n;
    if (n > problem->p)
        return false;
    double *gram = array_new(n, n, sizeof *gram);
    double *v = array_new(n, 1, sizeof *v);
    bool independent = false;
    if (gram != NULL && v != NULL) {
        gram_rows(n, problem->p, problem->x, gram);
        independent = !null_vector(n, gram, v);
    }
    free(gram);
    free(v);
    return independent;
}

static const char *column_name(const struct riffle_dataset *data, size_t j)
{
    return j < data->n_features ? data->feature_names[j] : "(intercept)";
}

/* "a, b and 3 more": the columns of a vanishing combination. */
static void name_columns(const struct riffle_dataset *data, const double *v,
                         size_t p, char *text, size_t size)
{
    double largest = 0;
    for (size_t j = 0; j < p; j++)
        largest = fmax(largest, fabs(v[j]));
    size_t named = 0, used = 0;
    for (size_t j = 0; j < p; j++) {
        if (fabs(v[j]) < 1e-8 * largest)
            continue;
        if (named++ < 4 && used < size)
            used +=
                (size_t)snprintf(text + used, size - used, "%s`%.80s'",
                                 used > 0 ? ", " : "", column_name(data, j));
    }
    if (named > 4 && used < size)
        (void)snprintf(text + used, size - used, " and %zu more", named - 4);
}

enum riffle_status refuse_singular(const struct riffle_dataset *data,
                                   const struct problem *problem,
                                   struct riffle_error *err)
{
    if (rows_independent(problem))
        return refuse_separated(err);
    size_t p = problem->p;
    double *hessian = array_new(p, p, sizeof *hessian);
    double *v = array_new(p, 1, sizeof *v);
    double *flat = array_new(problem->n, 1, sizeof *flat); /* logits at 0 */
    char columns[512] = "";
    if (hessian != NULL && v != NULL && flat != NULL &&
        problem_hessian(problem, flat, hessian, err) == RIFFLE_OK &&
        null_vector(p, hessian, v))
        name_columns(data, v, p, columns, sizeof columns);
    free(hessian);
    free(v);
    free(flat);
    if (columns[0] == '\0') {
        riffle_fail(err, RIFFLE_ESEPARATED,
                    "no finite optimum was found: the classes may be "
                    "separable but for ties (undecided)");
        riffle_hint(err, "give a penalty, e.g. fit lambda=1e-6");
        return RIFFLE_ESEPARATED;
    }
    riffle_fail(err, RIFFLE_EUNIDENTIFIABLE,
                "without a penalty the optimum is not unique: these columns "
                "depend on each other: %s",
                columns);
    riffle_hint(err, "leave one out with `load ... ignore=', or give a "
                     "penalty, e.g. fit lambda=1e-6");
    return RIFFLE_EUNIDENTIFIABLE;
}
