/*
 * The journal: what was done at the prompt, line by line as it is done, so that
 * a crash loses nothing. Each is a script of its own, DATE-PID.rif:
 *
 *     # riffle journal
 *     set threads 2
 *     load /data/wdbc.csv
 *     remove 7
 *     # ended
 *
 * The last line is missing after a crash.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdint.h>

struct journal;

/*
 * Begin one; its file appears with its first line. NULL when there is to be
 * none (RIFFLE_JOURNAL is empty), or no memory. Prunes what is old.
 */
struct journal *journal_new(void);

/* Append a command and, when it differs, the seed in force. Fine on NULL. */
void journal_add(struct journal *journal, const char *line, uint64_t seed);

/* Say that the session ended as it should. Fine on NULL. */
void journal_end(struct journal *journal);

/*
 * The newest journal of a session that ended unexpectedly and has not been
 * resumed; NULL: there is none. Caller owns.
 * unseen  only one that nobody was told of yet; it counts as told from now on
 */
char *journal_lost(const struct journal *journal, int unseen);

/* Mark a journal as resumed: the new one holds it all. */
void journal_resumed(const char *path);

#endif
