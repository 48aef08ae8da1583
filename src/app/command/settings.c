/* One row for each setting. */
#include "command/settings.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "command/names.h"
#include "command/plot_draw.h"
#include "command/types.h"
#include "command/value.h"
#include "riffle/threads.h"
#include "session.h"

static const char when_words[] = "auto|always|never";
static const char glyph_words[] = "auto|ascii|unicode";
static const char switch_words[] = "on|off";
static const char axes_words[] = PLOT_AXES;
static const char marks_words[] = PLOT_MARKS;
static const char scale_words[] = PLOT_SCALES;
static const char mouse_words[] = "auto|on|off";

/* The index-th of "a|b|c". */
static void put_word(char text[SETTING_SIZE], const char *values, size_t index)
{
    for (; index > 0; index--)
        values += strcspn(values, "|") + 1;
    (void)snprintf(text, SETTING_SIZE, "%.*s", (int)strcspn(values, "|"),
                   values);
}

static size_t word(const char *values, const char *text)
{
    return value_choice(values, text, strlen(text));
}

static size_t count(const char *text)
{
    uint64_t value = 0;
    (void)riffle_count_parse(text, strlen(text), &value);
    return (size_t)value;
}

static void get_color(const struct session *session, char text[SETTING_SIZE])
{
    put_word(text, when_words, session->settings.color);
}

static enum riffle_status put_color(struct session *session, const char *text,
                                    struct riffle_error *err)
{
    (void)err;
    session->settings.color = (enum terminal_when)word(when_words, text);
    session_adapt(session);
    return RIFFLE_OK;
}

static void get_glyphs(const struct session *session, char text[SETTING_SIZE])
{
    put_word(text, glyph_words, session->settings.glyphs);
}

static enum riffle_status put_glyphs(struct session *session, const char *text,
                                     struct riffle_error *err)
{
    (void)err;
    session->settings.glyphs = (enum terminal_glyphs)word(glyph_words, text);
    session_adapt(session);
    return RIFFLE_OK;
}

/* A number of cells: 0 is said as "auto". */
static void get_cells(size_t cells, char text[SETTING_SIZE])
{
    (void)snprintf(text, SETTING_SIZE, "%zu", cells);
    if (cells == 0)
        put_word(text, "auto", 0);
}

static enum riffle_status put_cells(size_t *cells, const char *text,
                                    size_t least, struct riffle_error *err)
{
    enum { MOST = 1000 };
    size_t value = strcmp(text, "auto") == 0 ? 0 : count(text);
    if (strcmp(text, "auto") != 0 && (value < least || value > MOST))
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "`%.40s' is not auto or a number from %zu to %d",
                           text, least, MOST);
    *cells = value;
    return RIFFLE_OK;
}

static void get_height(const struct session *session, char text[SETTING_SIZE])
{
    get_cells(session->settings.height, text);
}

static enum riffle_status put_height(struct session *session, const char *text,
                                     struct riffle_error *err)
{
    return put_cells(&session->settings.height, text, 5, err);
}

static void get_width(const struct session *session, char text[SETTING_SIZE])
{
    get_cells(session->settings.width, text);
}

static enum riffle_status put_width(struct session *session, const char *text,
                                    struct riffle_error *err)
{
    return put_cells(&session->settings.width, text, 20, err);
}

static void get_memory(const struct session *session, char text[SETTING_SIZE])
{
    value_bytes_format(session->memory, text, SETTING_SIZE);
}

static enum riffle_status put_memory(struct session *session, const char *text,
                                     struct riffle_error *err)
{
    if (value_bytes(text, &session->memory))
        return RIFFLE_OK;
    return riffle_fail(err, RIFFLE_EUSAGE,
                       "`%.40s' is not a size of memory: none, 512M or 4G",
                       text);
}

static void get_mouse(const struct session *session, char text[SETTING_SIZE])
{
    put_word(text, mouse_words, session->settings.mouse);
}

