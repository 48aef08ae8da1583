/* What the models of an estimate came to, so that it can go on later. */
#ifndef ATTRIBUTION_TRAINED_H
#define ATTRIBUTION_TRAINED_H

#include "riffle/experiment.h"
#include "riffle/score.h"

/* A model: which rows it was trained on follows from the seed. */
struct trained_model {
    enum riffle_status status;
    struct riffle_effect effect;
};

/*
 * Models in the order in which they were trained.
 * change  n x width: changes of the training rows' logits; width 0: not kept
 */
struct riffle_score_past {
    struct trained_model *models;
    double *change;
    size_t n, room, width;
    bool full; /* the next ones are not kept: no memory for them */
};

/* How many of `count` models from the first-th on are known, all of them from
   the first on; width: of the changes that are needed. */
size_t trained_known(const struct riffle_score_past *past, size_t first,
                     size_t count, size_t width);

/* Keep a model behind those there are, unless the past is full. */
void trained_add(struct riffle_score_past *past,
                 const struct trained_model *model, const double *change,
                 size_t width);

#endif
