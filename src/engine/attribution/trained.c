#include "attribution/trained.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of changes that are kept: beyond, models are trained again. */
static const size_t MOST = (size_t)64 << 20;

struct riffle_score_past *riffle_score_past_new(void)
{
    return calloc(1, sizeof(struct riffle_score_past));
}

void riffle_score_past_free(struct riffle_score_past *past)
{
    if (past == NULL)
        return;
    free(past->models);
    free(past->change);
    free(past);
}

size_t riffle_score_past_models(const struct riffle_score_past *past)
{
    return past != NULL ? past->n : 0;
}

size_t trained_known(const struct riffle_score_past *past, size_t first,
                     size_t count, size_t width)
{
    if (past == NULL || first >= past->n || (width > 0 && past->width != width))
        return 0;
    return past->n - first < count ? past->n - first : count;
}

static bool grow(struct riffle_score_past *past, size_t width)
{
    size_t room = past->room > 0 ? 2 * past->room : 256;
    if (width > 0 && room > MOST / sizeof(double) / width)
        room = MOST / sizeof(double) / width;
    if (room <= past->n)
        return false;
    struct trained_model *models =
        reallocarray(past->models, room, sizeof *models);
    if (models == NULL)
        return false;
    past->models = models;
    if (width > 0) {
        double *change =
            reallocarray(past->change, room, width * sizeof *change);
        if (change == NULL)
            return false;
        past->change = change;
    }
    past->room = room;
    past->width = width;
    return true;
}

void trained_add(struct riffle_score_past *past,
                 const struct trained_model *model, const double *change,
                 size_t width)
{
    if (past == NULL || past->full)
        return;
    if (past->n == past->room && !grow(past, width)) {
        past->full = true;
        return;
    }
    past->models[past->n] = *model;
    if (width > 0)
        memcpy(past->change + past->n * width, change, width * sizeof *change);
    past->n++;
}
