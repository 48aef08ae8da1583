/* What others write to standard error, kept while the screen is taken. */
#include "tui/aside.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tui/rescue.h"

void aside_hold(struct aside *aside)
{
    *aside = (struct aside){.display = -1};
    aside->file = memfd_create("riffle notes", MFD_CLOEXEC);
    if (aside->file < 0)
        return;
    aside->display = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (aside->display < 0)
        return;
    (void)dup2(aside->file, STDERR_FILENO);
    rescue_notes(aside->file, aside->display);
}

size_t aside_take(struct aside *aside, char *text, size_t size)
{
    ssize_t n = -1;
    if (aside->file >= 0)
        n = pread(aside->file, text, size - 1, aside->taken);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    aside->taken += n;
    return (size_t)n;
}

void aside_release(struct aside *aside)
{
    char text[4096];
    ssize_t n;
    if (aside->display >= 0) {
        (void)dup2(aside->display, STDERR_FILENO);
        (void)close(aside->display);
        (void)lseek(aside->file, 0, SEEK_SET);
        while ((n = read(aside->file, text, sizeof text)) > 0)
            (void)!write(STDERR_FILENO, text, (size_t)n);
    }
    if (aside->file >= 0)
        (void)close(aside->file);
}
