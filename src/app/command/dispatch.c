/* Parse, run, report: the same for REPL, scripts, -c and the TUI. */
#include "command/dispatch.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "command/complain.h"
#include "command/hint.h"
#include "command/model_reply.h"
#include "command/replay.h"
#include "riffle/clock.h"

int exit_code_of(enum riffle_status status)
{
    switch (status) {
    case RIFFLE_OK:
        return EXIT_OK;
    case RIFFLE_STOPPED:
        return EXIT_SIGNAL + SIGINT;
    case RIFFLE_EUSAGE:
        return EXIT_USAGE;
    case RIFFLE_EFORMAT:
        return EXIT_MALFORMED;
    case RIFFLE_ENOMEM:
    case RIFFLE_ELIMIT:
        return EXIT_LIMIT;
    case RIFFLE_ENOTAPPLICABLE:
        return EXIT_NUMERICAL;
    default:
        return riffle_status_is_numerical(status) ? EXIT_NUMERICAL
                                                  : EXIT_FAILED;
    }
}

static bool is_stopped(const struct session *session)
{
    return session->stop && *session->stop;
}

static struct reply reply_of(struct session *session)
{
    struct reply reply = {
        .json = session->json,
        .text = session->hush ? session->hush : session->out,
        .notes = session->hush ? session->hush : session->notes,
        .theme = session_theme(session),
        .depth = session->settings.depth,
        .unicode = session->settings.unicode,
    };
    session_size(session, &reply.width, &reply.height);
    if (session->page || terminal_columns(session->out))
        reply.wrap.width = reply.width;
    reply.notes_width = terminal_columns(session->notes);
    return reply;
}

/* The verb, or what stands in its place. */
static const char *name_of(const struct command_call *call)
{
    if (call->command)
        return call->command->verb;
    return call->tokens.n > 0 ? call->tokens.items[0].text : "";
}

/* The factor that `fit` left out, now that something needs it. */
static enum riffle_status complete_fit(struct session *session,
                                       struct reply *reply,
                                       struct riffle_error *err)
{
    double started = riffle_seconds();
    struct session_progress state;
    struct riffle_progress progress = session_progress(session, &state);
    enum riffle_status status =
        riffle_fit_complete(session->fit, &progress, err);
    session_progress_end(&state);
    if (status == RIFFLE_OK)
        model_complete_reply(session->fit, riffle_seconds() - started, reply);
    return status;
}

static enum riffle_status run_call(struct session *session,
                                   const struct command_call *call,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    double started = riffle_seconds();
    enum riffle_status status = RIFFLE_OK;
    if (!call->command->light && session->fit &&
        !riffle_fit_is_complete(session->fit))
        status = complete_fit(session, reply, err);
    if (status == RIFFLE_OK)
        status = call->command->run(session, call, reply, err);
    if (session->settings.timing)
        reply_note(reply, "%s took %.3f s", call->command->verb,
                   riffle_seconds() - started);
    return status;
}

/* Report through a reply, emptying it. */
static void report(struct session *session, const struct source *source,
                   const char *command, const struct call_mark *mark,
                   struct reply *reply, const struct riffle_error *err)
{
    struct riffle_error placed = *err;
    if (placed.line == 0 && mark->end > mark->start)
        complain_place(source, mark, &placed.line, &placed.column);
    if (session->json)
        reply_failure(reply, command, exit_code_of(err->status), &placed);
    else
        complain(session, source, mark, err);
    fflush(session->out);
}

void command_report(struct session *session, const struct source *source,
                    const char *command, const struct call_mark *mark,
                    const struct riffle_error *err)
{
    const struct call_mark nowhere = {0};
    struct reply reply = reply_of(session);
    report(session, source, command, mark ? mark : &nowhere, &reply, err);
}

/* Run it; what it changed can be undone, what succeeded is history. */
static enum riffle_status run_kept(struct session *session,
                                   const struct source *source,
                                   const struct command_call *call,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    if (session->only_state &&
        (call->command->writes || call->command->runs_others))
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "`%s' has no place in a saved session",
                           call->command->verb);
    if (call->command->runs_others)
        return run_call(session, call, reply, err);
    char *text = replay_typed(source, call);
    char *anywhere = replay_anywhere(source, call);
    enum riffle_status status = RIFFLE_OK;
    if (!text || !anywhere) {
        status = riffle_fail_memory(err, source->length);
    } else {
        struct state before = session_before(session);
        const char *outer = session->running;
        session->running = text;
        status = run_call(session, call, reply, err);
        session->running = outer;
        session_after(session, &before, text, anywhere);
    }
    if (status == RIFFLE_OK)
        session_remember(session, text);
    free(text);
    free(anywhere);
    return status;
}

enum riffle_status command_again(struct session *session, const char *line,
                                 struct reply *reply, struct riffle_error *err)
{
    struct call_mark mark;
    struct command_call call;
    const struct source source = {
        .text = line, .length = strlen(line), .line = 1};
    const char *outer = session->running;
    enum riffle_status status = parse_command(&source, 0, &call, &mark, err);
    session->running = line;
    if (status == RIFFLE_OK && call.command)
        status = call.command->run(session, &call, reply, err);
    session->running = outer;
    call_release(&call);
    return status;
}

/* The command at byte *at, which is moved beyond it. */
static enum riffle_status run_one(struct session *session,
                                  const struct source *source, size_t *at,
                                  bool only_check)
{
    struct call_mark mark;
    struct command_call call;
    struct riffle_error err = {0};
    struct reply reply = reply_of(session);
    enum riffle_status status = parse_command(source, *at, &call, &mark, &err);
    bool runs = !status && call.command && !only_check;
    *at = call.tokens.next;
    if (runs)
        status = run_kept(session, source, &call, &reply, &err);
    if (status) {
        hint_fill(&call, &err);
        report(session, source, name_of(&call), &mark, &reply, &err);
    } else if (runs) {
        reply_finish(&reply, call.command->verb);
    }
    fflush(session->out);
    call_release(&call);
    return status;
}

static enum riffle_status run_all(struct session *session,
                                  const struct source *source, bool only_check)
{
    enum riffle_status first = RIFFLE_OK;
    for (size_t at = 0; at < source->length && !session->quit;) {
        enum riffle_status status = run_one(session, source, &at, only_check);
        if (!status && is_stopped(session))
            status = RIFFLE_STOPPED;
        if (!first)
            first = status;
        if (status == RIFFLE_STOPPED)
            return status;
        if (status && !session->keep_going && !only_check)
            break;
    }
    return first;
}

enum riffle_status command_run(struct session *session,
                               const struct source *source)
{
    return run_all(session, source, false);
}

enum riffle_status command_run_line(struct session *session, const char *line,
                                    const char *file)
{
    const struct source source = {
        .text = line, .length = strlen(line), .file = file, .line = 1};
    return run_all(session, &source, false);
}

enum riffle_status command_check(struct session *session,
                                 const struct source *source)
{
    return run_all(session, source, true);
}
