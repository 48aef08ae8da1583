/* What a cell or a word is for; a theme says how that looks. */
#ifndef THEME_ROLE_H
#define THEME_ROLE_H

#define THEME_SERIES 8

enum theme_role {
    ROLE_TEXT,
    ROLE_DIM,
    ROLE_STRONG,
    ROLE_TITLE,
    ROLE_PROMPT,
    ROLE_MESSAGE_INFO,
    ROLE_MESSAGE_WARN,
    ROLE_MESSAGE_ERROR,
    ROLE_TABLE_HEAD,
    ROLE_TABLE_KEY,
    ROLE_NUMBER,
    ROLE_MISSING,
    ROLE_PROGRESS,
    ROLE_HELP_HEAD,
    ROLE_HELP_KEY,
    ROLE_DIVERGE_NEG, /* numbers below zero, */
    ROLE_DIVERGE_ZERO,
    ROLE_DIVERGE_POS, /* above */
    ROLE_CLASS_0,     /* the two classes of the label */
    ROLE_CLASS_1,
    ROLE_CURSOR, /* laid over what is there, these three */
    ROLE_SELECTION,
    ROLE_SEARCH,
    ROLE_PLOT_FRAME,
    ROLE_PLOT_TICK,
    ROLE_PLOT_LABEL,
    ROLE_PLOT_ZERO,
    ROLE_PLOT_IDENTITY,
    ROLE_PLOT_HIDDEN,
    ROLE_PLOT_MIXED, /* laid over a series: others are in that cell, too */
    ROLE_HISTOGRAM,
    ROLE_SPARK,
    ROLE_SERIES_1, /* THEME_SERIES of them, in the order of the estimators */
    ROLE_COUNT = ROLE_SERIES_1 + THEME_SERIES,
};

#endif
