/* Lengths of the rows' gradients, under the penalty convention in force. */
#ifndef ATTRIBUTION_ROW_NORMS_H
#define ATTRIBUTION_ROW_NORMS_H

#include "riffle/status.h"

#include "model/fit.h"

/* Of which length: g_i = r_i x_i, plus lambda D theta when penalty=scaled. */
enum row_norm {
    ROW_NORM_PLAIN,  /* ||g_i||_2 in the data's units */
    ROW_NORM_HALF,   /* sqrt(g_i' H^-1 g_i) */
    ROW_NORM_SOLVED, /* ||H^-1 g_i||_2: how far theta goes */
};

/* norms: out, n. Cost 2 n p flops; ROW_NORM_SOLVED n p^2. */
enum riffle_status row_norms(const struct riffle_fit *fit, enum row_norm which,
                             double *norms,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
