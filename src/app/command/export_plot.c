/* The plot as a file: a picture, text, or the points in it. */
#include "command/export_kinds.h"

#include "command/call.h"
#include "command/picture.h"
#include "plot/png.h"
#include "plot/svg.h"

#include <stdlib.h>

typedef enum riffle_status plot_writer(struct picture *picture, FILE *out,
                                       struct riffle_error *err);

static enum riffle_status no_memory(const struct picture *picture,
                                    struct riffle_error *err)
{
    return riffle_fail_memory(err,
                              picture->options.width * picture->options.height);
}

/* Where letters have widths of their own, a blank braille cell is as wide as
 * the others are. */
static void blank_in_braille(struct canvas *canvas)
{
    for (size_t i = 0; i < canvas->height * canvas->width; i++)
        if (canvas->cells[i].glyph == ' ')
            canvas->cells[i].glyph = 0x2800;
}

static enum riffle_status write_cells(struct picture *picture,
                                      enum theme_depth depth, FILE *out,
                                      struct riffle_error *err)
{
    struct canvas *canvas = picture_draw(picture);
    if (!canvas)
        return no_memory(picture, err);
    if (picture->braille_blank && canvas->unicode)
        blank_in_braille(canvas);
    canvas_print(canvas, picture->options.theme, depth, out);
    canvas_free(canvas);
    return RIFFLE_OK;
}

static enum riffle_status write_txt(struct picture *picture, FILE *out,
                                    struct riffle_error *err)
{
    picture->options.colour = false;
    return write_cells(picture, DEPTH_NONE, out, err);
}

static enum riffle_status write_ans(struct picture *picture, FILE *out,
                                    struct riffle_error *err)
{
    picture->options.colour = true;
    return write_cells(picture, DEPTH_256, out, err);
}

static enum riffle_status write_png(struct picture *picture, FILE *out,
                                    struct riffle_error *err)
{
    picture->options.colour = true;
    picture->options.unicode = true;
    struct canvas *canvas = picture_draw(picture);
    bool good = canvas && png_write(canvas, picture->options.theme,
                                    picture->options.made_by, out);
    canvas_free(canvas);
    return good ? RIFFLE_OK : no_memory(picture, err);
}

/* Small multiples are drawn on cells first: that finds their axes. */
static enum riffle_status write_svg_grid(struct picture *picture, FILE *out,
                                         struct riffle_error *err)
{
    enum { ACROSS = 24, DOWN = 14 };
    picture->options.width = ACROSS * picture->grid.grid.columns;
    picture->options.height = DOWN * picture->grid.grid.rows + DOWN;
    struct canvas *canvas = picture_draw(picture);
    if (!canvas)
        return no_memory(picture, err);
    plot_svg_grid(&picture->grid.grid, &picture->options, &picture->counts,
                  out);
    canvas_free(canvas);
    return RIFFLE_OK;
}

static enum riffle_status write_svg(struct picture *picture, FILE *out,
                                    struct riffle_error *err)
{
    if (!picture->kind)
        return write_svg_grid(picture, out, err);
    plot_svg(picture->kind, &picture->points.data, &picture->options, out);
    return RIFFLE_OK;
}

static enum riffle_status write_json(struct picture *picture, FILE *out,
                                     struct riffle_error *err)
{
    struct canvas *canvas = picture_draw(picture);
    if (!canvas)
        return no_memory(picture, err);
    struct json_object *all = picture_json(picture);
    fputs(json_object_to_json_string_ext(all, JSON_C_TO_STRING_NOSLASHESCAPE),
          out);
    putc('\n', out);
    json_object_put(all);
    canvas_free(canvas);
    return RIFFLE_OK;
}

static const struct {
    const char *ending;
    plot_writer *write; /* NULL: a table of points */
} endings[] = {
    {".ans", write_ans}, {".csv", NULL},      {".json", write_json},
    {".png", write_png}, {".svg", write_svg}, {".txt", write_txt},
};
enum { N_ENDINGS = sizeof endings / sizeof endings[0] };

static size_t find_ending(const struct export_order *order)
{
    size_t i = 0;
    while (i < N_ENDINGS && !export_ends_in(order->path, endings[i].ending))
        i++;
    return i;
}

/* Columns about the points, and the memory behind them. */
struct point_table {
    size_t n;
    size_t *sets;
    const char **words; /* N_WORDS x room */
    double *numbers;    /* N_NUMBERS x room */
};

enum { MEASURE, STRATEGY, ESTIMATOR, FATE, N_WORDS };
enum { ACTUAL, PREDICTED, BOUND, N_NUMBERS };

