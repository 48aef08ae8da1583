/* An object that several states of the session hold, freed with the last. */
#ifndef KEPT_H
#define KEPT_H

#include "riffle/status.h"

#include <stddef.h>

struct kept;

struct kept_kind {
    void (*free)(void *content);
    /*
     * Make the content that was let go again, the same bits, from the recipe
     * and the content of what it rests on. NULL: it is never let go.
     */
    enum riffle_status (*make)(const struct kept *kept, void **content,
                               struct riffle_error *err);
    void (*free_recipe)(void *recipe); /* NULL: there is none */
};

struct kept {
    const struct kept_kind *kind;
    size_t holders;
    size_t users;    /* that rest on this one and have content */
    struct kept *on; /* whose content this one's borrows from; NULL: nobody's */
    void *content;   /* NULL: let go */
    void *recipe;
    size_t bytes; /* of the content */
};

/*
 * Takes content and recipe (on success only) and holds `on`, whose content has
 * to be there. One holder: the caller. NULL when memory ran out.
 */
struct kept *kept_new(const struct kept *like, struct riffle_error *err);

/* One holder more, or one less; both fine on NULL. */
struct kept *kept_hold(struct kept *kept);
void kept_drop(struct kept *kept);

/* Make the content again if it was let go, and that of what it rests on. */
enum riffle_status kept_need(struct kept *kept,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Free the content unless someone uses it or it could not be made again. */
void kept_let_go(struct kept *kept);

#endif
