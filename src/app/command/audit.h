/* Rows scored in several ways at once, to look for wrong labels. */
#ifndef COMMAND_AUDIT_H
#define COMMAND_AUDIT_H

#include "command/command.h"
#include "session.h"

#include "riffle/audit.h"

enum { AUDIT_MOST = 16 };

/* One score of all rows. */
struct audit_score {
    const struct riffle_audit_score *kind;
    double *values; /* n; NaN: none */
    size_t *order;  /* n: rows, the first to inspect first */
    struct riffle_audit_remark remark;
    struct riffle_retrieval retrieval; /* when the truth is known */
};

struct audit {
    const struct session *session;
    size_t n;       /* training rows */
    size_t inspect; /* the first so many are looked at */
    bool *wrong;    /* n; NULL: the truth is not known */
    size_t n_wrong;
    bool told;  /* the user said which, or they are revealed */
    bool asked; /* n= was given: all of them are listed */
    uint64_t seed;
    struct riffle_audit_score plain[AUDIT_MOST]; /* scores taken as orders */
    struct audit_score scores[AUDIT_MOST];       /* the first orders the rows */
    size_t n_scores;
};

/* Read by=, n=, truth= and seed=, and compute. Zeroed before; released after
   (audit_release), on failure as well. Stopping keeps what is finished. */
enum riffle_status audit_run(struct session *session,
                             const struct command_call *call,
                             struct reply *reply, struct audit *audit,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
void audit_release(struct audit *audit);

/* Of the first rows to inspect by two scores, how many are the same. */
size_t audit_overlap(const struct audit *audit, size_t a, size_t b);

/* Tables, remarks and members of the answer. */
enum riffle_status audit_reply(const struct audit *audit, struct reply *reply,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Found against inspected, for a few of the scores. */
enum riffle_status audit_curve(const struct audit *audit, struct reply *reply,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
