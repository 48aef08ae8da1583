/* Start, choose where commands come from, end with an exit code. */
#include <errno.h>
#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/script.h"
#include "journal.h"
#include "kernel.h"
#include "options.h"
#include "repl/repl.h"
#include "riffle/arithmetic.h"
#include "session_limits.h"
#include "signals.h"
#include "tui/tui.h"

static atomic_int stop; /* without a lock, so that a handler may set it */
static volatile sig_atomic_t prompting; /* someone is there to type `quit' */

/* In a batch run the second Ctrl-C kills, should the work not look. */
static void on_interrupt(int number)
{
    if (!signals_take(number))
        return;
    if (stop && !prompting) {
        (void)signal(number, SIG_DFL);
        (void)raise(number);
    }
    stop = 1;
}

/* Report what no line of commands is to blame for. */
static enum riffle_status report(struct session *session,
                                 struct riffle_error *err)
{
    const struct source nowhere = {0};
    if (!err->hint[0])
        riffle_hint(err, "riffle --help says how to start it");
    command_report(session, &nowhere, "", NULL, err);
    return err->status;
}

static enum riffle_status run_file(struct session *session, const char *path,
                                   script_action *action)
{
    bool opened;
    struct riffle_error err = {0};
    enum riffle_status status =
        script_run(session, path, action, &opened, &err);
    return opened ? status : report(session, &err);
}

/* `before` and the text as one token; NULL: no memory. Caller owns. */
static char *quote_behind(const char *before, const char *text)
{
    char *line = NULL;
    char *quoted = token_quote(text);
    if (!quoted || asprintf(&line, "%s%s", before, quoted) < 0)
        line = NULL;
    free(quoted);
    return line;
}

/* Load it; `in_screen': behind the full screen, which comes at once. */
static enum riffle_status load(struct session *session, const char *path,
                               bool in_screen)
{
    char *line = quote_behind("load ", path);
    char *screen = line && in_screen ? quote_behind("tui run=", line) : NULL;
    const char *whole = in_screen ? screen : line;
    enum riffle_status status =
        whole ? command_run_line(session, whole, "command line")
              : RIFFLE_ENOMEM;
    free(screen);
    free(line);
    return status;
}

static bool opens_screen(const struct options *options)
{
    return options->verb && strcmp(options->verb, "tui") == 0;
}

/* Someone is there who types, at the prompt or in the full screen. */
static bool is_interactive(const struct options *options)
{
    return !options->check && options->n_commands == 0 && !options->script &&
           (opens_screen(options) || !options->verb) && isatty(STDIN_FILENO);
}

/* Run what the lost session had done, its answers unseen. */
static enum riffle_status resume_from(struct session *session, const char *path)
{
    session->hush = fopen("/dev/null", "we");
    enum riffle_status status = run_file(session, path, command_run);
    if (session->hush)
        (void)fclose(session->hush);
    session->hush = NULL;
    if (status == RIFFLE_OK)
        journal_resumed(path);
    fprintf(session->notes,
            status ? "note: resumed up to there; the rest is in %s\n"
                   : "note: everything is as it was; `undo' goes back through "
                     "it, `history' lists it\n",
            path);
    return RIFFLE_OK;
}

static enum riffle_status refuse_resume(struct session *session)
{
    struct riffle_error err = {0};
    riffle_fail(&err, RIFFLE_EUSAGE,
                "--resume is for the prompt or the full screen");
    riffle_hint(&err, "a script runs a journal by `source'; they are in "
                      "~/.local/state/riffle/journal");
    return report(session, &err);
}

/* Resume the session that was lost, or offer to, once. */
static enum riffle_status look_back(struct session *session,
                                    const struct options *options)
{
    char *path = journal_lost(session->journal, !options->resume);
    enum riffle_status status = RIFFLE_OK;
    if (options->resume && path)
        status = resume_from(session, path);
    else if (options->resume)
        fputs("note: no session was lost\n", session->notes);
    else if (path)
        fprintf(session->notes,
                "note: the last session ended unexpectedly; bring it back: "
                "riffle --resume\n");
    free(path);
    return status;
}

/* The full screen, without a way into itself. */
static enum riffle_status open_tui(struct session *session,
                                   struct riffle_error *err)
{
    session->tui = NULL;
    enum riffle_status status = tui_run(session, err);
    session->tui = open_tui;
    return status;
}

