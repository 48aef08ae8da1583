/* Edits of training rows: predicted, applied, refitted, compared. */
#ifndef COMMAND_EDIT_RUN_H
#define COMMAND_EDIT_RUN_H

#include "command/command.h"
#include "session.h"

#include "riffle/exchange.h"

/* Options that every edit has. */
#define EDIT_OPTIONS                                                           \
    {.name = "measures",                                                       \
     .type = TYPE_MEASURES,                                                    \
     .preset = "test_prediction,test_loss",                                    \
     .help = "what changes, of test rows or coefficients"},                    \
    {                                                                          \
        .name = "apply", .type = TYPE_WORD, .values = "on|off",                \
        .preset = "on", .help = "off: only predict"                            \
    }

/* What an edit does. Numbers are those of the training rows before it. */
struct edit {
    struct riffle_removal gone; /* rows that are taken out; owned */
    struct riffle_put *puts;    /* rows that change or are added; owned */
    size_t n_puts;
    double *x;       /* what the puts point into; owned */
    size_t test_row; /* watched as well; RIFFLE_NO_ROW: none */
    bool secret;     /* a poisoning: no row is named, nothing is predicted */
};

/* Room for `n` puts of n_features values each. */
enum riffle_status edit_init(struct edit *edit, size_t n, size_t n_features,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
void edit_release(struct edit *edit);

/* The next put: `row` (RIFFLE_NO_ROW: added) with values copied from `x`. */
struct riffle_put *edit_put(struct edit *edit, size_t n_features, size_t row,
                            const double *x, uint8_t y);
/* Its values, to be changed. */
double *edit_values(const struct edit *edit, size_t n_features, size_t put);

/*
 * Predict the edit's effects, apply it unless apply=off, refit from where the
 * fit was, and show what came true. Without a fit: only apply. On failure the
 * session is as before.
 */
enum riffle_status edit_run(struct session *session,
                            const struct command_call *call,
                            const struct edit *edit, struct reply *reply,
                            struct riffle_error *err) RIFFLE_MUST_CHECK;

/* "row 7 (line 14)", or "row 460 (added)". */
void edit_name_row(const struct riffle_rows *rows, size_t row, char *text,
                   size_t size);
enum { EDIT_ROW_SIZE = 64 };

/* A class by its name, pointing at `name` of the call when it is none. */
enum riffle_status edit_read_label(const struct session *session,
                                   const struct command_call *call,
                                   const char *name, const char *text,
                                   uint8_t *label,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* That copies= is no more than the limit of rows allows. */
enum riffle_status
edit_check_copies(const struct session *session,
                  const struct command_call *call, size_t copies,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* True for a training row with a planted wrong label. */
bool edit_is_planted(const struct riffle_dataset *data, size_t row);
/* Whether a planted row is one still with this label: not once it is right. */
bool edit_still_planted(const struct riffle_dataset *data, size_t row,
                        uint8_t label);

#endif
