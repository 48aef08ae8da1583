/* The plot as a file: SVG, or text without colours. */
#include "command/export_kinds.h"

#include "command/plot_draw.h"
#include "command/points.h"

#include <stdlib.h>

static enum riffle_status draw_text(const struct points *points,
                                    const struct plot_options *size,
                                    const struct plot_kind *kind,
                                    const struct theme *theme, FILE *out,
                                    struct riffle_error *err)
{
    struct plot_counts counts;
    struct canvas *canvas =
        canvas_new(size->width, size->height, size->unicode);
    if (!canvas)
        return riffle_fail_memory(err, size->width * size->height);
    kind->draw(&points->data, size, canvas, &counts);
    canvas_print(canvas, theme, DEPTH_NONE, out);
    canvas_free(canvas);
    return RIFFLE_OK;
}

enum riffle_status export_plot(struct export_order *order, struct reply *reply,
                               struct riffle_error *err)
{
    const struct theme *theme = session_theme(order->session);
    const struct plot_kind *kind = plot_kind_find("scatter");
    struct plot_options size = {0};
    struct points points;
    char *text = NULL;
    size_t length = 0;
    bool svg = export_ends_in(order->path, ".svg");
    if (!svg && !export_ends_in(order->path, ".txt"))
        return call_fail(order->call, "FILE", err,
                         "a plot is written to a .svg or a .txt file");
    enum riffle_status status = plot_read_kind(order->call, "kind", &kind, err);
    if (status == RIFFLE_OK)
        status =
            plot_read_options(order->session, order->call, reply, &size, err);
    size.colour = false; /* the text has none, the SVG needs none */
    if (status == RIFFLE_OK)
        status = points_read(order->session, order->call, &points, err);
    if (status != RIFFLE_OK)
        return status;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        status = riffle_fail_memory(err, sizeof *out);
    else if (svg)
        plot_svg(&points.data, &size, theme, out);
    else
        status = draw_text(&points, &size, kind, theme, out, err);
    if (out && fclose(out) != 0)
        status = riffle_fail_memory(err, length);
    if (status == RIFFLE_OK)
        status = export_bytes(order, text, length, err);
    free(text);
    points_clear(&points);
    return status;
}
