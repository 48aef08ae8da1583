#include "command/undo_reply.h"

#include "command/words.h"

#include <string.h>

void undo_say_state(const struct session *session, struct reply *reply)
{
    const struct riffle_dataset *data = session->data;
    if (!data) {
        reply_text(reply, "now: nothing is loaded\n");
        return;
    }
    reply_text(reply, "now: %s, %zu training row%s", data->name, data->train.n,
               plural(data->train.n));
    if (session->fit)
        reply_text(reply, ", fitted with lambda=%.6g",
                   riffle_fit_summary(session->fit)->lambda);
    else
        reply_text(reply, ", not fitted");
    if (session->selection.k)
        reply_text(reply, ", %zu row%s in the removal set",
                   session->selection.k, plural(session->selection.k));
    if (session->sweep)
        reply_text(reply, ", a sweep of %zu sets",
                   riffle_experiment_sets(session->sweep));
    reply_text(reply, "\n");
}

/* True when the command, as history has it, may have written a file. */
static bool writes(const char *line)
{
    char verb[32];
    size_t length = strcspn(line, " \t");
    if (length >= sizeof verb)
        return false;
    memcpy(verb, line, length);
    verb[length] = '\0';
    const struct command *command = command_find(verb);
    return command && command->writes && strstr(line, command->writes);
}

/* What undo does not take back. */
static void note_files(const struct session *session, size_t from,
                       struct reply *reply)
{
    for (size_t i = from; i < session->n_lines; i++)
        if (writes(session->lines[i]))
            reply_note(reply, "the file that `%s' wrote stays",
                       session->lines[i]);
}

/* Name the `n` commands that were taken back, or again. */
static void say_steps(const struct undo_way *way,
                      const struct undo_steps *taken, size_t n,
                      struct reply *reply)
{
    struct json_object *commands = json_object_new_array();
    for (size_t i = taken->n - n; i < taken->n; i++) {
        reply_text(reply, "%s: %s\n", way->did, taken->steps[i].command);
        json_object_array_add(commands, reply_string(taken->steps[i].command));
    }
    reply_set(reply, way->key, commands);
}

enum riffle_status undo_run(struct session *session,
                            const struct command_call *call,
                            const struct undo_way *way, struct reply *reply,
                            struct riffle_error *err)
{
    const struct undo *undo = &session->undo;
    const struct undo_steps *to = way->back ? &undo->future : &undo->past;
    size_t n = 1, before = to->n;
    enum riffle_status status = call_count(call, "N", &n, err);
    if (status == RIFFLE_OK)
        status = way->take(session, n, err);
    if (status != RIFFLE_OK)
        return status;
    size_t done = to->n - before;
    say_steps(way, to, done, reply);
    if (done < n)
        reply_note(reply, "that was all there is: %zu step%s", done,
                   plural(done));
    if (way->back)
        note_files(session, to->steps[to->n - 1].lines, reply);
    if (undo->thinned)
        reply_note(reply, "sweeps and effects of some steps were let go to "
                          "stay within memory");
    undo_say_state(session, reply);
    reply_set_count(reply, "past", undo->past.n);
    reply_set_count(reply, "future", undo->future.n);
    return RIFFLE_OK;
}
