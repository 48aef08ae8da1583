/* Prompt, read, run, until the end. */
#include "repl/repl.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/script.h"
#include "repl/line.h"
#include "repl/past.h"
#include "report/inplace.h"
#include "report/sanitise.h"

/* A prompt between the marks that tell Readline what takes no room. */
static char *style(const struct session *session, const char *text)
{
    char *prompt = NULL;
    enum theme_depth depth = session->settings.depth;
    const char *start = theme_start(session_theme(session), ROLE_PROMPT, depth);
    int made = *start ? asprintf(&prompt, "\001%s\002%s\001%s\002 ", start,
                                 text, theme_end(depth))
                      : asprintf(&prompt, "%s ", text);
    return made < 0 ? NULL : prompt;
}

/* Bytes of a data set's name that tell it: "wdbc" of "wdbc.csv". */
static size_t stem_length(const char *name)
{
    enum { MOST = 40 };
    const char *dot = strrchr(name, '.');
    size_t length = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    return length < MOST ? length : MOST;
}

/* What the next command acts on: "wdbc lambda=0.001 20 rows>". */
static char *make_prompt(const struct session *session)
{
    char model[64] = "";
    char rows[64] = "";
    char *text = NULL;
    const char *name = session->data ? session->data->name : "riffle";
    if (session->fit)
        (void)snprintf(model, sizeof model, " lambda=%g",
                       riffle_fit_summary(session->fit)->lambda);
    if (session->selection.k > 0)
        (void)snprintf(rows, sizeof rows, " %zu row%s", session->selection.k,
                       session->selection.k == 1 ? "" : "s");
    char *shown =
        sanitise(name, stem_length(name), session->settings.unicode, false);
    if (!shown || asprintf(&text, "%s%s%s>", shown, model, rows) < 0)
        text = NULL;
    char *prompt = text ? style(session, text) : NULL;
    free(text);
    free(shown);
    return prompt;
}

/* Take `more` as the next line of `entry`; both are freed as needed. */
static char *join(char *entry, char *more)
{
    char *joined = NULL;
    if (!entry)
        return more;
    if (asprintf(&joined, "%s\n%s", entry, more) < 0)
        joined = NULL;
    free(entry);
    free(more);
    return joined;
}

/*
 * Lines until they make whole commands; caller owns. NULL when the entry was
 * cancelled, with *ended when the terminal has no more.
 */
static char *read_entry(const struct session *session, bool *ended)
{
    char *whole = NULL;
    do {
        char *line = NULL;
        char *prompt = whole ? strdup("... ") : make_prompt(session);
        enum line_result result =
            line_read(prompt ? prompt : "> ", session->stop, &line);
        free(prompt);
        if (result != LINE_READ) {
            *ended = result == LINE_END && !whole;
            free(whole);
            return NULL;
        }
        whole = join(whole, line);
    } while (whole && tokens_incomplete(whole, strlen(whole)));
    return whole;
}

static void welcome(const struct session *session)
{
    fputs("riffle: what would the model be without these rows?\n"
          "  load wdbc; fit; select random 20; effect    ask it\n"
          "  demo                                        watch it\n"
          "  help                                        learn it\n",
          session->out);
}

/* The user's start-up file, if there is one. */
static void run_start_up(struct session *session)
{
    char *path = NULL;
    bool opened = true;
    struct riffle_error err = {0};
    const struct source nowhere = {0};
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    int made = -1;
    if (config && config[0] == '/')
        made = asprintf(&path, "%s/riffle/rc", config);
    else if (home && home[0] == '/')
        made = asprintf(&path, "%s/.config/riffle/rc", home);
    if (made >= 0 && access(path, R_OK) == 0)
        (void)script_run(session, path, command_run, &opened, &err);
    if (!opened) /* what is in it reports itself */
        command_report(session, &nowhere, "", NULL, &err);
    if (made >= 0)
        free(path);
}

static void run_entry(struct session *session, const char *entry)
{
    const struct source source = {
        .text = entry, .length = strlen(entry), .line = 1, .prefixes = true};
    past_add(entry);
    (void)command_run(session, &source);
}

/* What is typed is for the person who types it. */
static bool ask(struct session *session, const char *prompt, char *answer,
                size_t size)
{
    char *line = NULL;
    enum line_result result = line_read(prompt, session->stop, &line);
    (void)snprintf(answer, size, "%s", result == LINE_READ ? line : "");
    free(line);
    return result == LINE_READ;
}

/* Estimates stream in where they are answered. */
static void watch(void *data, struct session *session, const char *text)
{
    bool wanted = session->settings.progress && terminal_is(session->out);
    if (wanted)
        inplace_show(data, text, session->out);
}

enum riffle_status repl_run(struct session *session, bool rc)
{
    session->interactive = true;
    struct inplace place = {0};
    session->ask = ask;
    session->watch = watch;
    session->watch_data = &place;
    line_init(session);
    past_open();
    if (!session->json)
        welcome(session);
    if (rc)
        run_start_up(session);
    for (bool ended = false; !ended && !session->quit;) {
        *session->stop = 0;
        fflush(session->out);
        char *entry = read_entry(session, &ended);
        *session->stop = 0;
        if (entry)
            run_entry(session, entry);
        free(entry);
    }
    if (!session->quit)
        fputc('\n', session->out);
    past_close();
    session->watch = NULL;
    return RIFFLE_OK;
}
