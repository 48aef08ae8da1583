/* What is watched: a scalar of the model, and how removal changes it. */
#ifndef RIFFLE_MEASURE_H
#define RIFFLE_MEASURE_H

#include "riffle/fit.h"
#include "riffle/removal.h"
#include "riffle/status.h"

#include <stdbool.h>

/* The test rows that measures sum over. */
struct riffle_probe {
    size_t *rows; /* distinct test rows, ascending */
    size_t size;
    uint64_t seed; /* 0: chosen by hand */
};

/*
 * Half the highest-loss test rows, half random among the others (Rubinstein
 * and Hopkins, section 2); all of them when size >= the number of test rows.
 * `probe` is uninitialised before, released after.
 */
enum riffle_status
riffle_probe_draw(struct riffle_probe *probe, const struct riffle_fit *fit,
                  size_t size, uint64_t seed,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status
riffle_probe_rows(struct riffle_probe *probe, const struct riffle_fit *fit,
                  const size_t *rows, size_t size,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_probe_release(struct riffle_probe *probe);

/* A row of the table of measures: one file each in src/engine/measure. */
struct riffle_measure_kind {
    const char *name;     /* "test_loss", or "logit" for "logit:12" */
    const char *argument; /* NULL, or what follows the colon: "ROW", "NAME" */
    const char *summary;  /* what it sums, over which rows */
    const char *unit;     /* "nats", "rows", "logits", ... */
    bool actual_only;     /* no estimate: a step function */
};

size_t riffle_measure_count(void);
const struct riffle_measure_kind *riffle_measure_kind(size_t index);

/* A measure made ready for one fit and probe. Immutable. */
struct riffle_measure;

/*
 * text   "test_loss", "logit:12", "theta:mean_radius", ...; copied
 * fit    borrowed; must outlive the measure
 * probe  borrowed during the call
 * Fails with RIFFLE_EUSAGE (unknown measure, row or coefficient; the hint has
 * the nearest names), RIFFLE_ESTATE (no test rows), RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_measure_new(const char *text, const struct riffle_fit *fit,
                   const struct riffle_probe *probe,
                   struct riffle_measure **measure,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_measure_free(struct riffle_measure *measure);

/*
 * The text it was made from, its kind, and its value at the fit: NaN for
 * removed_loss, which has one for each removal set.
 */
const char *riffle_measure_name(const struct riffle_measure *measure);
const struct riffle_measure_kind *
riffle_measure_kind_of(const struct riffle_measure *measure);
double riffle_measure_value(const struct riffle_measure *measure);

#endif
