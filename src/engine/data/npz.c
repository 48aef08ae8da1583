/* NPZ: a zip archive of NPY members, found by their names. */
#include "data/arrays.h"

#include "base/system.h"
#include "data/npz_layout.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zip.h>

/* Names of the members of a data set, as people use them. */
struct keys {
    const char *x, *y;           /* training, or all rows */
    const char *x_test, *y_test; /* NULL: none */
};

/* Those of the test set alone come last: only a test file has no others. */
static const struct keys usual[] = {
    {"X_train", "y_train", "X_test", "y_test"},
    {"train_features", "train_labels", "test_features", "test_labels"},
    {"inception_features_val", "labels", NULL, NULL},
    {"X", "y", NULL, NULL},
    {"features", "labels", NULL, NULL},
    {"data", "target", NULL, NULL},
    {"X_test", "y_test", NULL, NULL},
    {"test_features", "test_labels", NULL, NULL},
};

/* A member as a source of bytes. */
struct member_source {
    struct npy_source source; /* first: the callback is given this */
    struct reading *reading;
    zip_file_t *file;
};

/* Whether libzip ran out of memory, which says nothing about the file. */
static bool is_memory(const zip_error_t *error)
{
    return zip_error_code_zip(error) == ZIP_ER_MEMORY;
}

static enum riffle_status member_read(struct npy_source *source, void *bytes,
                                      size_t size, size_t *got,
                                      struct riffle_error *err)
{
    struct member_source *member = (struct member_source *)source;
    if (!riffle_progress_step(member->reading->input.progress, "reading bytes",
                              source->offset, source->size))
        return riffle_fail(err, RIFFLE_STOPPED, "reading %s was stopped",
                           source->path);
    const zip_int64_t read = zip_fread(member->file, bytes, size);
    if (read < 0 && is_memory(zip_file_get_error(member->file)))
        return riffle_fail_memory(err, size);
    if (read < 0)
        return npy_fail(source, err, "byte %zu: the member is damaged: %s",
                        source->offset, zip_file_strerror(member->file));
    *got = (size_t)read;
    return RIFFLE_OK;
}

/* The name without the ".npy" that NumPy appends. */
static size_t key_length(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".npy") == 0 ? length - 4
                                                                : length;
}

/* The member with that key, in any case; -1: none. */
static zip_int64_t member_find(zip_t *archive, const char *key)
{
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; key != NULL && i < count; i++) {
        const char *name =
            zip_get_name(archive, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (name != NULL && key_length(name) == strlen(key) &&
            strncasecmp(name, key, strlen(key)) == 0)
            return i;
    }
    return -1;
}

