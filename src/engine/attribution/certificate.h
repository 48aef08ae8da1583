/* Certificates of removal sets: how far a point is from the optimum. */
#ifndef ATTRIBUTION_CERTIFICATE_H
#define ATTRIBUTION_CERTIFICATE_H

#include "attribution/trial.h"

/*
 * The trial's point, gradient and logits are filled in. Tries the forms from
 * the cheapest on until one is good enough (riffle_certify's options).
 */
enum riffle_status
certificate_fill(const struct trial *trial,
                 const struct riffle_certify_options *options,
                 struct riffle_certificate *certificate,
                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* No bound, not asked for. */
struct riffle_certificate certificate_none(void);

#endif
