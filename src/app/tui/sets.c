/* The table of removal sets: which of them it lists, and in what order. */
#include "tui/sets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum set_sort { SETS_BY_NUMBER, SETS_BY_ROWS, SETS_BY_ACTUAL, SETS_BY_ERROR };
static const char *const order_words[] = {
    [SETS_BY_NUMBER] = "set",
    [SETS_BY_ROWS] = "rows",
    [SETS_BY_ACTUAL] = "|actual|",
    [SETS_BY_ERROR] = "|error|",
};
enum { N_ORDERS = sizeof order_words / sizeof order_words[0] };

static double value_of(const struct riffle_effect *effect)
{
    return effect->status == RIFFLE_OK ? effect->value : (double)NAN;
}

/* How far the crosshair's estimator is off. */
static double error_of(const struct tui *tui, const struct scene_set *set)
{
    size_t series = tui->plot.series < THEME_SERIES ? tui->plot.series : 0;
    return value_of(&set->predicted[series]) - value_of(&set->actual);
}

const char *sets_order_word(const struct tui *tui)
{
    return order_words[tui->sets.sort];
}

/* What sets are ordered by; those without it come last. */
static double key_of(const struct tui *tui, size_t s)
{
    const struct scene_set *set = &tui->scene->sets[s];
    switch (tui->sets.sort) {
    case SETS_BY_ROWS:
        return (double)set->k;
    case SETS_BY_ACTUAL:
        return -fabs(value_of(&set->actual));
    case SETS_BY_ERROR:
        return -fabs(error_of(tui, set));
    default:
        return (double)s;
    }
}

static int compare(const void *a, const void *b, void *data)
{
    const struct tui *tui = data;
    const size_t *x = a;
    const size_t *y = b;
    double p = key_of(tui, *x);
    double q = key_of(tui, *y);
    if (isnan(p) != isnan(q))
        return isnan(p) ? 1 : -1;
    if (p < q || p > q)
        return (p < q) != tui->sets.reversed ? -1 : 1;
    return (*x > *y) - (*x < *y);
}

const char *sets_state(const struct scene_set *set)
{
    if (set->actual.status == RIFFLE_PENDING)
        return "pending";
    return set->actual.status == RIFFLE_OK ? "done" : "failed";
}

/* The number of a set that goes by this name; false: none does. */
static bool named(const struct tui *tui, size_t s, const char *name,
                  double *value)
{
    const struct scene_set *set = &tui->scene->sets[s];
    const struct points *points = tui->scene->points;
    if (strcasecmp(name, "set") == 0)
        *value = (double)s;
    else if (strcasecmp(name, "rows") == 0)
        *value = (double)set->k;
    else if (strcasecmp(name, "actual") == 0)
        *value = value_of(&set->actual);
    else if (strcasecmp(name, "error") == 0)
        *value = error_of(tui, set);
    else {
        size_t i = 0;
        while (i < points->data.n_series &&
               strcasecmp(points->estimators[i]->name, name) != 0)
            i++;
        if (i == points->data.n_series)
            return false;
        *value = value_of(&set->predicted[i]);
    }
    return true;
}

/* "|error|" is error without its sign. */
static bool measured(const struct tui *tui, size_t s, char *name, double *value)
{
    size_t n = strlen(name);
    bool bars = n > 2 && name[0] == '|' && name[n - 1] == '|';
    if (bars)
        name[n - 1] = '\0';
    bool known = named(tui, s, name + bars, value);
    if (bars)
        *value = fabs(*value);
    return known;
}

enum verdict { PASSES, FAILS, NONSENSE };

static enum verdict compared(const struct tui *tui, size_t s, const char *word,
                             size_t at)
{
    char name[64];
    char *end;
    double value = 0;
    char op = word[at];
    const char *number = word + at + 1 + (word[at + 1] == '=');
    double bound = strtod(number, &end);
    (void)snprintf(name, sizeof name, "%.*s", (int)at, word);
    if (end == number || *end || !measured(tui, s, name, &value))
        return NONSENSE;
    bool equal = word[at + 1] == '=' || op == '=';
    bool holds = (equal && value == bound) || (op == '<' && value < bound) ||
                 (op == '>' && value > bound);
    return holds ? PASSES : FAILS;
}

static enum verdict judge(const struct tui *tui, size_t s, const char *word)
{
    const struct scene_set *set = &tui->scene->sets[s];
    size_t at = strcspn(word, "<>=");
    if (word[at])
        return compared(tui, s, word, at);
    return strcasestr(set->strategy, word) || strcasestr(sets_state(set), word)
               ? PASSES
               : FAILS;
}

/* The next word of a filter; false at its end. */
static bool next_word(const char **at, char word[64])
{
    *at += strspn(*at, " ");
    size_t n = strcspn(*at, " ");
    (void)snprintf(word, 64, "%.*s", (int)(n < 63 ? n : 63), *at);
    *at += n;
    return n > 0;
}

static bool passes(const struct tui *tui, size_t s)
{
    char word[64];
    const char *at = tui->sets.filter;
    while (next_word(&at, word))
        if (judge(tui, s, word) != PASSES)
            return false;
    return true;
}

const char *sets_filter_fault(const struct tui *tui, const char *filter,
                              char word[64])
{
    if (tui->scene->n_sets == 0)
        return NULL;
    while (next_word(&filter, word))
        if (judge(tui, 0, word) == NONSENSE)
            return word;
    return NULL;
}

void sets_forget(struct tui *tui)
{
    free(tui->sets.list);
    tui->sets.list = NULL;
    tui->sets.n = 0;
}

void sets_arrange(struct tui *tui)
{
    sets_forget(tui);
    tui->sets.list = calloc(tui->scene->n_sets + 1, sizeof *tui->sets.list);
    if (!tui->sets.list)
        return;
    for (size_t s = 0; s < tui->scene->n_sets; s++)
        if (passes(tui, s))
            tui->sets.list[tui->sets.n++] = s;
    if (tui->sets.n > 1 &&
        (tui->sets.sort != SETS_BY_NUMBER || tui->sets.reversed))
        qsort_r(tui->sets.list, tui->sets.n, sizeof *tui->sets.list, compare,
                tui);
}

size_t sets_at(const struct tui *tui, size_t line)
{
    return line < tui->sets.n ? tui->sets.list[line] : SCENE_NONE;
}

size_t sets_line(const struct tui *tui, size_t set)
{
    for (size_t i = 0; i < tui->sets.n; i++)
        if (tui->sets.list[i] == set)
            return i;
    return SCENE_NONE;
}

void sets_sort(struct tui *tui)
{
    tui->sets.sort = (tui->sets.sort + 1) % N_ORDERS;
    tui->sets.reversed = false;
}

void sets_reverse(struct tui *tui)
{
    tui->sets.reversed = !tui->sets.reversed;
}
