/* A test row that joins the training rows with the wrong label. */
#ifndef RIFFLE_ATTACK_H
#define RIFFLE_ATTACK_H

#include "riffle/experiment.h"
#include "riffle/progress.h"

enum riffle_attack_limits { RIFFLE_ATTACK_ESTIMATES = 3 };

/*
 * The attack of Rubinstein and Hopkins 2025 (section 2, Figure 3): one more
 * training row, a copy of a test row with the other label. What would removing
 * it again do to its own logit, as seen from the fit with it?
 */
struct riffle_attack {
    size_t test;     /* the test row */
    double leverage; /* of the added row */
    double before;   /* its logit at the fit without it, */
    double after;    /* and with it */
    struct riffle_effect estimates[RIFFLE_ATTACK_ESTIMATES]; /* if, rif, ns */
    struct riffle_effect actual; /* retrained without it, with its bound */
};

/* Names of the estimates, in their order: "if", "rif", "ns". */
const char *riffle_attack_estimate(size_t index);

/*
 * The fit with the row begins at the given one and ends at its own optimum,
 * to a certificate. The penalty of all rows together stays what it is, so that
 * removing the row leads back to the given fit: `actual`, which is retrained
 * from the fit with the row, is before - after.
 *
 * fit   stays as it is
 * test  below the number of test rows, else RIFFLE_EUSAGE
 * Where the fit with the row has no optimum the effects carry that status.
 * Cost: one or two Newton steps, n p^2 flops each, and one retrain.
 */
enum riffle_status riffle_attack(const struct riffle_fit *fit, size_t test,
                                 size_t memory,
                                 const struct riffle_progress *progress,
                                 struct riffle_attack *attack,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
