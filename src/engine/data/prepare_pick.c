/* Two classes of many: one against another, or against all the rest. */
#include "data/prepare.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The classes chosen, by name: each table numbers them in its own order. */
struct pick {
    const char *positive, *negative; /* NULL: every other class */
};

static enum riffle_status check_class(const struct prepare *prepare,
                                      const struct table *train,
                                      const char *option, const char *asked,
                                      struct riffle_error *err)
{
    if (table_class_find(train, asked) != LEVELS_NONE)
        return RIFFLE_OK;
    (void)riffle_fail(err, RIFFLE_EFORMAT, "%s: %s=%.80s: no such class",
                      prepare->path, option, asked);
    riffle_hint(err,
                "classes are written as in the file, the first is \"%.80s\"",
                train->classes.count > 0 ? train->classes.texts[0] : "");
    return RIFFLE_EFORMAT;
}

/* A class called "rest" goes before the word. */
static enum riffle_status choose_two(const struct prepare *prepare,
                                     const struct table *train,
                                     struct pick *pick,
                                     struct riffle_error *err)
{
    const char *negative = prepare->options->negative;
    const bool rest = strcmp(negative, RIFFLE_REST) == 0 &&
                      table_class_find(train, RIFFLE_REST) == LEVELS_NONE;
    *pick = (struct pick){prepare->options->positive, rest ? NULL : negative};
    if (pick->positive == NULL) {
        (void)riffle_fail(err, RIFFLE_EUSAGE,
                          "negative=%.80s needs a positive class", negative);
        riffle_hint(err, "name both: positive=VALUE negative=%.80s", negative);
        return RIFFLE_EUSAGE;
    }
    enum riffle_status status =
        check_class(prepare, train, "positive", pick->positive, err);
    if (status == RIFFLE_OK && !rest)
        status = check_class(prepare, train, "negative", negative, err);
    return status;
}

static enum riffle_status merge_rest(const struct pick *pick,
                                     struct table *table,
                                     struct riffle_error *err)
{
    const size_t positive = table_class_find(table, pick->positive);
    const size_t rest = table_class(table, RIFFLE_REST, strlen(RIFFLE_REST));
    if (rest == LEVELS_NONE)
        return riffle_fail_memory(err, sizeof RIFFLE_REST);
    for (size_t i = 0; i < table->n; i++)
        if (table->label[i] != positive && table->label[i] != LEVELS_NONE)
            table->label[i] = rest;
    return RIFFLE_OK;
}

/* Rows without a label stay: prepare_missing judges them. */
static enum riffle_status leave_out(const struct prepare *prepare,
                                    const struct pick *pick,
                                    struct table *table,
                                    struct riffle_error *err)
{
    const size_t positive = table_class_find(table, pick->positive);
    const size_t negative = table_class_find(table, pick->negative);
    bool *keep = array_new(table->n, 1, sizeof *keep);
    size_t kept = 0;
    if (keep == NULL)
        return riffle_fail_memory(err, table->n);
    for (size_t i = 0; i < table->n; i++) {
        const size_t class = table->label[i];
        keep[i] =
            class == positive || class == negative || class == LEVELS_NONE;
        kept += keep[i];
    }
    if (kept < table->n) {
        notes_add(prepare->notes,
                  "%zu of %zu rows are of other classes and left out "
                  "(negative=rest keeps them)",
                  table->n - kept, table->n);
        table_filter(table, keep);
    }
    free(keep);
    return RIFFLE_OK;
}

static enum riffle_status apply(const struct prepare *prepare,
                                const struct pick *pick, struct table *table,
                                struct riffle_error *err)
{
    return pick->negative != NULL ? leave_out(prepare, pick, table, err)
                                  : merge_rest(pick, table, err);
}

enum riffle_status prepare_pick(const struct prepare *prepare,
                                struct table *train, struct table *test,
                                struct riffle_error *err)
{
    struct pick pick;
    if (prepare->options->negative == NULL)
        return RIFFLE_OK;
    enum riffle_status status = choose_two(prepare, train, &pick, err);
    if (status == RIFFLE_OK)
        status = apply(prepare, &pick, train, err);
    if (status == RIFFLE_OK)
        status = apply(prepare, &pick, test, err);
    return status;
}
