#include "kept.h"

#include <stdlib.h>

struct kept *kept_new(const struct kept *like, struct riffle_error *err)
{
    struct kept *made = malloc(sizeof *made);
    if (!made) {
        riffle_tell_memory(err, sizeof *made);
        return NULL;
    }
    *made = *like;
    made->holders = 1;
    made->users = 0;
    (void)kept_hold(made->on);
    if (made->on)
        made->on->users++;
    return made;
}

struct kept *kept_hold(struct kept *kept)
{
    if (kept)
        kept->holders++;
    return kept;
}

static void free_content(struct kept *kept)
{
    if (!kept->content)
        return;
    kept->kind->free(kept->content);
    kept->content = NULL;
    if (kept->on)
        kept->on->users--;
}

void kept_drop(struct kept *kept)
{
    while (kept && --kept->holders == 0) {
        struct kept *on = kept->on;
        free_content(kept);
        if (kept->kind->free_recipe)
            kept->kind->free_recipe(kept->recipe);
        free(kept);
        kept = on; /* which it held */
    }
}

enum riffle_status kept_need(struct kept *kept, struct riffle_error *err)
{
    if (!kept || kept->content)
        return RIFFLE_OK;
    enum riffle_status status = kept_need(kept->on, err);
    if (status == RIFFLE_OK)
        status = kept->kind->make(kept, &kept->content, err);
    if (status == RIFFLE_OK && kept->on)
        kept->on->users++;
    return status;
}

void kept_let_go(struct kept *kept)
{
    if (kept && kept->users == 0 && kept->kind->make)
        free_content(kept);
}
