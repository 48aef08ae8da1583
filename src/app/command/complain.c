/* The caret under the culprit, in cells, whatever the bytes are. */
#include "command/complain.h"

#include <stdlib.h>
#include <string.h>

#include "report/sanitise.h"
#include "report/wrap.h"

/* Of a long line, so many bytes either side of the mark are shown: on a wide
 * terminal, and where there is none. */
enum { AROUND = 100, PLAIN = 36 };

/* What stands before the line, with a column to spare. */
enum { EDGE = 8 };

/* The part of the source that is shown, and the mark within. */
struct excerpt {
    const char *text;
    size_t length;
    struct call_mark mark;
    size_t line, column; /* of the mark, from 1 */
};

/* True for a byte that continues a character of UTF-8. */
static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static void find_excerpt(const struct source *source,
                         const struct call_mark *mark, size_t around,
                         struct excerpt *excerpt)
{
    const char *text = source->text;
    size_t begin = 0;
    size_t line = source->line;
    size_t column = 1;
    for (size_t i = 0; i < mark->start; i++) {
        column += !continues(text[i]);
        if (text[i] == '\n') {
            begin = i + 1;
            column = 1;
            line++;
        }
    }
    if (mark->start - begin > around)
        begin = mark->start - around;
    while (begin < mark->start && continues(text[begin]))
        begin++;
    size_t end = mark->start;
    while (end < source->length && text[end] != '\n' &&
           end - mark->start < around)
        end++;
    *excerpt = (struct excerpt){
        .text = text + begin,
        .length = end - begin,
        .mark = {mark->start - begin,
                 (mark->end < end ? mark->end : end) - begin},
        .line = line,
        .column = column,
    };
}

void complain_place(const struct source *source, const struct call_mark *mark,
                    size_t *line, size_t *column)
{
    struct excerpt excerpt;
    find_excerpt(source, mark, AROUND, &excerpt);
    *line = excerpt.line;
    *column = excerpt.column;
}

/* Sanitised bytes; tabs become blanks. Caller owns. */
static char *show(const struct session *session, const char *text,
                  size_t length)
{
    char *blank = strndup(text, length);
    for (char *c = blank; c && *c; c++)
        if (*c == '\t')
            *c = ' ';
    char *shown =
        blank ? sanitise(blank, strlen(blank), session->settings.unicode, false)
              : NULL;
    free(blank);
    return shown;
}

static size_t cells(const struct session *session, const char *text,
                    size_t length)
{
    char *shown = show(session, text, length);
    size_t width = shown ? sanitise_width(shown) : 0;
    free(shown);
    return width;
}

static void print_repeated(FILE *out, char c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fputc(c, out);
}

static void print_place(const struct session *session,
                        const struct source *source,
                        const struct call_mark *mark)
{
    FILE *out = session->notes;
    struct excerpt excerpt;
    size_t width = terminal_columns(out);
    size_t around = width == 0                           ? PLAIN
                    : width > EDGE && width / 2 < AROUND ? (width - EDGE) / 2
                                                         : AROUND;
    find_excerpt(source, mark, around, &excerpt);
    char *file = show(session, source->file ? source->file : "",
                      source->file ? strlen(source->file) : 0);
    char *text = show(session, excerpt.text, excerpt.length);
    size_t before = cells(session, excerpt.text, excerpt.mark.start);
    size_t marked = cells(session, excerpt.text + excerpt.mark.start,
                          excerpt.mark.end - excerpt.mark.start);
    if (file && *file)
        fprintf(out, "  --> %s:%zu:%zu\n", file, excerpt.line, excerpt.column);
    if (text)
        fprintf(out, "   |  %s\n   |  ", text);
    print_repeated(out, ' ', before);
    print_repeated(out, '^', marked ? marked : 1);
    fputc('\n', out);
    free(file);
    free(text);
}

static void print_line(const struct session *session, enum theme_role role,
                       const char *head, const char *text)
{
    FILE *out = session->notes;
    enum theme_depth depth = session->notes_depth;
    const char *start = theme_start(session_theme(session), role, depth);
    char *shown =
        sanitise(text, strlen(text), session->settings.unicode, false);
    struct wrap wrap = {.width = terminal_columns(out)};
    fputs(start, out);
    wrap_print(&wrap, head, out);
    fputs(*start ? theme_end(depth) : "", out);
    wrap_print(&wrap, shown ? shown : "", out);
    putc('\n', out);
    free(shown);
}

/* Whether the line itself is at fault, or what it asked for. */
static bool blames_line(const struct source *source,
                        const struct riffle_error *err)
{
    return err->status == RIFFLE_EUSAGE || source->file != NULL;
}

void complain(const struct session *session, const struct source *source,
              const struct call_mark *mark, const struct riffle_error *err)
{
    fflush(session->out);
    if (err->status == RIFFLE_STOPPED) /* by the user: nothing is wrong */
        print_line(session, ROLE_MESSAGE_INFO, "", err->message);
    else
        print_line(session, ROLE_MESSAGE_ERROR, "error: ", err->message);
    if (mark->end > mark->start && blames_line(source, err))
        print_place(session, source, mark);
    if (err->hint[0])
        print_line(session, ROLE_MESSAGE_INFO, "  help: ", err->hint);
}
