#include "measure/argument.h"

#include "riffle/number.h"
#include "riffle/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void argument_hint(struct riffle_error *err, const char *typed,
                   const char *const *names, size_t n, const char *otherwise)
{
    const char *best[RIFFLE_SUGGEST_MAX];
    if (riffle_suggest(typed, names, n, best) > 0)
        riffle_hint(err, "did you mean `%s'?", best[0]);
    else
        riffle_hint(err, "%s", otherwise);
}

enum riffle_status argument_row(const char *name, const char *argument,
                                const struct riffle_fit *fit, size_t *row,
                                struct riffle_error *err)
{
    uint64_t number;
    if (!riffle_count_parse(argument, strlen(argument), &number))
        riffle_fail(err, RIFFLE_EUSAGE, "%s needs the number of a test row",
                    name);
    else if (number >= fit->m)
        riffle_fail(err, RIFFLE_EUSAGE, "there is no test row %s", argument);
    else {
        *row = (size_t)number;
        return RIFFLE_OK;
    }
    riffle_hint(err, "test rows are numbered from 0 to %zu, as in %s:0",
                fit->m - 1, name);
    return RIFFLE_EUSAGE;
}

static enum riffle_status fail_parameter(const char *argument,
                                         const struct riffle_fit *fit,
                                         struct riffle_error *err)
{
    const char **names = array_new(fit->summary.d, 1, sizeof *names);
    if (names == NULL)
        return riffle_fail_memory(err, fit->summary.d * sizeof *names);
    for (size_t j = 0; j < fit->summary.d; j++)
        names[j] = riffle_fit_parameter_name(fit, j);
    riffle_fail(err, RIFFLE_EUSAGE, "there is no coefficient \"%s\"", argument);
    argument_hint(err, argument, names, fit->summary.d,
                  "coefficients are named after their columns");
    free((void *)names);
    return RIFFLE_EUSAGE;
}

enum riffle_status argument_parameter(const char *argument,
                                      const struct riffle_fit *fit,
                                      size_t *parameter,
                                      struct riffle_error *err)
{
    for (size_t j = 0; j < fit->summary.d; j++) {
        if (strcmp(argument, riffle_fit_parameter_name(fit, j)) != 0)
            continue;
        *parameter = j;
        return RIFFLE_OK;
    }
    return fail_parameter(argument, fit, err);
}
