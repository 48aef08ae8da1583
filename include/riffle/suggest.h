/* "did you mean": the nearest of some names, by git's edit distance. */
#ifndef RIFFLE_SUGGEST_H
#define RIFFLE_SUGGEST_H

#include <stddef.h>

enum riffle_suggest_size { RIFFLE_SUGGEST_MAX = 3 };

/*
 * Damerau-Levenshtein with a swap at 0, a substitution at 2, an insertion at 1
 * and a deletion at 3, as git weighs typos; a name that begins with `typed`
 * scores 0. Names at 7 or more are left out, and of a word of fewer than 7
 * letters those that score as much as it has letters.
 * best  out: borrowed names, nearest first
 * Returns how many there are, at most RIFFLE_SUGGEST_MAX.
 */
size_t riffle_suggest(const char *typed, const char *const *names, size_t n,
                      const char *best[RIFFLE_SUGGEST_MAX]);

#endif
