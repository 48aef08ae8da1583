/* theme: change colours and marks, and measure those of a theme. */
#include "command/names.h"
#include "command/parts.h"
#include "command/settings.h"
#include "command/verbs.h"
#include "session.h"
#include "theme/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const depth_names[CHECK_DEPTHS] = {
    [CHECK_TRUE] = "true", [CHECK_256] = "256"};
static const char *const kind_names[CHECK_KINDS] = {
    [CHECK_TEXT] = "text", [CHECK_MARKS] = "marks"};
static const char *const vision_names[VISION_COUNT] = {
    [VISION_NORMAL] = "normal",
    [VISION_PROTAN] = "protan",
    [VISION_DEUTAN] = "deutan",
    [VISION_TRITAN] = "tritan"};

/* The theme in force, and which there are. */
static void list_themes(const struct session *session, struct reply *reply)
{
    const struct theme *theme = session_theme(session);
    const struct command_option any = {.type = TYPE_THEME};
    struct names names;
    struct json_object *array = json_object_new_array();
    names_init(&names);
    names_collect(&names, session, &any);
    reply_text(reply, "theme %s; others:", theme_name(theme));
    for (size_t i = 0; i < names.n; i++) {
        json_object_array_add(array, reply_string(names.items[i]));
        if (strcmp(names.items[i], theme_name(theme)) != 0)
            reply_text(reply, " %s", names.items[i]);
    }
    reply_text(reply, "\n");
    reply_set_string(reply, "theme", theme_name(theme));
    if (reply->json)
        reply_set(reply, "themes", array);
    else
        json_object_put(array);
    names_release(&names);
}

static enum riffle_status change_theme(struct session *session,
                                       const struct command_call *call,
                                       const char *name, struct reply *reply,
                                       struct riffle_error *err)
{
    struct riffle_error why = {0};
    enum riffle_status status = setting_put(session, "theme", name, &why);
    if (status != RIFFLE_OK)
        return parts_point_at(call, "NAME", &why, err);
    const struct theme *theme = session_theme(session);
    reply->theme = theme;
    if (theme_warning(theme))
        reply_warn(reply, "%s", theme_warning(theme));
    reply_text(reply, "theme ");
    reply_styled(reply, ROLE_TITLE, "%s", theme_name(theme));
    reply_text(reply, ", for %s background\n",
               strcmp(theme_background(theme), "any") == 0
                   ? "any"
                   : theme_background(theme));
    reply_set_string(reply, "theme", theme_name(theme));
    reply_set_string(reply, "background", theme_background(theme));
    return RIFFLE_OK;
}

/* "4.93 of message.error", or that there is nothing to measure. */
static void say_least(struct reply *reply, const struct check_least *least,
                      double wanted, bool series, bool last)
{
    char whose[96];
    if (!isfinite(least->value))
        (void)snprintf(whose, sizeof whose, "the terminal's own");
    else if (series)
        (void)snprintf(whose, sizeof whose, "%.1f series %zu and %zu",
                       least->value, least->a + 1, least->b + 1);
    else
        (void)snprintf(whose, sizeof whose, "%.1f %s", least->value,
                       theme_role_name(least->a));
    reply_styled(reply, least->value < wanted ? ROLE_MESSAGE_ERROR : ROLE_TEXT,
                 "  %-*s", last ? 0 : 27, whose);
}

static void say_report(const struct theme_report *report, struct reply *reply)
{
    reply_styled(reply, ROLE_TABLE_HEAD, "%-22s  %-27s  %s\n", "least",
                 "true colour", "256 colours");
    for (int k = 0; k < CHECK_KINDS; k++) {
        reply_text(reply, "contrast of %-6s %3.1f+", kind_names[k],
                   check_contrast[k]);
        for (int depth = 0; depth < CHECK_DEPTHS; depth++)
            say_least(reply, &report->contrast[depth][k], check_contrast[k],
                      false, depth + 1 == CHECK_DEPTHS);
        reply_text(reply, "\n");
    }
    for (int v = 0; v < VISION_COUNT; v++) {
        reply_text(reply, "distance, %-7s  %3.0f+", vision_names[v],
                   check_distance);
        for (int depth = 0; depth < CHECK_DEPTHS; depth++)
            say_least(reply, &report->distance[depth][v], check_distance, true,
                      depth + 1 == CHECK_DEPTHS);
        reply_text(reply, "\n");
    }
}

