/* Models on subsets of the rows, for interactions averaged over them. */
#ifndef INVESTIGATION_PAIR_WORK_H
#define INVESTIGATION_PAIR_WORK_H

#include "riffle/pair_index.h"

#include "attribution/subsets.h"

enum { PAIR_BLOCK = 64, PAIR_CORNERS = 4 };

/* Where the effect of a subset is: a slot of the block, or known. */
enum { PAIR_NO_ROW = PAIR_BLOCK, PAIR_ALL_ROWS };

/* A subset D of a pair's others: D, D + i, D + j, D + i + j. */
struct pair_square {
    size_t pair;
    size_t corner[PAIR_CORNERS];
};

struct pair_work {
    const struct riffle_pair_query *query;
    struct riffle_score_query asked; /* as the trainer knows it */
    struct subsets subsets;
    size_t n;
    size_t *rows;  /* PAIR_BLOCK x n: removed */
    size_t *order; /* n: scratch of the draws */
    double effect[PAIR_BLOCK + 2];
    size_t used; /* slots */
    struct pair_square squares[PAIR_BLOCK];
    size_t n_squares;
    double *sum, *square; /* of each pair's second differences */
    size_t *count;
};

/* Zeroed by init; released after, whatever came back. Fails with
   RIFFLE_ENOMEM. */
enum riffle_status pair_work_init(struct pair_work *work,
                                  const struct riffle_pair_query *query,
                                  size_t pairs,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void pair_work_release(struct pair_work *work);

/* The slot of the subset that `in` (n) marks, to be trained with the rest. */
size_t pair_work_add(struct pair_work *work, const bool *in);
/* Fill the effects of the slots that are used. Fails as subsets_retrain. */
enum riffle_status pair_work_train(struct pair_work *work,
                                   struct riffle_pair_index *index,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Subsets of k of n rows. */
double pair_choices(size_t n, size_t k);
/* Chance that |D| = s among the n - 2 others. */
double pair_chance(enum riffle_pair_law law, size_t n, size_t s);

/* Estimates of the index's pairs, with their standard errors. */
enum riffle_status pair_sample(struct pair_work *work,
                               struct riffle_pair_index *index,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
