/* One session, and files that have to be refused in it. */
#ifndef MALFORMED_REFUSED_H
#define MALFORMED_REFUSED_H

#include "malformed.h"

/* cmocka group set-up and tear-down: a session with data loaded. */
int refused_begin(void **state);
int refused_end(void **state);

/*
 * Run the line, which reads the file at `path`: count and tell a surprise
 * unless it fails as the case says, in time, and what was loaded is still
 * there.
 */
void refused_check(const char *line, const char *path,
                   const struct malformed *expected);

/* Say how many files there were; fail if there was a surprise. */
void refused_tell(size_t count);

#endif
