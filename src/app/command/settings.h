/* The settings that `set` shows and changes. */
#ifndef COMMAND_SETTINGS_H
#define COMMAND_SETTINGS_H

#include "command/command.h"

#include "riffle/number.h"

enum setting_size { SETTING_SIZE = 64 };

struct setting {
    struct command_option value; /* name, type, help, as of an option */
    /* A switch: where its bool is in struct session_settings; 0: none is, and
     * `get' and `put' do. */
    size_t flag;
    /* Write the current value, in words of the language. */
    void (*get)(const struct session *session, char text[SETTING_SIZE]);
    /* Take a value that type_check has passed. */
    enum riffle_status (*put)(struct session *session, const char *text,
                              struct riffle_error *err);
    /* What the user should know of the value; NULL: nothing, ever. */
    const char *(*remark)(const struct session *session);
};

/* The table, sorted by name. */
size_t setting_count(void);
const struct setting *setting_at(size_t index);
const struct setting *setting_find(const char *name);

/* The current value, in words of the language. */
void setting_get(const struct session *session, const struct setting *setting,
                 char text[SETTING_SIZE]);
/* Check and set; the way in for `set` and for main's options. */
enum riffle_status setting_put(struct session *session, const char *name,
                               const char *text,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Name, value and meaning of one: what `set` and `show settings` answer. */
void setting_reply(const struct session *session, const struct setting *setting,
                   struct reply *reply);

#endif
