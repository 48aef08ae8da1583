/* Signals as flags that the loop looks at, and a wake-up for its poll. */
#include "tui/events.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include "signals.h"

static const int numbers[] = {SIGINT, SIGNALS_ENDING, SIGTSTP, SIGCONT,
                              SIGWINCH};
enum { N_NUMBERS = sizeof numbers / sizeof numbers[0] };

static volatile sig_atomic_t ending, stopped, continued, resized;
static volatile sig_atomic_t wake_fd = -1;
static struct sigaction previous[N_NUMBERS];

static void on_signal(int number)
{
    const uint64_t one = 1;
    int saved = errno;
    if (!signals_take(number))
        return;
    if (number == SIGTSTP)
        stopped = 1;
    else if (number == SIGCONT)
        continued = 1;
    else if (number == SIGWINCH)
        resized = 1;
    else
        ending = number;
    (void)!write(wake_fd, &one, sizeof one);
    errno = saved;
}

void events_open(int wake)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    (void)sigemptyset(&action.sa_mask);
    wake_fd = wake;
    ending = stopped = continued = resized = 0;
    for (size_t i = 0; i < N_NUMBERS; i++)
        (void)sigaction(numbers[i], &action, &previous[i]);
}

void events_close(void)
{
    for (size_t i = 0; i < N_NUMBERS; i++)
        (void)sigaction(numbers[i], &previous[i], NULL);
    wake_fd = -1;
}

static bool take(volatile sig_atomic_t *flag)
{
    bool set = *flag != 0;
    *flag = 0;
    return set;
}

bool events_resized(void)
{
    return take(&resized);
}

bool events_continued(void)
{
    return take(&continued);
}

bool events_stopped(void)
{
    return take(&stopped);
}

int events_ending(void)
{
    return (int)ending;
}
