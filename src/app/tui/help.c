/* The pages of help: the keys, from their table; and what the plot means. */
#include "tui/help.h"

#include <stdio.h>

#include "tui/keys.h"

enum {
    WORDS = 256,
    KEY_COLUMNS = 11,
    BROAD = 59,  /* columns of an entry with its command */
    NARROW = 39, /* and without */
    COLUMNS_MOST = 5,
};

static const char *const meaning[] = {
    "What the plot means",
    "",
    "The model was fitted to all training rows. A removal set is some of them.",
    "Each dot is one removal set, seen by one estimator:",
    "  across   what really happened: the model was fitted again without the",
    "           set, and this is how much the measure in the legend changed",
    "  up       what the estimator said beforehand, without fitting again",
    "The dotted diagonal is predicted = actual: dots on it were foretold well.",
    "Below it on the right, above it on the left: it says too little.",
    "",
    "IF   influence: adds up the rows' first-order effects; keeps the order",
    "     of sets, but says too little for sets that matter together",
    "RIF  rescaled influence: each row's effect over 1 - its leverage; better",
    "     where single rows have leverage",
    "NS   one Newton step for the whole set: dearer, nearest to actual",
    "",
    "slope: of predicted over actual; 1 is right. rho: is the order of sets",
    "right? error: mean of |predicted - actual|. certified: the actual effect",
    "is proven to that many digits.",
};

/* The page that help was asked for on. */
static enum page page_of(const struct tui *tui)
{
    return tui->depth > 1 ? tui->pages[tui->depth - 2] : PAGE_PLOT;
}

static void describe(const struct key *key, bool command, char words[WORDS])
{
    if (command)
        (void)snprintf(words, WORDS, "%-11s%-28s%-20.19s", key->name, key->help,
                       key->command ? key->command : "");
    else
        (void)snprintf(words, WORDS, "%-11s%-28.27s", key->name, key->help);
}

/* The keys of a page, in the order of the table. */
static size_t collect(enum page page, const struct key **keys)
{
    size_t n = 0;
    for (size_t i = 0; i < key_count(); i++)
        if (key_at(i)->name && key_on_page(key_at(i), page))
            keys[n++] = key_at(i);
    return n;
}

/* Side by side, with their commands where there is room. */
static void add_keys(struct tui *tui, const struct key *const *keys, size_t n,
                     size_t width, size_t height)
{
    char words[WORDS];
    char line[COLUMNS_MOST * WORDS];
    size_t columns = width / BROAD;
    bool command = columns > 0 && n <= columns * height;
    if (!command)
        columns = width / NARROW;
    columns = columns < 1 ? 1 : columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
    size_t rows = (n + columns - 1) / columns;
    for (size_t i = 0; i < rows; i++) {
        size_t at = 0;
        for (size_t k = i; k < n; k += rows) {
            describe(keys[k], command, words);
            at += (size_t)snprintf(line + at, sizeof line - at, "%s", words);
        }
        text_add(&tui->help, ROLE_TEXT, line);
    }
}

static void add_binds(struct tui *tui)
{
    char line[WORDS];
    for (size_t i = 0; i < tui->scene->n_binds; i++) {
        const struct scene_bind *bind = &tui->scene->binds[i];
        (void)snprintf(line, sizeof line, "%-*s yours, on %s: %.180s",
                       KEY_COLUMNS, bind->key, bind->page, bind->command);
        text_add(&tui->help, ROLE_STRONG, line);
    }
}

void help_fill(struct tui *tui, size_t width, size_t height)
{
    const struct key *keys[KEYS_MOST];
    text_clear(&tui->help);
    if (tui->meaning) {
        for (size_t i = 0; i < sizeof meaning / sizeof meaning[0]; i++)
            text_add(&tui->help, i ? ROLE_TEXT : ROLE_STRONG,
                     meaning[i][0] ? meaning[i] : " ");
        return;
    }
    size_t n = collect(page_of(tui), keys);
    char head[WORDS];
    (void)snprintf(
        head, sizeof head,
        "Keys on %s.  ? again: what the plot means  j scrolls  / finds",
        tui_page_name(page_of(tui)));
    text_add(&tui->help, ROLE_STRONG, head);
    add_binds(tui);
    size_t taken = 1 + tui->scene->n_binds;
    add_keys(tui, keys, n, width, height > taken ? height - taken : 0);
}

void help_show(struct tui *tui)
{
    tui->meaning = tui_page(tui) == PAGE_HELP && !tui->meaning;
    tui->scroll[PAGE_HELP] = (struct scroll){0};
    tui_show(tui, PAGE_HELP);
}
