/* Where riffle keeps what it remembers between sessions. */
#ifndef PLACE_H
#define PLACE_H

/*
 * `name` ("history", "journal/") in riffle's folder of the XDG state folder,
 * with every folder on the way made, 0700; a `variable` of the environment
 * says otherwise: another path, or "" for none. NULL: there is no place.
 * Caller owns.
 */
char *place_state(const char *variable, const char *name);

#endif