static enum riffle_status put_mouse(struct session *session, const char *text,
                                    struct riffle_error *err)
{
    (void)err;
    session->settings.mouse = (enum session_mouse)word(mouse_words, text);
    return RIFFLE_OK;
}

static void get_seed(const struct session *session, char text[SETTING_SIZE])
{
    (void)snprintf(text, SETTING_SIZE, "%llu",
                   (unsigned long long)(session->seed ? session->seed : 1));
}

static enum riffle_status put_seed(struct session *session, const char *text,
                                   struct riffle_error *err)
{
    (void)err;
    session->seed = count(text);
    return RIFFLE_OK;
}

static void get_theme(const struct session *session, char text[SETTING_SIZE])
{
    (void)snprintf(text, SETTING_SIZE, "%s",
                   theme_name(session_theme(session)));
}

/* Say which themes there are. */
static void hint_themes(const char *text, struct riffle_error *err)
{
    char near[256];
    struct names names;
    const struct command_option any = {.type = TYPE_THEME};
    names_init(&names);
    names_collect(&names, NULL, &any);
    names_nearest(&names, text, "", near, sizeof near);
    names_release(&names);
    riffle_hint(err, "%s%sa path is fine, too", near, near[0] ? "   " : "");
}

static enum riffle_status put_theme(struct session *session, const char *text,
                                    struct riffle_error *err)
{
    struct theme *theme = NULL;
    enum riffle_status status = theme_load(text, &theme, err);
    if (status == RIFFLE_EUSAGE)
        hint_themes(text, err);
    if (status)
        return status;
    theme_free(session->theme);
    session->theme = theme;
    return RIFFLE_OK;
}

static const char *remark_theme(const struct session *session)
{
    return theme_warning(session_theme(session));
}

static void get_threads(const struct session *session, char text[SETTING_SIZE])
{
    (void)session;
    (void)snprintf(text, SETTING_SIZE, "%zu", riffle_threads());
}

static enum riffle_status put_threads(struct session *session, const char *text,
                                      struct riffle_error *err)
{
    (void)session;
    size_t n = count(text);
    if (n > RIFFLE_MAX_THREADS)
        return riffle_fail(err, RIFFLE_ELIMIT, "at most %zu threads",
                           RIFFLE_MAX_THREADS);
    riffle_threads_set(n);
    return RIFFLE_OK;
}

static void get_axes(const struct session *session, char text[SETTING_SIZE])
{
    put_word(text, axes_words, session->settings.look.free);
}

static enum riffle_status put_axes(struct session *session, const char *text,
                                   struct riffle_error *err)
{
    (void)err;
    session->settings.look.free = word(axes_words, text) == 1;
    return RIFFLE_OK;
}

static void get_marks(const struct session *session, char text[SETTING_SIZE])
{
    put_word(text, marks_words, session->settings.look.marks);
}

static enum riffle_status put_marks(struct session *session, const char *text,
                                    struct riffle_error *err)
{
    (void)err;
    session->settings.look.marks = (enum plot_marks)word(marks_words, text);
    return RIFFLE_OK;
}

static void get_scale(const struct session *session, char text[SETTING_SIZE])
{
    put_word(text, scale_words, plot_scale_word(&session->settings.look));
}

static enum riffle_status put_scale(struct session *session, const char *text,
                                    struct riffle_error *err)
{
    (void)err;
    plot_scale_take(word(scale_words, text), &session->settings.look);
    return RIFFLE_OK;
}

