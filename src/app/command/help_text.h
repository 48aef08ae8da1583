/* One entry of help: printed for people, described for programs. */
#ifndef COMMAND_HELP_TEXT_H
#define COMMAND_HELP_TEXT_H

#include "command/catalogue.h"
#include "report/reply.h"

struct json_object;

/*
 * Print an entry of a catalogue, with all that its table says about it.
 * Returns its description as an object; caller owns.
 */
struct json_object *help_entry(struct reply *reply, enum catalogue_id id,
                               size_t index);

/* Print a key and a text beside it, wrapped to the width of the reply. */
void help_pair(struct reply *reply, const char *key, size_t key_width,
               const char *text);

#endif
