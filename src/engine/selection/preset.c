/* Strategies with their settings: Figure 1 of the paper, and one more. */
#include "riffle/strategy.h"

#include <string.h>

static const struct riffle_preset table[] = {
    {
        .name = "random",
        .summary = "rows drawn uniformly",
        .strategy = "random",
        .standard = true,
    },
    {
        .name = "feature",
        .summary = "rows nearest to a random row in a random feature",
        .strategy = "feature",
        .standard = true,
    },
    {
        .name = "l2",
        .summary = "rows nearest to a random row over all features",
        .strategy = "l2",
        .standard = true,
    },
    {
        .name = "loss-up",
        .summary = "rows whose removal increases the test loss most, by IF",
        .strategy = "top",
        .score = "if",
        .measure = "test_loss",
        .sign = RIFFLE_SIGN_POSITIVE,
        .standard = true,
    },
    {
        .name = "loss-down",
        .summary = "rows whose removal decreases the test loss most, by IF",
        .strategy = "top",
        .score = "if",
        .measure = "test_loss",
        .sign = RIFFLE_SIGN_NEGATIVE,
        .standard = true,
    },
    {
        .name = "prediction-up",
        .summary = "rows whose removal increases the test predictions most, "
                   "by IF",
        .strategy = "top",
        .score = "if",
        .measure = "test_prediction",
        .sign = RIFFLE_SIGN_POSITIVE,
        .standard = true,
    },
    {
        .name = "prediction-down",
        .summary = "rows whose removal decreases the test predictions most, "
                   "by IF",
        .strategy = "top",
        .score = "if",
        .measure = "test_prediction",
        .sign = RIFFLE_SIGN_NEGATIVE,
        .standard = true,
    },
    {
        .name = "highest-loss",
        .summary = "rows that the fit gets most wrong",
        .strategy = "top",
        .score = "loss",
        .sign = RIFFLE_SIGN_POSITIVE,
    },
};

enum { COUNT = sizeof table / sizeof table[0] };

size_t riffle_preset_count(void)
{
    return COUNT;
}

const struct riffle_preset *riffle_preset(size_t index)
{
    return index < COUNT ? &table[index] : NULL;
}

const struct riffle_preset *riffle_preset_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    }
    return NULL;
}
