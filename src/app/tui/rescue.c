/*
 * Giving the terminal back when the program crashes: only what a signal
 * handler may call, on strings made beforehand (endwin may not be called).
 */
#include "tui/rescue.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UNDO_SIZE = 512, STACK_SIZE = 65536 };

static const int fatal[] = {SIGSEGV, SIGBUS,  SIGILL, SIGFPE,
                            SIGABRT, SIGTRAP, SIGSYS};
enum { N_FATAL = sizeof fatal / sizeof fatal[0] };

static struct {
    char undo[UNDO_SIZE];
    size_t length;
    struct termios before;
    struct sigaction previous[N_FATAL];
    bool armed;
    int notes, display; /* 0: standard error was left alone */
} rescue;

/* What libraries have said is wanted now more than ever. */
static void show_notes(void)
{
    char text[1024];
    ssize_t n;
    if (rescue.display == 0)
        return;
    (void)dup2(rescue.display, STDERR_FILENO);
    (void)lseek(rescue.notes, 0, SEEK_SET);
    while ((n = read(rescue.notes, text, sizeof text)) > 0)
        (void)!write(STDERR_FILENO, text, (size_t)n);
}

static void on_fatal(int number)
{
    static const char words[] =
        "riffle: crashed; the terminal has been given back\n";
    if (write(STDOUT_FILENO, rescue.undo, rescue.length) >= 0) {
        show_notes();
        (void)!write(STDERR_FILENO, words, sizeof words - 1);
    }
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &rescue.before);
    for (size_t i = 0; i < N_FATAL; i++)
        if (fatal[i] == number)
            (void)sigaction(number, &rescue.previous[i], NULL);
    (void)raise(number);
}

void rescue_arm(const char *undo, size_t length, const struct termios *before)
{
    struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK};
    (void)sigemptyset(&action.sa_mask);
    rescue.length = length < UNDO_SIZE ? length : UNDO_SIZE;
    memcpy(rescue.undo, undo, rescue.length);
    rescue.before = *before;
    for (size_t i = 0; i < N_FATAL && !rescue.armed; i++)
        (void)sigaction(fatal[i], &action, &rescue.previous[i]);
    rescue.armed = true;
}

void rescue_disarm(void)
{
    for (size_t i = 0; i < N_FATAL && rescue.armed; i++)
        (void)sigaction(fatal[i], &rescue.previous[i], NULL);
    rescue.armed = false;
    rescue.display = 0;
}

void rescue_notes(int notes, int display)
{
    rescue.notes = notes;
    rescue.display = display;
}

void *rescue_stack(void)
{
    stack_t stack = {.ss_sp = malloc(STACK_SIZE), .ss_size = STACK_SIZE};
    if (stack.ss_sp)
        (void)sigaltstack(&stack, NULL);
    return stack.ss_sp;
}

void rescue_unstack(void *stack)
{
    const stack_t none = {.ss_flags = SS_DISABLE};
    if (stack)
        (void)sigaltstack(&none, NULL);
    free(stack);
}
