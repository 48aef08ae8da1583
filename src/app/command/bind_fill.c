/* Keys' commands with places for what the user is on. */
#include "command/bind_fill.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands for the place at `at`, whose length is put into `n`; NULL: none
 * is there. */
static const char *const *find(const char *at, const struct bind_here *here,
                               const char **name, size_t *n)
{
    const struct {
        const char *place, *name;
        const char *const *value;
    } places[] = {{"{row}", "row", &here->row},
                  {"{rows}", "row", &here->rows},
                  {"{set}", "removal set", &here->set},
                  {"{measure}", "measure", &here->measure}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        *n = strlen(places[i].place);
        *name = places[i].name;
        if (strncmp(at, places[i].place, *n) == 0)
            return places[i].value;
    }
    return NULL;
}

/* False: something is missing. */
static bool write_filled(const char *command, const struct bind_here *here,
                         const char **missing, FILE *out)
{
    for (const char *at = command; *at;) {
        size_t n = 1;
        const char *name = NULL;
        const char *const *value = find(at, here, &name, &n);
        if (value && !*value) {
            *missing = name;
            return false;
        }
        if (value)
            fputs(*value, out);
        else
            (void)putc(*at, out);
        at += value ? n : 1;
    }
    return true;
}

char *bind_fill(const char *command, const struct bind_here *here,
                const char **missing)
{
    char *line = NULL;
    size_t size = 0;
    *missing = NULL;
    FILE *out = open_memstream(&line, &size);
    if (!out)
        return NULL;
    bool good = write_filled(command, here, missing, out);
    if (fclose(out) == 0 && good)
        return line;
    free(line);
    return NULL;
}
