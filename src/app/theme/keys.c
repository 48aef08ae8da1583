/* The words of theme files for roles and marks. */
#include "theme/look.h"

static const char *const role_keys[ROLE_COUNT + 1] = {
    [ROLE_TEXT] = "text",
    [ROLE_DIM] = "dim",
    [ROLE_STRONG] = "strong",
    [ROLE_TITLE] = "title",
    [ROLE_PROMPT] = "prompt",
    [ROLE_MESSAGE_INFO] = "message.info",
    [ROLE_MESSAGE_WARN] = "message.warn",
    [ROLE_MESSAGE_ERROR] = "message.error",
    [ROLE_TABLE_HEAD] = "table.head",
    [ROLE_TABLE_KEY] = "table.key",
    [ROLE_NUMBER] = "number",
    [ROLE_MISSING] = "missing",
    [ROLE_PROGRESS] = "progress",
    [ROLE_HELP_HEAD] = "help.head",
    [ROLE_HELP_KEY] = "help.key",
    [ROLE_DIVERGE_NEG] = "diverge.neg",
    [ROLE_DIVERGE_ZERO] = "diverge.zero",
    [ROLE_DIVERGE_POS] = "diverge.pos",
    [ROLE_CLASS_0] = "class.0",
    [ROLE_CLASS_1] = "class.1",
    [ROLE_CURSOR] = "cursor",
    [ROLE_SELECTION] = "selection",
    [ROLE_SEARCH] = "search",
    [ROLE_PLOT_FRAME] = "plot.frame",
    [ROLE_PLOT_TICK] = "plot.tick",
    [ROLE_PLOT_LABEL] = "plot.label",
    [ROLE_PLOT_ZERO] = "plot.zero",
    [ROLE_PLOT_IDENTITY] = "plot.identity",
    [ROLE_PLOT_HIDDEN] = "plot.hidden",
    [ROLE_PLOT_MIXED] = "plot.mixed",
    [ROLE_HISTOGRAM] = "hist",
    [ROLE_SPARK] = "spark",
    [ROLE_SERIES_1] = "series.1",
    [ROLE_SERIES_1 + 1] = "series.2",
    [ROLE_SERIES_1 + 2] = "series.3",
    [ROLE_SERIES_1 + 3] = "series.4",
    [ROLE_SERIES_1 + 4] = "series.5",
    [ROLE_SERIES_1 + 5] = "series.6",
    [ROLE_SERIES_1 + 6] = "series.7",
    [ROLE_SERIES_1 + 7] = "series.8",
};

static const char *const glyph_keys[GLYPH_COUNT + 1] = {
    [GLYPH_SERIES_1] = "series.1",     [GLYPH_SERIES_1 + 1] = "series.2",
    [GLYPH_SERIES_1 + 2] = "series.3", [GLYPH_SERIES_1 + 3] = "series.4",
    [GLYPH_SERIES_1 + 4] = "series.5", [GLYPH_SERIES_1 + 5] = "series.6",
    [GLYPH_SERIES_1 + 6] = "series.7", [GLYPH_SERIES_1 + 7] = "series.8",
    [GLYPH_HOLLOW_1] = "hollow.1",     [GLYPH_HOLLOW_1 + 1] = "hollow.2",
    [GLYPH_HOLLOW_1 + 2] = "hollow.3", [GLYPH_HOLLOW_1 + 3] = "hollow.4",
    [GLYPH_HOLLOW_1 + 4] = "hollow.5", [GLYPH_HOLLOW_1 + 5] = "hollow.6",
    [GLYPH_HOLLOW_1 + 6] = "hollow.7", [GLYPH_HOLLOW_1 + 7] = "hollow.8",
    [GLYPH_IDENTITY] = "identity",
};

const char *theme_role_key(size_t role)
{
    return role < ROLE_COUNT ? role_keys[role] : NULL;
}

const char *theme_glyph_key(size_t glyph)
{
    return glyph < GLYPH_COUNT ? glyph_keys[glyph] : NULL;
}
