/* The table of measures, and a measure made ready for one fit. */
#include "riffle/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "measure/argument.h"
#include "measure/bound.h"
#include "measure/table.h"

/* In the order in which they are listed to the user. */
static const struct measure_entry *const table[] = {
    &measure_test_prediction, &measure_test_loss, &measure_self_loss,
    &measure_removed_loss,    &measure_row_logit, &measure_row_loss,
    &measure_theta,           &measure_accuracy,
};

enum { COUNT = sizeof table / sizeof table[0] };

size_t riffle_measure_count(void)
{
    return COUNT;
}

const struct riffle_measure_kind *riffle_measure_kind(size_t index)
{
    return &table[index]->kind;
}

/* The entry whose name is the first `length` bytes of `text`, or NULL. */
static const struct measure_entry *entry_find(const char *text, size_t length)
{
    for (size_t i = 0; i < COUNT; i++) {
        const char *name = table[i]->kind.name;
        if (strlen(name) == length && strncmp(name, text, length) == 0)
            return table[i];
    }
    return NULL;
}

static void fail_name(const char *text, struct riffle_error *err)
{
    const char *names[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        names[i] = table[i]->kind.name;
    riffle_fail(err, RIFFLE_EUSAGE, "there is no measure \"%s\"", text);
    argument_hint(err, text, names, COUNT,
                  "measures: test_prediction, test_loss, self_loss, "
                  "removed_loss, logit:ROW, loss:ROW, theta:NAME, accuracy");
}

/*
 * Split "name:ARG"; *argument is NULL where the measure takes none. Returns
 * NULL, with the failure recorded, when that is no measure.
 */
static const struct measure_entry *
parse(const char *text, const char **argument, struct riffle_error *err)
{
    const char *colon = strchr(text, ':');
    size_t length = colon == NULL ? strlen(text) : (size_t)(colon - text);
    const struct measure_entry *entry = entry_find(text, length);
    if (entry == NULL) {
        fail_name(text, err);
        return NULL;
    }
    const struct riffle_measure_kind *kind = &entry->kind;
    if (colon != NULL && kind->argument == NULL) {
        riffle_fail(err, RIFFLE_EUSAGE, "%s takes nothing after it",
                    kind->name);
        riffle_hint(err, "write %s", kind->name);
        return NULL;
    }
    if (colon == NULL && kind->argument != NULL) {
        riffle_fail(err, RIFFLE_EUSAGE, "%s of what?", kind->name);
        riffle_hint(err, "write %s:%s", kind->name, kind->argument);
        return NULL;
    }
    *argument = colon == NULL ? NULL : colon + 1;
    return entry;
}

static enum riffle_status need_tests(const struct measure_entry *entry,
                                     const struct riffle_fit *fit,
                                     const struct riffle_probe *probe,
                                     struct riffle_error *err)
{
    bool of_tests = entry->rows == MEASURE_PROBE ||
                    entry->rows == MEASURE_TEST ||
                    entry->rows == MEASURE_TEST_ROW;
    if (of_tests && fit->m == 0) {
        riffle_fail(err, RIFFLE_ESTATE,
                    "%s needs test rows, and there are "
                    "none",
                    entry->kind.name);
        riffle_hint(err, "load with test=0.2 or with a test file");
        return RIFFLE_ESTATE;
    }
    if (entry->rows == MEASURE_PROBE && (probe == NULL || probe->size == 0)) {
        riffle_fail(err, RIFFLE_ESTATE, "%s needs probe rows",
                    entry->kind.name);
        riffle_hint(err, "choose some with probe");
        return RIFFLE_ESTATE;
    }
    return RIFFLE_OK;
}

static enum riffle_status find_rows(struct riffle_measure *measure,
                                    const char *argument,
                                    const struct riffle_probe *probe,
                                    struct riffle_error *err)
{
    const struct riffle_fit *fit = measure->fit;
    struct measure_view *view = &measure->view;
    enum riffle_status status = RIFFLE_OK;
    size_t at;
    switch (measure->entry->rows) {
    case MEASURE_PROBE:
        return view_test_rows(view, fit, probe->rows, probe->size, err);
    case MEASURE_TEST_ROW:
        status =
            argument_row(measure->entry->kind.name, argument, fit, &at, err);
        return status != RIFFLE_OK ? status
                                   : view_test_rows(view, fit, &at, 1, err);
    case MEASURE_PARAMETER:
        status = argument_parameter(argument, fit, &at, err);
        return status != RIFFLE_OK ? status
                                   : view_parameter(view, fit, at, err);
    case MEASURE_TEST:
        *view = view_test(fit);
        break;
    case MEASURE_TRAIN:
    case MEASURE_REMOVED:
        *view = view_train(fit);
        break;
    }
    return RIFFLE_OK;
}

/* Sum of the function over rows of the view: all of them when NULL. */
static double value_over(const struct riffle_measure *measure,
                         const size_t *rows, size_t count)
{
    const struct measure_view *view = &measure->view;
    struct sum sum = {0};
    for (size_t j = 0; j < count; j++) {
        size_t i = rows == NULL ? j : rows[j];
        sum_add(&sum,
                measure->entry->function->value(view->logit[i], view->y[i]));
    }
    return sum_value(&sum) / (measure->entry->mean ? (double)count : 1);
}

/* What does not depend on the removal set. */
static enum riffle_status prepare(struct riffle_measure *measure,
                                  struct riffle_error *err)
{
    const struct measure_view *view = &measure->view;
    size_t p = measure->fit->p;
    measure->value = value_over(measure, NULL, view->count);
    const struct terms all = {.count = view->count};
    const struct reach reach = {.radius = measure->fit->summary.bound};
    if (measure->entry->function->slope == NULL) {
        measure->fit_bound = terms_bound(measure, &all, NULL, reach);
        return RIFFLE_OK;
    }
    double *slopes = array_new(view->count, 1, sizeof *slopes);
    measure->gradient = array_new(p, 1, sizeof *measure->gradient);
    if (slopes == NULL || measure->gradient == NULL) {
        free(slopes);
        return riffle_fail_memory(err, (view->count + p) * sizeof *slopes);
    }
    terms_slopes(measure, &all, slopes);
    multiply_transposed(view->count, p, view->z, slopes, measure->gradient);
    measure->fit_bound = terms_bound(measure, &all, measure->gradient, reach);
    free(slopes);
    return RIFFLE_OK;
}

enum riffle_status riffle_measure_new(const char *text,
                                      const struct riffle_fit *fit,
                                      const struct riffle_probe *probe,
                                      struct riffle_measure **measure,
                                      struct riffle_error *err)
{
    const char *argument = NULL;
    const struct measure_entry *entry = parse(text, &argument, err);
    if (entry == NULL)
        return RIFFLE_EUSAGE;
    enum riffle_status status = need_tests(entry, fit, probe, err);
    if (status == RIFFLE_OK && !fit->complete)
        return riffle_fail(err, RIFFLE_ESTATE, "the fit is not complete");
    if (status != RIFFLE_OK)
        return status;
    struct riffle_measure *made = array_new(1, 1, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, sizeof *made);
    *made = (struct riffle_measure){
        .entry = entry, .fit = fit, .name = strdup(text), .value = (double)NAN};
    if (made->name == NULL)
        status = riffle_fail_memory(err, strlen(text) + 1);
    if (status == RIFFLE_OK)
        status = find_rows(made, argument, probe, err);
    if (status == RIFFLE_OK && entry->rows != MEASURE_REMOVED)
        status = prepare(made, err);
    if (status == RIFFLE_OK)
        *measure = made;
    else
        riffle_measure_free(made);
    return status;
}

void riffle_measure_free(struct riffle_measure *measure)
{
    if (measure == NULL)
        return;
    view_release(&measure->view);
    free(measure->name);
    free(measure->gradient);
    free(measure);
}

const char *riffle_measure_name(const struct riffle_measure *measure)
{
    return measure->name;
}

const struct riffle_measure_kind *
riffle_measure_kind_of(const struct riffle_measure *measure)
{
    return &measure->entry->kind;
}

double riffle_measure_value(const struct riffle_measure *measure)
{
    return measure->value;
}

double measure_value(const struct riffle_measure *measure,
                     const struct riffle_removal *removal)
{
    if (measure->entry->rows != MEASURE_REMOVED)
        return measure->value;
    return value_over(measure, removal->rows, removal->k);
}

const double *measure_gradient(const struct riffle_measure *measure)
{
    return measure->gradient;
}

bool measure_needs_train(const struct riffle_measure *measure)
{
    return measure->entry->rows == MEASURE_TRAIN;
}

enum riffle_status measure_gradient_at(const struct riffle_measure *measure,
                                       const double *point, double *gradient,
                                       struct riffle_error *err)
{
    const struct measure_view *view = &measure->view;
    size_t p = measure->fit->p;
    double share = measure->entry->mean ? 1 / (double)view->count : 1;
    double *slopes = array_new(view->count, 1, sizeof *slopes);
    if (slopes == NULL)
        return riffle_fail_memory(err, view->count * sizeof *slopes);
    multiply(view->count, p, view->z, point, slopes);
    for (size_t i = 0; i < view->count; i++)
        slopes[i] =
            share * measure->entry->function->slope(slopes[i], view->y[i]);
    multiply_transposed(view->count, p, view->z, slopes, gradient);
    free(slopes);
    return RIFFLE_OK;
}

/* Sum of changes to the logits in `to` (NULL: to 0). */
static double change_to(const struct riffle_measure *measure, const double *to)
{
    const struct measure_view *view = &measure->view;
    struct sum sum = {0};
    for (size_t i = 0; i < view->count; i++) {
        double z = view->logit[i], delta = (to != NULL ? to[i] : 0) - z;
        sum_add(&sum, measure->entry->function->change(z, view->y[i], delta));
    }
    return sum_value(&sum) / (measure->entry->mean ? (double)view->count : 1);
}

enum riffle_status measure_change_at(const struct riffle_measure *measure,
                                     const double *point, double *change,
                                     struct riffle_error *err)
{
    const struct measure_view *view = &measure->view;
    double *logits = array_new(view->count, 1, sizeof *logits);
    if (logits == NULL)
        return riffle_fail_memory(err, view->count * sizeof *logits);
    multiply(view->count, measure->fit->p, view->z, point, logits);
    *change = change_to(measure, logits);
    free(logits);
    return RIFFLE_OK;
}

double measure_at_zero(const struct riffle_measure *measure)
{
    return change_to(measure, NULL);
}
