/* All that the full screen knows; one thread's, which draws it. */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include "plot/axes.h"
#include "tui/screen.h"
#include "tui/text.h"
#include "tui/work.h"

/* What fills the screen. */
enum page {
    PAGE_PLOT,
    PAGE_SETS,   /* all removal sets */
    PAGE_SET,    /* the rows of one */
    PAGE_ALL,    /* all training rows */
    PAGE_ROW,    /* one row: what inspect says */
    PAGE_ANSWER, /* what the last command said */
    PAGE_MESSAGES,
    PAGE_JOBS, /* what runs, waits, is done */
    PAGE_HELP,
    PAGE_GRID, /* small multiples */
    PAGE_COUNT,
};

enum { PAGES_DEEP = 8, JOBS_KEPT = 50 };

/* Where a pane goes on the screen. */
struct place {
    size_t top, left, width, height;
};

/* Panes that a click can land on. */
enum spot {
    SPOT_PLOT,
    SPOT_LEGEND,
    SPOT_INSPECTOR,
    SPOT_SETS,
    SPOT_ROWS,
    SPOT_TEXT,
    SPOT_COUNT,
};

/* A cursor in a list that is longer than its window. */
struct scroll {
    size_t at;   /* line of the cursor */
    size_t top;  /* first line shown */
    size_t rows; /* shown, as of the last frame */
};

/* Part of the data. */
struct tui_window {
    double left, right, bottom, top;
};

/* A button held down, from where to where; cells of the screen. */
struct tui_drag {
    bool held;
    size_t row, column, to_row, to_column;
    double pressed; /* when the last click was: riffle_seconds() */
};

/* The window on the plot, and the dot that the crosshair is on. */
struct tui_plot {
    size_t set, series; /* the dot, by what it is: it survives every change */
    bool chosen;        /* by the user; else it is the largest effect's, ... */
    bool streamed;      /* ... of those there were when it was first drawn */
    const struct plot_kind *kind;
    bool zoomed;
    struct tui_window window; /* zoomed: what of the data is shown */
    bool precise;             /* the inspector shows all digits */
    bool cornered;            /* a box is being drawn from here */
    double corner_x, corner_y;
    struct plot_look look; /* as toggles have made it */
    struct plot_look kept; /* the session's, as last seen */
    struct points_filter filter;
    size_t filter_run;  /* the scene's, that the filter is for */
    struct panel panel; /* as of the last frame */
    struct plot_counts counts;
};

/* A command that has been run. */
struct tui_job {
    char command[WORK_LINE];
    double seconds;
    enum riffle_status status;
};

/* The panel one is on, and what its opening has changed. */
struct tui_grid {
    size_t row, column;
    enum grid_by by;
    bool shared;
    size_t opened; /* how deep the panel's page is; 0: none is open */
    struct points_filter before;
    size_t measure;
};

/* The table of sets, as it is arranged. */
struct tui_sets {
    size_t *list; /* n numbers of sets; NULL: none */
    size_t n;
    unsigned sort; /* an order of sets.c */
    bool reversed;
    char filter[SCENE_FILTER];
};

/* What ranges that are held still are for. */
struct tui_held {
    size_t width, height; /* cells of the screen */
    size_t run;           /* the scene's */
    char measure[64];     /* likewise */
    struct plot_look look;
    struct points_filter filter;
    const struct plot_kind *kind;
    bool shared;
    enum grid_by by;
};

/* Ranges of the plots, which keep still while sets arrive; hold.h. */
struct tui_holds {
    struct tui_held what;
    struct hold_pace pace; /* of this frame */
    double grown;          /* when some last grew, riffle_seconds() */
    struct hold plot, side;
    struct hold *grid; /* n_grid */
    size_t n_grid;
    struct canvas *errors; /* a picture that takes no ranges, as last drawn */
    bool streamed;         /* it is to be drawn anew when that may be */
};

