/* What the user has decided about training rows. */
#ifndef COMMAND_MARKS_H
#define COMMAND_MARKS_H

#include "session.h"

/* The names of enum state_verdict, in its order. */
#define MARKS_VERDICTS "poison|clean|unsure"
const char *marks_verdict_name(enum state_verdict verdict);

/* A copy that can be changed, then given to session_set_marks. */
enum riffle_status marks_copy(const struct state_marks *marks,
                              struct state_marks *copy,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Mark a training row, in place of what was decided about it before. A row is
 * known by the file's SHA-256 and its place there, so that the mark stays when
 * rows come and go, and another file has marks of its own; a row that was added
 * is known by its values, and copies of it are one.
 * note  copied; NULL: none
 */
struct marks_entry {
    size_t row;
    enum state_verdict verdict;
    const char *note;
};
enum riffle_status marks_put(struct state_marks *marks,
                             const struct riffle_dataset *data,
                             const struct marks_entry *entry,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Take a row's mark away, if there is one. */
void marks_take(struct state_marks *marks, const struct riffle_dataset *data,
                size_t row);

/* The mark of a training row, or NULL. */
const struct state_mark *marks_find(const struct session *session, size_t row);

/* A mark beside the training row it is about. */
struct marked_row {
    size_t row; /* RIFFLE_ANY: not among the training rows now */
    const struct state_mark *mark;
};

/* The marks of this data set, by row, those without one last. Caller frees. */
enum riffle_status marks_list(const struct session *session,
                              struct marked_row **list, size_t *n,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* How many marks this data set has. */
size_t marks_count(const struct session *session);

#endif
