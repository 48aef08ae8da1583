/* Reading scripts: bounded lines, joined lines, nested files. */
#include "command/script.h"

#include <stdlib.h>
#include <string.h>

#include "plain.h"

/* The lines that make up one entry, as they are read. */
struct entry {
    char *text; /* `most` bytes and one more */
    size_t most;
    size_t length;
    size_t lines;
    bool overlong;
};

/* Append a physical line without its newline; false at the end of file. */
static bool read_physical(FILE *in, struct entry *entry)
{
    int c = getc(in);
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n' && !entry->overlong; c = getc(in)) {
        if (entry->length < entry->most)
            entry->text[entry->length++] = (char)c;
        else
            entry->overlong = true; /* and of no known end: read no more */
    }
    entry->lines++;
    return true;
}

/* A whole entry; false at the end of file. */
static bool read_entry(FILE *in, struct entry *entry)
{
    entry->length = 0;
    entry->lines = 0;
    entry->overlong = false;
    if (!read_physical(in, entry))
        return false;
    while (!entry->overlong && tokens_incomplete(entry->text, entry->length)) {
        size_t before = entry->length;
        if (entry->length < entry->most)
            entry->text[entry->length++] = '\n';
        if (!read_physical(in, entry)) {
            entry->length = before;
            break;
        }
    }
    return true;
}

static enum riffle_status run_entry(struct session *session,
                                    const struct entry *entry,
                                    const struct source *source,
                                    script_action *action)
{
    struct riffle_error err = {0};
    const struct call_mark start = {0, 1};
    if (!entry->overlong)
        return action(session, source);
    riffle_fail(&err, RIFFLE_ELIMIT, "a line of more than %zu bytes",
                entry->most);
    riffle_hint(&err, "cut it into several commands, each on a line");
    command_report(session, source, "", &start, &err);
    return err.status;
}

enum riffle_status script_read(struct session *session, FILE *in,
                               const char *name, script_action *action)
{
    enum riffle_status first = RIFFLE_OK;
    struct source source = {.file = name, .line = 1};
    struct entry entry = {.most = session->limits.line};
    entry.text = malloc(entry.most + 1);
    if (!entry.text)
        return riffle_fail_memory(NULL, entry.most + 1);
    while (!session->quit && read_entry(in, &entry)) {
        source.text = entry.text;
        source.length = entry.length;
        enum riffle_status status = run_entry(session, &entry, &source, action);
        source.line += entry.lines;
        if (!first)
            first = status;
        bool goes_on = session->keep_going || action == command_check;
        if (status == RIFFLE_STOPPED || entry.overlong || (status && !goes_on))
            break;
    }
    free(entry.text);
    return first;
}

/* `path` from the folder of the running script; caller owns. */
static char *resolve(const struct session *session, const char *path)
{
    const char *including = session->script ? session->script->path : "";
    const char *slash = path[0] == '/' ? NULL : strrchr(including, '/');
    int folder = slash ? (int)(slash + 1 - including) : 0;
    char *resolved = NULL;
    if (asprintf(&resolved, "%.*s%s", folder, including, path) < 0)
        return NULL;
    return resolved;
}

/* Refuse a script that is already running, or one too many inside others. */
static enum riffle_status check_nesting(const struct session *session,
                                        const struct session_script *script,
                                        struct riffle_error *err)
{
    size_t depth = 1;
    const struct session_script *outer = session->script;
    for (; outer; outer = outer->parent, depth++)
        if (outer->device == script->device && outer->inode == script->inode)
            break;
    if (!outer && depth <= session->limits.source)
        return RIFFLE_OK;
    if (outer)
        riffle_fail(err, RIFFLE_EUSAGE,
                    "`%s' would run itself: it is already running",
                    script->path);
    else
        riffle_fail(err, RIFFLE_ELIMIT,
                    "scripts inside scripts more than %zu deep",
                    session->limits.source);
    riffle_hint(err, "leave this `source' out");
    return outer ? RIFFLE_EUSAGE : RIFFLE_ELIMIT;
}

static enum riffle_status open_script(const struct session *session,
                                      const char *path, FILE **in,
                                      struct session_script *script,
                                      struct riffle_error *err)
{
    struct stat found;
    FILE *file = NULL;
    enum riffle_status status = plain_open(path, &file, &found, err);
    if (status)
        return status;
    *script = (struct session_script){path, found.st_dev, found.st_ino,
                                      session->script};
    status = check_nesting(session, script, err);
    if (status)
        (void)fclose(file);
    else
        *in = file;
    return status;
}

enum riffle_status script_run(struct session *session, const char *path,
                              script_action *action, bool *opened,
                              struct riffle_error *err)
{
    FILE *in = NULL;
    struct session_script script;
    const struct session_script *outer = session->script;
    char *resolved = resolve(session, path);
    *opened = false;
    if (!resolved)
        return riffle_fail_memory(err, strlen(path));
    enum riffle_status status =
        open_script(session, resolved, &in, &script, err);
    if (!status) {
        *opened = true;
        session->script = &script;
        status = script_read(session, in, resolved, action);
        session->script = outer;
        (void)fclose(in);
    }
    free(resolved);
    return status;
}
