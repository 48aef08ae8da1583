/* One row for each limit; the numbers themselves are in riffle/limits.h. */
#include "session_limits.h"

#include <limits.h>
#include <string.h>

#include "riffle/number.h"
#include "riffle/suggest.h"

/* How many rows or columns the linear algebra can count. */
#define MOST_COUNT ((size_t)INT_MAX)
/* More bytes than this in one piece of text is no text. */
#define MOST_BYTES ((size_t)1 << 30)

static const struct limit {
    const char *name;
    size_t usual;
    size_t most; /* that it can be moved to; 0: it cannot be moved */
    size_t place;
    const char *what;
} limits_table[] = {
#define ROW(member) offsetof(struct session_limits, member)
    {"rows", RIFFLE_MAX_ROWS, MOST_COUNT, ROW(data.rows), "rows of a data set"},
    {"features", RIFFLE_MAX_FEATURES, MOST_COUNT - 1, ROW(data.features),
     "features of a data set"},
    {"field", RIFFLE_MAX_FIELD, MOST_BYTES, ROW(data.field),
     "bytes of a CSV field"},
    {"record", RIFFLE_MAX_RECORD, MOST_BYTES, ROW(data.record),
     "bytes of a svmlight line"},
    {"name", RIFFLE_MAX_NAME, MOST_BYTES, ROW(data.name),
     "bytes of a column's name or a text of a cell"},
    {"levels", RIFFLE_MAX_LEVELS, MOST_COUNT, ROW(data.levels),
     "different texts of a text column"},
    {"header", RIFFLE_MAX_NPY_HEADER, MOST_BYTES, ROW(data.npy_header),
     "bytes of an NPY header"},
    {"members", RIFFLE_MAX_NPZ_MEMBERS, 65536, ROW(data.npz_members),
     "members of an NPZ file"},
    {"line", RIFFLE_MAX_LINE, MOST_BYTES, ROW(line),
     "bytes of a command of a script"},
    {"nesting", RIFFLE_MAX_SOURCE, 1024, ROW(source), "scripts inside scripts"},
    {"theme", RIFFLE_MAX_THEME, 0, 0, "bytes of a theme file (fixed)"},
    {"session", RIFFLE_MAX_SESSION, 0, 0, "bytes of a saved session (fixed)"},
#undef ROW
};

enum { N_LIMITS = sizeof limits_table / sizeof limits_table[0] };

static size_t *place_of(struct session_limits *limits, size_t i)
{
    return (size_t *)(void *)((char *)limits + limits_table[i].place);
}

struct session_limits limits_usual(void)
{
    struct session_limits limits = {0};
    for (size_t i = 0; i < N_LIMITS; i++)
        if (limits_table[i].most > 0)
            *place_of(&limits, i) = limits_table[i].usual;
    return limits;
}

static enum riffle_status fail_name(const char *text, size_t length,
                                    struct riffle_error *err)
{
    char typed[32];
    const char *names[N_LIMITS];
    const char *best[RIFFLE_SUGGEST_MAX];
    (void)snprintf(typed, sizeof typed, "%.*s",
                   length < sizeof typed ? (int)length : (int)sizeof typed - 1,
                   text);
    for (size_t i = 0; i < N_LIMITS; i++)
        names[i] = limits_table[i].name;
    (void)riffle_fail(err, RIFFLE_EUSAGE, "--limit: there is no limit `%s'",
                      typed);
    if (riffle_suggest(typed, names, N_LIMITS, best) > 0)
        riffle_hint(err, "did you mean `%s'?   riffle --limits lists them",
                    best[0]);
    else
        riffle_hint(err, "riffle --limits lists them");
    return RIFFLE_EUSAGE;
}

enum riffle_status limits_set(struct session_limits *limits, const char *text,
                              struct riffle_error *err)
{
    const size_t length = strcspn(text, "=");
    const char *value = text[length] == '=' ? text + length + 1 : "";
    uint64_t number = 0;
    size_t i = 0;
    while (i < N_LIMITS && (strlen(limits_table[i].name) != length ||
                            memcmp(limits_table[i].name, text, length) != 0))
        i++;
    if (i == N_LIMITS)
        return fail_name(text, length, err);
    const struct limit *limit = &limits_table[i];
    if (limit->most > 0 && riffle_count_parse(value, strlen(value), &number) &&
        number > 0 && number <= limit->most) {
        *place_of(limits, i) = (size_t)number;
        return RIFFLE_OK;
    }
    if (limit->most == 0)
        (void)riffle_fail(err, RIFFLE_EUSAGE, "--limit: `%s' is fixed",
                          limit->name);
    else
        (void)riffle_fail(err, RIFFLE_EUSAGE,
                          "--limit: %s=`%.40s': expected a whole number from "
                          "1 to %zu",
                          limit->name, value, limit->most);
    riffle_hint(err, "example: --limit features=100000");
    return RIFFLE_EUSAGE;
}

void limits_print(const struct session_limits *limits, FILE *out)
{
    struct session_limits shown = *limits;
    for (size_t i = 0; i < N_LIMITS; i++)
        fprintf(out, "%-10s %10zu  %s\n", limits_table[i].name,
                limits_table[i].most > 0 ? *place_of(&shown, i)
                                         : limits_table[i].usual,
                limits_table[i].what);
}