/* Stored or deflated, not encrypted, of a known size. */
static enum riffle_status member_check(const struct npy_source *source,
                                       const zip_stat_t *found,
                                       struct riffle_error *err)
{
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD;
    if ((found->valid & needed) != needed)
        return npy_fail(source, err, "the archive does not tell its size");
    if ((found->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
        found->encryption_method != ZIP_EM_NONE)
        return npy_fail(source, err, "the member is encrypted");
    if (found->comp_method != ZIP_CM_STORE &&
        found->comp_method != ZIP_CM_DEFLATE)
        return npy_fail(source, err,
                        "compression method %d, expected none or deflate",
                        found->comp_method);
    return RIFFLE_OK;
}

/* What to do with an opened member. */
struct member_use {
    enum riffle_status (*use)(struct table *table, struct npy *npy,
                              const char *key, struct riffle_error *err);
    struct table *table;
};

/* The end must follow the items; zip checks the sum of the bytes there. */
static enum riffle_status member_end(struct npy_source *source,
                                     struct riffle_error *err)
{
    size_t got;
    char byte;
    const enum riffle_status status = source->read(source, &byte, 1, &got, err);
    if (status != RIFFLE_OK || got == 0)
        return status;
    return npy_fail(source, err, "more bytes than the archive declares");
}

static enum riffle_status member_run(struct reading *reading, zip_t *archive,
                                     const char *key, struct member_use use,
                                     struct riffle_error *err)
{
    struct npy npy;
    zip_stat_t found;
    struct member_source member = {
        .source = {.read = member_read,
                   .path = reading->input.path,
                   .member = key,
                   .limits = &reading->options->limits},
        .reading = reading,
    };
    const zip_int64_t index = member_find(archive, key);
    if (index < 0 || zip_stat_index(archive, (zip_uint64_t)index, 0, &found))
        return npy_fail(&member.source, err, "there is no such array");
    enum riffle_status status = member_check(&member.source, &found, err);
    if (status != RIFFLE_OK)
        return status;
    member.source.size = found.size;
    member.file = zip_fopen_index(archive, (zip_uint64_t)index, 0);
    if (member.file == NULL && is_memory(zip_get_error(archive)))
        return riffle_fail_memory(err, found.size);
    if (member.file == NULL)
        return npy_fail(&member.source, err, "%s", zip_strerror(archive));
    status = npy_open(&npy, &member.source, err);
    if (status == RIFFLE_OK)
        status = use.use(use.table, &npy, key, err);
    if (status == RIFFLE_OK)
        status = member_end(&member.source, err);
    (void)zip_fclose(member.file);
    return status;
}

static enum riffle_status use_features(struct table *table, struct npy *npy,
                                       const char *key,
                                       struct riffle_error *err)
{
    (void)key;
    return arrays_features(table, npy, err);
}

static enum riffle_status use_labels(struct table *table, struct npy *npy,
                                     const char *key, struct riffle_error *err)
{
    return arrays_labels(table, npy, key, err);
}

static enum riffle_status take_name(void *data, const char *text, size_t length,
                                    struct riffle_error *err)
{
    struct levels *names = data;
    const size_t before = names->count;
    if (levels_add(names, text, length) == LEVELS_NONE)
        return riffle_fail_memory(err, length);
    if (names->count > before)
        return RIFFLE_OK;
    return riffle_fail(err, RIFFLE_EFORMAT,
                       "feature_names: \"%.80s\" is there twice", text);
}

static enum riffle_status use_names(struct table *table, struct npy *npy,
                                    const char *key, struct riffle_error *err)
{
    (void)key;
    return npy_texts(npy, take_name, &table->names, err);
}

static enum riffle_status fail_keys(const struct reading *reading,
                                    zip_t *archive, struct riffle_error *err)
{
    char list[400] = "";
    size_t used = 0;
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count && i < 8; i++) {
        const char *name =
            zip_get_name(archive, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        const size_t length = name != NULL ? key_length(name) : 0;
        used += (size_t)snprintf(
            list + used, sizeof list - used, "%s%.*s", i > 0 ? ", " : "",
            length < 40 ? (int)length : 40, name != NULL ? name : "");
    }
    (void)riffle_fail(err, RIFFLE_EFORMAT,
                      "%s: found no features and labels by name, expected "
                      "X_train and y_train, or X and y",
                      reading->input.path);
    riffle_hint(err, "name the arrays: x=KEY y=KEY; there are %s%s", list,
                count > 8 ? ", ..." : "");
    return RIFFLE_EFORMAT;
}

static bool has_pair(zip_t *archive, const char *x, const char *y)
{
    return member_find(archive, x) >= 0 && member_find(archive, y) >= 0;
}

static void note_keys(const struct reading *reading, const struct keys *keys)
{
    notes_add(reading->notes, "features are %s, labels %s (x=, y=)", keys->x,
              keys->y);
    if (keys->x_test != NULL)
        notes_add(reading->notes, "the test set is %s, %s (test=)",
                  keys->x_test, keys->y_test);
}

static enum riffle_status choose_keys(const struct reading *reading,
                                      zip_t *archive, struct keys *keys,
                                      struct riffle_error *err)
{
    const struct riffle_load_options *options = reading->options;
    if (options->x_key != NULL && options->y_key != NULL) {
        *keys = (struct keys){.x = options->x_key, .y = options->y_key};
        return RIFFLE_OK;
    }
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        *keys = usual[i];
        if (options->x_key != NULL)
            keys->x = options->x_key;
        if (options->y_key != NULL)
            keys->y = options->y_key;
        if (!has_pair(archive, keys->x, keys->y))
            continue;
        if (!has_pair(archive, keys->x_test, keys->y_test))
            keys->x_test = NULL;
        note_keys(reading, keys);
        return RIFFLE_OK;
    }
    return fail_keys(reading, archive, err);
}

