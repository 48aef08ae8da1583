/* The cases as a file that others can follow: data, commands, findings. */
#include "command/export_kinds.h"

#include "command/case_table.h"
#include "command/words.h"
#include "report/json.h"
#include "report/sanitise.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Everything that a case file says. */
struct case_file {
    const struct session *session;
    struct case_line *lines;
    size_t n;
    char date[32]; /* UTC */
};

static bool is_verb(const char *line, const char *verb)
{
    size_t length = strlen(verb);
    return strncmp(line, verb, length) == 0 &&
           (line[length] == ' ' || line[length] == '\0');
}

/*
 * To repeat these would only show something else again, write files or leave;
 * the others are what led to the cases.
 */
static bool is_left_out(const char *line)
{
    static const char *const verbs[] = {"apropos", "cases", "export", "help",
                                        "history", "quit",  "save",   "source",
                                        "tui",     "view"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (is_verb(line, verbs[i]))
            return true;
    return false;
}

/*
 * The line that loaded the data at hand, where it does not say yet which data
 * these have to be; RIFFLE_ANY: none.
 */
static size_t loading_line(const struct session *session)
{
    for (size_t i = session->n_lines; i-- > 0;) {
        const char *line = session->lines[i];
        if (is_verb(line, "load"))
            return session->data->sha256[0] && !strpbrk(line, "#\n") &&
                           !strstr(line, "sha256=")
                       ? i
                       : RIFFLE_ANY;
        if (is_verb(line, "synth") || is_verb(line, "open"))
            return RIFFLE_ANY;
    }
    return RIFFLE_ANY;
}

static bool is_seed(const char *line)
{
    return strncmp(line, "set seed", strlen("set seed")) == 0;
}

/* A seed that came with --seed has to be set: it is in no command. */
static bool lacks_seed(const struct session *session)
{
    bool said = false;
    for (size_t i = 0; i < session->n_lines; i++)
        said = said || is_seed(session->lines[i]);
    return session->seed && !said;
}

/* What led to the cases, in order; `put` is called with each command. */
static void each_command(const struct session *session,
                         void (*put)(const char *line, void *data), void *data)
{
    char text[128];
    size_t loading = loading_line(session);
    (void)snprintf(text, sizeof text, "set seed %llu",
                   (unsigned long long)session->seed);
    if (lacks_seed(session))
        put(text, data);
    for (size_t i = 0; i < session->n_lines; i++) {
        char *checked = NULL;
        if (is_left_out(session->lines[i]))
            continue;
        if (i == loading &&
            asprintf(&checked, "%s sha256=%s", session->lines[i],
                     session->data->sha256) < 0)
            checked = NULL;
        put(checked ? checked : session->lines[i], data);
        free(checked);
    }
}

/* Commands as text, each followed by `end`. */
struct listing {
    FILE *out;
    const char *end;
};

static void put_listed(const char *line, void *data)
{
    const struct listing *listing = data;
    fprintf(listing->out, "%s%s", line, listing->end);
}

static void put_commands(const struct session *session, const char *end,
                         FILE *out)
{
    struct listing listing = {out, end};
    each_command(session, put_listed, &listing);
}

/* --- a script: comments for people, commands for riffle --- */

static void put_comment(const char *text, FILE *out)
{
    char *clean = sanitise(text, strlen(text), true, false);
    fputs(clean ? clean : "?", out);
    free(clean);
}

static void put_number(double value, FILE *out)
{
    char text[RIFFLE_NUMBER_SIZE];
    fprintf(out, ", %s", short_number(text, value, 4));
}

static void put_case(const struct case_line *line, FILE *out)
{
    const struct state_mark *mark = line->at.mark;
    if (line->at.row == RIFFLE_ANY) {
        fprintf(out, "#   data row %zu of the file, not a training row now: %s",
                mark->origin, marks_verdict_name(mark->verdict));
    } else {
        fprintf(out, "#   row %zu", line->at.row);
        if (line->line)
            fprintf(out, ", line %zu of the file", line->line);
        fputs(", label ", out);
        put_comment(line->label, out);
        fprintf(out, ": %s", marks_verdict_name(mark->verdict));
        put_number(line->loss, out);
        put_number(line->leverage, out);
        put_number(line->self, out);
    }
    if (mark->note) {
        fputs("\n#     ", out);
        put_comment(mark->note, out);
    }
    fputc('\n', out);
}

static void put_script(const struct case_file *file, FILE *out)
{
    const struct riffle_dataset *data = file->session->data;
    fprintf(out, "# riffle case file, %s: %zu row%s of ", file->date, file->n,
            plural(file->n));
    put_comment(data->name, out);
    fprintf(out, "\n# data: SHA-256 %s\n", data->sha256);
    fputs("# To follow it, run this file: riffle FILE, where the data are.\n"
          "#\n"
          "# cases: verdict, loss (nats), leverage, self-influence (nats)\n",
          out);
    for (size_t i = 0; i < file->n; i++)
        put_case(&file->lines[i], out);
    fputs("#\n# the commands that led there\n", out);
    put_commands(file->session, "\n", out);
    fputs("cases\n", out);
}

/* --- one object --- */

static void put_member(const char *line, void *data)
{
    json_object_array_add(data, reply_string(line));
}

static struct json_object *command_array(const struct session *session)
{
    struct json_object *array = json_object_new_array();
    each_command(session, put_member, array);
    return array;
}

static void put_json(const struct case_file *file, FILE *out)
{
    const struct riffle_dataset *data = file->session->data;
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "date", reply_string(file->date));
    json_object_object_add(object, "data", reply_string(data->name));
    json_object_object_add(object, "sha256", reply_string(data->sha256));
    json_object_object_add(object, "commands", command_array(file->session));
    json_object_object_add(object, "cases",
                           case_array(file->session, file->lines, file->n));
    json_print(object, false, out);
    json_object_put(object);
}

