/* The rows of the table of estimators. */
#ifndef ATTRIBUTION_ESTIMATORS_H
#define ATTRIBUTION_ESTIMATORS_H

#include "riffle/estimator.h"

extern const struct riffle_estimator estimator_influence;
extern const struct riffle_estimator estimator_rescaled;
extern const struct riffle_estimator estimator_newton;
extern const struct riffle_estimator estimator_second_order;
extern const struct riffle_estimator estimator_second_order_complete;
extern const struct riffle_estimator estimator_retrain;

#endif
