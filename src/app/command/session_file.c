#include "command/session_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "riffle/limits.h"
#include "riffle/number.h"
#include "riffle/threads.h"

enum { VERSION = 1 };

/* --- writing ------------------------------------------------------------ */

static void write_line(FILE *out, const struct state_line *line, uint64_t *seed)
{
    if (line->seed != *seed)
        fprintf(out, "set seed %llu\n", (unsigned long long)line->seed);
    *seed = line->seed;
    fprintf(out, "%s\n", line->text);
}

/* The lines that lead here, the oldest first. */
static enum riffle_status write_lines(const struct session *session, FILE *out,
                                      size_t *count, struct riffle_error *err)
{
    const struct kept *newest = session->state.parts[STATE_SCRIPT];
    uint64_t seed = 1;
    size_t n = 0;
    for (const struct kept *at = newest; at; at = at->on)
        n++;
    const struct state_line **lines =
        reallocarray(NULL, n + 1, sizeof(struct state_line *));
    if (!lines)
        return riffle_fail_memory(err, n * sizeof *lines);
    for (size_t i = n; i-- > 0; newest = newest->on)
        lines[i] = newest->content;
    for (size_t i = 0; i < n; i++)
        write_line(out, lines[i], &seed);
    free(lines);
    *count = n;
    return RIFFLE_OK;
}

static enum riffle_status write_body(const struct session *session, FILE *out,
                                     size_t *lines, struct riffle_error *err)
{
    struct session_check check;
    enum riffle_status status = session_check_of(session, &check, err);
    if (status != RIFFLE_OK)
        return status;
    fprintf(out, "# riffle session %d\n# data %s\n# threads %zu\n", VERSION,
            check.data, riffle_threads());
    fprintf(out, "# revealed %s\n", session->revealed ? "yes" : "no");
    status = write_lines(session, out, lines, err);
    fprintf(out, "# rows %s\n# numbers %s\n", check.rows, check.numbers);
    return status;
}

static enum riffle_status digest_text(const char *text, size_t size,
                                      char sum[RIFFLE_DIGEST_SIZE],
                                      struct riffle_error *err)
{
    struct riffle_digest *digest = riffle_digest_new();
    if (!digest)
        return riffle_fail_memory(err, RIFFLE_DIGEST_SIZE);
    riffle_digest_add(digest, text, size);
    riffle_digest_finish(digest, sum);
    return RIFFLE_OK;
}

enum riffle_status session_file_write(const struct session *session,
                                      char **text, size_t *size, size_t *lines,
                                      struct riffle_error *err)
{
    char sum[RIFFLE_DIGEST_SIZE];
    FILE *out = open_memstream(text, size);
    if (!out)
        return riffle_fail_memory(err, BUFSIZ);
    enum riffle_status status = write_body(session, out, lines, err);
    if (fflush(out) != 0 && status == RIFFLE_OK)
        status = riffle_fail_memory(err, *size);
    if (status == RIFFLE_OK)
        status = digest_text(*text, *size, sum, err);
    if (status == RIFFLE_OK)
        fprintf(out, "# end %s\n", sum);
    if (fclose(out) != 0 && status == RIFFLE_OK)
        status = riffle_fail_memory(err, *size);
    return status;
}

/* --- reading ------------------------------------------------------------ */

/* Where the reader is, for messages. */
struct reader {
    const char *path;
    const char *at, *end;
    size_t line;
};

static enum riffle_status fail_at(const struct reader *reader, size_t column,
                                  const char *what, struct riffle_error *err)
{
    riffle_fail(err, RIFFLE_EFORMAT, "%s:%zu:%zu: %s", reader->path,
                reader->line, column, what);
    riffle_hint(err, "`source' runs the commands of a damaged session as far "
                     "as they go");
    riffle_place(err, reader->line, column);
    return RIFFLE_EFORMAT;
}

/* "# key VALUE" and a newline: the value, cut out into `value`. */
static enum riffle_status take(struct reader *reader, const char *key,
                               char *value, size_t size,
                               struct riffle_error *err)
{
    char head[32], message[80];
    size_t n = (size_t)snprintf(head, sizeof head, "# %s ", key);
    const char *newline =
        memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
    size_t length = newline ? (size_t)(newline - reader->at) : 0;
    (void)snprintf(message, sizeof message, "here should be `# %s ...'", key);
    if (length < n || memcmp(reader->at, head, n) != 0)
        return fail_at(reader, 1, message, err);
    if (length - n >= size)
        return fail_at(reader, n + 1, "this is too long", err);
    memcpy(value, reader->at + n, length - n);
    value[length - n] = '\0';
    reader->at = newline + 1;
    reader->line++;
    return RIFFLE_OK;
}

static enum riffle_status take_count(struct reader *reader, const char *key,
                                     size_t most, size_t *count,
                                     struct riffle_error *err)
{
    char text[24];
    uint64_t value = 0;
    struct reader before = *reader;
    enum riffle_status status = take(reader, key, text, sizeof text, err);
    if (status != RIFFLE_OK)
        return status;
    if (!riffle_count_parse(text, strlen(text), &value) || value < 1 ||
        value > most)
        return fail_at(&before, strlen(key) + 4, "no such number", err);
    *count = (size_t)value;
    return RIFFLE_OK;
}