/* --- a table: each line says it all --- */

static void put_cell(const char *text, FILE *out)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void put_exact(double value, FILE *out)
{
    char text[RIFFLE_NUMBER_SIZE];
    fprintf(out, ",%s",
            isfinite(value) ? riffle_number_format(text, value) : "");
}

static void put_count(bool there, size_t value, FILE *out)
{
    if (there)
        fprintf(out, "%zu", value);
    fputc(',', out);
}

static void put_line(const struct case_file *file, const char *commands,
                     const struct case_line *line, FILE *out)
{
    const struct state_mark *mark = line->at.mark;
    const struct riffle_dataset *data = file->session->data;
    put_count(line->at.row != RIFFLE_ANY, line->at.row, out);
    put_count(line->line > 0, line->line, out);
    put_count(mark->origin != RIFFLE_ORIGIN_ADDED, mark->origin, out);
    put_cell(line->label, out);
    fprintf(out, ",%s", marks_verdict_name(mark->verdict));
    put_exact(line->loss, out);
    put_exact(line->leverage, out);
    put_exact(line->self, out);
    fputc(',', out);
    put_cell(mark->note ? mark->note : "", out);
    fputc(',', out);
    put_cell(data->name, out);
    fprintf(out, ",%s,%s,", data->sha256, file->date);
    put_cell(commands, out);
    fputc('\n', out);
}

static void put_csv(const struct case_file *file, FILE *out)
{
    char *commands = NULL;
    size_t size = 0;
    FILE *joined = open_memstream(&commands, &size);
    if (!joined)
        return;
    put_commands(file->session, "; ", joined);
    fputs("row,line,origin,label,verdict,loss,leverage,self,note,data,sha256,"
          "date,commands\n",
          out);
    if (fclose(joined) == 0)
        for (size_t i = 0; i < file->n; i++)
            put_line(file, commands, &file->lines[i], out);
    free(commands);
}

static const struct case_format {
    const char *ending;
    void (*put)(const struct case_file *file, FILE *out);
} formats[] = {
    {".csv", put_csv},
    {".json", put_json},
    {".rif", put_script},
    {".txt", put_script},
};

static enum riffle_status write_file(const struct export_order *order,
                                     const struct case_format *format,
                                     const struct case_file *file,
                                     struct riffle_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return riffle_fail_memory(err, BUFSIZ);
    format->put(file, out);
    enum riffle_status status = fclose(out) == 0
                                    ? export_bytes(order, text, size, err)
                                    : riffle_fail_memory(err, size);
    free(text);
    return status;
}

enum riffle_status export_case(struct export_order *order, struct reply *reply,
                               struct riffle_error *err)
{
    const struct case_format *format = NULL;
    struct case_file file = {.session = order->session};
    time_t now = time(NULL);
    struct tm utc;
    (void)reply;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (export_ends_in(order->path, formats[i].ending))
            format = &formats[i];
    if (!format)
        return call_fail(order->call, "FILE", err,
                         "a case is written to a .rif, .txt, .json or .csv "
                         "file");
    enum riffle_status status = session_need_data(order->session, err);
    if (status == RIFFLE_OK)
        status = case_lines(order->session, &file.lines, &file.n, err);
    if (status == RIFFLE_OK && file.n == 0) {
        status = riffle_fail(err, RIFFLE_ESTATE, "no row is marked");
        riffle_hint(err, "mark some first: mark 12 verdict=poison");
    }
    if (gmtime_r(&now, &utc))
        (void)strftime(file.date, sizeof file.date, "%Y-%m-%d %H:%M UTC", &utc);
    if (status == RIFFLE_OK) {
        order->rows = file.n;
        status = write_file(order, format, &file, err);
    }
    free(file.lines);
    return status;
}
