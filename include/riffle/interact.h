/* How removed rows act on each other: which hide what the others do. */
#ifndef RIFFLE_INTERACT_H
#define RIFFLE_INTERACT_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/progress.h"
#include "riffle/removal.h"
#include "riffle/status.h"

/*
 * Two rows removed together. All effects are to first order in the measure
 * (gradient times shift) and in its unit, under the fit's penalty convention;
 * removed_loss is that of the rows themselves.
 */
struct riffle_pair {
    size_t i, j;        /* training rows, i < j */
    double leverage;    /* sqrt(a_i a_j) x_i'H^-1 x_j, in (-1, 1): how much
                           the rows hold the model together; under
                           penalty=scaled without their share of H */
    double similarity;  /* 1 - |x_i - x_j|^2 / (|x_i|^2 + |x_j|^2) in the
                           metric of H^-1: 1 for the same row twice */
    double alone[2];    /* RIF of i and of j */
    double rescaled;    /* their sum */
    double newton;      /* NS of both, in closed form (mathematics 2.2) */
    double interaction; /* newton - rescaled */
};

/* What two rows are to each other. */
enum riffle_pair_kind {
    RIFFLE_PAIR_INDEPENDENT, /* |interaction| is below 5 % of the RIFs */
    RIFFLE_PAIR_MASK,        /* together they do more than their RIFs say */
    RIFFLE_PAIR_REDUNDANT,   /* together they do less */
};
enum riffle_pair_kind riffle_pair_kind(const struct riffle_pair *pair);
const char *riffle_pair_kind_name(enum riffle_pair_kind kind);

/*
 * What puts pairs first. By interaction alone one row of a huge residual leads
 * with every partner it has; two rows hide by being alike, so that
 * ALIKE counts |interaction| similarity^4 (none for a similarity below 0).
 */
enum riffle_pair_order {
    RIFFLE_PAIR_ALIKE,
    RIFFLE_PAIR_INTERACTION, /* |interaction| */
    RIFFLE_PAIR_LEVERAGE,    /* |leverage|: whatever the labels */
};

struct riffle_interact_options {
    const struct riffle_measure *measure; /* one with a gradient at the fit,
                                             or removed_loss */
    enum riffle_pair_order order;
    size_t most; /* pairs to keep */
};

/* A list of pairs in that order. */
struct riffle_pairs {
    struct riffle_pair *items; /* n */
    size_t n;
    size_t of; /* pairs that were looked at */
};

/* A row of a set, by itself and after all others of the set. */
struct riffle_member {
    size_t row;
    double alone; /* RIF: it alone is removed */
    double last;  /* NS of the set minus NS of the set without it */
};

struct riffle_interaction {
    size_t k;
    double rescaled;               /* sum of the rows' RIFs */
    double newton;                 /* NS of the set */
    struct riffle_member *members; /* k, in the set's order */
    struct riffle_pairs pairs;
};

enum { RIFFLE_INTERACT_MOST = 2000 }; /* rows of a set at the most */

/*
 * The interactions within a removal set.
 *
 * interaction  uninitialised before; released by the caller after success
 * Cost: k^2 p + k^3 flops, under penalty=scaled about 3 p^3 beside; memory
 * 8 (k p + 4 k^2) bytes. Fails with RIFFLE_ENOTAPPLICABLE (a step function),
 * RIFFLE_EUSAGE (fewer than two rows), RIFFLE_ELIMIT (above the most),
 * RIFFLE_EILLCONDITIONED (what is left does not determine the model; under
 * penalty=scaled, k = n among it), RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_interact(const struct riffle_fit *fit,
                const struct riffle_interact_options *options,
                const struct riffle_removal *removal,
                struct riffle_interaction *interaction,
                struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_interaction_release(struct riffle_interaction *interaction);

/* What a search through all pairs found. */
struct riffle_interact_search {
    size_t rows; /* rows looked at: the most of these, */
    bool all;    /* or all there are */
    struct riffle_pairs pairs;
    struct riffle_pairs twins; /* of a similarity above 0.9, by |leverage| */
    bool stopped;              /* by the progress callback */
};

enum { RIFFLE_INTERACT_ROWS = 20000 }; /* of the highest leverage */

/*
 * The strongest interactions among all pairs of training rows, or of those of
 * the highest leverage where there are many. Blocks of the rows' products are
 * made and looked through; nothing of size n^2 is stored. Progress counts
 * rows ("pairs"); a stop keeps what was found.
 *
 * Cost: rows^2 p flops. Fails as riffle_interact.
 */
enum riffle_status
riffle_interact_find(const struct riffle_fit *fit,
                     const struct riffle_interact_options *options,
                     const struct riffle_progress *progress,
                     struct riffle_interact_search *found,
                     struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_interact_search_release(struct riffle_interact_search *found);

#endif