static void add_points(const struct picture *picture,
                       const struct points *points,
                       const struct plot_data *data, size_t room,
                       struct point_table *table)
{
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        size_t at = table->n++;
        table->sets[at] = p->tag;
        table->words[MEASURE * room + at] = points->measure;
        table->words[STRATEGY * room + at] = points->groups[p->group];
        table->words[ESTIMATOR * room + at] =
            points->estimators[p->series]->name;
        table->words[FATE * room + at] =
            picture_fate_name(picture_fate(picture, p));
        table->numbers[ACTUAL * room + at] = p->x;
        table->numbers[PREDICTED * room + at] = p->y;
        table->numbers[BOUND * room + at] = p->bound;
    }
}

static enum riffle_status save_table(struct export_order *order,
                                     const struct point_table *table,
                                     size_t room, struct riffle_error *err)
{
    const char *const *words = table->words;
    const double *numbers = table->numbers;
    const struct riffle_column columns[] = {
        {.name = "set", .counts = table->sets},
        {.name = "measure", .words = words + MEASURE * room},
        {.name = "strategy", .words = words + STRATEGY * room},
        {.name = "estimator", .words = words + ESTIMATOR * room},
        {.name = "actual", .numbers = numbers + ACTUAL * room},
        {.name = "predicted", .numbers = numbers + PREDICTED * room},
        {.name = "bound", .numbers = numbers + BOUND * room},
        {.name = "fate", .words = words + FATE * room},
    };
    order->rows = table->n;
    return export_columns(order, columns, sizeof columns / sizeof *columns,
                          err);
}

/* Each point of the picture, also of those that are not drawn. */
static enum riffle_status export_points(struct export_order *order,
                                        const struct picture *picture,
                                        struct riffle_error *err)
{
    bool grid = !picture->kind;
    size_t n = grid ? picture->grid.grid.rows : 1;
    const struct points *rows = grid ? picture->grid.rows : &picture->points;
    size_t room = 1;
    for (size_t r = 0; r < n; r++)
        room += rows[r].data.n_points;
    struct point_table table = {
        .sets = calloc(room, sizeof *table.sets),
        .words = calloc(N_WORDS * room, sizeof *table.words),
        .numbers = calloc(N_NUMBERS * room, sizeof *table.numbers),
    };
    enum riffle_status status = RIFFLE_OK;
    if (!table.sets || !table.words || !table.numbers)
        status = riffle_fail_memory(err, room * sizeof *table.numbers);
    for (size_t r = 0; status == RIFFLE_OK && r < n; r++)
        add_points(picture, &rows[r], &rows[r].data, room, &table);
    if (status == RIFFLE_OK)
        status = save_table(order, &table, room, err);
    free(table.sets);
    free(table.words);
    free(table.numbers);
    return status;
}

/* "riffle 0.1: export plot sweep.svg scale=symlog"; caller owns (free). */
static char *made_by(const struct command_call *call)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    fputs("riffle " RIFFLE_VERSION ":", out);
    for (size_t i = 0; i < call->tokens.n; i++)
        fprintf(out, " %s", call->tokens.items[i].text);
    return fclose(out) == 0 ? text : NULL;
}

static enum riffle_status export_picture(struct export_order *order,
                                         struct picture *picture,
                                         plot_writer *write,
                                         struct riffle_error *err)
{
    char *text = NULL;
    size_t length = 0;
    char *made = made_by(order->call);
    FILE *out = open_memstream(&text, &length);
    enum riffle_status status = RIFFLE_OK;
    picture->options.made_by = made ? made : "riffle";
    if (out)
        status = write(picture, out, err);
    if (!out || fclose(out) != 0)
        status = riffle_fail_memory(err, length);
    if (status == RIFFLE_OK)
        status = export_bytes(order, text, length, err);
    free(text);
    free(made);
    return status;
}

enum riffle_status export_plot(struct export_order *order, struct reply *reply,
                               struct riffle_error *err)
{
    struct picture picture;
    size_t ending = find_ending(order);
    if (ending == N_ENDINGS)
        return call_fail(order->call, "FILE", err,
                         "a plot is a .svg, .png, .txt, .ans, .csv or .json");
    enum riffle_status status =
        picture_read(order->session, order->call, "kind", reply, &picture, err);
    if (status != RIFFLE_OK)
        return status;
    picture.options.theme = session_theme(order->session);
    size_t braille = 0;
    status = call_choice(order->call, "braille-blank", &braille, err);
    picture.braille_blank = braille == 1;
    if (status != RIFFLE_OK) {
        picture_clear(&picture);
        return status;
    }
    if (endings[ending].write)
        status = export_picture(order, &picture, endings[ending].write, err);
    else
        status = export_points(order, &picture, err);
    picture_clear(&picture);
    return status;
}
