/* The history file: lines of earlier sessions for the arrow keys. */
#ifndef REPL_PAST_H
#define REPL_PAST_H

/*
 * Read the file, making its folder (0700); without a place, none is kept. The
 * full screen inside the prompt has it open already: each open has its close.
 */
void past_open(void);
/*
 * Remember an entry now, and in the file at once: not when it begins with a
 * blank or repeats the one before.
 */
void past_add(const char *entry);
void past_close(void);

#endif
