/* The plot as a file: a picture, text, or the points in it. */
#include "command/export_kinds.h"

#include "command/picture.h"

#include <stdlib.h>

typedef enum riffle_status plot_writer(struct picture *picture, FILE *out,
                                       struct riffle_error *err);

static enum riffle_status write_cells(struct picture *picture,
                                      enum theme_depth depth, FILE *out,
                                      struct riffle_error *err)
{
    struct canvas *canvas = picture_draw(picture);
    if (!canvas)
        return riffle_fail_memory(err, picture->options.width *
                                           picture->options.height);
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

static enum riffle_status write_svg(struct picture *picture, FILE *out,
                                    struct riffle_error *err)
{
    (void)err;
    plot_svg(&picture->points.data, &picture->options, picture->options.theme,
             out);
    return RIFFLE_OK;
}

static enum riffle_status write_json(struct picture *picture, FILE *out,
                                     struct riffle_error *err)
{
    struct canvas *canvas = picture_draw(picture);
    if (!canvas)
        return riffle_fail_memory(err, picture->options.width *
                                           picture->options.height);
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
    plot_writer *write;
} endings[] = {
    {".ans", write_ans},
    {".json", write_json},
    {".svg", write_svg},
    {".txt", write_txt},
};
enum { N_ENDINGS = sizeof endings / sizeof endings[0] };

static plot_writer *find_writer(const struct export_order *order)
{
    for (size_t i = 0; i < N_ENDINGS; i++)
        if (export_ends_in(order->path, endings[i].ending))
            return endings[i].write;
    return NULL;
}

enum riffle_status export_plot(struct export_order *order, struct reply *reply,
                               struct riffle_error *err)
{
    struct picture picture;
    char *text = NULL;
    size_t length = 0;
    plot_writer *write = find_writer(order);
    if (!write)
        return call_fail(order->call, "FILE", err,
                         "a plot is written to .svg, .txt, .ans or .json");
    enum riffle_status status =
        picture_read(order->session, order->call, "kind", reply, &picture, err);
    if (status != RIFFLE_OK)
        return status;
    picture.options.theme = session_theme(order->session);
    FILE *out = open_memstream(&text, &length);
    if (out)
        status = write(&picture, out, err);
    if (!out || fclose(out) != 0)
        status = riffle_fail_memory(err, length);
    if (status == RIFFLE_OK)
        status = export_bytes(order, text, length, err);
    free(text);
    picture_clear(&picture);
    return status;
}
