/* Theme files, line by line: sections of `key = value`. */
#include "theme/parse.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/number.h"
#include "riffle/suggest.h"
#include "riffle/utf8.h"
#include "text/codepoints.h"
#include "theme/style.h"

enum { PALETTE_MAX = 64, WORDS_MAX = 12, NAMES_MAX = ROLE_COUNT + 64 };

struct swatch {
    const char *name; /* in the text of the file */
    struct theme_colour colour;
};

struct parser {
    const char *path;
    size_t line;
    const char *begin;   /* of the line in the file's text */
    const char *section; /* "" before the first */
    theme_parent *parent;
    struct theme theme;
    struct swatch palette[PALETTE_MAX];
    size_t n_palette;
    bool own_mono[ROLE_COUNT];
    bool begun; /* something but `name` was read */
    struct riffle_error *err;
};

/* Fail with the place in front; `what` is one word of the file. */
static enum riffle_status refuse(struct parser *p, const char *problem,
                                 const char *what)
{
    (void)riffle_fail(p->err, RIFFLE_EFORMAT, "%s:%zu: %s `%s'", p->path,
                      p->line, problem, what);
    /* An empty word may be none of the line's. */
    riffle_place(p->err, p->line, *what ? (size_t)(what - p->begin) + 1 : 1);
    return RIFFLE_EFORMAT;
}

/* Likewise, with the nearest of the names that would do. */
static enum riffle_status refuse_name(struct parser *p, const char *problem,
                                      const char *what,
                                      const char *const *names, size_t n)
{
    const char *best[RIFFLE_SUGGEST_MAX];
    enum riffle_status status = refuse(p, problem, what);
    if (riffle_suggest(what, names, n, best) > 0)
        riffle_hint(p->err, "did you mean `%s'?", best[0]);
    return status;
}

static char *trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        text[--n] = '\0';
    return text;
}

/* Cut at blanks; returns how many words, at most WORDS_MAX. */
static size_t split(char *text, char *words[WORDS_MAX])
{
    size_t n = 0;
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t", &rest); word && n < WORDS_MAX;
         word = strtok_r(NULL, " \t", &rest))
        words[n++] = word;
    return n;
}

static enum riffle_status inherit(struct parser *p, const char *name)
{
    char own[THEME_NAME];
    if (p->begun)
        return refuse(p, "`inherits' has to come first, before", name);
    memcpy(own, p->theme.name, sizeof(own));
    if (strcmp(name, "base") == 0)
        return RIFFLE_OK;
    if (!p->parent)
        return refuse(p, "a theme that is inherited cannot inherit from", name);
    enum riffle_status status = p->parent(name, &p->theme, p->err);
    memcpy(p->theme.name, own, sizeof(own));
    return status;
}

static enum riffle_status set_background(struct parser *p, const char *value)
{
    static const char *const names[] = {"any", "dark", "light"};
    static const char *const papers[] = {"#ffffff", "#000000", "#ffffff"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(value, names[i]) != 0)
            continue;
        snprintf(p->theme.background, THEME_NAME, "%s", names[i]);
        memcpy(p->theme.paper, papers[i], sizeof(p->theme.paper));
        return RIFFLE_OK;
    }
    return refuse_name(p, "unknown background", value, names, 3);
}

static enum riffle_status read_header(struct parser *p, const char *key,
                                      const char *value)
{
    static const char *const names[] = {"name", "inherits", "background"};
    if (strcmp(key, "name") == 0) {
        if (!*value || strlen(value) >= THEME_NAME)
            return refuse(p, "a name has 1 to 63 bytes, not", value);
        memcpy(p->theme.name, value, strlen(value) + 1);
        return RIFFLE_OK;
    }
    if (strcmp(key, "inherits") == 0)
        return inherit(p, value);
    p->begun = true;
    if (strcmp(key, "background") == 0)
        return set_background(p, value);
    return refuse_name(p, "unknown setting", key, names, 3);
}

