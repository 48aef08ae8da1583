/* Reading, drawing and describing a plot. */
#include "command/picture.h"

#include "command/plot_draw.h"
#include "plot/kinds.h"

#include <math.h>
#include <string.h>

static enum riffle_status read_kind(const struct command_call *call,
                                    const char *name, struct picture *picture,
                                    struct riffle_error *err)
{
    const char *given = call_option(call, name);
    const char *typed = given ? given : "scatter";
    picture->kind = plot_kind_find(typed);
    if (!picture->kind && strcmp(typed, "grid") != 0)
        return call_fail(call, name, err, "`%s' is no kind of plot", typed);
    return RIFFLE_OK;
}

/* The same points again, of all measures unless one is given. */
static enum riffle_status read_grid(const struct session *session,
                                    const struct command_call *call,
                                    const struct points_choice *points,
                                    struct picture *picture,
                                    struct riffle_error *err)
{
    struct grid_choice choice = {.points = *points,
                                 .filter = picture->points.filter};
    size_t by = 0;
    size_t share = 0;
    enum riffle_status status = call_choice(call, "by", &by, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "share", &share, err);
    choice.by = (enum grid_by)by;
    choice.shared = share == 1;
    if (status == RIFFLE_OK)
        status = grid_points_collect(session, &choice, &picture->grid, err);
    return status;
}

enum riffle_status picture_read(const struct session *session,
                                const struct command_call *call,
                                const char *name, const struct reply *reply,
                                struct picture *picture,
                                struct riffle_error *err)
{
    struct points_choice choice;
    bool *estimators = NULL;
    *picture = (struct picture){0};
    enum riffle_status status = read_kind(call, name, picture, err);
    if (status == RIFFLE_OK)
        status =
            plot_read_options(session, call, reply, &picture->options, err);
    if (status == RIFFLE_OK)
        status = points_choose(call, &choice, &estimators, err);
    if (status == RIFFLE_OK)
        status = points_read(session, call, &choice, &picture->points, err);
    if (status == RIFFLE_OK && !picture->kind)
        status = read_grid(session, call, &choice, picture, err);
    if (status != RIFFLE_OK)
        picture_clear(picture);
    free(estimators);
    return status;
}

void picture_clear(struct picture *picture)
{
    points_clear(&picture->points);
    if (!picture->kind)
        grid_points_clear(&picture->grid);
}

struct canvas *picture_draw(struct picture *picture)
{
    const struct plot_options *options = &picture->options;
    struct canvas *canvas =
        canvas_new(options->width, options->height, options->unicode);
    if (!canvas)
        return NULL;
    if (picture->kind)
        picture->kind->draw(&picture->points.data, options, canvas,
                            &picture->counts);
    else
        plot_grid(&picture->grid.grid, options, canvas, &picture->counts);
    return canvas;
}

const char *picture_kind(const struct picture *picture)
{
    return picture->kind ? picture->kind->name : "grid";
}

/* Without a window every finite point is inside. */
enum point_fate picture_fate(const struct picture *picture,
                             const struct plot_point *point)
{
    struct axis x = {.low = -INFINITY, .high = INFINITY};
    struct axis y = x;
    struct plot_point shown = *point;
    const struct plot_options *options = &picture->options;
    if (picture->kind) {
        struct plot_place place = picture->kind->place(point);
        shown.x = place.x;
        shown.y = place.y;
    }
    if (options->low < options->high &&
        !(picture->kind && picture->kind->whole))
        view_axes(&picture->points.data, options, 2, &x, &y);
    return point_fate(&shown, &x, &y);
}

const char *picture_fate_name(enum point_fate fate)
{
    static const char *const names[POINT_FATES] = {
        [POINT_DRAWN] = "drawn",         [POINT_LEFT] = "hidden",
        [POINT_RIGHT] = "hidden",        [POINT_ABOVE] = "hidden",
        [POINT_BELOW] = "hidden",        [POINT_FILTERED] = "filtered",
        [POINT_NONFINITE] = "nonfinite", [POINT_PENDING] = "pending",
        [POINT_FAILED] = "failed"};
    return names[fate];
}

static void add(struct json_object *object, const char *key,
                struct json_object *value)
{
    json_object_object_add(object, key, value);
}

static struct json_object *point_object(const struct picture *picture,
                                        const struct points *points,
                                        const struct plot_point *point)
{
    static const char *const states[] = {[PLOT_READY] = "ok",
                                         [PLOT_PENDING] = "pending",
                                         [PLOT_FAILED] = "failed"};
    struct json_object *object = json_object_new_object();
    add(object, "set", json_object_new_uint64(point->tag));
    add(object, "strategy", reply_string(points->groups[point->group]));
    add(object, "estimator",
        reply_string(points->estimators[point->series]->name));
    add(object, "size", reply_number(point->size));
    add(object, "actual", reply_number(point->x));
    add(object, "predicted", reply_number(point->y));
    add(object, "bound", reply_number(point->bound));
    add(object, "status", reply_string(states[point->state]));
    add(object, "fate",
        reply_string(picture_fate_name(picture_fate(picture, point))));
    return object;
}

static void add_counts(struct json_object *object, const struct plot_counts *c)
{
    const struct {
        const char *key;
        size_t count;
    } members[] = {{"n", c->n},
                   {"drawn", c->drawn},
                   {"hidden", c->hidden},
                   {"filtered", c->filtered},
                   {"nonfinite", c->nonfinite},
                   {"pending", c->pending},
                   {"failed", c->failed}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        add(object, members[i].key, json_object_new_uint64(members[i].count));
}

static struct json_object *points_array(const struct picture *picture,
                                        const struct points *points,
                                        const struct plot_data *data)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < data->n_points; i++)
        json_object_array_add(array,
                              point_object(picture, points, &data->points[i]));
    return array;
}

static struct json_object *panel_object(const struct picture *picture,
                                        size_t index)
{
    const struct plot_grid *grid = &picture->grid.grid;
    const struct grid_panel *panel = &grid->panels[index];
    const struct points *row = &picture->grid.rows[index / grid->columns];
    struct json_object *object = json_object_new_object();
    add(object, "measure", reply_string(row->measure));
    add(object, "name", reply_string(panel->name));
    add(object, "spearman", reply_number(panel->rho));
    add_counts(object, &panel->counts);
    add(object, "points", points_array(picture, row, &panel->data));
    return object;
}

struct json_object *picture_json(const struct picture *picture)
{
    struct json_object *object = json_object_new_object();
    const struct plot_grid *grid = &picture->grid.grid;
    add(object, "kind", reply_string(picture_kind(picture)));
    if (picture->kind) {
        add(object, "measure", reply_string(picture->points.measure));
        add(object, "title", reply_string(picture->points.title));
        add(object, "points",
            points_array(picture, &picture->points, &picture->points.data));
    } else {
        struct json_object *panels = json_object_new_array();
        for (size_t i = 0; i < grid->rows * grid->columns; i++)
            json_object_array_add(panels, panel_object(picture, i));
        add(object, "title", reply_string(grid->title));
        add(object, "spearman_of", reply_string(grid->rho_of));
        add(object, "panels", panels);
    }
    add_counts(object, &picture->counts);
    return object;
}
