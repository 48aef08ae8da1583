/* Signals of a process whose libraries have threads. */
#include "signals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static pthread_t main_thread;

void signals_init(void)
{
    main_thread = pthread_self();
}

bool signals_take(int number)
{
    if (pthread_equal(pthread_self(), main_thread))
        return true;
    int saved = errno;
    (void)pthread_kill(main_thread, number);
    errno = saved;
    return false;
}

void signals_catch(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
}