static bool read_hex(const char *word, int *rgb)
{
    char *end;
    if (word[0] != '#' || strlen(word) != 7 ||
        strspn(word + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    *rgb = (int)strtol(word + 1, &end, 16);
    return true;
}

static bool read_index(const char *word, int *index)
{
    uint64_t value;
    if (!riffle_count_parse(word, strlen(word), &value) || value > 255)
        return false;
    *index = (int)value;
    return true;
}

static enum riffle_status read_colour(struct parser *p, char *value,
                                      struct theme_colour *colour)
{
    char *words[WORDS_MAX];
    size_t n = split(value, words);
    *colour = theme_default;
    if (n == 1 && strcmp(words[0], "default") == 0)
        return RIFFLE_OK;
    if (n != 3)
        return refuse(p, "a colour is `#rrggbb 0-255 NAME', not",
                      n ? words[0] : "");
    if (strcmp(words[0], "-") != 0 && !read_hex(words[0], &colour->rgb))
        return refuse(p, "no true colour:", words[0]);
    if (strcmp(words[1], "-") != 0 && !read_index(words[1], &colour->index))
        return refuse(p, "no colour of 256:", words[1]);
    colour->sixteen = style_sixteen(words[2]);
    if (strcmp(words[2], "-") != 0 && colour->sixteen < 0)
        return refuse(p, "no colour of 16:", words[2]);
    return RIFFLE_OK;
}

static enum riffle_status read_palette(struct parser *p, const char *key,
                                       char *value)
{
    if (p->n_palette == PALETTE_MAX)
        return refuse(p, "more than 64 colours, at", key);
    struct swatch *swatch = &p->palette[p->n_palette];
    enum riffle_status status = read_colour(p, value, &swatch->colour);
    if (status == RIFFLE_OK) {
        swatch->name = key;
        p->n_palette++;
    }
    return status;
}

/* The last one of that name; "default" is always there. */
static enum riffle_status find_colour(struct parser *p, const char *name,
                                      struct theme_colour *colour)
{
    const char *names[PALETTE_MAX];
    *colour = theme_default;
    if (strcmp(name, "default") == 0)
        return RIFFLE_OK;
    for (size_t i = p->n_palette; i-- > 0;) {
        names[i] = p->palette[i].name;
        *colour = p->palette[i].colour;
        if (strcmp(names[i], name) == 0)
            return RIFFLE_OK;
    }
    return refuse_name(p, "unknown colour", name, names, p->n_palette);
}

/* Index of a key in one of the tables of keys; false when it is in none. */
static bool find_key(const char *(*key_at)(size_t), const char *key, size_t n,
                     size_t *index)
{
    for (size_t i = 0; key_at(i); i++) {
        if (strlen(key_at(i)) != n || strncmp(key_at(i), key, n) != 0)
            continue;
        *index = i;
        return true;
    }
    return false;
}

/* A key that is not known is no reason to refuse the rest: newer and older
 * versions of riffle may read the same file. The first one is kept. */
static enum riffle_status skip_key(struct parser *p, const char *problem,
                                   const char *(*key_at)(size_t),
                                   const char *key)
{
    const char *names[NAMES_MAX];
    const char *best[RIFFLE_SUGGEST_MAX];
    size_t n = 0;
    while (n < NAMES_MAX && key_at(n)) {
        names[n] = key_at(n);
        n++;
    }
    bool near = riffle_suggest(key, names, n, best) > 0;
    if (!p->theme.warning[0])
        (void)snprintf(p->theme.warning, THEME_WARNING,
                       "%s:%zu: %s `%s' is ignored%s%s%s", p->path, p->line,
                       problem, key, near ? "; did you mean `" : "",
                       near ? best[0] : "", near ? "'?" : "");
    return RIFFLE_OK;
}

/* Words i to n as attributes. */
static enum riffle_status read_attributes(struct parser *p, char **words,
                                          size_t i, size_t n, unsigned *bits)
{
    *bits = 0;
    for (; i < n; i++) {
        unsigned bit = style_attribute(words[i]);
        if (!bit)
            return refuse(p, "neither a colour nor an attribute:", words[i]);
        *bits |= bit;
    }
    return RIFFLE_OK;
}

static enum riffle_status read_look(struct parser *p, char **words, size_t n,
                                    struct theme_style *style)
{
    size_t i = 0;
    enum riffle_status status = RIFFLE_OK;
    *style = (struct theme_style){theme_default, theme_default, 0};
    if (i < n && !style_attribute(words[i]))
        status = find_colour(p, words[i++], &style->front);
    if (status == RIFFLE_OK && i + 1 < n && strcmp(words[i], "on") == 0) {
        status = find_colour(p, words[i + 1], &style->back);
        i += 2;
    }
    if (status == RIFFLE_OK)
        status = read_attributes(p, words, i, n, &style->attributes);
    return status;
}

static enum riffle_status read_style(struct parser *p, const char *key,
                                     char *value)
{
    static const char mono[] = ".mono";
    char *words[WORDS_MAX];
    size_t length = strlen(key);
    size_t role;
    size_t n = split(value, words);
    size_t tail = sizeof(mono) - 1;
    bool is_mono = length > tail && strcmp(key + length - tail, mono) == 0;
    if (!find_key(theme_role_key, key, is_mono ? length - tail : length, &role))
        return skip_key(p, "unknown style", theme_role_key, key);
    struct theme_look *look = &p->theme.look[role];
    struct theme_style style;
    enum riffle_status status =
        is_mono ? read_attributes(p, words, 0, n, &style.attributes)
                : read_look(p, words, n, &style);
    if (status != RIFFLE_OK)
        return status;
    if (!is_mono)
        style_colours(&style, look);
    if (is_mono || (style.attributes && !p->own_mono[role]))
        style_mono(style.attributes, look);
    p->own_mono[role] = p->own_mono[role] || is_mono;
    return RIFFLE_OK;
}

/* One code point of one column, nothing else. */
static bool read_letter(const char *text, uint32_t *code)
{
    size_t n = strlen(text);
    return n > 0 && riffle_utf8_decode(text, n, code) == n && *code != ' ' &&
           codepoint_columns(*code) == 1;
}

static enum riffle_status read_glyph(struct parser *p, const char *key,
                                     char *value)
{
    size_t mark;
    uint32_t code[2];
    char *bar = strchr(value, '|');
    if (!find_key(theme_glyph_key, key, strlen(key), &mark))
        return skip_key(p, "unknown glyph", theme_glyph_key, key);
    if (!bar)
        return refuse(p, "a glyph is `UNICODE | ASCII', not", value);
    *bar = '\0';
    if (!read_letter(trim(value), &code[0]))
        return refuse(p, "not one letter of one column:", trim(value));
    if (!read_letter(trim(bar + 1), &code[1]) || code[1] >= 0x7F)
        return refuse(p, "not one ASCII letter:", trim(bar + 1));
    memcpy(p->theme.glyph[mark], code, sizeof(code));
    return RIFFLE_OK;
}

static enum riffle_status read_section(struct parser *p, char *text)
{
    static const char *const names[] = {"palette", "style", "glyph"};
    size_t n = strlen(text);
    p->begun = true;
    if (text[n - 1] != ']')
        return refuse(p, "a section is `[NAME]', not", text);
    text[n - 1] = '\0';
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        p->section = names[i];
        if (strcmp(text + 1, names[i]) == 0)
            return RIFFLE_OK;
    }
    return refuse_name(p, "unknown section", text + 1, names, 3);
}

static enum riffle_status read_pair(struct parser *p, char *text)
{
    char *equals = strchr(text, '=');
    if (!equals)
        return refuse(p, "a line is `KEY = VALUE', not", text);
    *equals = '\0';
    char *key = trim(text);
    char *value = trim(equals + 1);
    switch (p->section[0]) {
    case 'p':
        return read_palette(p, key, value);
    case 's':
        return read_style(p, key, value);
    case 'g':
        return read_glyph(p, key, value);
    default:
        return read_header(p, key, value);
    }
}

/* A comment is a line that begins with #, or what follows a # of its own. */
static void cut_comment(char *line)
{
    for (char *hash = strchr(line, '#'); hash; hash = strchr(hash + 1, '#')) {
        bool alone = isspace((unsigned char)hash[1]) &&
                     (hash > line && isspace((unsigned char)hash[-1]));
        if (alone || line + strspn(line, " \t") == hash) {
            *hash = '\0';
            return;
        }
    }
}

enum riffle_status theme_parse(const char *path, char *text,
                               theme_parent *parent, struct theme *theme,
                               struct riffle_error *err)
{
    struct parser p = {.path = path,
                       .section = "",
                       .parent = parent,
                       .theme = *theme_builtin(),
                       .err = err};
    enum riffle_status status = RIFFLE_OK;
    char *rest = text;
    for (char *line; status == RIFFLE_OK && (line = strsep(&rest, "\n"));) {
        p.line++;
        p.begin = line;
        cut_comment(line);
        line = trim(line);
        if (*line == '[')
            status = read_section(&p, line);
        else if (*line)
            status = read_pair(&p, line);
    }
    if (status == RIFFLE_OK)
        *theme = p.theme;
    return status;
}
