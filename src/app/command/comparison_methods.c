/* What compare compares: scores with their settings, and estimators. */
#include "command/comparison.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/parts.h"

/* A score where there is one of that name: its sum predicts the sets. */
static bool find_method(const char *name, struct compared *method)
{
    const struct riffle_estimator *estimator = riffle_estimator_find(name);
    method->score = riffle_score_find(name);
    method->estimator = method->score ? NULL : estimator;
    method->effect = method->score ? method->score->same_unit : true;
    return method->score || (estimator && !estimator->exact);
}

/* "steps:50:scale:2" after a name is with=steps:50,scale:2. */
static enum riffle_status read_settings(const struct command_call *call,
                                        char *text, struct compared *method,
                                        struct riffle_error *err)
{
    struct riffle_error why = {0};
    bool second = false;
    if (!method->score)
        return text ? call_fail(call, NULL, err, "%s has no settings",
                                method->estimator->name)
                    : RIFFLE_OK;
    for (char *c = text; c && *c; c++) {
        if (*c != ':')
            continue;
        *c = second ? ',' : ':';
        second = !second;
    }
    enum riffle_status status =
        riffle_score_settings_read(method->score, text, method->settings, &why);
    return status == RIFFLE_OK ? status : parts_point_at(call, NULL, &why, err);
}

static enum riffle_status read_method(const struct command_call *call,
                                      const char *word, size_t length,
                                      struct compared *method,
                                      struct riffle_error *err)
{
    char text[128];
    *method = (struct compared){.name = strndup(word, length)};
    if (!method->name)
        return riffle_fail_memory(err, length);
    (void)snprintf(text, sizeof text, "%s", method->name);
    char *colon = strchr(text, ':');
    if (colon)
        *colon = '\0';
    if (!find_method(text, method))
        return call_fail(call, NULL, err, "`%s' is not a method to compare",
                         text);
    return read_settings(call, colon ? colon + 1 : NULL, method, err);
}

enum riffle_status comparison_add(const struct command_call *call,
                                  const char *word,
                                  struct comparison *comparison,
                                  struct riffle_error *err)
{
    while (*word) {
        size_t length = strcspn(word, ",");
        struct compared *more =
            reallocarray(comparison->methods, comparison->n_methods + 1,
                         sizeof *comparison->methods);
        if (!more)
            return riffle_fail_memory(err, sizeof *more);
        comparison->methods = more;
        struct compared *method = &more[comparison->n_methods++];
        enum riffle_status status =
            read_method(call, word, length, method, err);
        if (status != RIFFLE_OK)
            return status;
        word += length + (word[length] == ',');
    }
    return RIFFLE_OK;
}
