/* One row for each table. */
#include "command/catalogue.h"

#include "command/command.h"
#include "command/settings.h"
#include "command/topics.h"
#include "riffle/audit.h"
#include "riffle/estimator.h"
#include "riffle/measure.h"
#include "riffle/score.h"
#include "riffle/strategy.h"

static struct catalogue_entry command_entry(size_t i)
{
    const struct command *row = command_at(i);
    return (struct catalogue_entry){row->verb, row->summary};
}

static struct catalogue_entry topic_entry(size_t i)
{
    const struct topic *row = topic_at(i);
    return (struct catalogue_entry){row->name, row->summary};
}

static struct catalogue_entry estimator_entry(size_t i)
{
    const struct riffle_estimator *row = riffle_estimator(i);
    return (struct catalogue_entry){row->name, row->summary};
}

static struct catalogue_entry measure_entry(size_t i)
{
    const struct riffle_measure_kind *row = riffle_measure_kind(i);
    return (struct catalogue_entry){row->name, row->summary};
}

static struct catalogue_entry strategy_entry(size_t i)
{
    const struct riffle_preset *row = riffle_preset(i);
    return (struct catalogue_entry){row->name, row->summary};
}

static struct catalogue_entry score_entry(size_t i)
{
    const struct riffle_score *row = riffle_score(i);
    return (struct catalogue_entry){row->name, row->summary};
}

static struct catalogue_entry audit_entry(size_t i)
{
    const struct riffle_audit_score *row = riffle_audit_score(i);
    return (struct catalogue_entry){row->name, row->summary};
}

static struct catalogue_entry setting_entry(size_t i)
{
    const struct setting *row = setting_at(i);
    return (struct catalogue_entry){row->value.name, row->value.help};
}

static const struct catalogue catalogues[] = {
    [CATALOGUE_COMMANDS] = {"commands", "command", "all verbs", command_count,
                            command_entry},
    [CATALOGUE_TOPICS] = {"topics", "topic", "concepts, with formulas",
                          topic_count, topic_entry},
    [CATALOGUE_ESTIMATORS] = {"estimators", "estimator",
                              "ways to the effect of a removal",
                              riffle_estimator_count, estimator_entry},
    [CATALOGUE_MEASURES] = {"measures", "measure", "what is watched",
                            riffle_measure_count, measure_entry},
    [CATALOGUE_STRATEGIES] = {"strategies", "strategy",
                              "how a sweep draws removal sets",
                              riffle_preset_count, strategy_entry},
    [CATALOGUE_SCORES] = {"scores", "score", "what rows are ranked by",
                          riffle_score_count, score_entry},
    [CATALOGUE_AUDITS] = {"orders", "order", "what `detect' inspects by",
                          riffle_audit_score_count, audit_entry},
    [CATALOGUE_SETTINGS] = {"settings", "setting", "what `set' changes",
                            setting_count, setting_entry},
};

const struct catalogue *catalogue_at(size_t id)
{
    return id < CATALOGUE_COUNT ? &catalogues[id] : NULL;
}
