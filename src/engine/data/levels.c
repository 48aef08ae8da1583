#include "data/levels.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t text_hash(const char *text, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3;
    return (size_t)(hash ^ (hash >> 32));
}

/* The slot that holds the text, or the empty one where it belongs. */
static size_t *slot_of(const struct levels *levels, const char *text,
                       size_t length)
{
    size_t at = text_hash(text, length) % levels->n_slots;
    for (;; at = (at + 1) % levels->n_slots) {
        size_t *slot = &levels->slots[at];
        if (*slot == LEVELS_NONE)
            return slot;
        const char *known = levels->texts[*slot];
        if (strncmp(known, text, length) == 0 && known[length] == '\0')
            return slot;
    }
}

/* Double the room; at most half of the slots are in use. */
static bool levels_grow(struct levels *levels)
{
    const size_t capacity = levels->capacity > 0 ? levels->capacity * 2 : 8;
    const size_t n_slots = capacity * 2;
    char **texts = realloc(levels->texts, capacity * sizeof *texts);
    if (texts == NULL)
        return false;
    levels->texts = texts;
    size_t *slots = array_new(n_slots, 1, sizeof *slots);
    if (slots == NULL)
        return false;
    free(levels->slots);
    levels->slots = slots;
    levels->n_slots = n_slots;
    levels->capacity = capacity;
    for (size_t i = 0; i < n_slots; i++)
        slots[i] = LEVELS_NONE;
    for (size_t i = 0; i < levels->count; i++)
        *slot_of(levels, texts[i], strlen(texts[i])) = i;
    return true;
}

size_t levels_find(const struct levels *levels, const char *text, size_t length)
{
    return levels->n_slots > 0 ? *slot_of(levels, text, length) : LEVELS_NONE;
}

size_t levels_add(struct levels *levels, const char *text, size_t length)
{
    const size_t known = levels_find(levels, text, length);
    if (known != LEVELS_NONE)
        return known;
    if (levels->count == levels->capacity && !levels_grow(levels))
        return LEVELS_NONE;
    char *copy = strndup(text, length);
    if (copy == NULL)
        return LEVELS_NONE;
    *slot_of(levels, text, length) = levels->count;
    levels->texts[levels->count] = copy;
    return levels->count++;
}

bool levels_copy(struct levels *copy, const struct levels *source)
{
    struct levels made = {0};
    for (size_t i = 0; i < source->count; i++) {
        const char *text = source->texts[i];
        if (levels_add(&made, text, strlen(text)) == LEVELS_NONE) {
            levels_release(&made);
            return false;
        }
    }
    *copy = made;
    return true;
}

void levels_release(struct levels *levels)
{
    for (size_t i = 0; i < levels->count; i++)
        free(levels->texts[i]);
    free(levels->texts);
    free(levels->slots);
    *levels = (struct levels){0};
}
