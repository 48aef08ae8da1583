#include "journal.h"

#include "place.h"
#include "riffle/threads.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* Journals that are kept, the newest. */
enum { KEPT = 30 };

static const char head[] = "# riffle journal";
static const char ended[] = "# ended\n";
static const char told[] = "# told\n";
static const char resumed[] = "# resumed\n";

struct journal {
    char *folder; /* with its slash */
    char *path;   /* NULL until there is a line */
    int file;     /* locked while the session lives; -1: none */
    uint64_t seed;
};

static void put(int file, const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t n = write(file, text, left);
        if (n < 0 && errno != EINTR)
            return; /* a full disk must not stop the session */
        text += n > 0 ? n : 0;
        left -= n > 0 ? (size_t)n : 0;
    }
}

/* Open what is there, if no living session holds it; -1 otherwise. */
static int open_dead(const char *path)
{
    int file = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return -1;
    if (flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    (void)close(file);
    return -1;
}

static int is_journal(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 4 &&
           strcmp(entry->d_name + length - 4, ".rif") == 0;
}

/* Names of all journals, the oldest first: they begin with the date. */
static int list(const struct journal *journal, struct dirent ***entries)
{
    return scandir(journal->folder, entries, is_journal, alphasort);
}

static char *path_of(const struct journal *journal, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s%s", journal->folder, name) < 0 ? NULL : path;
}

static void prune_one(const char *path)
{
    int file = open_dead(path);
    if (file < 0)
        return;
    (void)unlink(path);
    (void)close(file);
}

static void prune(const struct journal *journal)
{
    struct dirent **entries = NULL;
    int n = list(journal, &entries);
    for (int i = 0; i < n; i++) {
        char *path = i + KEPT < n ? path_of(journal, entries[i]->d_name) : NULL;
        if (path)
            prune_one(path);
        free(path);
        free(entries[i]);
    }
    free(entries);
}

struct journal *journal_new(void)
{
    char *folder = place_state("RIFFLE_JOURNAL", "journal/");
    struct journal *made = folder ? calloc(1, sizeof *made) : NULL;
    if (!made) {
        free(folder);
        return NULL;
    }
    *made = (struct journal){.folder = folder, .file = -1, .seed = 1};
    prune(made);
    return made;
}

static void begin(struct journal *journal)
{
    char name[64], text[160], when[32];
    time_t now = time(NULL);
    struct tm local;
    if (!localtime_r(&now, &local) ||
        strftime(when, sizeof when, "%Y%m%d-%H%M%S", &local) == 0)
        return;
    (void)snprintf(name, sizeof name, "%s-%ld.rif", when, (long)getpid());
    journal->path = path_of(journal, name);
    if (!journal->path)
        return;
    journal->file = open(
        journal->path,
        O_CREAT | O_EXCL | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (journal->file < 0)
        return;
    (void)flock(journal->file, LOCK_EX | LOCK_NB);
    (void)snprintf(text, sizeof text, "%s\nset threads %zu\n", head,
                   riffle_threads());
    put(journal->file, text);
}

void journal_add(struct journal *journal, const char *line, uint64_t seed)
{
    char *text = NULL;
    if (!journal)
        return;
    if (!journal->path)
        begin(journal);
    if (journal->file < 0)
        return;
    int made = seed == journal->seed ? asprintf(&text, "%s\n", line)
                                     : asprintf(&text, "set seed %llu\n%s\n",
                                                (unsigned long long)seed, line);
    if (made < 0)
        return;
    put(journal->file, text);
    journal->seed = seed;
    free(text);
}

void journal_end(struct journal *journal)
{
    if (!journal)
        return;
    if (journal->file >= 0) {
        put(journal->file, ended);
        (void)close(journal->file);
    }
    free(journal->path);
    free(journal->folder);
    free(journal);
}

/* --- what was lost ------------------------------------------------------ */

/* True when the last line of the file is that. */
static int ends_with(int file, const char *line)
{
    char tail[16];
    size_t length = strlen(line);
    off_t size = lseek(file, 0, SEEK_END);
    return size >= (off_t)length &&
           pread(file, tail, length, size - (off_t)length) == (ssize_t)length &&
           memcmp(tail, line, length) == 0;
}

static int is_lost(const char *path, int unseen)
{
    char first[sizeof head];
    int file = open_dead(path);
    if (file < 0)
        return 0;
    int lost =
        pread(file, first, sizeof head - 1, 0) == (ssize_t)sizeof head - 1 &&
        memcmp(first, head, sizeof head - 1) == 0 && !ends_with(file, ended) &&
        !ends_with(file, resumed);
    if (lost && unseen) {
        lost = !ends_with(file, told);
        if (lost)
            put(file, told);
    }
    (void)close(file);
    return lost;
}

char *journal_lost(const struct journal *journal, int unseen)
{
    struct dirent **entries = NULL;
    char *found = NULL;
    int n = journal ? list(journal, &entries) : 0;
    for (int i = n; i-- > 0;) {
        char *path = found ? NULL : path_of(journal, entries[i]->d_name);
        if (path && is_lost(path, unseen))
            found = path;
        else
            free(path);
        free(entries[i]);
    }
    free(entries);
    return found;
}

void journal_resumed(const char *path)
{
    int file = open_dead(path);
    if (file < 0)
        return;
    put(file, resumed);
    (void)close(file);
}
