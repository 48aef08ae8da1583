/* Looking for wrong labels: orders of inspection, and how well they do. */
#ifndef RIFFLE_AUDIT_H
#define RIFFLE_AUDIT_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/progress.h"
#include "riffle/score.h"
#include "riffle/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a score may need beside the fit. */
struct riffle_audit_options {
    uint64_t seed;                    /* of the random order */
    size_t memory;                    /* bytes allowed to fits; 0: no limit */
    struct riffle_progress progress;  /* of the slow ones */
    const struct riffle_probe *probe; /* of scores that look at test rows */
    /* Called once, early, by those: what is to come, and its seconds; NULL:
       not wanted. */
    void (*cost)(void *data, size_t units, const char *unit, double seconds);
    void *cost_data;
};

/* What a score found out on its way. */
struct riffle_audit_remark {
    size_t finished; /* rows that have a value, when it was stopped */
    double lambda;   /* tuned: of the fit it ranks by; else NaN */
    double heldout;  /* tuned: mean held-out loss there, nats */
};

/*
 * A row of the table of audit scores: the higher, the sooner inspected. Those
 * of riffle/score.h appear under their own names.
 */
struct riffle_audit_score {
    const char *name;     /* "tuned", "loss", ... */
    const char *title;    /* a column's head */
    const char *summary;  /* one line */
    const char *misleads; /* when it does, one line */
    bool baseline;        /* always shown */
    /* Flops beside the fit, to decide whether it runs unasked; NULL: few. */
    double (*flops)(const struct riffle_fit *fit);
    /*
     * score   this row
     * values  out, n; NaN: no value, inspected last
     * RIFFLE_STOPPED leaves what was finished, NaN for the rest.
     */
    enum riffle_status (*compute)(const struct riffle_audit_score *score,
                                  const struct riffle_fit *fit,
                                  const struct riffle_audit_options *options,
                                  double *values,
                                  struct riffle_audit_remark *remark,
                                  struct riffle_error *err);
};

/*
 * A row of the table of scores as an order, from the end where wrong labels are
 * expected; effects are those on test_loss.
 */
struct riffle_audit_score
riffle_audit_score_of(const struct riffle_score *score);

size_t riffle_audit_score_count(void);
const struct riffle_audit_score *riffle_audit_score(size_t index);
const struct riffle_audit_score *riffle_audit_score_find(const char *name);

/* How soon an order of inspection finds the rows that are wrong. */
struct riffle_retrieval {
    size_t n, wrong;
    size_t inspected; /* the first so many rows, */
    size_t found;     /* the wrong ones among them, */
    double precision; /* their share; NaN when none is inspected */
    double auc; /* share of pairs of a wrong and a right row with the wrong one
                   ahead, ties half (mid-ranks); NaN unless there are both */
    size_t inspected_for_90; /* rows until nine tenths of the wrong ones are
                                found; 0 when none is wrong */
};

/*
 * values  n, the highest inspected first, ties by row number, NaN last
 * wrong   n
 * Fails with RIFFLE_ENOMEM. Cost: n log n.
 */
enum riffle_status riffle_retrieval(const double *values, const bool *wrong,
                                    size_t n, size_t inspected,
                                    struct riffle_retrieval *retrieval,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The fit to audit by: lambda grows from the given fit's by factors of sqrt(10)
 * while the mean held-out loss (one Newton step each, the score `heldout`)
 * falls. A weak penalty memorises wrong labels; this one is as strong as
 * prediction can bear, and never weaker than the given one, which rows that
 * are wrong alike would profit from.
 *
 * values  out, n: held-out losses there; untouched on failure
 * Progress counts fits ("tune"). A stop fails with RIFFLE_STOPPED.
 */
struct riffle_tuning {
    double lambda;
    double heldout; /* mean, nats */
    size_t fits;    /* tried beside the given one */
};
enum riffle_status riffle_tune(const struct riffle_fit *fit,
                               const struct riffle_audit_options *options,
                               double *values, struct riffle_tuning *tuning,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
