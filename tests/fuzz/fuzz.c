#include "fuzz/fuzz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "command/dispatch.h"
#include "riffle/dataset.h"

void fuzz_abort(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: %s does not hold\n", file, line, condition);
    abort();
}

static char folder[64], link_path[128];

static void remove_folder(void)
{
    (void)unlink(link_path);
    (void)rmdir(folder);
}

const char *fuzz_file(const char *name, const uint8_t *data, size_t size)
{
    static char target[64];
    static int fd = -1;
    if (fd < 0) {
        fd = memfd_create(name, MFD_CLOEXEC);
        (void)snprintf(folder, sizeof folder, "/tmp/riffle-fuzz-XXXXXX");
        FUZZ_ASSERT(fd >= 0 && mkdtemp(folder) != NULL);
        (void)snprintf(link_path, sizeof link_path, "%s/%s", folder, name);
        (void)snprintf(target, sizeof target, "/proc/self/fd/%d", fd);
        FUZZ_ASSERT(symlink(target, link_path) == 0 &&
                    atexit(remove_folder) == 0);
    }
    FUZZ_ASSERT(ftruncate(fd, 0) == 0);
    FUZZ_ASSERT(size == 0 || pwrite(fd, data, size, 0) == (ssize_t)size);
    return link_path;
}

static void check_rows(const struct riffle_rows *rows, size_t d)
{
    for (size_t i = 0; i < rows->n * d; i++)
        FUZZ_ASSERT(isfinite(rows->x[i]));
    for (size_t i = 0; i < rows->n; i++)
        FUZZ_ASSERT(rows->y[i] <= 1);
}

/* Whatever loads is a data set: rows, finite numbers, names. */
static void check_dataset(const struct riffle_dataset *dataset)
{
    FUZZ_ASSERT(dataset->n_features > 0 && dataset->train.n > 0);
    check_rows(&dataset->train, dataset->n_features);
    check_rows(&dataset->test, dataset->n_features);
    for (size_t j = 0; j < dataset->n_features; j++)
        FUZZ_ASSERT(dataset->feature_names[j][0] != '\0');
}

void fuzz_load(const char *name, const char *y_key, const uint8_t *data,
               size_t size, uint8_t choices)
{
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    const char *path = fuzz_file(name, data, size);
    const struct riffle_load_options options = {
        .test_fraction = choices & 1 ? -1 : 0,
        .missing = (enum riffle_missing)((choices >> 1) % 3),
        .standardize = choices & 8,
        .test_path = choices & 16 ? path : NULL,
        .y_key = y_key != NULL ? path : NULL,
        .memory = (size_t)1 << 24,
    };
    const enum riffle_status status =
        riffle_dataset_load(path, &options, NULL, &dataset, &err);
    if (status == RIFFLE_OK)
        check_dataset(dataset);
    else
        FUZZ_ASSERT(dataset == NULL && err.message[0] != '\0' &&
                    err.status == status);
    riffle_dataset_free(dataset);
}

struct session *fuzz_session(void)
{
    static struct session session;
    if (session.data != NULL)
        return &session;
    session_init(&session);
    session.out = session.notes = fopen("/dev/null", "w");
    session.settings.progress = false;
    FUZZ_ASSERT(command_run_line(&session, "synth gaussian n=20 d=3; fit",
                                 NULL) == RIFFLE_OK);
    return &session;
}
