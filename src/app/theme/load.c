/* Finding and reading theme files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plain.h"
#include "resource.h"
#include "riffle/limits.h"
#include "theme/look.h"
#include "theme/parse.h"

/* Theirs are a few kB; more is some other file. */
enum { LARGEST = RIFFLE_MAX_THEME };

static bool is_path(const char *name)
{
    static const char suffix[] = ".theme";
    size_t n = strlen(name);
    size_t tail = sizeof(suffix) - 1;
    return strchr(name, '/') ||
           (n > tail && strcmp(name + n - tail, suffix) == 0);
}

/* In the user's folder, if it can be read. Caller owns `found`; NULL: none. */
static enum riffle_status find_own(const char *file, char **found,
                                   struct riffle_error *err)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    char *path = NULL;
    int n = 0;
    if (config && config[0] == '/')
        n = asprintf(&path, "%s/riffle/themes/%s", config, file);
    else if (home)
        n = asprintf(&path, "%s/.config/riffle/themes/%s", home, file);
    if (n < 0)
        return riffle_fail_memory(err, strlen(file));
    if (path && access(path, R_OK) == 0)
        *found = path;
    else
        free(path);
    return RIFFLE_OK;
}

/* The file of a theme. Caller owns `path`; NULL: none. */
static enum riffle_status find_file(const char *name, char **path,
                                    struct riffle_error *err)
{
    char *file = NULL;
    if (is_path(name)) {
        *path = strdup(name);
        return *path ? RIFFLE_OK : riffle_fail_memory(err, strlen(name));
    }
    if (asprintf(&file, "%s.theme", name) < 0)
        return riffle_fail_memory(err, strlen(name));
    enum riffle_status status = find_own(file, path, err);
    if (status == RIFFLE_OK && !*path)
        status = resource_find("themes", file, path, err);
    free(file);
    return status;
}

static enum riffle_status refuse_nul(const char *path, const char *text,
                                     size_t n, struct riffle_error *err)
{
    size_t line = 1, column = 1;
    const char *nul = memchr(text, '\0', n);
    for (const char *at = text; at < nul; at++) {
        column = *at == '\n' ? 1 : column + 1;
        line += *at == '\n';
    }
    (void)riffle_fail(err, RIFFLE_EFORMAT, "%s:%zu: a NUL: this is no theme",
                      path, line);
    riffle_place(err, line, column);
    return RIFFLE_EFORMAT;
}

/* All of a file, ended by a NUL; `text` is caller's. */
static enum riffle_status read_all(const char *path, char text[LARGEST + 1],
                                   struct riffle_error *err)
{
    FILE *in = NULL;
    struct stat found;
    enum riffle_status status = plain_open(path, &in, &found, err);
    if (status != RIFFLE_OK)
        return status;
    errno = 0;
    size_t n = fread(text, 1, LARGEST + 1, in);
    int problem = ferror(in) ? errno : 0;
    fclose(in);
    if (problem)
        return riffle_fail(err, RIFFLE_EIO, "%s: %s", path, strerror(problem));
    if (memchr(text, '\0', n))
        return refuse_nul(path, text, n, err);
    if (n > LARGEST)
        return riffle_fail(err, RIFFLE_ELIMIT,
                           "%s: no theme has more than %d bytes", path,
                           LARGEST);
    text[n] = '\0';
    return RIFFLE_OK;
}

static enum riffle_status read_theme(const char *name, theme_parent *parent,
                                     struct theme *theme,
                                     struct riffle_error *err)
{
    char *path = NULL;
    enum riffle_status status = find_file(name, &path, err);
    if (status == RIFFLE_OK && !path) {
        status = riffle_fail(err, RIFFLE_EUSAGE, "unknown theme `%s'", name);
        riffle_hint(err, "see `show themes', or give the path of a file");
    }
    char *text = status == RIFFLE_OK ? malloc(LARGEST + 1) : NULL;
    if (status == RIFFLE_OK && !text)
        status = riffle_fail_memory(err, LARGEST + 1);
    if (status == RIFFLE_OK)
        status = read_all(path, text, err);
    if (status == RIFFLE_OK)
        status = theme_parse(path, text, parent, theme, err);
    free(text);
    free(path);
    return status;
}

/* One that is inherited may itself inherit from the compiled-in one only. */
static enum riffle_status read_parent(const char *name, struct theme *theme,
                                      struct riffle_error *err)
{
    return read_theme(name, NULL, theme, err);
}

/*
 * The theme for the terminal's background, which some say in COLORFGBG, the
 * last of its colours: 0 to 6 and 8 are dark. Where none is said, the one for
 * any.
 */
static const char *fitting(void)
{
    const char *said = getenv("COLORFGBG");
    const char *last = said ? strrchr(said, ';') : NULL;
    char *end = NULL;
    long colour = last ? strtol(last + 1, &end, 10) : -1;
    if (!last || end == last + 1 || *end || colour < 0 || colour > 15)
        return "any";
    return colour <= 6 || colour == 8 ? "dark" : "light";
}

enum riffle_status theme_load(const char *name, struct theme **theme,
                              struct riffle_error *err)
{
    struct theme *loaded = malloc(sizeof(*loaded));
    if (!loaded)
        return riffle_fail_memory(err, sizeof(*loaded));
    if (strcmp(name, "auto") == 0)
        name = fitting();
    enum riffle_status status = read_theme(name, read_parent, loaded, err);
    if (status == RIFFLE_OK)
        *theme = loaded;
    else
        free(loaded);
    return status;
}

void theme_free(struct theme *theme)
{
    free(theme);
}
