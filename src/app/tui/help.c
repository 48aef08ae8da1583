/* The pages of help: the keys, from their table; and what the plot means. */
#include "tui/help.h"

#include <stdio.h>
#include <string.h>

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

/* Keys that stand together where there is no room for a line each. */
static const struct brief {
    const char *names[6]; /* of the table; ended by NULL */
    const char *name, *help;
} briefs[] = {
    {{"h, Left", "l, Right", "j, Down", "k, Up"},
     "h j k l",
     "move, as the arrows do"},
    {{"n, w", "N, b"}, "n N, w b", "next set, the one before"},
    {{"+", "-", "0"}, "+ - 0", "zoom in, out, all of it"},
    {{"z", "v"}, "z v", "box: zoom; select its sets"},
    {{"H", "J", "K", "L"}, "H J K L", "move the window"},
    {{"m", "d"}, "m d", "marks; shades by how many"},
    {{"X", "Y"}, "X Y", "linear, symlog: across, up"},
    {{"i", "o", "F"}, "i o F", "lines: y = x, zero, fitted"},
    {{"1-8", "!@#$%^&*"}, "1-8, !@#..", "estimator on or off; alone"},
    {{"t", "a", "p"}, "t a p", "sets, training rows, plot"},
    {{"Tab", "Shift-Tab"}, "Tab, S-Tab", "plot, sets, rows, jobs"},
    {{"u", "Ctrl-R"}, "u, Ctrl-R", "undo, redo"},
    {{"R", "S", "C"}, "R S C", "retrain; sweep; go on"},
    {{"Home", "G, End"}, "Home, End", "least, greatest effect"},
    {{"g, Home", "G, End"}, "g G", "first, last; Home, End"},
    {{"Page Up", "Page Down"}, "PgUp, PgDn", "a page up, down"},
    {{"Ctrl-L", "Ctrl-Z"}, "Ctrl-L, -Z", "draw afresh; to the shell"},
    {{"q", "Q"}, "q, Q", "close the page; leave"},
    {{"O", "E"}, "O E", "why; support of a test row"},
    {{"A", "P", "Z"}, "A P Z", "flip set; labels; verdicts"},
    {{"W", ":"}, "W :", "what was said; any command"},
};
enum { BRIEFS = sizeof briefs / sizeof *briefs };

/* The page that help was asked for on. */
static enum page page_of(const struct tui *tui)
{
    return tui->depth > 1 ? tui->pages[tui->depth - 2] : PAGE_PLOT;
}

/* A line of the list. */
struct entry {
    const char *name, *help, *command;
};

static void describe(const struct entry *entry, bool command, char words[WORDS])
{
    if (command)
        (void)snprintf(words, WORDS, "%-11s%-28s%-20.19s", entry->name,
                       entry->help, entry->command ? entry->command : "");
    else
        (void)snprintf(words, WORDS, "%-11s%-28.27s", entry->name, entry->help);
}

/* The keys of a page, in the order of the table. */
static size_t collect(enum page page, struct entry *entries)
{
    size_t n = 0;
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        if (key->name && key_on_page(key, page))
            entries[n++] = (struct entry){key->name, key->help, key->command};
    }
    return n;
}

static size_t find(const struct entry *entries, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && strcmp(entries[i].name, name) != 0)
        i++;
    return i;
}

/* One line for all keys of `brief', if all are there; how many lines then. */
static size_t join(struct entry *entries, size_t n, const struct brief *brief)
{
    const char *lead = brief->names[0];
    for (const char *const *name = brief->names; *name; name++)
        if (find(entries, n, *name) == n)
            return n;
    for (const char *const *name = brief->names + 1; *name; name++) {
        size_t at = find(entries, n, *name);
        n--;
        memmove(entries + at, entries + at + 1, (n - at) * sizeof *entries);
    }
    size_t first = lead ? find(entries, n, lead) : n;
    if (first == n)
        return n;
    entries[first].name = brief->name;
    entries[first].help = brief->help;
    return n;
}

/* Side by side, with their commands where there is room; together where even
 * one line for each is too much. */
static void add_keys(struct tui *tui, enum page page, size_t width,
                     size_t height)
{
    char words[WORDS];
    char line[COLUMNS_MOST * WORDS];
    struct entry entries[KEYS_MOST];
    size_t n = collect(page, entries);
    size_t columns = width / BROAD;
    bool command = columns > 0 && n <= columns * height;
    if (!command)
        columns = width / NARROW;
    columns = columns < 1 ? 1 : columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
    for (size_t b = 0; b < BRIEFS && n > columns * height; b++)
        n = join(entries, n, &briefs[b]);
    size_t rows = (n + columns - 1) / columns;
    for (size_t i = 0; i < rows; i++) {
        size_t at = 0;
        for (size_t k = i; k < n; k += rows) {
            describe(&entries[k], command, words);
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
    text_clear(&tui->help);
    if (tui->meaning) {
        for (size_t i = 0; i < sizeof meaning / sizeof meaning[0]; i++)
            text_add(&tui->help, i ? ROLE_TEXT : ROLE_STRONG,
                     meaning[i][0] ? meaning[i] : " ");
        return;
    }
    char head[WORDS];
    (void)snprintf(
        head, sizeof head,
        "Keys on %s.  ? again: what the plot means  j scrolls  / finds",
        tui_page_name(page_of(tui)));
    text_add(&tui->help, ROLE_STRONG, head);
    add_binds(tui);
    size_t taken = 1 + tui->scene->n_binds;
    add_keys(tui, page_of(tui), width, height > taken ? height - taken : 0);
}

void help_show(struct tui *tui)
{
    tui->meaning = tui_page(tui) == PAGE_HELP && !tui->meaning;
    tui->scroll[PAGE_HELP] = (struct scroll){0};
    tui_show(tui, PAGE_HELP);
}
