/* What each key means: a line of the command language. */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "tui/state.h"

struct key {
    const char *name; /* as help shows it: "h, Left"; NULL: it does not */
    wint_t codes[3];  /* characters; ended by 0 */
    int curses[3];    /* KEY_ codes; ended by 0 */
    unsigned pages;   /* bit per page; 0: all */
    /* what it runs, with places as in command/bind_fill.h; ends in a blank or
     * =: typed for the user, who goes on; NULL: nothing is */
    const char *command;
    const char *help;
};

enum { KEYS_MOST = 128 };
/* At most KEYS_MOST. */
size_t key_count(void);
const struct key *key_at(size_t index);
/* The key on this page; NULL when it means nothing there. */
const struct key *key_find(enum page page, enum screen_event event,
                           wint_t code);
bool key_on_page(const struct key *key, enum page page);

enum { KEY_NAME = 24 };
/* What a key is called: "x", "Space", "Ctrl-X", "Left". */
void key_called(enum screen_event event, wint_t code, char name[KEY_NAME]);

/* Bytes of a key for a line editor, as a terminal would send them. */
const char *key_sequence(wint_t code);

#endif
