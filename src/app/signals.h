/* Handlers run where the waiting is done: in the main thread. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/*
 * Those that end a program that does not catch them, and that may come from
 * outside: the terminal has to be given back first. Not those of crashes
 * (tui/rescue.c), and not SIGXFSZ, which is a write that fails.
 */
#define SIGNALS_ENDING                                                         \
    SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM,   \
        SIGPROF, SIGXCPU, SIGIO, SIGPWR, SIGSTKFLT

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
