#include "measure/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/linalg.h"

struct measure_view view_train(const struct riffle_fit *fit)
{
    return (struct measure_view){
        .count = fit->n,
        .z = fit->z,
        .logit = fit->train.logit,
        .norm2 = fit->norm2,
        .size = fit->rounding.size,
        .y = fit->data->train.y,
    };
}

struct measure_view view_test(const struct riffle_fit *fit)
{
    return (struct measure_view){
        .count = fit->m,
        .z = fit->z_test,
        .logit = fit->test.logit,
        .norm2 = fit->norm2_test,
        .size = fit->rounding.size_test,
        .y = fit->data->test.y,
    };
}

/* Memory for `count` rows, laid out z, logit, norm2, size; false without it. */
static bool view_init(struct measure_view *view, size_t count, size_t p)
{
    double *numbers = array_new(count, p + 3, sizeof *numbers);
    uint8_t *labels = array_new(count, 1, sizeof *labels);
    size_t *from = array_new(count, 1, sizeof *from);
    if (numbers == NULL || labels == NULL || from == NULL) {
        free(numbers);
        free(labels);
        free(from);
        return false;
    }
    *view = (struct measure_view){
        .count = count,
        .z = numbers,
        .logit = numbers + count * p,
        .norm2 = numbers + count * (p + 1),
        .size = numbers + count * (p + 2),
        .y = labels,
        .numbers = numbers,
        .labels = labels,
        .from = from,
    };
    return true;
}

static enum riffle_status fail_view(size_t count, size_t p,
                                    struct riffle_error *err)
{
    return riffle_fail_memory(err, count * (p + 3) * sizeof(double));
}

enum riffle_status view_test_rows(struct measure_view *view,
                                  const struct riffle_fit *fit,
                                  const size_t *rows, size_t count,
                                  struct riffle_error *err)
{
    if (!view_init(view, count, fit->p))
        return fail_view(count, fit->p, err);
    double *logit = view->numbers + count * fit->p;
    double *norm2 = logit + count;
    double *size = norm2 + count;
    for (size_t i = 0; i < count; i++) {
        memcpy(view->numbers + i * fit->p, fit->z_test + rows[i] * fit->p,
               fit->p * sizeof(double));
        logit[i] = fit->test.logit[rows[i]];
        norm2[i] = fit->norm2_test[rows[i]];
        size[i] = fit->rounding.size_test[rows[i]];
        view->labels[i] = fit->data->test.y[rows[i]];
        view->from[i] = rows[i];
    }
    return RIFFLE_OK;
}

enum riffle_status view_parameter(struct measure_view *view,
                                  const struct riffle_fit *fit, size_t j,
                                  struct riffle_error *err)
{
    struct measure_view made = {0};
    if (!view_init(&made, 1, fit->p))
        return fail_view(1, fit->p, err);
    fit_parameter_row(fit, j, made.numbers);
    made.from[0] = j;
    made.numbers[fit->p] = fit->theta[j];
    made.numbers[fit->p + 1] = dot(fit->p, made.z, made.z);
    *view = made;
    return RIFFLE_OK;
}

void view_release(struct measure_view *view)
{
    free(view->numbers);
    free(view->labels);
    free(view->from);
    *view = (struct measure_view){0};
}
