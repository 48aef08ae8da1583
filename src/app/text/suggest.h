/* "did you mean": the nearest of some names, by git's edit distance. */
#ifndef TEXT_SUGGEST_H
#define TEXT_SUGGEST_H

#include <stddef.h>

enum suggest_size { SUGGEST_MAX = 3 };

/*
 * Damerau-Levenshtein with a swap at 0, a substitution at 2, an insertion at 1
 * and a deletion at 3, as git weighs typos; a name that begins with `typed`
 * scores 0. Names at 7 or more are left out.
 * best  out: borrowed names, nearest first
 * Returns how many there are, at most SUGGEST_MAX.
 */
size_t suggest(const char *typed, const char *const *names, size_t n,
               const char *best[SUGGEST_MAX]);

#endif
