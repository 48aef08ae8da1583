/* What an estimate has come to, as text for who looks while it goes on. */
#include "command/live_text.h"

#include <stdlib.h>

#include "riffle/clock.h"

/* Seconds before the first look, and between two of them. */
static const double interval = 0.25;

struct reply *live_text_begin(struct live_text *live)
{
    const struct session *session = live->session;
    double now = riffle_seconds();
    if (live->shown == 0)
        live->shown = now;
    if (!session->watch || session->json || now - live->shown < interval)
        return NULL;
    live->shown = now;
    live->reply = (struct reply){
        .text = open_memstream(&live->text, &live->size),
        .theme = session_theme(session),
        .depth = session->settings.depth,
        .unicode = session->settings.unicode,
    };
    session_size(session, &live->reply.width, &live->reply.height);
    live->reply.wrap.width = live->reply.width;
    return live->reply.text ? &live->reply : NULL;
}

void live_text_end(struct live_text *live)
{
    struct session *session = live->session;
    if (fclose(live->reply.text) == 0)
        session->watch(session->watch_data, session, live->text);
    free(live->text);
    live->text = NULL;
}

void live_text_close(const struct live_text *live)
{
    struct session *session = live->session;
    if (session->watch)
        session->watch(session->watch_data, session, NULL);
}

size_t live_text_rows(const struct reply *reply, size_t others, size_t most)
{
    size_t room = reply->height > others ? reply->height - others : 1;
    return room < most ? room : most;
}
