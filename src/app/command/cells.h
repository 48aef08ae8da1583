/* Words like mean_radius=12: values of a row, in the units of the file. */
#ifndef COMMAND_CELLS_H
#define COMMAND_CELLS_H

#include "command/command.h"
#include "session.h"

/*
 * Change x (n_features, as the model has them) by the words of the call from
 * `first` on. A text column (color=red) sets its indicators. When the data are
 * standardized a value is still given as the file has it. set: n_features,
 * true for what was given; NULL: not wanted.
 */
enum riffle_status cells_read(const struct session *session,
                              const struct command_call *call, size_t first,
                              double *x, bool *set,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* "mean_radius 17.99 -> 12, ..." : what differs, in the units of the file. */
enum { CELLS_SHOWN = 4 };
void cells_say(const struct riffle_dataset *data, const double *from,
               const double *to, char *text, size_t size);

/* [{"column", "from", "to"}, ...], likewise; caller owns. */
struct json_object *cells_object(const struct riffle_dataset *data,
                                 const double *from, const double *to);

#endif
