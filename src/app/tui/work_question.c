/* A question of the command that is running, answered on the screen. */
#include "tui/work_thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What it has said so far: the question is about that. */
static void show_part(struct work *work, FILE *out)
{
    const struct work_answer *writing = work->writing;
    if (fflush(out) != 0 || !writing || !writing->text)
        return;
    free(work->partial);
    work->partial = strdup(writing->text);
}

/* Until there is a reply; what the screen wants meanwhile is done. */
static void wait_for_reply(struct work *work)
{
    while (work->question.state == ASKED && !work->leaving &&
           !*work->session->stop) {
        if (work->asked.n == 0 && work->wanted == work->shown) {
            pthread_cond_wait(&work->news, &work->lock);
            continue;
        }
        pthread_mutex_unlock(&work->lock);
        work_serve(work, work->session);
        pthread_mutex_lock(&work->lock);
    }
}

bool work_question(struct session *session, const char *prompt, char *answer,
                   size_t size)
{
    struct work *work = session->ask_data;
    pthread_mutex_lock(&work->lock);
    show_part(work, session->out);
    (void)snprintf(work->question.prompt, sizeof work->question.prompt, "%s",
                   prompt);
    work->question.state = ASKED;
    work_remind(work);
    wait_for_reply(work);
    bool replied = work->question.state == REPLIED;
    (void)snprintf(answer, size, "%s", replied ? work->question.reply : "");
    work->question.state = NOTHING_ASKED;
    pthread_mutex_unlock(&work->lock);
    return replied;
}

void work_reply(struct work *work, const char *words)
{
    pthread_mutex_lock(&work->lock);
    if (work->question.state == ASKED) {
        (void)snprintf(work->question.reply, sizeof work->question.reply, "%s",
                       words ? words : "");
        work->question.state = words ? REPLIED : LEFT;
        pthread_cond_signal(&work->news);
    }
    pthread_mutex_unlock(&work->lock);
}
