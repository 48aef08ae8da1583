/* What a list of edits holds. */
#ifndef DATA_EDITS_H
#define DATA_EDITS_H

#include "riffle/edit.h"

/* A row as it was put; lists share it. */
struct edited_row {
    size_t holders;
    size_t id; /* of an added row: it keeps it when it is put again */
    uint8_t y;
    bool planted;
    size_t copied_test, copied_base;
    double x[]; /* n_features */
};

/* A row of the base that is not as it was. */
struct edited_base {
    size_t base;
    struct edited_row *row; /* NULL: removed */
};

struct riffle_edits {
    size_t n_base, d;
    struct edited_base *changed; /* by base, ascending */
    size_t n_changed, n_gone;    /* removed ones among them */
    struct edited_row **added;   /* in the order of their coming */
    size_t n_added;
    size_t next_id;
};

#endif
