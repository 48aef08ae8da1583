/* Handlers run where the waiting is done: in the main thread. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/* Remember the thread that calls: the main one, before any handler is set. */
void signals_init(void);

/*
 * For the first line of a handler. True in the main thread. Elsewhere (the
 * threads of OpenBLAS hold nothing back) the signal is passed on to it, so
 * that it ends the wait there and is not lost to it; then false.
 */
bool signals_take(int number);

/* Set a handler, without SA_RESTART: waits and reads end. */
void signals_catch(int number, void (*handler)(int));

#endif
