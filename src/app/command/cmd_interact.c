/* interact: which removed rows hide what the others do. */
#include "command/command.h"
#include "command/interact_over.h"
#include "command/interact_reply.h"
#include "command/parts.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "ROWS",
     .type = TYPE_TEXT,
     .help = "3,7,10-20 or @FILE; `all': search all pairs (then K)"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "pairs",
     .type = TYPE_COUNT,
     .preset = "10",
     .help = "how many to show"},
    {.name = "by",
     .type = TYPE_WORD,
     .values = "alike|interaction|leverage",
     .preset = "alike",
     .help = "what puts pairs first"},
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "removed_loss",
     .help = "whose change on removal; over subsets: test_loss"},
    INTERACT_OVER_OPTIONS,
    {.name = NULL},
};

static bool wants_all(const struct command_call *call)
{
    return call_word_count(call) && strcmp(call_word(call, 0), "all") == 0;
}

/* The rows that the call lists, else the current set; caller releases. */
static enum riffle_status read_rows(const struct session *session,
                                    const struct command_call *call,
                                    struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    size_t *rows = NULL;
    size_t k = 0;
    size_t n = session->data->train.n;
    if (call_word_count(call) == 0)
        return riffle_removal_copy(removal, &session->selection, err);
    enum riffle_status status = call_rows(call, 0, n, &rows, &k, err);
    if (status == RIFFLE_OK)
        status = riffle_removal_init(removal, rows, k, n, NULL, err);
    free(rows);
    return status;
}

/* Over subsets: of the rows listed or selected, never all pairs. */
static enum riffle_status over_subsets(struct session *session,
                                       const struct command_call *call,
                                       size_t law, struct reply *reply,
                                       struct riffle_error *err)
{
    struct riffle_removal removal = {0};
    if (wants_all(call))
        return call_fail(call, "over", err,
                         "over subsets there are no `all' pairs: name rows");
    if (call_word_count(call) == 0 && session->selection.k == 0) {
        (void)call_fail(call, "over", err, "over subsets of which rows?");
        riffle_hint(err, "interact 3,9 over=%s", call_option(call, "over"));
        return RIFFLE_EUSAGE;
    }
    enum riffle_status status = read_rows(session, call, &removal, err);
    if (status == RIFFLE_OK)
        status = interact_over(session, call, law, &removal, reply, err);
    riffle_removal_release(&removal);
    return status;
}

static enum riffle_status within(struct session *session,
                                 const struct command_call *call,
                                 const struct interact_view *view,
                                 struct reply *reply, struct riffle_error *err)
{
    struct riffle_removal removal = {0};
    struct riffle_interaction found;
    struct riffle_error why = {0};
    enum riffle_status status = read_rows(session, call, &removal, err);
    if (status != RIFFLE_OK)
        return status;
    status =
        riffle_interact(session->fit, &view->options, &removal, &found, &why);
    riffle_removal_release(&removal);
    if (status == RIFFLE_EUSAGE)
        riffle_hint(&why, "give more rows, or search all pairs: interact all");
    if (status != RIFFLE_OK)
        return parts_point_at(call, NULL, &why, err);
    status = interact_reply_set(view, &found, reply, err);
    riffle_interaction_release(&found);
    return status;
}

static enum riffle_status among_all(struct session *session,
                                    const struct command_call *call,
                                    const struct interact_view *view,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    struct riffle_interact_search found;
    struct riffle_error why = {0};
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    enum riffle_status status = riffle_interact_find(
        session->fit, &view->options, &progress, &found, &why);
    session_progress_end(&state);
    if (status != RIFFLE_OK)
        return parts_point_at(call, NULL, &why, err);
    status = interact_reply_search(view, &found, reply, err);
    riffle_interact_search_release(&found);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct interact_view view = {.session = session};
    struct riffle_measure *measure = NULL;
    size_t order = RIFFLE_PAIR_ALIKE;
    size_t law = 0;
    bool all = wants_all(call);
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "over", &law, err);
    if (status == RIFFLE_OK && law > 0)
        return over_subsets(session, call, law, reply, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "pairs", &view.shown, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "by", &order, err);
    if (status == RIFFLE_OK && all && call_word_count(call) > 1)
        status = call_count(call, "1", &view.shown, err);
    if (status == RIFFLE_OK && all && call_word_count(call) > 2)
        status = call_fail(call, "2", err, "`all' takes one number after it");
    if (status == RIFFLE_OK)
        status =
            parts_measure_named(session, call, "measure",
                                call_option(call, "measure"), &measure, err);
    if (status != RIFFLE_OK)
        return status;
    view.by = call_option(call, "by");
    view.options =
        (struct riffle_interact_options){measure, (enum riffle_pair_order)order,
                                         interact_most(&view, reply->json)};
    if (!all && call_word_count(call) == 0 && session->selection.k == 0) {
        reply_note(reply, "no rows are selected: all pairs are searched");
        all = true;
    }
    status = all ? among_all(session, call, &view, reply, err)
                 : within(session, call, &view, reply, err);
    riffle_measure_free(measure);
    return status;
}

const struct command command_interact = {
    .verb = "interact",
    .group = "effects",
    .summary = "rows that hide each other's effect",
    .usage = "[ROWS...|all [K]]",
    .words = words,
    .options = options,
    .max_words = COMMAND_MAX_WORDS,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit; interact all 5",
            "load wdbc standardize=on; fit; select top 10; interact",
            "load highdim; fit; interact 3,9 12 measure=logit:0",
            "load digits38; fit; interact 3,55,238 over=taylor models=500",
            NULL},
    .detail =
        "Two rows that are much alike hide each other: remove one and the "
        "other still holds the model, so RIF, which asks for one row at a "
        "time, says little; remove both and it gives way. The interaction is "
        "what one Newton step for both (NS) does beyond the sum of their "
        "RIFs, in closed form. `mask': together they do more; `redundant': "
        "less, as with two rows of opposite labels. Pairs that are alike come "
        "first; by=interaction ranks by its size alone, by=leverage by how "
        "much two rows hold the model together, whatever their labels.\n\n"
        "For a set (ROWS, else the current one) also each row's RIF alone and "
        "what it adds once the others are gone: remove one and see the others "
        "rise. Without a set, or with `all', every pair of training rows is "
        "looked at, or those of the 20000 rows of highest leverage, and twins "
        "are listed whose similarity in the Hessian's metric is above 0.9.\n\n"
        "over=shapley, taylor and banzhaf are the interaction indices of "
        "pairs: the same second difference, f without both rows minus f "
        "without each plus f, retrained on subsets of the other rows and "
        "averaged; Shapley-Taylor's add up, over all pairs of rows, to what "
        "training does. Up to 12 training rows they are exact, beyond "
        "sampled, with standard errors, four models a sample and pair. "
        "over=full is the term with all other rows there, retrained. Ctrl-C "
        "keeps what there is.\n\n"
        "The measure is by default removed_loss, the loss of the removed rows "
        "themselves. Effects are gradient times shift.",
    .see_also = "why,inspect,effect,select",
    .run = run,
};