/* From the terminal, or from what stands in for it. */
static enum riffle_status run_input(struct session *session,
                                    const struct options *options)
{
    if (options->script && strcmp(options->script, "-") != 0)
        return run_file(session, options->script, command_run);
    if (options->script || !isatty(STDIN_FILENO))
        return script_read(session, stdin, "stdin", command_run);
    prompting = 1;
    return repl_run(session, !options->no_rc);
}

/* Those of each -c; *over: nothing may run after them. */
static enum riffle_status
run_commands(struct session *session, const struct options *options, bool *over)
{
    enum riffle_status first = RIFFLE_OK;
    for (size_t i = 0; i < options->n_commands && !session->quit; i++) {
        enum riffle_status status =
            command_run_line(session, options->commands[i], "-c");
        first = first ? first : status;
        *over = status && (!session->keep_going || status == RIFFLE_STOPPED);
        if (*over)
            break;
    }
    return first;
}

static enum riffle_status run(struct session *session,
                              const struct options *options)
{
    bool over = false;
    enum riffle_status first = RIFFLE_OK;
    if (options->check)
        return run_file(session, options->check, command_check);
    if (is_interactive(options)) {
        session->journal = journal_new();
        first = look_back(session, options);
    } else if (options->resume) {
        return refuse_resume(session);
    }
    bool in_screen = opens_screen(options) && options->n_commands == 0;
    if (options->dataset && !first)
        first = load(session, options->dataset, in_screen);
    if ((first && !session->keep_going) || (options->dataset && in_screen))
        return first;
    enum riffle_status status = run_commands(session, options, &over);
    first = first ? first : status;
    if (over)
        return first;
    status = RIFFLE_OK;
    if (options->verb)
        status = command_run_line(session, options->verb, "command line");
    else if (options->n_commands == 0 || options->script)
        status = run_input(session, options);
    return first ? first : status;
}

static enum riffle_status act(struct session *session,
                              const struct options *options)
{
    switch (options->action) {
    case OPTIONS_HELP:
        options_print_help(stdout);
        return RIFFLE_OK;
    case OPTIONS_VERSION:
        puts("riffle " RIFFLE_VERSION);
        return RIFFLE_OK;
    case OPTIONS_LIMITS:
        limits_print(&session->limits, stdout);
        return RIFFLE_OK;
    case OPTIONS_RESET:
        terminal_reset(stdout);
        return RIFFLE_OK;
    default:
        return run(session, options);
    }
}

/* Whatever was printed has to have arrived. */
static enum riffle_status finish(struct session *session,
                                 enum riffle_status status)
{
    struct riffle_error err = {0};
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    riffle_fail(&err, RIFFLE_EIO, "cannot write the output: %s",
                strerror(errno));
    riffle_hint(&err, "is the disk full, or the reader gone?");
    session->json = false;
    return report(session, &err);
}

/*
 * A library that was loaded before may have changed the arithmetic: set it
 * right and say so, or do nothing at all with it.
 */
static enum riffle_status settle_arithmetic(struct session *session)
{
    struct riffle_error err = {0};
    if (riffle_arithmetic_check(&err) == RIFFLE_OK)
        return RIFFLE_OK;
    (void)fesetenv(FE_DFL_ENV);
    if (riffle_arithmetic_check(NULL) != RIFFLE_OK)
        return report(session, &err);
    fprintf(session->notes, "note: %s; set right\n", err.message);
    return RIFFLE_OK;
}

int main(int argc, char **argv)
{
    struct session session;
    struct options options;
    struct riffle_error err = {0};
    kernel_choose(argv);
    (void)setlocale(LC_ALL, "");
    (void)setlocale(LC_NUMERIC, "C");
    session_init(&session);
    session.stop = &stop;
    session.tui = open_tui;
    session_adapt(&session);
    signals_init();
    signals_catch(SIGINT, on_interrupt);
    signals_catch(SIGXFSZ, SIG_IGN); /* the write says so itself */
    enum riffle_status status =
        options_read(argc, argv, &session, &options, &err);
    status = status ? report(&session, &err) : settle_arithmetic(&session);
    status = status ? status : act(&session, &options);
    journal_end(session.journal);
    status = finish(&session, status);
    options_release(&options);
    session_release(&session);
    return exit_code_of(status);
}
