/* Windows on the points. */
#include "plot/view.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum point_fate point_fate(const struct plot_point *point, const struct axis *x,
                           const struct axis *y)
{
    if (point->state == PLOT_PENDING)
        return POINT_PENDING;
    if (point->state == PLOT_FAILED)
        return POINT_FAILED;
    if (!isfinite(point->x) || !isfinite(point->y))
        return POINT_NONFINITE;
    if (point->x < x->low)
        return POINT_LEFT;
    if (point->x > x->high)
        return POINT_RIGHT;
    if (point->y > y->high)
        return POINT_ABOVE;
    return point->y < y->low ? POINT_BELOW : POINT_DRAWN;
}

void view_count(const struct plot_data *data, const struct axis *x,
                const struct axis *y, struct view *view)
{
    *view = (struct view){{0}};
    for (size_t i = 0; i < data->n_points; i++)
        view->fates[point_fate(&data->points[i], x, y)]++;
}

struct plot_counts view_counts(const struct view *view)
{
    const size_t *f = view->fates;
    struct plot_counts counts = {
        .drawn = f[POINT_DRAWN],
        .hidden =
            f[POINT_LEFT] + f[POINT_RIGHT] + f[POINT_ABOVE] + f[POINT_BELOW],
        .nonfinite = f[POINT_NONFINITE],
        .pending = f[POINT_PENDING],
        .failed = f[POINT_FAILED],
    };
    counts.n = counts.drawn + counts.hidden + counts.nonfinite +
               counts.pending + counts.failed;
    return counts;
}

/* Append to what is in `text`, as far as that goes. */
static void append(char *text, size_t size, const char *joint, size_t count,
                   const char *word)
{
    size_t n = strlen(text);
    snprintf(text + n, size - n, "%s%zu %s", joint, count, word);
}

void view_sentence(const struct view *view, bool brief, char *text, size_t size)
{
    struct plot_counts c = view_counts(view);
    const struct {
        size_t count;
        const char *word;
    } parts[] = {
        {c.drawn, "drawn"},          {c.hidden, "hidden"},
        {c.pending, "pending"},      {c.failed, "failed"},
        {c.nonfinite, "non-finite"},
    };
    text[0] = '\0';
    append(text, size, "", c.n, c.n == 1 ? "point" : "points");
    const char *joint = " = ";
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (brief && parts[i].count == 0 && i > 0)
            continue;
        append(text, size, joint, parts[i].count, parts[i].word);
        joint = " + ";
    }
}

void view_hidden(const struct view *view, char *text, size_t size)
{
    static const char *const sides[] = {"left", "right", "above", "below"};
    text[0] = '\0';
    for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
        if (view->fates[POINT_LEFT + i])
            append(text, size, *text ? ", " : "(", view->fates[POINT_LEFT + i],
                   sides[i]);
    size_t n = strlen(text);
    if (n > 0)
        snprintf(text + n, size - n, ")");
}

struct extent view_extent(const struct plot_data *data)
{
    struct extent e = {DBL_MAX, -DBL_MAX, DBL_MAX, -DBL_MAX};
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if (p->state != PLOT_READY || !isfinite(p->x) || !isfinite(p->y))
            continue;
        e.x_low = fmin(e.x_low, p->x);
        e.x_high = fmax(e.x_high, p->x);
        e.y_low = fmin(e.y_low, p->y);
        e.y_high = fmax(e.y_high, p->y);
    }
    return e;
}

void view_axes(const struct plot_data *data, const struct plot_options *options,
               double target, struct axis *x, struct axis *y)
{
    struct extent e = view_extent(data);
    if (options->low < options->high) {
        *x = (struct axis){.low = options->low, .high = options->high};
        *y = *x;
        if (options->y_low < options->y_high)
            *y = (struct axis){.low = options->y_low, .high = options->y_high};
        else if (!options->equal)
            axis_fit(y, e.y_low, e.y_high, target);
    } else if (options->equal) {
        axis_fit(x, fmin(e.x_low, e.y_low), fmax(e.x_high, e.y_high), target);
        *y = *x;
    } else {
        axis_fit(x, e.x_low, e.x_high, target);
        axis_fit(y, e.y_low, e.y_high, target);
    }
}

bool point_doubtful(const struct plot_point *point)
{
    return point->bound > fabs(point->x);
}