struct tui {
    struct screen *screen;
    struct work *work;
    const struct session *session; /* settings and completion, when idle */
    struct session *nobody;        /* completion while the thread works */
    struct scene *scene;
    struct scene_focus focus;
    struct tui_plot plot;
    struct tui_holds holds;
    struct tui_grid grid;
    enum page pages[PAGES_DEEP];
    size_t depth; /* of the pages: pages[depth - 1] is shown */
    struct scroll scroll[PAGE_COUNT];
    struct text answer, row, messages, help;
    double streamed;    /* when the command began that streams into `answer' */
    size_t row_shown;   /* that `row` is about */
    char row_from[160]; /* the set that it was opened from; "": none */
    size_t open_set;    /* that PAGE_SET is about */
    struct tui_sets sets;
    char find[64];        /* what was looked for last, ... */
    enum page found_page; /* ... and where */
    bool *marks;          /* brushed training rows, n_marks of them */
    size_t n_marks, n_marked;
    struct place spots[SPOT_COUNT]; /* as of the last frame; width 0: none */
    struct tui_drag drag;
    struct tui_job done[JOBS_KEPT]; /* the last one first */
    size_t n_done, n_jobs;          /* n_jobs: running and waiting */
    struct work_state now;          /* of the thread, as of this frame */
    char message[512];
    enum theme_role message_role;
    double said;  /* when, riffle_seconds() */
    size_t count; /* digits typed before a key; 0: none */
    bool prompt;  /* a command line is open, */
    bool asking;  /* for the answer to a question of what runs */
    size_t told;  /* lines of its answer that were shown before it */
    size_t n_run; /* lines so far */
    FILE *replay; /* NULL: none, or done */
    bool frozen, leaving, following;
    bool opening; /* what it was opened with runs: its answer opens no page */
    bool dirty;   /* a frame is due, ... */
    bool urgent;  /* ... at once */
    bool meaning; /* the second page of help is shown */
    double pace;  /* least seconds between two frames of a stream, ... */
    double drawn; /* ... and when the last of them was drawn */
    bool unicode;
    enum theme_depth depth_wanted; /* of colours */
    size_t keys, frames;           /* for tests: so far */
    bool sync;                     /* tests want to know of each frame */
};

static inline enum page tui_page(const struct tui *tui)
{
    return tui->pages[tui->depth - 1];
}

/* What `bind' and the title call a page. */
const char *tui_page_name(enum page page);
/* Show a page, coming back to where one was before. */
void tui_show(struct tui *tui, enum page page);
void tui_back(struct tui *tui);
/*
 * The one message line; printf-like. An error stays for a second even when
 * something else is to be said; all but the echo of a key (ROLE_DIM) is kept
 * among the messages.
 */
void tui_say(struct tui *tui, enum theme_role role, const char *format, ...)
    RIFFLE_PRINTF(3, 4);
/* Likewise, of what is among the messages already. */
void tui_show_message(struct tui *tui, enum theme_role role, const char *text);
/* Run a line as if it had been typed; `view` moves, the rest is work. */
void tui_run_line(struct tui *tui, const char *line);
/* Ask for the rows of the set under the crosshair, unless they are there. */
void tui_want_rows(struct tui *tui);
/* Ask the thread for what tui->focus says. */
void tui_refocus(struct tui *tui);
/* The line that a new user wants next: load, fit, sweep; NULL: none. */
const char *tui_next_step(const struct tui *tui);

/* The text that the page scrolls through; NULL: it shows something else. */
const struct text *tui_text(const struct tui *tui);
/* Of that there is more than the page shows, further down. */
bool tui_more_below(const struct tui *tui);
/* Lines that the page's list has. */
size_t tui_lines(const struct tui *tui, enum page page);
/* The training row that the cursor or the page is on, or SCENE_NONE. */
size_t tui_row(const struct tui *tui);
/* The set that the crosshair or the cursor is on, or SCENE_NONE. */
size_t tui_set(const struct tui *tui);

#endif
