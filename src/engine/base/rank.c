/* A heap of the k first seen so far, its last on top. */
#include "base/rank.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

static int compare(const void *a, const void *b)
{
    const struct ranked *x = (const struct ranked *)a;
    const struct ranked *y = (const struct ranked *)b;
    if (isnan(x->key) != isnan(y->key))
        return isnan(x->key) ? 1 : -1;
    if (x->key != y->key && !isnan(x->key))
        return x->key < y->key ? -1 : 1;
    if (x->tie != y->tie)
        return x->tie < y->tie ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void swap(struct ranked *a, struct ranked *b)
{
    struct ranked kept = *a;
    *a = *b;
    *b = kept;
}

static void sink(struct ranked *heap, size_t k, size_t at)
{
    for (;;) {
        size_t last = at;
        for (size_t child = 2 * at + 1; child < k && child <= 2 * at + 2;
             child++) {
            if (compare(&heap[child], &heap[last]) > 0)
                last = child;
        }
        if (last == at)
            return;
        swap(&heap[at], &heap[last]);
        at = last;
    }
}

void rank_first(struct ranked *items, size_t n, size_t k)
{
    if (k == 0)
        return;
    for (size_t at = k / 2; at-- > 0;)
        sink(items, k, at);
    for (size_t i = k; i < n; i++) {
        if (compare(&items[i], &items[0]) < 0) {
            swap(&items[i], &items[0]);
            sink(items, k, 0);
        }
    }
    qsort(items, k, sizeof *items, compare);
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

bool rank_middle(const double *values, size_t n, double *ranks)
{
    struct ranked *items = array_new(n, 1, sizeof *items);
    if (items == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        items[i] = (struct ranked){.key = values[i], .item = i};
    rank_first(items, n, n);
    for (size_t first = 0; first < n;) {
        size_t end = first;
        while (end < n && same(items[end].key, items[first].key))
            end++;
        for (size_t i = first; i < end; i++)
            ranks[items[i].item] = 0.5 * (double)(first + 1 + end);
        first = end;
    }
    free(items);
    return true;
}
