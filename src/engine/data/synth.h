/* What a kind of generated data is; one file each in this folder. */
#ifndef DATA_SYNTH_H
#define DATA_SYNTH_H

#include "riffle/dataset.h"
#include "riffle/rng.h"

#include <stdbool.h>

struct synth_kind {
    struct riffle_synth_kind shown;
    const char *prefix; /* of feature names */
    size_t n, d;        /* defaults */
    double noise;       /* likewise; fraction of wrong training labels */
    /*
     * Fill the rows->n rows of d zeros and their labels one after the other
     * from `stream`, so that fewer rows are the first of more. Whatever the
     * rows share comes from streams of `seed`. The caller rounds the rows to
     * three decimals.
     */
    enum riffle_status (*draw)(uint64_t seed, struct riffle_rng *stream,
                               size_t d, struct riffle_rows *rows,
                               struct riffle_error *err);
    /*
     * Choose `count` training rows whose labels become wrong; chosen: n,
     * false before. NULL: any rows at random.
     */
    enum riffle_status (*plant)(uint64_t seed, const struct riffle_rows *rows,
                                size_t d, size_t count, bool *chosen,
                                struct riffle_error *err);
};

extern const struct synth_kind synth_clusters;
extern const struct synth_kind synth_gaussian;
extern const struct synth_kind synth_poisoned;
extern const struct synth_kind synth_sparse;

/* d standard normals scaled to length `norm`. */
void synth_direction(struct riffle_rng *rng, size_t d, double norm,
                     double *direction);

#endif
