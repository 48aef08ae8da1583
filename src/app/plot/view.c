/* Windows on the points. */
#include "plot/view.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plot/symlog.h"

enum point_fate point_fate(const struct plot_point *point, const struct axis *x,
                           const struct axis *y)
{
    if (point->filtered)
        return POINT_FILTERED;
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
        .filtered = f[POINT_FILTERED],
        .nonfinite = f[POINT_NONFINITE],
        .pending = f[POINT_PENDING],
        .failed = f[POINT_FAILED],
    };
    counts.n = counts.drawn + counts.hidden + counts.filtered +
               counts.nonfinite + counts.pending + counts.failed;
    return counts;
}

struct view view_of(const struct plot_counts *counts)
{
    struct view view = {{0}};
    view.fates[POINT_DRAWN] = counts->drawn;
    view.fates[POINT_LEFT] = counts->hidden;
    view.fates[POINT_FILTERED] = counts->filtered;
    view.fates[POINT_NONFINITE] = counts->nonfinite;
    view.fates[POINT_PENDING] = counts->pending;
    view.fates[POINT_FAILED] = counts->failed;
    return view;
}

/* Append to what is in `text`, as far as that goes. */
static void append(char *text, size_t size, const char *joint, size_t count,
                   const char *word)
{
    size_t n = strlen(text);
    snprintf(text + n, size - n, "%s%zu %s", joint, count, word);
}

/* The last part is said only where somebody filtered. */
enum { USUAL_PARTS = 5 };

void view_sentence(const struct view *view, bool brief, char *text, size_t size)
{
    struct plot_counts c = view_counts(view);
    const struct {
        size_t count;
        const char *word;
    } parts[] = {
        {c.drawn, "drawn"},          {c.hidden, "hidden"},
        {c.pending, "pending"},      {c.failed, "failed"},
        {c.nonfinite, "non-finite"}, {c.filtered, "filtered"},
    };
    text[0] = '\0';
    append(text, size, "", c.n, c.n == 1 ? "point" : "points");
    const char *joint = " = ";
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        bool usual = !brief && i < USUAL_PARTS;
        if (parts[i].count == 0 && i > 0 && !usual)
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

bool point_counts(const struct plot_point *point)
{
    return !point->filtered && point->state == PLOT_READY &&
           isfinite(point->x) && isfinite(point->y);
}

/* A prediction whose retrain is to come. */
static bool is_awaited(const struct plot_point *point)
{
    return !point->filtered && point->state == PLOT_PENDING &&
           isfinite(point->y);
}

bool view_streams(const struct plot_data *data)
{
    for (size_t i = 0; i < data->n_points; i++)
        if (!data->points[i].filtered && data->points[i].state == PLOT_PENDING)
            return true;
    return false;
}

struct extent view_extent(const struct plot_data *data, bool ahead)
{
    struct extent e = {DBL_MAX, -DBL_MAX, DBL_MAX, -DBL_MAX};
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        bool ready = point_counts(p);
        if (ready) {
            e.x_low = fmin(e.x_low, p->x);
            e.x_high = fmax(e.x_high, p->x);
        }
        if (ready || (ahead && is_awaited(p))) {
            e.y_low = fmin(e.y_low, p->y);
            e.y_high = fmax(e.y_high, p->y);
        }
    }
    return e;
}

double view_linear(const struct plot_data *data, enum view_side side,
                   bool ahead)
{
    double *sizes = malloc((2 * data->n_points + 1) * sizeof *sizes);
    size_t n = 0;
    if (!sizes)
        return 1;
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        bool ready = point_counts(p);
        if (ready && (side & VIEW_X))
            sizes[n++] = fabs(p->x);
        if ((ready || (ahead && is_awaited(p))) && (side & VIEW_Y))
            sizes[n++] = fabs(p->y);
    }
    double linear = symlog_linear(sizes, n);
    free(sizes);
    return linear;
}

/* The linear part of an axis: none, that of the window, that of the data. */
static double linear_of(const struct plot_data *data,
                        const struct plot_options *options, enum view_side side)
{
    bool y = side == VIEW_Y;
    double window = y ? options->y_linear : options->x_linear;
    if ((y ? options->look.y_scale : options->look.x_scale) == PLOT_LINEAR)
        return 0;
    return window > 0 ? window : view_linear(data, side, options->ahead);
}

/* Ranges of each axis by itself; false: no points on one of them. */
static bool own_axes(const struct plot_data *data,
                     const struct plot_options *options, double target,
                     struct axis *x, struct axis *y)
{
    struct extent e = view_extent(data, options->ahead);
    x->linear = linear_of(data, options, VIEW_X);
    y->linear = linear_of(data, options, VIEW_Y);
    axis_fit(x, e.x_low, e.x_high, target);
    axis_fit(y, e.y_low, e.y_high, target);
    return e.x_low <= e.x_high && e.y_low <= e.y_high;
}

/* One range, of all that is on either axis; false: nothing is. */
static bool shared_axes(const struct plot_data *data,
                        const struct plot_options *options, double target,
                        struct axis *x, struct axis *y)
{
    struct extent e = view_extent(data, options->ahead);
    x->linear = linear_of(data, options, VIEW_BOTH);
    axis_fit(x, fmin(e.x_low, e.y_low), fmax(e.x_high, e.y_high), target);
    *y = *x;
    return fmin(e.x_low, e.y_low) <= fmax(e.x_high, e.y_high);
}

bool view_axes(const struct plot_data *data, const struct plot_options *options,
               double target, struct axis *x, struct axis *y)
{
    bool shared =
        options->equal && options->look.x_scale == options->look.y_scale;
    *x = *y = (struct axis){0};
    bool known = shared ? shared_axes(data, options, target, x, y)
                        : own_axes(data, options, target, x, y);
    if (options->hold && known)
        hold_axes(options->hold, view_streams(data), x, y);
    if (!(options->low < options->high))
        return known;
    x->low = options->low;
    x->high = options->high;
    if (options->y_low < options->y_high) {
        y->low = options->y_low;
        y->high = options->y_high;
    } else if (options->equal) {
        y->low = x->low;
        y->high = x->high;
    }
    return true;
}

double view_slope(const struct plot_data *data, size_t series)
{
    double most = 0;
    double across = 0;
    double up = 0;
    for (size_t i = 0; i < data->n_points; i++)
        if (data->points[i].series == series && point_counts(&data->points[i]))
            most = fmax(most, fabs(data->points[i].x));
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if (p->series != series || !point_counts(p) || most == 0)
            continue;
        across += p->x / most * (p->x / most);
        up += p->x / most * (p->y / most);
    }
    return across > 0 ? up / across : (double)NAN;
}

double view_mean_size(const struct plot_data *data, size_t series)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if ((series != PLOT_ALL && p->series != series) || !point_counts(p))
            continue;
        sum += fabs(p->y);
        n++;
    }
    return n ? sum / (double)n : (double)NAN;
}

bool point_doubtful(const struct plot_point *point)
{
    return point->bound > fabs(point->x);
}
