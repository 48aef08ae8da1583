/* Marks by the identity of rows. */
#include "command/marks.h"

#include "riffle/edit.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [VERDICT_POISON] = "poison",
    [VERDICT_CLEAN] = "clean",
    [VERDICT_UNSURE] = "unsure",
};

const char *marks_verdict_name(enum state_verdict verdict)
{
    return names[verdict];
}

/* FNV-1a over a row's values: what tells added rows apart. */
static uint64_t digest_of(const struct riffle_dataset *data, size_t row)
{
    const double *x = data->train.x + row * data->n_features;
    const unsigned char *bytes = (const unsigned char *)x;
    uint64_t digest = 0xcbf29ce484222325;
    for (size_t i = 0; i < data->n_features * sizeof *x; i++)
        digest = (digest ^ bytes[i]) * 0x100000001b3;
    return digest;
}

static struct state_mark key_of(const struct riffle_dataset *data, size_t row)
{
    struct state_mark key = {.origin = data->train.origin[row]};
    memcpy(key.sha256, data->sha256, sizeof key.sha256);
    if (key.origin == RIFFLE_ORIGIN_ADDED)
        key.digest = digest_of(data, row);
    return key;
}

static int compare(const struct state_mark *a, const struct state_mark *b)
{
    int files = strcmp(a->sha256, b->sha256);
    if (files)
        return files;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    return (a->digest > b->digest) - (a->digest < b->digest);
}

/* Where the mark is, or belongs: they are kept in order. */
static size_t place_of(const struct state_marks *marks,
                       const struct state_mark *key)
{
    size_t low = 0;
    size_t high = marks->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&marks->items[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct state_marks *marks, size_t place,
                  const struct state_mark *key)
{
    return place < marks->n && compare(&marks->items[place], key) == 0;
}

/* Open a gap for a new mark. */
static bool make_room(struct state_marks *marks, size_t place)
{
    struct state_mark *more =
        reallocarray(marks->items, marks->n + 1, sizeof *more);
    if (!more)
        return false;
    marks->items = more;
    memmove(more + place + 1, more + place, (marks->n - place) * sizeof *more);
    more[place] = (struct state_mark){0};
    marks->n++;
    return true;
}

enum riffle_status marks_copy(const struct state_marks *marks,
                              struct state_marks *copy,
                              struct riffle_error *err)
{
    size_t n = marks->n;
    struct state_marks made = {.items = calloc(n + 1, sizeof *made.items)};
    if (!made.items)
        return riffle_fail_memory(err, n * sizeof *made.items);
    for (; made.n < n; made.n++) {
        const struct state_mark *from = &marks->items[made.n];
        char *note = from->note ? strdup(from->note) : NULL;
        if (from->note && !note) {
            state_marks_free(&made);
            return riffle_fail_memory(err, strlen(from->note) + 1);
        }
        made.items[made.n] = *from;
        made.items[made.n].note = note;
    }
    *copy = made;
    return RIFFLE_OK;
}

enum riffle_status marks_put(struct state_marks *marks,
                             const struct riffle_dataset *data,
                             const struct marks_entry *entry,
                             struct riffle_error *err)
{
    struct state_mark made = key_of(data, entry->row);
    size_t place = place_of(marks, &made);
    made.verdict = entry->verdict;
    made.note = entry->note ? strdup(entry->note) : NULL;
    if (entry->note && !made.note)
        return riffle_fail_memory(err, strlen(entry->note) + 1);
    if (!is_at(marks, place, &made) && !make_room(marks, place)) {
        free(made.note);
        return riffle_fail_memory(err, (marks->n + 1) * sizeof made);
    }
    free(marks->items[place].note);
    marks->items[place] = made;
    return RIFFLE_OK;
}

void marks_take(struct state_marks *marks, const struct riffle_dataset *data,
                size_t row)
{
    struct state_mark key = key_of(data, row);
    size_t place = place_of(marks, &key);
    if (!is_at(marks, place, &key))
        return;
    free(marks->items[place].note);
    marks->n--;
    memmove(marks->items + place, marks->items + place + 1,
            (marks->n - place) * sizeof *marks->items);
}

const struct state_mark *marks_find(const struct session *session, size_t row)
{
    struct state_mark key = key_of(session->data, row);
    size_t place = place_of(&session->marks, &key);
    return is_at(&session->marks, place, &key) ? &session->marks.items[place]
                                               : NULL;
}

static int by_row(const void *a, const void *b)
{
    const struct marked_row *x = a;
    const struct marked_row *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return compare(x->mark, y->mark);
}

static bool is_here(const struct session *session,
                    const struct state_mark *mark)
{
    return strcmp(mark->sha256, session->data->sha256) == 0;
}

size_t marks_count(const struct session *session)
{
    size_t n = 0;
    for (size_t i = 0; i < session->marks.n; i++)
        n += is_here(session, &session->marks.items[i]);
    return n;
}

enum riffle_status marks_list(const struct session *session,
                              struct marked_row **list, size_t *n,
                              struct riffle_error *err)
{
    const struct state_marks *marks = &session->marks;
    struct marked_row *made = calloc(marks->n + 1, sizeof *made);
    size_t *rows = calloc(marks->n + 1, sizeof *rows);
    if (!made || !rows) {
        free(made);
        free(rows);
        return riffle_fail_memory(err, marks->n * sizeof *made);
    }
    for (size_t i = 0; i < marks->n; i++)
        rows[i] = RIFFLE_ANY;
    for (size_t row = session->data->train.n; marks->n && row-- > 0;) {
        const struct state_mark *mark = marks_find(session, row);
        if (mark)
            rows[mark - marks->items] = row;
    }
    *n = 0;
    for (size_t i = 0; i < marks->n; i++)
        if (is_here(session, &marks->items[i]))
            made[(*n)++] = (struct marked_row){rows[i], &marks->items[i]};
    free(rows);
    qsort(made, *n, sizeof *made, by_row);
    *list = made;
    return RIFFLE_OK;
}