static enum riffle_status read_test_arrays(struct reading *reading,
                                           zip_t *archive,
                                           const struct keys *keys,
                                           struct riffle_error *err)
{
    struct table *test = &reading->test;
    const struct table *rows = &reading->rows;
    test->memory = table_memory_left(rows);
    if (!levels_copy(&test->names, &rows->names))
        return riffle_fail_memory(err, rows->d);
    enum riffle_status status =
        member_run(reading, archive, keys->x_test,
                   (struct member_use){use_features, test}, err);
    if (status == RIFFLE_OK)
        status = member_run(reading, archive, keys->y_test,
                            (struct member_use){use_labels, test}, err);
    return status;
}

static enum riffle_status read_arrays(struct reading *reading, zip_t *archive,
                                      struct riffle_error *err)
{
    struct keys keys;
    struct table *rows = &reading->rows;
    enum riffle_status status = choose_keys(reading, archive, &keys, err);
    const bool named = member_find(archive, "feature_names") >= 0;
    if (status == RIFFLE_OK && named)
        status = member_run(reading, archive, "feature_names",
                            (struct member_use){use_names, rows}, err);
    if (status == RIFFLE_OK && !named)
        status = arrays_names(reading, err);
    if (status == RIFFLE_OK)
        status = member_run(reading, archive, keys.x,
                            (struct member_use){use_features, rows}, err);
    if (status == RIFFLE_OK)
        status = member_run(reading, archive, keys.y,
                            (struct member_use){use_labels, rows}, err);
    if (status == RIFFLE_OK && keys.x_test != NULL)
        status = read_test_arrays(reading, archive, &keys, err);
    return status == RIFFLE_OK ? arrays_ignore(reading, err) : status;
}

/* The digest needs every byte; the archive is opened behind it. */
static enum riffle_status digest_all(struct input *input,
                                     struct riffle_error *err)
{
    size_t length;
    do {
        const unsigned char *piece;
        const enum riffle_status status =
            input_next(input, &piece, &length, err);
        if (status != RIFFLE_OK)
            return status;
    } while (length > 0);
    return RIFFLE_OK;
}

static zip_t *archive_open(const struct input *input, int *reason)
{
    const int fd = dup(input->fd);
    *reason = ZIP_ER_OPEN;
    if (fd < 0 || lseek(fd, 0, SEEK_SET) != 0)
        return NULL;
    zip_t *archive = zip_fdopen(fd, ZIP_CHECKCONS, reason);
    if (archive == NULL)
        (void)close(fd);
    return archive;
}

static bool npz_matches(const unsigned char *bytes, size_t size,
                        const char *path)
{
    return path_ends(path, "npz") ||
           (size >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 ||
                          memcmp(bytes, "PK\5\6", 4) == 0));
}

static enum riffle_status npz_read(struct reading *reading,
                                   struct riffle_error *err)
{
    int reason;
    enum riffle_status status = arrays_check_options(reading, err);
    if (status == RIFFLE_OK)
        status = npz_check_layout(&reading->input,
                                  reading->options->limits.npz_members, err);
    if (status == RIFFLE_OK)
        status = digest_all(&reading->input, err);
    if (status != RIFFLE_OK)
        return status;
    zip_t *archive = archive_open(&reading->input, &reason);
    if (archive == NULL && reason == ZIP_ER_MEMORY)
        return riffle_fail_memory(err, reading->input.size);
    if (archive == NULL) {
        zip_error_t error;
        zip_error_init_with_code(&error, reason);
        status = riffle_fail(err, RIFFLE_EFORMAT,
                             "%s: not a readable zip archive: %s",
                             reading->input.path, zip_error_strerror(&error));
        zip_error_fini(&error);
        return status;
    }
    status = read_arrays(reading, archive, err);
    zip_discard(archive);
    return status;
}

const struct format format_npz = {
    .name = "NPZ",
    .matches = npz_matches,
    .read = npz_read,
};
