#include "investigation/best.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

bool best_init(struct best *best, size_t most)
{
    *best = (struct best){.most = most};
    best->items = array_new(most, 1, sizeof *best->items);
    return best->items != NULL;
}

void best_release(struct best *best)
{
    free(best->items);
    *best = (struct best){0};
}

/* a comes after b: a smaller key, or the later rows. */
static bool is_worse(const struct best_item *a, const struct best_item *b)
{
    if (a->key != b->key)
        return a->key < b->key;
    if (a->pair.i != b->pair.i)
        return a->pair.i > b->pair.i;
    return a->pair.j > b->pair.j;
}

bool best_wants(const struct best *best, double key)
{
    if (isnan(key) || best->most == 0)
        return false;
    return best->n < best->most || key > best->items[0].key;
}

static void swap(struct best_item *a, struct best_item *b)
{
    struct best_item other = *a;
    *a = *b;
    *b = other;
}

static void sink(struct best_item *items, size_t n)
{
    for (size_t at = 0;;) {
        size_t worst = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++)
            if (child < n && is_worse(&items[child], &items[worst]))
                worst = child;
        if (worst == at)
            return;
        swap(&items[at], &items[worst]);
        at = worst;
    }
}

void best_add(struct best *best, double key, const struct riffle_pair *pair)
{
    if (!best_wants(best, key))
        return;
    const struct best_item item = {key, *pair};
    if (best->n == best->most) {
        best->items[0] = item;
        sink(best->items, best->n);
        return;
    }
    size_t at = best->n++;
    best->items[at] = item;
    for (; at > 0; at = (at - 1) / 2) {
        if (!is_worse(&best->items[at], &best->items[(at - 1) / 2]))
            break;
        swap(&best->items[at], &best->items[(at - 1) / 2]);
    }
}

bool best_take(struct best *best, size_t of, struct riffle_pairs *pairs)
{
    *pairs = (struct riffle_pairs){.n = best->n, .of = of};
    pairs->items = array_new(best->n, 1, sizeof *pairs->items);
    if (pairs->items == NULL)
        return false;
    while (best->n > 0) {
        pairs->items[best->n - 1] = best->items[0].pair;
        best->items[0] = best->items[--best->n];
        sink(best->items, best->n);
    }
    return true;
}
