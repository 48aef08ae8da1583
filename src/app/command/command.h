/* The command language: one static table drives parser, help, completion. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "report/reply.h"
#include "riffle/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct session;

/* What a word or a value is; decides checking and completion. */
enum command_type {
    TYPE_WORD,       /* one of `values`, separated by | */
    TYPE_WORDS,      /* some of them, comma separated */
    TYPE_TEXT,       /* anything */
    TYPE_PATH,       /* a file */
    TYPE_COLUMN,     /* a feature name */
    TYPE_COLUMNS,    /* feature names, comma separated */
    TYPE_CELL,       /* COLUMN=VALUE: keys that are no options are words */
    TYPE_ROW,        /* a row number from 0 */
    TYPE_ROWS,       /* 1,5,10-20 or @FILE */
    TYPE_SIZE,       /* 20 or 5% */
    TYPE_RANGE,      /* 0.1%:5% */
    TYPE_COUNT,      /* a whole number above 0 */
    TYPE_NUMBER,     /* a finite number */
    TYPE_FRACTION,   /* a number in [0, 1] */
    TYPE_SEED,       /* a whole number above 0 */
    TYPE_MEASURE,    /* test_loss, logit:12, theta:NAME */
    TYPE_MEASURES,   /* some, comma separated */
    TYPE_ESTIMATORS, /* if,rif,ns,actual */
    TYPE_SCORE,      /* a row of the table of scores */
    TYPE_SCORES,
    TYPE_METHODS, /* scores and estimators */
    TYPE_AUDITS,  /* orders of `detect` and scores, comma separated */
    TYPE_LESSON,  /* a bundled lesson */
    TYPE_PRESETS, /* rows of the table of presets */
    TYPE_SET,     /* a named removal set */
    TYPE_THEME,
    TYPE_SETTING, /* a name of `set` */
    TYPE_VALUE,   /* a value of the setting in the word before */
    TYPE_TOPIC,   /* what `help` knows: verbs, concepts, rows of the tables */
    TYPE_LABELS,  /* a member of an NPZ file, or NPY files, comma separated */
    TYPE_DATASET, /* a file, or the name of a bundled data set */
    TYPE_COMMAND, /* a verb */
};

/* A key=value option, or a positional word (`position` >= 0 and up). */
struct command_option {
    const char *name; /* key, or the placeholder of a positional word */
    enum command_type type;
    const char *values; /* TYPE_WORD(S): "a|b|c"; else NULL */
    const char *preset; /* default, in words of the language; NULL: none */
    const char *help;   /* half a line */
};

enum command_words { COMMAND_MAX_WORDS = 4096, COMMAND_MAX_OPTIONS = 32 };

struct command_call;

struct command {
    const char *verb;
    const char *group; /* "data", "model", "sets", "effects", "look", ... */
    const char *summary;
    const char *usage; /* words only: "PATH", "random SIZE", ... */
    const struct command_option *words;   /* ended by a NULL name */
    const struct command_option *options; /* ended by a NULL name */
    size_t min_words;
    size_t max_words;            /* COMMAND_MAX_WORDS: any number */
    const char *const *examples; /* each runs; ended by NULL */
    const char *detail;          /* paragraphs for `help VERB`; NULL: none */
    const char *see_also;        /* verbs, comma separated; NULL: none */
    const char *writes; /* text of a call that writes a file; NULL: never */
    bool runs_others;   /* commands of their own: they are history, not it */
    bool light; /* needs nothing of a fit that riffle_fit_complete makes */
    /*
     * Do it. On failure `err` says what and what next; the session is as
     * before. Never prints except through `reply`.
     */
    enum riffle_status (*run)(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err);
};

/* The table, sorted by verb. */
size_t command_count(void);
const struct command *command_at(size_t index);
const struct command *command_find(const char *verb);

/* --- a parsed call: what handlers read ------------------------------- */

size_t call_word_count(const struct command_call *call);
/* Word i after the verb, unquoted; NULL when absent. */
const char *call_word(const struct command_call *call, size_t i);
/* Value of an option as typed, unquoted; its default, or NULL. */
const char *call_option(const struct command_call *call, const char *name);
/* True when the user gave the option. */
bool call_given(const struct command_call *call, const char *name);

/*
 * Typed readers. `name` is an option's key, a positional placeholder, or the
 * digits of a word's index ("1": the second word after the verb). Each takes
 * the default when the option is absent, and leaves `value` alone when there
 * is none. A failure is RIFFLE_EUSAGE and marks where on the line, so that the
 * caret points at the value.
 */
enum riffle_status call_number(const struct command_call *call,
                               const char *name, double *value,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status call_count(const struct command_call *call, const char *name,
                              size_t *value,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status call_seed(const struct command_call *call, const char *name,
                             uint64_t *value,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Rows out of `n`: "20" or "5%", at least 1, at most n. */
enum riffle_status call_size(const struct command_call *call, const char *name,
                             size_t n, size_t *value,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
/* "0.1%:5%" as two fractions. */
enum riffle_status call_range(const struct command_call *call, const char *name,
                              double *low, double *high,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
/* One row number below `n`. */
enum riffle_status call_row(const struct command_call *call, const char *name,
                            size_t n, size_t *value,
                            struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Index into the option's `values`. */
enum riffle_status call_choice(const struct command_call *call,
                               const char *name, size_t *value,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/*
 * Rows below `n` from words `first` on, each "7", "10-20", "1,5" or "@FILE" (numbers
 * separated by blanks, commas or newlines). rows is caller's (free).
 */
enum riffle_status call_rows(const struct command_call *call, size_t first,
                             size_t n, size_t **rows, size_t *k,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Likewise from the value of an option: rows=1,5,10-20 or rows=@FILE. */
enum riffle_status call_option_rows(const struct command_call *call,
                                    const char *name, size_t n, size_t **rows,
                                    size_t *k,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Comma-separated value split; items are caller's (call_items_free). */
enum riffle_status call_items(const struct command_call *call, const char *name,
                              char ***items, size_t *n,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
void call_items_free(char **items, size_t n);

/* A failure that points at the value of `name` (or the verb when NULL). */
enum riffle_status call_fail(const struct command_call *call, const char *name,
                             struct riffle_error *err, const char *format, ...)
    RIFFLE_PRINTF(4, 5);

#endif
