/* Lists of edits: made one from the other, rows shared. */
#include "data/edits.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void row_drop(struct edited_row *row)
{
    if (row != NULL && --row->holders == 0)
        free(row);
}

void riffle_edits_free(struct riffle_edits *edits)
{
    if (edits == NULL)
        return;
    for (size_t i = 0; i < edits->n_changed; i++)
        row_drop(edits->changed[i].row);
    for (size_t i = 0; i < edits->n_added; i++)
        row_drop(edits->added[i]);
    free(edits->changed);
    free(edits->added);
    free(edits);
}

/* Room for `more` entries of either kind beside those of `from`. */
static struct riffle_edits *list_new(const struct riffle_edits *from,
                                     size_t more, struct riffle_error *err)
{
    size_t changed = from->n_changed + more, added = from->n_added + more;
    struct riffle_edits *made = calloc(1, sizeof *made);
    if (made != NULL) {
        *made = *from;
        made->n_changed = made->n_added = 0;
        made->changed = array_new(changed, 1, sizeof *made->changed);
        made->added = array_new(added, 1, sizeof(struct edited_row *));
    }
    if (made != NULL && made->changed != NULL && made->added != NULL)
        return made;
    riffle_edits_free(made);
    riffle_tell_memory(err, changed * sizeof *made->changed);
    return NULL;
}

enum riffle_status riffle_edits_new(const struct riffle_dataset *base,
                                    struct riffle_edits **edits,
                                    struct riffle_error *err)
{
    const struct riffle_edits none = {.n_base = base->train.n,
                                      .d = base->n_features};
    struct riffle_edits *made = list_new(&none, 0, err);
    if (made == NULL)
        return RIFFLE_ENOMEM;
    *edits = made;
    return RIFFLE_OK;
}

static struct edited_row *held(struct edited_row *row)
{
    if (row != NULL)
        row->holders++;
    return row;
}

static struct riffle_edits *list_copy(const struct riffle_edits *from,
                                      size_t more, struct riffle_error *err)
{
    struct riffle_edits *made = list_new(from, more, err);
    if (made == NULL)
        return NULL;
    for (size_t i = 0; i < from->n_changed; i++) {
        made->changed[i] = from->changed[i];
        (void)held(made->changed[i].row);
    }
    for (size_t i = 0; i < from->n_added; i++)
        made->added[i] = held(from->added[i]);
    made->n_changed = from->n_changed;
    made->n_added = from->n_added;
    return made;
}

size_t riffle_edits_rows(const struct riffle_edits *edits)
{
    return edits->n_base - edits->n_gone + edits->n_added;
}

/* Place of the first entry whose base is `base` or more. */
static size_t find_place(const struct riffle_edits *edits, size_t base)
{
    size_t low = 0, high = edits->n_changed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edits->changed[middle].base < base)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t riffle_edits_base(const struct riffle_edits *edits, size_t row)
{
    if (row >= edits->n_base - edits->n_gone)
        return RIFFLE_NO_ROW;
    for (size_t i = 0; i < edits->n_changed && edits->changed[i].base <= row;
         i++)
        row += edits->changed[i].row == NULL;
    return row;
}

/* Removed rows of the base before the entry at `place`. */
static size_t gone_before(const struct riffle_edits *edits, size_t place)
{
    size_t gone = 0;
    for (size_t i = 0; i < place; i++)
        gone += edits->changed[i].row == NULL;
    return gone;
}

/* Number of a row of the base, or RIFFLE_NO_ROW when it is gone. */
static size_t row_of_base(const struct riffle_edits *edits, size_t base)
{
    size_t place = find_place(edits, base);
    if (place < edits->n_changed && edits->changed[place].base == base &&
        edits->changed[place].row == NULL)
        return RIFFLE_NO_ROW;
    return base - gone_before(edits, place);
}

size_t riffle_edits_follow(const struct riffle_edits *from, size_t row,
                           const struct riffle_edits *to)
{
    size_t base = riffle_edits_base(from, row);
    if (base != RIFFLE_NO_ROW)
        return row_of_base(to, base);
    size_t id = from->added[row - (from->n_base - from->n_gone)]->id;
    for (size_t i = 0; i < to->n_added; i++)
        if (to->added[i]->id == id)
            return to->n_base - to->n_gone + i;
    return RIFFLE_NO_ROW;
}

/* The entry of a row of the base, made when there is none. */
static struct edited_base *entry_of(struct riffle_edits *edits, size_t base)
{
    size_t place = find_place(edits, base);
    struct edited_base *entry = &edits->changed[place];
    if (place < edits->n_changed && entry->base == base)
        return entry;
    memmove(entry + 1, entry, (edits->n_changed - place) * sizeof *entry);
    edits->n_changed++;
    *entry = (struct edited_base){.base = base};
    return entry;
}

static enum riffle_status check_row(const struct riffle_edits *edits,
                                    size_t row, struct riffle_error *err)
{
    if (row < riffle_edits_rows(edits))
        return RIFFLE_OK;
    return riffle_fail(err, RIFFLE_EUSAGE, "training row %zu is not there",
                       row);
}

