#include "support/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "theme/check.h"
#include "theme/look.h"

static const char *const shipped[] = {
    "any", "dark", "high-contrast", "light", "mono", "okabe-ito", "projector"};
enum { N_SHIPPED = sizeof(shipped) / sizeof(shipped[0]) };

static struct theme *load(const char *name)
{
    struct theme *theme = NULL;
    struct riffle_error err = {0};
    if (theme_load(name, &theme, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    return theme;
}

/* The colour of a role among 256, as xterm shows it; false: none. */
static bool quantised(const struct theme *theme, size_t role, uint32_t *rgb)
{
    const char *start = theme_start(theme, (enum theme_role)role, DEPTH_256);
    const char *index = strstr(start, "38;5;");
    if (index)
        *rgb = colour_of_index((unsigned)atoi(index + 5));
    return index != NULL;
}

static bool true_colour(const struct theme *theme, size_t role, uint32_t *rgb)
{
    const char *hex = theme->look[role].hex;
    if (*hex)
        *rgb = (uint32_t)strtoul(hex + 1, NULL, 16);
    return *hex != '\0';
}

typedef bool colour_reader(const struct theme *, size_t, uint32_t *);

static void assert_contrast(const struct theme *theme, const char *name,
                            size_t role, uint32_t rgb)
{
    bool mark = role >= ROLE_PLOT_FRAME;
    double least = mark ? 3 : 4.5;
    /* what brings its own background is measured on that, below */
    if (strstr(theme->look[role].start[DEPTH_256], "48;5;"))
        return;
    if (strcmp(name, "projector") == 0)
        least = mark ? 4.5 : 7;
    if (strcmp(name, "high-contrast") == 0)
        least = 7;
    bool dark = strcmp(theme->background, "light") != 0;
    bool light = strcmp(theme->background, "dark") != 0;
    if ((dark && colour_contrast(rgb, 0) < least) ||
        (light && colour_contrast(rgb, 0xffffff) < least))
        fail_msg("%s: %s has too little contrast", name, theme_role_key(role));
}

static void test_shipped_themes_are_readable(void **state)
{
    (void)state;
    static colour_reader *const readers[] = {quantised, true_colour};
    for (size_t i = 0; i < N_SHIPPED; i++) {
        struct theme *theme = load(shipped[i]);
        for (size_t role = 0; role < ROLE_COUNT; role++)
            for (size_t k = 0; k < 2; k++) {
                uint32_t rgb;
                /* of a theme for any background, text has no colour */
                bool fixed =
                    role != ROLE_TEXT || strcmp(theme->background, "any") != 0;
                if (readers[k](theme, role, &rgb) && fixed)
                    assert_contrast(theme, shipped[i], role, rgb);
            }
        theme_free(theme);
    }
}

/* By theme_check, which is what users run. */
static void test_shipped_themes_pass_their_own_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_SHIPPED; i++) {
        struct theme *theme = load(shipped[i]);
        struct theme_report report;
        theme_check(theme, &report);
        if (!theme_passes(&report) || theme_warning(theme))
            fail_msg("%s does not pass", shipped[i]);
        theme_free(theme);
    }
}

static void test_check_finds_what_is_wrong(void **state)
{
    (void)state;
    static const char text[] =
        "name = bad\nbackground = dark\n[palette]\n"
        "faint = #303030 236 black\nred = #d75f00 166 red\n"
        "green = #af8700 136 green\nwhite = #ffffff 231 white\n"
        "[style]\ntext = white\nmessage.info = faint\nseries.1 = red\nseries.2 "
        "= "
        "green\n"
        "series.3 = white\nplot.label = white\n";
    struct theme_report report;
    file_write("bad.theme", text, strlen(text));
    struct theme *theme = load("bad.theme");
    theme_check(theme, &report);
    assert_false(theme_passes(&report));
    const struct check_least *contrast = &report.contrast[CHECK_TRUE][0];
    assert_int_equal(contrast->a, ROLE_MESSAGE_INFO);
    assert_close(contrast->value, colour_contrast(0x303030, 0), 1e-12);
    const struct check_least *distance =
        &report.distance[CHECK_TRUE][VISION_DEUTAN];
    assert_close(distance->value,
                 colour_distance(0xd75f00, 0xaf8700, VISION_DEUTAN), 1e-12);
    assert_int_equal(distance->a, 0);
    assert_int_equal(distance->b, 1);
    theme_free(theme);
}

/* White on black paper can be read, but not on the white that it brings. */
static void test_check_minds_a_background_of_its_own(void **state)
{
    (void)state;
    static const char text[] =
        "background = dark\n[palette]\nwhite = #ffffff 231 white\n"
        "pale = #eeeeee 255 white\n[style]\ntext = white\n"
        "search = white on pale\n";
    struct theme_report report;
    file_write("pale.theme", text, strlen(text));
    struct theme *theme = load("pale.theme");
    theme_check(theme, &report);
    for (int depth = 0; depth < CHECK_DEPTHS; depth++) {
        const struct check_least *least = &report.contrast[depth][CHECK_TEXT];
        assert_int_equal(least->a, ROLE_SEARCH);
        assert_close(least->value, colour_contrast(0xffffff, 0xeeeeee), 1e-12);
    }
    theme_free(theme);
}

