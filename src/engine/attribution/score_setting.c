/* What the user may set of a score: "steps:200,rate:0.5". */
#include "riffle/score.h"

#include <math.h>
#include <string.h>

#include "riffle/number.h"
#include "riffle/suggest.h"

size_t riffle_score_setting_count(const struct riffle_score *score)
{
    size_t count = 0;
    while (score->settings != NULL && score->settings[count].name != NULL)
        count++;
    return count;
}

/* One "name:value", not ended by a NUL. */
struct item {
    const char *name;
    size_t name_length;
    const char *value;
    size_t value_length;
};

static struct item item_of(const char *text, size_t length)
{
    const char *colon = memchr(text, ':', length);
    size_t head = colon != NULL ? (size_t)(colon - text) : length;
    size_t rest = colon != NULL ? length - head - 1 : 0;
    return (struct item){text, head, text + length - rest, rest};
}

static enum riffle_status fail_unknown(const struct riffle_score *score,
                                       const struct item *item,
                                       struct riffle_error *err)
{
    const char *names[RIFFLE_SCORE_SETTINGS];
    const char *best[RIFFLE_SUGGEST_MAX];
    char typed[64];
    size_t count = riffle_score_setting_count(score);
    size_t length = item->name_length < sizeof typed - 1 ? item->name_length
                                                         : sizeof typed - 1;
    memcpy(typed, item->name, length);
    typed[length] = '\0';
    for (size_t i = 0; i < count; i++)
        names[i] = score->settings[i].name;
    riffle_fail(err, RIFFLE_EUSAGE, "%s has no setting \"%s\"", score->name,
                typed);
    if (count == 0)
        riffle_hint(err, "%s has none at all", score->name);
    else if (riffle_suggest(typed, names, count, best) > 0)
        riffle_hint(err, "did you mean `%s'?", best[0]);
    else
        riffle_hint(err, "help %s lists them", score->name);
    return RIFFLE_EUSAGE;
}

static bool is_allowed(const struct riffle_score_setting *setting, double value)
{
    return value >= setting->low && value <= setting->high &&
           !(setting->whole && value != floor(value));
}

static enum riffle_status read_item(const struct riffle_score *score,
                                    const struct item *item, double *values,
                                    struct riffle_error *err)
{
    size_t i = 0, count = riffle_score_setting_count(score);
    double value = 0;
    while (i < count && (strlen(score->settings[i].name) != item->name_length ||
                         memcmp(score->settings[i].name, item->name,
                                item->name_length) != 0))
        i++;
    if (i == count)
        return fail_unknown(score, item, err);
    const struct riffle_score_setting *setting = &score->settings[i];
    if (riffle_number_parse(item->value, item->value_length, &value) &&
        is_allowed(setting, value)) {
        values[i] = value;
        return RIFFLE_OK;
    }
    riffle_fail(err, RIFFLE_EUSAGE, "%s of %s is %s from %g to %g",
                setting->name, score->name,
                setting->whole ? "a whole number" : "a number", setting->low,
                setting->high);
    riffle_hint(err, "as in %s:%g", setting->name, setting->preset);
    return RIFFLE_EUSAGE;
}

enum riffle_status riffle_score_settings_read(const struct riffle_score *score,
                                              const char *text, double *values,
                                              struct riffle_error *err)
{
    for (size_t i = 0; i < riffle_score_setting_count(score); i++)
        values[i] = score->settings[i].preset;
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, ",");
        const struct item item = item_of(text, length);
        enum riffle_status status = read_item(score, &item, values, err);
        if (status != RIFFLE_OK)
            return status;
        text += length + (text[length] == ',');
    }
    return RIFFLE_OK;
}
