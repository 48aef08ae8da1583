/*
 * Saved sessions: text, a script with a header and checks.
 *
 *     # riffle session 1
 *     # data SHA-256 of the data file, or -
 *     # threads N
 *     # revealed yes|no
 *     load ...
 *     # rows SHA-256 of the rows, labels and sets that the commands lead to
 *     # numbers SHA-256 of the fit and the effects, bit by bit
 *     # end SHA-256 of all the bytes above this line
 */
#ifndef COMMAND_SESSION_FILE_H
#define COMMAND_SESSION_FILE_H

#include "session.h"

#include "riffle/digest.h"

/* What tells one state from another. */
struct session_check {
    char data[RIFFLE_DIGEST_SIZE]; /* of the file; "-": generated */
    char rows[RIFFLE_DIGEST_SIZE];
    char numbers[RIFFLE_DIGEST_SIZE];
};

enum riffle_status session_check_of(const struct session *session,
                                    struct session_check *check,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Part of a state, and what tells it from others of its kind. */
struct session_part {
    const char *name;                /* "data", "model", ... */
    char digest[RIFFLE_DIGEST_SIZE]; /* "-": there is none */
};
enum { SESSION_PARTS = 9 };

/*
 * Of each part, and of all of them: the same bits in the same places. What is
 * drawn, and how it came about, is no part of it.
 */
enum riffle_status session_parts_of(const struct session *session,
                                    struct session_part parts[SESSION_PARTS],
                                    char whole[RIFFLE_DIGEST_SIZE],
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The text of a file; caller owns. lines: how many commands are in it. */
enum riffle_status
session_file_write(const struct session *session, char **text, size_t *size,
                   size_t *lines, struct riffle_error *err) RIFFLE_MUST_CHECK;

struct session_file {
    char *text; /* the whole file; owned */
    size_t size;
    size_t threads;
    bool revealed;
    struct session_check check;
};

/*
 * Read and check a file before any of it is run. Fails with RIFFLE_EIO, or
 * RIFFLE_EFORMAT with line and column.
 */
enum riffle_status
session_file_read(struct session_file *file, const char *path,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void session_file_release(struct session_file *file);

#endif
