/*
 * The theme that needs no file: the terminal's own colours for text, and for
 * series only colours that show on black and on white.
 */
#include "theme/look.h"

#define BOLD      "\033[1m"
#define DIM       "\033[2m"
#define UNDERLINE "\033[4m"
#define REVERSE   "\033[7m"
#define FOUND     "\033[1;4m"

enum {
    SERIES_1 = ROLE_SERIES_1,
    SERIES_2,
    SERIES_3,
    SERIES_4,
    SERIES_5,
    SERIES_6,
    SERIES_7,
    SERIES_8,
};

static const struct theme builtin =
    {
        .name = "any",
        .background = "any",
        .paper = "#ffffff",
        .look =
            {
                [ROLE_TEXT] = {.hex = "#1c1c1c"},
                [ROLE_DIM] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_STRONG] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_TITLE] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_PROMPT] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_MESSAGE_WARN] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_MESSAGE_ERROR] = {{"", BOLD, "\033[1;31m",
                                         "\033[1;38;5;131m",
                                         "\033[1;38;2;175;95;95m"},
                                        "#af5f5f"},
                [ROLE_TABLE_HEAD] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_MISSING] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PROGRESS] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_HELP_HEAD] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_HELP_KEY] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_CURSOR] = {{"", REVERSE, REVERSE, REVERSE, REVERSE}, ""},
                [ROLE_SELECTION] = {{"", FOUND, FOUND, FOUND, FOUND}, ""},
                [ROLE_SEARCH] = {{"", REVERSE, REVERSE, REVERSE, REVERSE}, ""},
                [ROLE_PLOT_FRAME] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PLOT_ZERO] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PLOT_IDENTITY] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PLOT_HIDDEN] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_PLOT_MIXED] = {{"", UNDERLINE, UNDERLINE, UNDERLINE,
                                      UNDERLINE},
                                     ""},
                [SERIES_1] = {{"", "", "\033[31m",
                               "\033[38;5;202m", "\033[38;2;255;95;0m"},
                              "#ff5f00"},
                [SERIES_2] =
                    {{"", BOLD, "\033[94m", "\033[38;5;33m",
                      "\033[38;2;0;135;255m"},
                     "#0087ff"},
                [SERIES_3] = {{"", UNDERLINE, "\033[32m",
                               "\033[38;5;29m", "\033[38;2;0;135;95m"},
                              "#00875f"},
                [SERIES_4] = {{"", "", "\033[35m",
                               "\033[38;5;126m", "\033[38;2;175;0;135m"},
                              "#af0087"},
                [SERIES_5] =
                    {{"", BOLD, "\033[33m", "\033[38;5;138m",
                      "\033[38;2;175;135;135m"},
                     "#af8787"},
                [SERIES_6] = {{"", UNDERLINE, "\033[90m",
                               "\033[38;5;58m", "\033[38;2;95;95;0m"},
                              "#5f5f00"},
                [SERIES_7] = {{"", "", "\033[36m",
                               "\033[38;5;103m", "\033[38;2;135;135;175m"},
                              "#8787af"},
                [SERIES_8] =
                    {{"", BOLD, "\033[34m", "\033[38;5;26m",
                      "\033[38;2;0;95;215m"},
                     "#005fd7"},
            },
        .glyph =
            {
                [GLYPH_SERIES_1] = {0x25CF, 'o'},
                [GLYPH_SERIES_1 + 1] = {0x25B2, '+'},
                [GLYPH_SERIES_1 + 2] = {0x25A0, 'x'},
                [GLYPH_SERIES_1 + 3] = {0x25C6, '*'},
                [GLYPH_SERIES_1 + 4] = {0x25BC, '#'},
                [GLYPH_SERIES_1 + 5] = {0x2605, '%'},
                [GLYPH_SERIES_1 + 6] = {0x271A, '&'},
                [GLYPH_SERIES_1 + 7] = {0x2716, '@'},
                [GLYPH_HOLLOW_1] = {0x25CB, '?'},
                [GLYPH_HOLLOW_1 + 1] = {0x25B3, '?'},
                [GLYPH_HOLLOW_1 + 2] = {0x25A1, '?'},
                [GLYPH_HOLLOW_1 + 3] = {0x25C7, '?'},
                [GLYPH_HOLLOW_1 + 4] = {0x25BD, '?'},
                [GLYPH_HOLLOW_1 + 5] = {0x2606, '?'},
                [GLYPH_HOLLOW_1 + 6] = {0x2722, '?'},
                [GLYPH_HOLLOW_1 + 7] = {0x2715, '?'},
                [GLYPH_IDENTITY] = {0xB7, '.'},
            },
};

const struct theme *theme_builtin(void)
{
    return &builtin;
}
