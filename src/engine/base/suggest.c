/* Edit distance over three rows, after git's levenshtein.c. */
#include "riffle/suggest.h"

#include <string.h>

enum {
    LONGEST = 64,
    FLOOR = 7,
    SWAP = 0,
    SUBSTITUTE = 2,
    INSERT = 1,
    DROP = 3
};

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Row i of the distances, from rows i - 1 and i - 2. */
static void fill_row(const char *typed, const char *name, size_t i,
                     int rows[3][LONGEST + 1])
{
    int *row = rows[i % 3];
    const int *one = rows[(i + 2) % 3];
    const int *two = rows[(i + 1) % 3];
    size_t n = strlen(name);
    row[0] = (int)i * DROP;
    for (size_t j = 1; j <= n; j++) {
        row[j] = one[j - 1] + SUBSTITUTE * (typed[i - 1] != name[j - 1]);
        if (i > 1 && j > 1 && typed[i - 1] == name[j - 2] &&
            typed[i - 2] == name[j - 1])
            row[j] = smaller(row[j], two[j - 2] + SWAP);
        row[j] = smaller(row[j], one[j] + DROP);
        row[j] = smaller(row[j], row[j - 1] + INSERT);
    }
}

static int distance(const char *typed, const char *name)
{
    size_t m = strlen(typed);
    size_t n = strlen(name);
    int rows[3][LONGEST + 1] = {{0}};
    if (m > LONGEST || n > LONGEST)
        return FLOOR;
    if (m > 0 && strncmp(typed, name, m) == 0)
        return 0;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = (int)j * INSERT;
    for (size_t i = 1; i <= m; i++)
        fill_row(typed, name, i, rows);
    return rows[m % 3][n];
}

/* Of a short word hardly a letter may be wrong. */
static int limit(const char *typed)
{
    size_t n = strlen(typed);
    return n < FLOOR ? (int)n : FLOOR;
}

size_t riffle_suggest(const char *typed, const char *const *names, size_t n,
                      const char *best[RIFFLE_SUGGEST_MAX])
{
    int score[RIFFLE_SUGGEST_MAX];
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        int d = distance(typed, names[i]);
        size_t at = found;
        while (at > 0 && score[at - 1] > d)
            at--;
        if ((d > 0 && d >= limit(typed)) || at == RIFFLE_SUGGEST_MAX)
            continue;
        if (found < RIFFLE_SUGGEST_MAX)
            found++;
        for (size_t k = found - 1; k > at; k--) {
            score[k] = score[k - 1];
            best[k] = best[k - 1];
        }
        score[at] = d;
        best[at] = names[i];
    }
    return found;
}
