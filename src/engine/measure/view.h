/* The rows that a measure sums over, as the fit sees them. */
#ifndef MEASURE_VIEW_H
#define MEASURE_VIEW_H

#include "measure/measure.h"

struct measure_view {
    size_t count;
    const double *z;     /* count x p: whitened rows */
    const double *logit; /* count, at the fit */
    const double *norm2; /* count: squared lengths of the rows of z */
    const double *size;  /* count: lengths of the rows before whitening */
    const uint8_t *y;    /* count */
    double *numbers;     /* what these point into, or NULL */
    uint8_t *labels;     /* likewise y */
    size_t *from; /* test row behind each, or the parameter; NULL: in order */
};

struct riffle_measure {
    const struct measure_entry *entry;
    const struct riffle_fit *fit; /* borrowed */
    char *name;
    struct measure_view view; /* MEASURE_REMOVED: every training row */
    double value;             /* NaN for MEASURE_REMOVED */
    double fit_bound;         /* of the sum, from that at the optimum */
    double *gradient;         /* p, or NULL */
};

/* Every training row, every test row: borrowed from the fit. */
struct measure_view view_train(const struct riffle_fit *fit);
struct measure_view view_test(const struct riffle_fit *fit);

/* Chosen test rows, copied next to each other; released by the caller. */
enum riffle_status view_test_rows(struct measure_view *view,
                                  const struct riffle_fit *fit,
                                  const size_t *rows, size_t count,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The virtual row whose logit is parameter j; released by the caller. */
enum riffle_status view_parameter(struct measure_view *view,
                                  const struct riffle_fit *fit, size_t j,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

void view_release(struct measure_view *view);

#endif
