/* Where the files that come with riffle are: data sets, themes. */
#ifndef RESOURCE_H
#define RESOURCE_H

/*
 * The path of `name` in `folder` ("datasets", "themes"): under $RIFFLE_DATA,
 * then, from the executable's folder upwards, as installed
 * (share/riffle/FOLDER) or as in the source tree (FOLDER).
 * Caller owns (free); NULL when there is none, or out of memory.
 */
char *resource_find(const char *folder, const char *name);

#endif