static const struct setting settings[] = {
    {{"axes", TYPE_WORD, axes_words, "equal", "x and y of plots on one range"},
     0,
     get_axes,
     put_axes,
     NULL},
    {{"color", TYPE_WORD, when_words, "auto", "colours of the output"},
     0,
     get_color,
     put_color,
     NULL},
    {{"copy", TYPE_WORD, switch_words, "off", "y may set the clipboard"},
     offsetof(struct session_settings, copy),
     NULL,
     NULL,
     NULL},
    {{"glyphs", TYPE_WORD, glyph_words, "auto", "characters of plots"},
     0,
     get_glyphs,
     put_glyphs,
     NULL},
    {{"height", TYPE_TEXT, NULL, "auto", "rows that plots may take"},
     0,
     get_height,
     put_height,
     NULL},
    {{"marks", TYPE_WORD, marks_words, "auto", "what stands for points"},
     0,
     get_marks,
     put_marks,
     NULL},
    {{"memory", TYPE_TEXT, NULL, "none", "bytes that work may take: 4G"},
     0,
     get_memory,
     put_memory,
     NULL},
    {{"motion", TYPE_WORD, switch_words, "on", "plots move as results arrive"},
     offsetof(struct session_settings, motion),
     NULL,
     NULL,
     NULL},
    {{"mouse", TYPE_WORD, mouse_words, "auto", "mouse of the full screen"},
     0,
     get_mouse,
     put_mouse,
     NULL},
    {{"progress", TYPE_WORD, switch_words, "on", "progress line of long work"},
     offsetof(struct session_settings, progress),
     NULL,
     NULL,
     NULL},
    {{"scale", TYPE_WORD, scale_words, "linear", "axes of plots"},
     0,
     get_scale,
     put_scale,
     NULL},
    {{"seed", TYPE_SEED, NULL, "1", "default of every seed="},
     0,
     get_seed,
     put_seed,
     NULL},
    {{"theme", TYPE_THEME, NULL, NULL, "colours and marks"},
     0,
     get_theme,
     put_theme,
     remark_theme},
    {{"threads", TYPE_COUNT, NULL, NULL, "threads of linear algebra"},
     0,
     get_threads,
     put_threads,
     NULL},
    {{"timing", TYPE_WORD, switch_words, "off", "seconds of each command"},
     offsetof(struct session_settings, timing),
     NULL,
     NULL,
     NULL},
    {{"width", TYPE_TEXT, NULL, "auto", "columns of tables and plots"},
     0,
     get_width,
     put_width,
     NULL},
};

size_t setting_count(void)
{
    return sizeof settings / sizeof settings[0];
}

const struct setting *setting_at(size_t index)
{
    return index < setting_count() ? &settings[index] : NULL;
}

const struct setting *setting_find(const char *name)
{
    for (size_t i = 0; i < setting_count(); i++)
        if (strcmp(settings[i].value.name, name) == 0)
            return &settings[i];
    return NULL;
}

/* A switch's place. */
static bool *flag_of(struct session_settings *all,
                     const struct setting *setting)
{
    return (bool *)((char *)all + setting->flag);
}

void setting_get(const struct session *session, const struct setting *setting,
                 char text[SETTING_SIZE])
{
    struct session_settings all = session->settings;
    if (setting->flag)
        put_word(text, switch_words, !*flag_of(&all, setting));
    else
        setting->get(session, text);
}

static enum riffle_status put(struct session *session,
                              const struct setting *setting, const char *text,
                              struct riffle_error *err)
{
    if (!setting->flag)
        return setting->put(session, text, err);
    *flag_of(&session->settings, setting) = word(switch_words, text) == 0;
    return RIFFLE_OK;
}

enum riffle_status setting_put(struct session *session, const char *name,
                               const char *text, struct riffle_error *err)
{
    const struct setting *setting = setting_find(name);
    if (setting == NULL)
        return riffle_fail(err, RIFFLE_EUSAGE, "`%.40s' is not a setting",
                           name);
    enum riffle_status status = type_check(&setting->value, text, err);
    if (!status)
        status = put(session, setting, text, err);
    if (status && err && !err->hint[0]) {
        char value[SETTING_SIZE];
        setting_get(session, setting, value);
        riffle_hint(err, "%s stays %s; help %s says more", name, value, name);
    }
    return status;
}
