/* Every table that has names a user may type, seen the same way. */
#ifndef COMMAND_CATALOGUE_H
#define COMMAND_CATALOGUE_H

#include <stddef.h>

enum catalogue_id {
    CATALOGUE_COMMANDS,
    CATALOGUE_TOPICS,
    CATALOGUE_ESTIMATORS,
    CATALOGUE_MEASURES,
    CATALOGUE_STRATEGIES,
    CATALOGUE_SCORES,
    CATALOGUE_AUDITS,
    CATALOGUE_SETTINGS,
    CATALOGUE_COUNT,
};

struct catalogue_entry {
    const char *name;
    const char *summary;
};

struct catalogue {
    const char *name; /* plural: "estimators" */
    const char *kind; /* singular: "estimator" */
    const char *summary;
    size_t (*count)(void);
    struct catalogue_entry (*at)(size_t index);
};

const struct catalogue *catalogue_at(size_t id);

#endif
