/* load: read a data set, from a path or from the bundled ones. */
#include "command/command.h"
#include "command/dataset_reply.h"
#include "command/parts.h"
#include "resource.h"
#include "session.h"

#include "riffle/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const struct command_option words[] = {
    {.name = "PATH",
     .type = TYPE_DATASET,
     .help = "file, or a bundled data set"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "test",
     .type = TYPE_PATH,
     .preset = "0.2",
     .help = "test file, or the fraction to split off (0: none)"},
    {.name = "label",
     .type = TYPE_COLUMN,
     .help = "label column (label, class, target or y, else the last)"},
    {.name = "positive",
     .type = TYPE_TEXT,
     .help = "value of the positive class (the greater one)"},
    {.name = "negative",
     .type = TYPE_TEXT,
     .help = "the other class, of more than two; `rest': all others"},
    {.name = "x", .type = TYPE_TEXT, .help = "NPZ member of the features"},
    {.name = "y",
     .type = TYPE_LABELS,
     .help = "NPZ member of the labels, or their NPY file"},
    {.name = "ignore", .type = TYPE_COLUMNS, .help = "columns to leave out"},
    {.name = "missing",
     .type = TYPE_WORD,
     .values = "error|drop|mean",
     .preset = "error",
     .help = "an empty cell: refuse, drop its row, or the column's mean"},
    {.name = "standardize",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "columns to mean 0, standard deviation 1"},
    {.name = "seed", .type = TYPE_SEED, .help = "of the split (1, or --seed)"},
    {.name = "sha256",
     .type = TYPE_TEXT,
     .help = "refuse a file that is not the one with this sum"},
    {.name = NULL},
};

static enum riffle_status read_test(const struct command_call *call,
                                    struct riffle_load_options *load,
                                    struct riffle_error *err)
{
    const char *text = call_option(call, "test");
    double fraction = 0;
    if (!call_given(call, "test"))
        return RIFFLE_OK;
    if (!riffle_number_parse(text, strlen(text), &fraction)) {
        load->test_path = text;
        return RIFFLE_OK;
    }
    if (fraction < 0 || fraction >= 1) {
        enum riffle_status status = call_fail(
            call, "test", err, "a test fraction is below 1, not %s", text);
        riffle_hint(err, "test=0.2 splits a fifth off; test=0 splits nothing");
        return status;
    }
    load->test_fraction = fraction > 0 ? fraction : -1;
    return RIFFLE_OK;
}

static enum riffle_status read_options(const struct session *session,
                                       const struct command_call *call,
                                       struct riffle_load_options *load,
                                       struct riffle_error *err)
{
    size_t missing = 0;
    size_t standardize = 0;
    *load = (struct riffle_load_options){
        .label = call_option(call, "label"),
        .positive = call_option(call, "positive"),
        .negative = call_option(call, "negative"),
        .x_key = call_option(call, "x"),
        .y_key = call_option(call, "y"),
        .ignore = call_option(call, "ignore"),
        .memory = parts_memory(session),
        .limits = session->limits.data,
    };
    enum riffle_status status = read_test(call, load, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "missing", &missing, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "standardize", &standardize, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &load->seed, err);
    load->missing = (enum riffle_missing)missing;
    load->standardize = standardize == 1;
    return status;
}

/*
 * The bundled file that a bare name stands for; a file of that name in the
 * working directory goes before it. NULL: none. Caller owns `path`.
 */
static enum riffle_status bundled(const char *name, char **path,
                                  struct riffle_error *err)
{
    static const char *const endings[] = {"", ".csv", ".npz", ".svm"};
    enum riffle_status status = RIFFLE_OK;
    const size_t count = sizeof endings / sizeof *endings;
    if (strchr(name, '/') || access(name, F_OK) == 0)
        return RIFFLE_OK;
    for (size_t i = 0; i < count && status == RIFFLE_OK && !*path; i++) {
        char file[256];
        if (snprintf(file, sizeof file, "%s%s", name, endings[i]) <
            (int)sizeof file)
            status = resource_find("datasets", file, path, err);
    }
    return status;
}

/*
 * A failure of the reader names the option that does not fit the file as
 * "label=": point there, it is a wrong argument. Else point at the file.
 */
static enum riffle_status point_at(const struct command_call *call,
                                   struct riffle_error *why,
                                   struct riffle_error *err)
{
    for (size_t i = 0; options[i].name; i++) {
        char typed[32];
        (void)snprintf(typed, sizeof typed, " %s=", options[i].name);
        if (call_given(call, options[i].name) && strstr(why->message, typed)) {
            why->status = RIFFLE_EUSAGE;
            return parts_point_at(call, options[i].name, why, err);
        }
    }
    return parts_point_at(call, "PATH", why, err);
}

/* Whether these are the data that sha256= asks for. */
static enum riffle_status check_sum(const struct command_call *call,
                                    const struct riffle_dataset *data,
                                    struct riffle_error *err)
{
    const char *wanted = call_option(call, "sha256");
    if (!wanted || strcasecmp(wanted, data->sha256) == 0)
        return RIFFLE_OK;
    (void)call_fail(call, "sha256", err,
                    "%s is another file: its SHA-256 is %s", data->name,
                    data->sha256);
    riffle_hint(err, "find the file that was meant, or leave sha256= out");
    err->status = RIFFLE_EFORMAT;
    return RIFFLE_EFORMAT;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_load_options load;
    const char *name = call_word(call, 0);
    char *path = NULL;
    enum riffle_status status = read_options(session, call, &load, err);
    if (status == RIFFLE_OK)
        status = bundled(name, &path, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    struct riffle_dataset *data = NULL;
    struct riffle_error why = {0};
    status =
        riffle_dataset_load(path ? path : name, &load, &progress, &data, &why);
    session_progress_end(&state);
    if (status != RIFFLE_OK)
        status = point_at(call, &why, err);
    else if ((status = check_sum(call, data, err)) == RIFFLE_OK)
        status = session_set_fresh(session, data, err);
    else
        riffle_dataset_free(data);
    if (status == RIFFLE_OK && path)
        reply_note(reply, "%s comes with riffle", name);
    if (status == RIFFLE_OK)
        dataset_reply(data, reply);
    free(path);
    return status;
}

const struct command command_load = {
    .verb = "load",
    .group = "data",
    .summary = "read a data set: CSV, TSV, NPY, NPZ or svmlight",
    .usage = "PATH",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 1,
    .examples =
        (const char *const[]){
            "load wdbc", "load wdbc test=0.3 seed=7 standardize=on",
            "load wdbc label=diagnosis positive=malignant test=0", NULL},
    .detail =
        "PATH is a file, or the name of a bundled data set: wdbc, digits38, "
        "highdim, poisoned, words.\n\n"
        "A CSV file has a header line; a column of text becomes one indicator "
        "column for each value but the first. The label has two values of any "
        "kind; of more, positive=A negative=B keeps the rows of two, and "
        "positive=A negative=rest sets one against all others. Without test= a "
        "fifth of the rows, drawn with the seed, becomes "
        "the test set. Each default taken is printed as a note.\n\n"
        "An NPZ file holds X_train, y_train, X_test and y_test, or the members "
        "that x= and y= name. Rows that are images, or of any shape, are "
        "flattened to columns. An NPY file holds features only: y=TRAIN.npy, "
        "or "
        "y=TRAIN.npy,TEST.npy beside test=, has the labels.\n\n"
        "Loading forgets the fit, the removal sets and the sweep; when it "
        "fails, what was loaded stays.",
    .see_also = "synth,sample,show,fit",
    .light = true,
    .run = run,
};
