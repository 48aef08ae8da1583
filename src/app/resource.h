/* Where the files that come with riffle are: data sets, themes. */
#ifndef RESOURCE_H
#define RESOURCE_H

#include "riffle/status.h"

/*
 * The path of `name` in `folder` ("datasets", "themes"): under $RIFFLE_DATA,
 * then, from the executable's folder upwards, as installed
 * (share/riffle/FOLDER) or as in the source tree (FOLDER).
 * `path`: caller owns (free); NULL when there is none. RIFFLE_ENOMEM.
 */
enum riffle_status resource_find(const char *folder, const char *name,
                                 char **path, struct riffle_error *err);

#endif