static struct json_object *depth_object(const struct theme_report *report,
                                        int depth)
{
    struct json_object *contrast = json_object_new_object();
    struct json_object *distance = json_object_new_object();
    struct json_object *object = json_object_new_object();
    for (int k = 0; k < CHECK_KINDS; k++)
        json_object_object_add(contrast, kind_names[k],
                               reply_number(report->contrast[depth][k].value));
    for (int v = 0; v < VISION_COUNT; v++)
        json_object_object_add(distance, vision_names[v],
                               reply_number(report->distance[depth][v].value));
    json_object_object_add(object, "contrast", contrast);
    json_object_object_add(object, "distance", distance);
    return object;
}

static enum riffle_status check_theme(const struct command_call *call,
                                      const char *name, struct reply *reply,
                                      struct riffle_error *err)
{
    struct theme *theme = NULL;
    struct theme_report report;
    struct riffle_error why = {0};
    size_t strict = 0;
    enum riffle_status status = call_choice(call, "strict", &strict, err);
    if (status == RIFFLE_OK && theme_load(name, &theme, &why) != RIFFLE_OK)
        status = parts_point_at(call, "FILE", &why, err);
    if (status != RIFFLE_OK)
        return status;
    theme_check(theme, &report);
    bool good = theme_passes(&report);
    if (theme_warning(theme))
        reply_warn(reply, "%s", theme_warning(theme));
    reply_text(reply, "theme %s, for %s background\n", theme_name(theme),
               theme_background(theme));
    say_report(&report, reply);
    reply_text(reply,
               "contrast: WCAG 2; distance: CIEDE2000 as that vision sees it "
               "(Machado 2009)\n%s\n",
               good ? "all as it should be" : "too little of it in some place");
    reply_set_string(reply, "theme", theme_name(theme));
    reply_set_string(reply, "background", theme_background(theme));
    for (int depth = 0; depth < CHECK_DEPTHS; depth++)
        if (reply->json)
            reply_set(reply, depth_names[depth], depth_object(&report, depth));
    reply_set_bool(reply, "passes", good);
    bool refused = strict == 1 && (!good || theme_warning(theme));
    theme_free(theme);
    return refused ? call_fail(call, "FILE", err, "`%s' does not pass", name)
                   : RIFFLE_OK;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    const char *name = call_word(call, 0);
    const char *file = call_word(call, 1);
    bool check = name && strcmp(name, "check") == 0;
    if (!name) {
        list_themes(session, reply);
        return RIFFLE_OK;
    }
    if (!check && file)
        return call_fail(call, "FILE", err, "one theme at a time");
    if (!check)
        return change_theme(session, call, name, reply, err);
    return check_theme(call, file ? file : theme_name(session_theme(session)),
                       reply, err);
}

static const struct command_option words[] = {
    {.name = "NAME",
     .type = TYPE_THEME,
     .values = "check",
     .help = "a theme or a file; check: measure one; none: list them"},
    {.name = "FILE", .type = TYPE_THEME, .help = "check: which (this one)"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "strict",
     .type = TYPE_WORD,
     .values = "off|on",
     .preset = "off",
     .help = "check: fail when it does not pass"},
    {.name = NULL},
};

const struct command command_theme = {
    .verb = "theme",
    .group = "session",
    .summary = "change colours and marks, or measure them",
    .usage = "[NAME | check [FILE]]",
    .words = words,
    .options = options,
    .max_words = 2,
    .examples = (const char *const[]){"theme", "theme projector",
                                      "theme check okabe-ito strict=on", NULL},
    .detail =
        "check measures the contrast of text and of marks with the background, "
        "and how far apart the series are for people with normal vision and "
        "for those with each kind of colour blindness, in true colours and "
        "among the 256 that terminals have. Series also have shapes of their "
        "own, so that nothing rests on colour.\n\n"
        "auto is dark or light as COLORFGBG says of the terminal, else any. "
        "NO_COLOR, or `set color never`, leaves bold, underline and reverse.",
    .see_also = "set,plot,show",
    .light = true,
    .run = run,
};