/* What a newer riffle knows does not keep an older one from the rest. */
static void test_unknown_keys_are_warnings(void **state)
{
    (void)state;
    static const char text[] = "[style]\nseris.1 = bold\ntitle = italic\n"
                               "[glyph]\nseries.9 = o | x\n";
    file_write("new.theme", text, strlen(text));
    struct theme *theme = load("./new.theme");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_16), "\033[3m");
    assert_non_null(theme_warning(theme));
    assert_non_null(strstr(theme_warning(theme),
                           "new.theme:2: unknown style `seris.1' is ignored"));
    assert_non_null(strstr(theme_warning(theme), "`series.1'"));
    theme_free(theme);
}

static void test_series_have_shapes_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_SHIPPED; i++) {
        struct theme *theme = load(shipped[i]);
        for (size_t a = 0; a < THEME_SERIES; a++)
            for (size_t b = 0; b < a; b++)
                for (int unicode = 0; unicode < 2; unicode++)
                    assert_int_not_equal(theme_glyph(theme, a, unicode),
                                         theme_glyph(theme, b, unicode));
        theme_free(theme);
    }
}

static void test_mono_theme_sends_no_colour(void **state)
{
    (void)state;
    struct theme *theme = load("mono");
    for (size_t role = 0; role < ROLE_COUNT; role++) {
        const char *start =
            theme_start(theme, (enum theme_role)role, DEPTH_TRUE);
        assert_null(strpbrk(start, "3456789") && !strstr(start, "4m") &&
                            !strstr(start, "7m")
                        ? start
                        : NULL);
    }
    theme_free(theme);
}

static void test_mono_depth_keeps_attributes_and_drops_colours(void **state)
{
    (void)state;
    struct theme *theme = load("dark");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_MONO), "\033[1m");
    assert_string_equal(theme_start(theme, ROLE_DIM, DEPTH_MONO), "\033[2m");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_NONE), "");
    assert_string_equal(theme_start(theme, ROLE_SERIES_1, DEPTH_256),
                        "\033[38;5;214m");
    assert_string_equal(theme_start(theme, ROLE_SERIES_1, DEPTH_TRUE),
                        "\033[38;2;255;175;0m");
    assert_string_equal(theme_start(theme, ROLE_SERIES_1, DEPTH_16),
                        "\033[93m");
    theme_free(theme);
}

static void test_compiled_in_theme_equals_its_file(void **state)
{
    (void)state;
    struct theme *theme = load("any");
    assert_memory_equal(theme->look, theme_builtin()->look,
                        sizeof(theme->look));
    theme_free(theme);
}

/* Loading `text` fails at `where` with this hint. */
static void refuses(const char *text, const char *where, const char *hint)
{
    struct theme *theme = NULL;
    struct riffle_error err = {0};
    file_write("t.theme", text, strlen(text));
    assert_int_equal(theme_load("./t.theme", &theme, &err), RIFFLE_EFORMAT);
    assert_null(theme);
    if (!strstr(err.message, where) || !strstr(err.hint, hint))
        fail_msg("%s / %s", err.message, err.hint);
}

static void test_mistakes_are_located_and_named(void **state)
{
    (void)state;
    refuses("nam = x\n", "t.theme:1: unknown setting `nam'", "`name'");
    refuses("# c\n[styl]\n", "t.theme:2: unknown section `styl'", "`style'");
    refuses("[palette]\nsky = #afd7ff 153 cyan\n[style]\ntext = sku\n",
            "t.theme:4: unknown colour `sku'", "`sky'");
    refuses("[style]\ntext = default blod\n", "`blod'", "");
    refuses("[palette]\na = #12345 1 red\n", "`#12345'", "");
    refuses("[palette]\na = - 256 red\n", "`256'", "");
    refuses("[palette]\na = - - rde\n", "`rde'", "");
    refuses("[palette]\na = red\n", "t.theme:2:", "");
    refuses("[glyph]\nseries.1 = \u25cf\n", "`UNICODE | ASCII'", "");
    refuses("[glyph]\nseries.1 = \u25cf | \u25cf\n", "ASCII", "");
    refuses("[glyph]\nseries.1 = \u4e2d | x\n", "one column", "");
    refuses("text\n", "t.theme:1:", "");
    refuses("background = drak\n", "t.theme:1:", "`dark'");
    refuses("background = dark\ninherits = base\n", "t.theme:2:", "");
}

