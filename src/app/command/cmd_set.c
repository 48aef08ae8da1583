/* set: show and change settings. */
#include "command/call.h"
#include "command/help_text.h"
#include "command/parts.h"
#include "command/settings.h"
#include "command/verbs.h"

void setting_reply(const struct session *session, const struct setting *setting,
                   struct reply *reply)
{
    char value[SETTING_SIZE];
    char key[2 * SETTING_SIZE];
    setting_get(session, setting, value);
    (void)snprintf(key, sizeof key, "%-10s %s", setting->value.name, value);
    help_pair(reply, key, 20, setting->value.help);
    reply_set_string(reply, setting->value.name, value);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct riffle_error why = {0};
    const char *name = call_word(call, 0);
    const char *value = call_word(call, 1);
    if (!name) {
        for (size_t i = 0; i < setting_count(); i++)
            setting_reply(session, setting_at(i), reply);
        return RIFFLE_OK;
    }
    if (value) {
        enum riffle_status status = setting_put(session, name, value, &why);
        if (status) {
            why.status = status;
            return parts_point_at(call, "1", &why, err);
        }
        const struct setting *setting = setting_find(name);
        const char *remark = setting->remark ? setting->remark(session) : NULL;
        if (remark)
            reply_warn(reply, "%s", remark);
    }
    setting_reply(session, setting_find(name), reply);
    return RIFFLE_OK;
}

static const struct command_option words[] = {
    {"NAME", TYPE_SETTING, NULL, NULL, "a setting; none: list them all"},
    {"VALUE", TYPE_VALUE, NULL, NULL, "its new value; none: show it"},
    {0},
};

static const char *const examples[] = {"set timing on", "set", NULL};

const struct command command_set = {
    .verb = "set",
    .group = "session",
    .summary = "show or change settings",
    .usage = "[NAME [VALUE]]",
    .words = words,
    .max_words = 2,
    .examples = examples,
    .see_also = "show,help",
    .light = true,
    .run = run,
};
