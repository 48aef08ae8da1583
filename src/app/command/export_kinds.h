/* What `export` can write, one function for each kind. */
#ifndef COMMAND_EXPORT_KINDS_H
#define COMMAND_EXPORT_KINDS_H

#include "command/command.h"
#include "session.h"

#include "riffle/columns.h"

/* One order to write, and what came of it. */
struct export_order {
    struct session *session;
    const struct command_call *call; /* for its options */
    const char *path;
    size_t rows; /* out: lines of the table; 0 when it is none */
};

typedef enum riffle_status export_writer(struct export_order *order,
                                         struct reply *reply,
                                         struct riffle_error *err);

export_writer export_theta;
export_writer export_influence;
export_writer export_rows;
export_writer export_scores;
export_writer export_sweep;
export_writer export_plot;
export_writer export_data;
export_writer export_case;

/* True when `path` ends in `ending`, such as ".txt". */
bool export_ends_in(const char *path, const char *ending);

/* Write the table; a failure points at FILE. */
enum riffle_status export_columns(const struct export_order *order,
                                  const struct riffle_column *columns, size_t n,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Write `size` bytes; likewise. */
enum riffle_status export_bytes(const struct export_order *order,
                                const void *bytes, size_t size,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
