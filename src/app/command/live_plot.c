/* A plot of the session's sweep that is redrawn in place while it runs. */
#include "command/live_plot.h"

#include "command/plot_draw.h"
#include "command/points.h"

#include "riffle/clock.h"

#include <stdlib.h>

/* Seconds between two frames: more would slow the work down. */
static const double interval = 0.05;

static void send_frame(struct live_plot *plot, const struct canvas *canvas,
                       const struct session *session)
{
    const struct reply *reply = plot->reply;
    size_t n = riffle_experiment_sets(session->sweep);
    char *frame = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&frame, &size);
    if (!out)
        return;
    canvas_print(canvas, reply->theme, reply->depth, out);
    fprintf(out, "retrained %zu of %zu\n",
            n - riffle_experiment_pending(session->sweep), n);
    if (fclose(out) == 0)
        inplace_show(&plot->place, frame, reply->text);
    free(frame);
}

void live_plot_step(void *data, struct session *session)
{
    struct live_plot *plot = data;
    struct points points;
    const struct points_choice choice = {.measure = plot->measure};
    double now = riffle_seconds();
    if (!session->sweep || !session->settings.motion ||
        now - plot->drawn < interval)
        return;
    plot->drawn = now;
    if (points_collect(session, &choice, &points, NULL) != RIFFLE_OK)
        return;
    struct plot_options size = plot_default_options(session, plot->reply);
    struct canvas *canvas = canvas_new(size.width, size.height, size.unicode);
    if (canvas) {
        struct plot_counts counts;
        plot_kind_find("scatter")->draw(&points.data, &size, canvas, &counts);
        send_frame(plot, canvas, session);
    }
    canvas_free(canvas);
    points_clear(&points);
}

void live_plot_end(void *data)
{
    struct live_plot *plot = data;
    inplace_show(&plot->place, NULL, plot->reply->text);
}
