/*
 * The theme that needs no file: the terminal's own colours for text, and for
 * series only colours that show on black and on white.
 */
#include "theme/look.h"

#define BOLD      "\033[1m"
#define DIM       "\033[2m"
#define UNDERLINE "\033[4m"

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
                                         "\033[38;5;166m",
                                         "\033[38;2;215;95;0m"},
                                        "#d75f00"},
                [ROLE_TABLE_HEAD] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_MISSING] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PROGRESS] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_HELP_HEAD] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_HELP_KEY] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_PLOT_FRAME] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PLOT_ZERO] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PLOT_IDENTITY] = {{"", DIM, DIM, DIM, DIM}, ""},
                [ROLE_PLOT_HIDDEN] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_PLOT_MIXED] = {{"", BOLD, BOLD, BOLD, BOLD}, ""},
                [ROLE_SERIES_1] = {{"", "", "\033[31m",
                                    "\033[38;5;166m", "\033[38;2;215;95;0m"},
                                   "#d75f00"},
                [ROLE_SERIES_1 +
                    1] = {{"", BOLD, "\033[32m", "\033[38;5;36m",
                           "\033[38;2;0;175;135m"},
                          "#00af87"},
                [ROLE_SERIES_1 +
                    2] = {{"", UNDERLINE, "\033[34m", "\033[38;5;63m",
                           "\033[38;2;95;95;255m"},
                          "#5f5fff"},
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
