/* Which columns of a file are the label, and which are left out. */
#ifndef DATA_CHOOSE_H
#define DATA_CHOOSE_H

#include "data/reading.h"

/*
 * The label among the columns: the one the options name, the training
 * file's, the one called label, class, target or y, or the last. Notes it
 * when nobody named it. Fails with RIFFLE_EFORMAT when it is not there.
 */
enum riffle_status choose_label(struct reading *reading,
                                const struct levels *columns, size_t *label,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The columns that the options leave out. ignored: out, zeroed before; the
 * caller releases it, also on failure. Fails when one is not there.
 */
enum riffle_status choose_ignored(struct reading *reading,
                                  const struct levels *columns,
                                  struct levels *ignored,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* True when the options leave out a column of that name. */
bool choose_ignores(const struct riffle_load_options *options,
                    const char *name);

#endif