/* Take out one row; later ones move down. */
static void take_out(struct riffle_edits *edits, size_t row)
{
    size_t base = riffle_edits_base(edits, row);
    if (base != RIFFLE_NO_ROW) {
        struct edited_base *entry = entry_of(edits, base);
        row_drop(entry->row);
        entry->row = NULL;
        edits->n_gone++;
        return;
    }
    size_t at = row - (edits->n_base - edits->n_gone);
    row_drop(edits->added[at]);
    memmove(edits->added + at, edits->added + at + 1,
            (edits->n_added - at - 1) * sizeof(struct edited_row *));
    edits->n_added--;
}

enum riffle_status riffle_edits_remove(const struct riffle_edits *from,
                                       const size_t *rows, size_t k,
                                       struct riffle_edits **edits,
                                       struct riffle_error *err)
{
    for (size_t t = 0; t < k; t++) {
        enum riffle_status status = check_row(from, rows[t], err);
        if (status != RIFFLE_OK)
            return status;
    }
    struct riffle_edits *made = list_copy(from, k, err);
    if (made == NULL)
        return RIFFLE_ENOMEM;
    for (size_t t = k; t-- > 0;) /* from the end: numbers stay valid */
        take_out(made, rows[t]);
    *edits = made;
    return RIFFLE_OK;
}

static struct edited_row *row_new(const struct riffle_put *put, size_t d,
                                  size_t id)
{
    struct edited_row *row =
        array_new(1, 1, sizeof *row + d * sizeof row->x[0]);
    if (row == NULL)
        return NULL;
    row->holders = 1;
    row->id = id;
    row->y = put->y;
    row->planted = put->planted;
    row->copied_test = put->copied_test;
    row->copied_base = put->copied_base;
    memcpy(row->x, put->x, d * sizeof row->x[0]);
    return row;
}

/* Where a row that is put goes; an added one keeps its identity. */
static enum riffle_status put_one(struct riffle_edits *edits,
                                  const struct riffle_put *put)
{
    bool adds = put->row == RIFFLE_NO_ROW;
    struct edited_row **place = NULL;
    size_t kept = edits->n_base - edits->n_gone;
    if (adds) {
        place = &edits->added[edits->n_added];
    } else if (put->row >= kept) {
        place = &edits->added[put->row - kept];
    }
    size_t id = place && !adds ? (*place)->id : edits->next_id;
    struct edited_row *row = row_new(put, edits->d, id);
    if (row == NULL)
        return RIFFLE_ENOMEM;
    if (place == NULL)
        place = &entry_of(edits, riffle_edits_base(edits, put->row))->row;
    if (adds) {
        edits->n_added++;
        edits->next_id++;
    } else {
        row_drop(*place);
    }
    *place = row;
    return RIFFLE_OK;
}

enum riffle_status riffle_edits_put(const struct riffle_edits *from,
                                    const struct riffle_put *rows, size_t count,
                                    struct riffle_edits **edits,
                                    struct riffle_error *err)
{
    for (size_t i = 0; i < count; i++) {
        enum riffle_status status = RIFFLE_OK;
        if (rows[i].row != RIFFLE_NO_ROW)
            status = check_row(from, rows[i].row, err);
        if (status != RIFFLE_OK)
            return status;
    }
    struct riffle_edits *made = list_copy(from, count, err);
    if (made == NULL)
        return RIFFLE_ENOMEM;
    for (size_t i = 0; i < count; i++)
        if (put_one(made, &rows[i]) != RIFFLE_OK) {
            riffle_edits_free(made);
            return riffle_fail_memory(err, from->d * sizeof(double));
        }
    *edits = made;
    return RIFFLE_OK;
}

size_t riffle_edits_count(const struct riffle_edits *edits)
{
    return edits->n_changed + edits->n_added;
}

struct riffle_difference
riffle_edits_difference(const struct riffle_edits *edits, size_t index)
{
    bool added = index >= edits->n_changed;
    const struct edited_base *entry = &edits->changed[index];
    size_t at = index - edits->n_changed;
    const struct edited_row *row = added ? edits->added[at] : entry->row;
    struct riffle_difference difference = {
        .base = added ? RIFFLE_NO_ROW : entry->base,
        .row = RIFFLE_NO_ROW,
        .copied_test = RIFFLE_NO_ROW,
        .copied_base = RIFFLE_NO_ROW,
    };
    if (row == NULL)
        return difference;
    difference.kind = added ? RIFFLE_ROW_ADDED : RIFFLE_ROW_CHANGED;
    difference.row = added ? edits->n_base - edits->n_gone + at
                           : entry->base - gone_before(edits, index);
    difference.x = row->x;
    difference.y = row->y;
    difference.planted = row->planted;
    difference.copied_test = row->copied_test;
    difference.copied_base = row->copied_base;
    return difference;
}

size_t riffle_edits_memory(const struct riffle_edits *edits)
{
    return sizeof *edits + edits->n_changed * sizeof *edits->changed +
           edits->n_added * sizeof(struct edited_row *);
}
