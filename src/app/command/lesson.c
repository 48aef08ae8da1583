/* Reading lessons. */
#include "command/lesson.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resource.h"
#include "riffle/number.h"

enum { LONGEST = 4096, MOST_STEPS = 1000 };

void lesson_release(struct lesson *lesson)
{
    for (size_t i = 0; i < lesson->n_steps; i++)
        free(lesson->steps[i].text);
    free(lesson->steps);
    free(lesson->title);
    free(lesson->summary);
    *lesson = (struct lesson){0};
}

/* The value of "key: value", or NULL. */
static const char *value_of(const char *line, const char *key)
{
    size_t length = strlen(key);
    if (strncmp(line, key, length) != 0 || line[length] != ':')
        return NULL;
    line += length + 1;
    return line + strspn(line, " ");
}

/* A copy in `*text`, if there is none yet; false without memory. */
static bool keep(char **text, const char *value)
{
    return !value || *text || (*text = strdup(value)) != NULL;
}

/* Whether the line belongs to the `head`; false without memory. */
static bool read_head(struct lesson *lesson, const char *line, bool *head)
{
    const char *title = lesson->title ? NULL : value_of(line, "title");
    const char *summary = lesson->summary ? NULL : value_of(line, "summary");
    const char *value;
    uint64_t minutes;
    *head = title || summary;
    if (!lesson->minutes && (value = value_of(line, "minutes")) &&
        riffle_count_parse(value, strlen(value), &minutes)) {
        lesson->minutes = (size_t)minutes;
        *head = true;
    }
    return keep(&lesson->title, title) && keep(&lesson->summary, summary);
}

static enum lesson_kind kind_of(const char *line)
{
    static const struct {
        const char *mark;
        enum lesson_kind kind;
    } marks[] = {{"> ", LESSON_RUN},    {"! ", LESSON_FAIL},
                 {"= ", LESSON_VALUE},  {"? ", LESSON_ASK},
                 {"* ", LESSON_CHOICE}, {"~ ", LESSON_VERDICT},
                 {"& ", LESSON_CLAIM},  {"  ", LESSON_KEEP}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(line, marks[i].mark, 2) == 0)
            return marks[i].kind;
    return LESSON_SAY;
}

/* A line that goes on with the step before: prose, or a longer question. */
static bool join(struct lesson *lesson, const char *line)
{
    struct lesson_step *last = &lesson->steps[lesson->n_steps - 1];
    char *whole = NULL;
    if (asprintf(&whole, "%s %s", last->text, line) < 0)
        return false;
    free(last->text);
    last->text = whole;
    return true;
}

/* open: the line before was prose or a question, and not blank. */
static bool add_line(struct lesson *lesson, const char *line, size_t number,
                     bool open)
{
    enum lesson_kind kind = kind_of(line);
    if (open && kind == LESSON_SAY)
        return join(lesson, line);
    struct lesson_step *more =
        reallocarray(lesson->steps, lesson->n_steps + 1, sizeof *lesson->steps);
    if (!more)
        return false;
    lesson->steps = more;
    bool marked = kind != LESSON_SAY && kind != LESSON_KEEP;
    struct lesson_step *step = &lesson->steps[lesson->n_steps];
    *step = (struct lesson_step){kind, strdup(line + (marked ? 2 : 0)), number};
    lesson->n_steps += step->text != NULL;
    return step->text != NULL;
}

/* True when the next line may go on with this one. */
static bool stays_open(const struct lesson *lesson, const char *line)
{
    if (!*line || lesson->n_steps == 0)
        return false;
    enum lesson_kind kind = lesson->steps[lesson->n_steps - 1].kind;
    return kind == LESSON_SAY || kind == LESSON_ASK || kind == LESSON_VERDICT;
}

static enum riffle_status read_lines(struct lesson *lesson, FILE *in,
                                     const char *path, struct riffle_error *err)
{
    char line[LONGEST];
    bool open = false;
    for (size_t number = 1; fgets(line, sizeof line, in); number++) {
        size_t length = strcspn(line, "\n");
        if (line[length] != '\n' && !feof(in))
            return riffle_fail(err, RIFFLE_EFORMAT,
                               "%s:%zu: a line of more than %d bytes", path,
                               number, LONGEST - 2);
        line[length] = '\0';
        bool head = false;
        if (lesson->n_steps == 0 && !read_head(lesson, line, &head))
            return riffle_fail_memory(err, length);
        if (head || line[0] == '#')
            continue;
        if (lesson->n_steps == MOST_STEPS)
            return riffle_fail(err, RIFFLE_ELIMIT,
                               "%s: a lesson of more than %d steps", path,
                               MOST_STEPS);
        if (*line && !add_line(lesson, line, number, open))
            return riffle_fail_memory(err, length);
        open = stays_open(lesson, line);
    }
    return RIFFLE_OK;
}

static enum riffle_status read_file(struct lesson *lesson, const char *path,
                                    struct riffle_error *err)
{
    FILE *in = fopen(path, "re");
    if (!in)
        return riffle_fail(err, RIFFLE_EIO, "cannot read `%s': %s", path,
                           strerror(errno));
    enum riffle_status status = read_lines(lesson, in, path, err);
    (void)fclose(in);
    if (status != RIFFLE_OK)
        return status;
    if (!lesson->title || !lesson->summary || !lesson->minutes)
        return riffle_fail(err, RIFFLE_EFORMAT,
                           "%s: a lesson begins with title:, minutes: and "
                           "summary:",
                           path);
    return RIFFLE_OK;
}

enum riffle_status lesson_read(struct lesson *lesson, const char *name,
                               struct riffle_error *err)
{
    char file[128];
    bool fits = !strchr(name, '/') && snprintf(file, sizeof file, "%s.lesson",
                                               name) < (int)sizeof file;
    char *path = NULL;
    enum riffle_status status =
        fits ? resource_find("datasets/lessons", file, &path, err) : RIFFLE_OK;
    if (status == RIFFLE_OK && !path) {
        status =
            riffle_fail(err, RIFFLE_EUSAGE, "there is no lesson `%.60s'", name);
        riffle_hint(err, "`lessons' lists them");
    }
    if (status == RIFFLE_OK)
        status = read_file(lesson, path, err);
    free(path);
    return status;
}