static void test_theme_reads_all_it_documents(void **state)
{
    (void)state;
    static const char text[] =
        "name = Dusk   # a comment\n\n"
        "inherits=base\n[palette]\n"
        "ink = #e4e4e4 254 white\nrust = - 130 -\n"
        "[style]\ntext = ink on default\ntitle = rust on ink bold reverse\n"
        "title.mono = underline\n[glyph]\nseries.5 = \u25cf | #\n";
    file_write("dusk.theme", text, strlen(text));
    struct theme *theme = load("dusk.theme");
    assert_string_equal(theme_name(theme), "Dusk");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_256),
                        "\033[1;7;38;5;130;48;5;254m");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_TRUE),
                        "\033[1;7;38;5;130;48;2;228;228;228m");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_16),
                        "\033[1;7;47m");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_MONO), "\033[4m");
    assert_string_equal(theme_hex(theme, ROLE_TEXT), "#e4e4e4");
    assert_int_equal(theme_glyph(theme, GLYPH_SERIES_1 + 4, true), 0x25CF);
    assert_int_equal(theme_glyph(theme, GLYPH_SERIES_1 + 4, false), '#');
    theme_free(theme);
}

static void test_inheritance_is_one_level(void **state)
{
    (void)state;
    static const char a[] = "inherits = ./b.theme\n";
    static const char b[] = "name = b\n[style]\ntitle = italic\n";
    static const char c[] = "inherits = ./a.theme\n";
    file_write("a.theme", a, strlen(a));
    file_write("b.theme", b, strlen(b));
    struct theme *theme = load("a.theme");
    assert_string_equal(theme_start(theme, ROLE_TITLE, DEPTH_16), "\033[3m");
    theme_free(theme);
    refuses(c, "a.theme:1:", "");
    refuses("inherits = ./t.theme\n", "t.theme:1:", "");
}

static void test_theme_of_user_comes_before_shipped(void **state)
{
    static const char text[] = "name = mine\n";
    char folder[64];
    assert_int_equal(system("mkdir -p riffle/themes"), 0);
    file_write("riffle/themes/dark.theme", text, strlen(text));
    setenv("XDG_CONFIG_HOME", *state, 1);
    struct theme *theme = load("dark");
    assert_string_equal(theme_name(theme), "mine");
    theme_free(theme);
    unsetenv("XDG_CONFIG_HOME");
    (void)snprintf(folder, sizeof(folder), "riffle/themes");
    assert_int_equal(remove("riffle/themes/dark.theme"), 0);
    assert_int_equal(remove(folder), 0);
}

static void test_auto_goes_by_the_background(void **state)
{
    (void)state;
    static const struct {
        const char *said, *name;
    } cases[] = {
        {"15;0", "dark"},     {"0;15", "light"}, {"12;default;8", "dark"},
        {"0;default", "any"}, {"7", "any"},      {"1;99", "any"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        setenv("COLORFGBG", cases[i].said, 1);
        struct theme *theme = load("auto");
        assert_string_equal(theme_name(theme), cases[i].name);
        theme_free(theme);
    }
    unsetenv("COLORFGBG");
    struct theme *theme = load("auto");
    assert_string_equal(theme_name(theme), "any");
    theme_free(theme);
}

static void test_unknown_theme_says_where_to_look(void **state)
{
    (void)state;
    struct theme *theme = NULL;
    struct riffle_error err = {0};
    assert_int_equal(theme_load("drak", &theme, &err), RIFFLE_EUSAGE);
    assert_non_null(strstr(err.message, "`drak'"));
    assert_non_null(strstr(err.hint, "show themes"));
    assert_int_equal(theme_load("./none.theme", &theme, &err), RIFFLE_EIO);
    assert_int_equal(theme_load("/dev/zero", &theme, &err), RIFFLE_EIO);
    assert_int_equal(theme_load("/", &theme, &err), RIFFLE_EIO);
    assert_null(theme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_themes_are_readable),
        cmocka_unit_test(test_shipped_themes_pass_their_own_check),
        IN_FOLDER(test_check_finds_what_is_wrong),
        IN_FOLDER(test_check_minds_a_background_of_its_own),
        IN_FOLDER(test_unknown_keys_are_warnings),
        cmocka_unit_test(test_series_have_shapes_of_their_own),
        cmocka_unit_test(test_mono_theme_sends_no_colour),
        cmocka_unit_test(test_mono_depth_keeps_attributes_and_drops_colours),
        cmocka_unit_test(test_compiled_in_theme_equals_its_file),
        IN_FOLDER(test_mistakes_are_located_and_named),
        IN_FOLDER(test_theme_reads_all_it_documents),
        IN_FOLDER(test_inheritance_is_one_level),
        IN_FOLDER(test_theme_of_user_comes_before_shipped),
        cmocka_unit_test(test_auto_goes_by_the_background),
        IN_FOLDER(test_unknown_theme_says_where_to_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
