/* The cases as columns: for `cases` and for the files. */
#ifndef COMMAND_CASE_TABLE_H
#define COMMAND_CASE_TABLE_H

#include "command/marks.h"
#include "report/reply.h"

/* One case with all that is known of it; texts are borrowed. */
struct case_line {
    struct marked_row at;
    size_t line;       /* of the file; 0: unknown */
    const char *label; /* as it is now; "" when the row is not there */
    double loss, leverage, self; /* NaN without a fit or a row */
};

/* All cases of the data set; caller frees. */
enum riffle_status case_lines(const struct session *session,
                              struct case_line **lines, size_t *n,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* As a table for people, and as an array of objects; caller owns. */
enum riffle_status case_table(const struct session *session,
                              const struct case_line *lines, size_t n,
                              struct reply *reply,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
struct json_object *case_array(const struct session *session,
                               const struct case_line *lines, size_t n);

#endif