/* A SHA-256, or "-" where that may stand for none. */
static enum riffle_status take_digest(struct reader *reader, const char *key,
                                      char sum[RIFFLE_DIGEST_SIZE],
                                      bool may_lack, struct riffle_error *err)
{
    char text[RIFFLE_DIGEST_SIZE + 1];
    const struct reader before = *reader;
    enum riffle_status status = take(reader, key, text, sizeof text, err);
    if (status != RIFFLE_OK)
        return status;
    const size_t length = (size_t)(reader->at - before.at) - strlen(key) - 4;
    const bool lacks = may_lack && strcmp(text, "-") == 0;
    if (!lacks && (length != RIFFLE_DIGEST_SIZE - 1 ||
                   strspn(text, "0123456789abcdef") != length))
        return fail_at(&before, strlen(key) + 4, "this is no SHA-256", err);
    memcpy(sum, text, strlen(text) + 1);
    return RIFFLE_OK;
}

static enum riffle_status take_revealed(struct reader *reader,
                                        struct session_file *file,
                                        struct riffle_error *err)
{
    char text[8];
    const struct reader before = *reader;
    enum riffle_status status =
        take(reader, "revealed", text, sizeof text, err);
    if (status != RIFFLE_OK)
        return status;
    file->revealed = strcmp(text, "yes") == 0;
    if (!file->revealed && strcmp(text, "no") != 0)
        return fail_at(&before, sizeof "# revealed ", "expected yes or no",
                       err);
    return RIFFLE_OK;
}

static enum riffle_status take_header(struct reader *reader,
                                      struct session_file *file,
                                      struct riffle_error *err)
{
    size_t version = 0;
    static const char magic[] = "# riffle session ";
    if (file->size < sizeof magic ||
        memcmp(file->text, magic, sizeof magic - 1) != 0)
        return fail_at(reader, 1, "this is no saved session of riffle", err);
    enum riffle_status status =
        take_count(reader, "riffle session", SIZE_MAX, &version, err);
    if (status == RIFFLE_OK && version > VERSION) {
        reader->line = 1;
        (void)fail_at(reader, sizeof magic,
                      "this session was saved by a newer riffle", err);
        riffle_hint(err, "this one reads version %d", VERSION);
        return RIFFLE_EFORMAT;
    }
    if (status == RIFFLE_OK)
        status = take_digest(reader, "data", file->check.data, true, err);
    if (status == RIFFLE_OK)
        status = take_count(reader, "threads", RIFFLE_MAX_THREADS,
                            &file->threads, err);
    if (status == RIFFLE_OK)
        status = take_revealed(reader, file, err);
    return status;
}

/* Move to the line that is the n-th from the end (1: the last). */
static void seek_from_end(struct reader *reader, size_t n)
{
    const char *at = reader->end;
    while (at > reader->at && n > 0) {
        at--;
        while (at > reader->at && at[-1] != '\n')
            at--;
        n--;
    }
    for (const char *c = reader->at; c < at; c++)
        reader->line += *c == '\n';
    reader->at = at;
}

static enum riffle_status take_checks(struct reader *reader,
                                      struct session_file *file,
                                      struct riffle_error *err)
{
    char end[RIFFLE_DIGEST_SIZE], sum[RIFFLE_DIGEST_SIZE];
    seek_from_end(reader, 3);
    enum riffle_status status =
        take_digest(reader, "rows", file->check.rows, false, err);
    if (status == RIFFLE_OK)
        status =
            take_digest(reader, "numbers", file->check.numbers, false, err);
    size_t size = (size_t)(reader->at - file->text);
    struct reader last = *reader;
    if (status == RIFFLE_OK)
        status = take_digest(reader, "end", end, false, err);
    if (status == RIFFLE_OK)
        status = digest_text(file->text, size, sum, err);
    if (status == RIFFLE_OK && strcmp(end, sum) != 0)
        status = fail_at(&last, 7,
                         "the file is damaged or was changed: its checksum is "
                         "another",
                         err);
    return status;
}

/* All of an open file of `size` bytes. */
static enum riffle_status slurp(FILE *in, const char *path, size_t size,
                                struct session_file *file,
                                struct riffle_error *err)
{
    file->text = malloc(size + 1);
    if (!file->text)
        return riffle_fail_memory(err, size + 1);
    file->size = fread(file->text, 1, size, in);
    if (ferror(in))
        return riffle_fail(err, RIFFLE_EIO, "cannot read `%s': %s", path,
                           strerror(errno));
    file->text[file->size] = '\0';
    return RIFFLE_OK;
}

static enum riffle_status read_file(struct session_file *file, const char *path,
                                    struct riffle_error *err)
{
    struct stat found;
    FILE *in = NULL;
    enum riffle_status status = plain_open(path, &in, &found, err);
    if (status != RIFFLE_OK)
        return status;
    if (found.st_size > (off_t)RIFFLE_MAX_SESSION)
        status = riffle_fail(err, RIFFLE_ELIMIT,
                             "%s: no saved session has more than %zu bytes",
                             path, RIFFLE_MAX_SESSION);
    else
        status = slurp(in, path, (size_t)found.st_size, file, err);
    (void)fclose(in);
    return status;
}

enum riffle_status session_file_read(struct session_file *file,
                                     const char *path, struct riffle_error *err)
{
    *file = (struct session_file){0};
    enum riffle_status status = read_file(file, path, err);
    struct reader reader = {.path = path, .at = file->text, .line = 1};
    if (status == RIFFLE_OK) {
        reader.end = file->text + file->size;
        status = take_header(&reader, file, err);
    }
    if (status == RIFFLE_OK)
        status = take_checks(&reader, file, err);
    if (status != RIFFLE_OK)
        session_file_release(file);
    return status;
}

void session_file_release(struct session_file *file)
{
    free(file->text);
    *file = (struct session_file){0};
}
