/* export: write the numbers to a file. */
#include "command/command.h"
#include "command/export_kinds.h"
#include "command/picture.h"
#include "command/plot_draw.h"
#include "command/score_run.h"
#include "command/words.h"
#include "session.h"

#include <sys/stat.h>

static const struct command_option words[] = {
    {.name = "WHAT",
     .type = TYPE_WORD,
     .values = "theta|influence|scores|sweep|rows|plot|data|case",
     .help = "what to write"},
    {.name = "FILE",
     .type = TYPE_PATH,
     .help = ".csv, .json, .npy, .npz; plot .svg, .png, .txt; case .rif"},
    {.name = NULL},
};

/* In the order of WHAT. */
static export_writer *const writers[] = {
    export_theta, export_influence, export_scores, export_sweep,
    export_rows,  export_plot,      export_data,   export_case};

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .help = "influence, scores, plot: whose change"},
    {.name = "scores",
     .type = TYPE_SCORES,
     .preset = "rif",
     .help = "scores: which ones, a column each"},
    SCORE_RUN_OPTIONS,
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "scores: of those that draw at random (1, or --seed)"},
    {.name = "kind",
     .type = TYPE_WORD,
     .values = PICTURE_KINDS,
     .preset = "scatter",
     .help = "plot: which one"},
    PLOT_OPTIONS,
    {.name = "braille-blank",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "plot .txt: U+2800 for blanks, where spaces are narrower"},
    {.name = NULL},
};

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    size_t what = 0;
    struct export_order order = {
        .session = session, .call = call, .path = call_word(call, 1)};
    enum riffle_status status = call_choice(call, "WHAT", &what, err);
    if (status == RIFFLE_OK)
        status = writers[what](&order, reply, err);
    if (status != RIFFLE_OK)
        return status;
    struct stat file = {0};
    size_t bytes = stat(order.path, &file) == 0 ? (size_t)file.st_size : 0;
    reply_text(reply, "wrote %s: ", order.path);
    if (order.rows)
        reply_text(reply, "%zu row%s, ", order.rows, plural(order.rows));
    reply_text(reply, "%zu bytes\n", bytes);
    reply_set_string(reply, "what", call_word(call, 0));
    reply_set_string(reply, "path", order.path);
    if (order.rows)
        reply_set_count(reply, "rows", order.rows);
    reply_set_count(reply, "bytes", bytes);
    return RIFFLE_OK;
}

const struct command command_export = {
    .verb = "export",
    .group = "effects",
    .summary = "write numbers or plots to a file",
    .usage = "WHAT FILE",
    .words = words,
    .options = options,
    .min_words = 2,
    .max_words = 2,
    .examples =
        (const char *const[]){
            "load wdbc; fit; export influence influence.csv",
            "load wdbc; fit; export scores all.csv scores=rif,loo",
            "load digits38; fit; sweep sizes=2; export sweep sweep.csv",
            "load digits38; fit; sweep sizes=3; export plot sweep.svg",
            "load wdbc; fit; mark 12 verdict=poison; export case case.rif",
            "load digits38; fit; sweep sizes=3; export plot grid.png kind=grid",
            NULL},
    .detail =
        "theta: every parameter. influence: every training row with p, loss, "
        "leverage, IF and RIF. scores: the same rows with any of the "
        "scores (`methods`), and NAME_se where one has standard errors. sweep: "
        "a line for each set and measure with "
        "actual, bound, estimates and status; a number that does not exist is "
        "an empty cell. rows: the removal set; as .txt it can be read back by "
        "`select rows @FILE`. plot: what `plot` draws, as a picture (.svg "
        "from the data, .png), as text (.txt, .ans with colours) or as its "
        "points with what became of each (.csv, .json). data: the training and "
        "test rows as loaded. case: the marked rows with verdicts, notes and "
        "scores, the SHA-256 of the data and the commands that led there; as "
        ".rif or .txt a script that does it all again.\n\n"
        "The end of the name decides the format. The file appears whole or "
        "not at all, and one of that name is replaced.",
    .see_also = "plot,sweep,influence,select",
    .writes = "export",
    .run = run,
};
