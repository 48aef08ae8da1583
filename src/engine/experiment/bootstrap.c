/* Percentile intervals of a summary, by drawing its pairs again. */
#include "riffle/summary.h"

#include "riffle/rng.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"

enum { PARTS = 3 }; /* error, spearman, slope */

/* Room for one resample, and the statistics of all. */
struct room {
    size_t n, draws;
    double *estimate, *actual; /* n each */
    double *seen;              /* PARTS x draws */
    struct ranked *items;      /* draws */
};

static bool room_new(struct room *room)
{
    room->estimate = array_new(room->n, 2, sizeof *room->estimate);
    room->seen = array_new(PARTS, room->draws, sizeof *room->seen);
    room->items = array_new(room->draws, 1, sizeof *room->items);
    if (room->estimate == NULL || room->seen == NULL || room->items == NULL)
        return false;
    room->actual = room->estimate + room->n;
    return true;
}

static void room_free(struct room *room)
{
    free(room->estimate);
    free(room->seen);
    free(room->items);
}

static void resample(struct room *room, const double *estimate,
                     const double *actual, struct riffle_rng *rng, size_t draw)
{
    struct riffle_summary summary;
    for (size_t i = 0; i < room->n; i++) {
        size_t pair = riffle_rng_below(rng, room->n);
        room->estimate[i] = estimate[pair];
        room->actual[i] = actual[pair];
    }
    riffle_summary_of(room->actual, room->estimate, room->n, &summary);
    room->seen[draw] = summary.error;
    room->seen[room->draws + draw] = summary.spearman;
    room->seen[2 * room->draws + draw] = summary.slope;
}

/* Where `share` of the sorted items lies, between two of them linearly. */
static double quantile(const struct ranked *items, size_t n, double share)
{
    if (n == 0)
        return (double)NAN;
    double at = share * (double)(n - 1);
    size_t below = (size_t)at;
    size_t above = below + 1 < n ? below + 1 : below;
    double part = at - (double)below;
    return items[below].key + part * (items[above].key - items[below].key);
}

static void interval(struct room *room, size_t part, double level, double *low,
                     double *high)
{
    size_t defined = 0;
    for (size_t i = 0; i < room->draws; i++) {
        double value = room->seen[part * room->draws + i];
        room->items[i] = (struct ranked){.key = value, .item = i};
        defined += !isnan(value);
    }
    rank_first(room->items, room->draws, room->draws); /* NaNs go last */
    *low = quantile(room->items, defined, 0.5 * (1 - level));
    *high = quantile(room->items, defined, 0.5 * (1 + level));
}

static void fill_ends(struct room *room, double level,
                      struct riffle_summary ends[2])
{
    interval(room, 0, level, &ends[0].error, &ends[1].error);
    interval(room, 1, level, &ends[0].spearman, &ends[1].spearman);
    interval(room, 2, level, &ends[0].slope, &ends[1].slope);
}

enum riffle_status riffle_bootstrap(const double *actual,
                                    const double *estimate, size_t n,
                                    const struct riffle_bootstrap *bootstrap,
                                    struct riffle_summary ends[2],
                                    struct riffle_error *err)
{
    struct riffle_rng rng;
    struct room room = {.n = n,
                        .draws = bootstrap->draws ? bootstrap->draws : 1000};
    double level = bootstrap->level > 0 ? bootstrap->level : 0.95;
    for (size_t end = 0; end < 2; end++) /* without pairs: NaN */
        riffle_summary_of(NULL, NULL, 0, &ends[end]);
    ends[0].n = ends[1].n = n;
    if (n < 3)
        return RIFFLE_OK;
    bool ready = room_new(&room);
    riffle_rng_init(&rng, bootstrap->seed, "bootstrap");
    for (size_t draw = 0; ready && draw < room.draws; draw++)
        resample(&room, estimate, actual, &rng, draw);
    if (ready)
        fill_ends(&room, level, ends);
    room_free(&room);
    return ready ? RIFFLE_OK
                 : riffle_fail_memory(err, (2 * n + 4 * room.draws) *
                                               sizeof(double));
}
