/* Signals as flags that the loop looks at, and a wake-up for its poll. */
#ifndef TUI_EVENTS_H
#define TUI_EVENTS_H

#include <stdbool.h>

/* `wake` is an eventfd that each signal writes to. */
void events_open(int wake);
/* What was in force before comes back. */
void events_close(void);

/* True once after the terminal changed its size, or the program went on. */
bool events_resized(void);
bool events_continued(void);
/* True once after SIGTSTP: somebody wants the program stopped. */
bool events_stopped(void);
/* INT, TERM, HUP or QUIT, when one came; else 0. */
int events_ending(void);

#endif
