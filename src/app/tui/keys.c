/* The table of keys. Help, the hint line and the loop all read it. */
#include "tui/keys.h"

#include <curses.h>
#include <stdio.h>

#include "riffle/utf8.h"

enum {
    ON_PLOT = 1 << PAGE_PLOT,
    ON_GRID = 1 << PAGE_GRID,
    ON_DOTS = ON_PLOT | ON_GRID,
    ON_SETS = 1 << PAGE_SETS,
    ON_SET = 1 << PAGE_SET,
    ON_ALL = 1 << PAGE_ALL,
    ON_JOBS = 1 << PAGE_JOBS,
    ON_ROW = 1 << PAGE_ROW,
    ON_ROWS = ON_SET | ON_ALL,
    ON_LISTS = ON_ROWS | ON_SETS,
    ON_TEXTS = ON_ROW | ON_JOBS | 1 << PAGE_ANSWER | 1 << PAGE_MESSAGES |
               1 << PAGE_HELP,
    BUT_PLOT = ((1 << PAGE_COUNT) - 1) & ~ON_DOTS,
    ESCAPE = 27,
};

#define CONTROL(letter) ((wint_t)((letter)&31))

static const struct key keys[] = {
    {"h, Left",
     {'h'},
     {KEY_LEFT},
     ON_DOTS,
     "view left",
     "dot, or panel, to the left"},
    {"l, Right",
     {'l'},
     {KEY_RIGHT},
     ON_DOTS,
     "view right",
     "dot, or panel, to the right"},
    {"j, Down", {'j'}, {KEY_DOWN}, 0, "view down", "down"},
    {"k, Up", {'k'}, {KEY_UP}, 0, "view up", "up"},
    {"n, w", {'n', 'w'}, {0}, ON_PLOT, "view next", "next dot to the right"},
    {"N, b", {'N', 'b'}, {0}, ON_PLOT, "view previous", "the one before"},
    {"Enter",
     {'\r', '\n'},
     {KEY_ENTER},
     0,
     "view open",
     "open dot, set, row; go on"},
    {"Esc, Bksp",
     {ESCAPE, 127, '\b'},
     {KEY_BACKSPACE},
     0,
     "view back",
     "back to where you were"},
    {"e", {'e'}, {0}, ON_DOTS, "view estimator", "same set, next estimator"},
    {"M", {'M'}, {0}, 0, "view measure", "next measure"},
    {"r", {'r'}, {0}, ON_PLOT, "view kind", "errors; by size; effects"},
    {"+", {'+'}, {0}, ON_PLOT, "view zoom-in", "zoom in on the dot"},
    {"-", {'-'}, {0}, ON_PLOT, "view zoom-out", "zoom out"},
    {"0", {'0'}, {0}, ON_PLOT, "view unzoom", "all of it again"},
    {"z", {'z'}, {0}, ON_PLOT, "view box", "box from here; again: zoom"},
    {"v", {'v'}, {0}, ON_PLOT, "view brush", "select sets in box or view"},
    {"H", {'H'}, {0}, ON_PLOT, "view pan-left", "window to the left"},
    {"J", {'J'}, {0}, ON_PLOT, "view pan-down", "window down"},
    {"K", {'K'}, {0}, ON_PLOT, "view pan-up", "window up"},
    {"L", {'L'}, {0}, ON_PLOT, "view pan-right", "window to the right"},
    {"Space", {' '}, {0}, ON_PLOT, "view freeze", "hold the picture"},
    {"g", {'g'}, {0}, ON_DOTS, "view grid", "a panel for each strategy"},
    {"b", {'b'}, {0}, ON_GRID, "view by", "by strategy or estimator"},
    {"s", {'s'}, {0}, ON_GRID, "view share", "own or shared axes"},
    {".", {'.'}, {0}, ON_PLOT, "view cell", "next dot in the same cell"},
    {"m", {'m'}, {0}, ON_DOTS, "view marks", "glyph, braille, block, ..."},
    {"d", {'d'}, {0}, ON_DOTS, "view density", "shades by how many dots"},
    {"X", {'X'}, {0}, ON_DOTS, "view x-scale", "linear or symlog across"},
    {"Y", {'Y'}, {0}, ON_DOTS, "view y-scale", "linear or symlog upward"},
    {"=", {'='}, {0}, ON_DOTS, "view equal", "one range for both axes"},
    {"i", {'i'}, {0}, ON_DOTS, "view identity", "line predicted = actual"},
    {"o", {'o'}, {0}, ON_DOTS, "view zero", "lines at zero"},
    {"F", {'F'}, {0}, ON_PLOT, "view fit", "each estimator's own line"},
    {"D", {'D'}, {0}, ON_PLOT, "view digits", "all digits of the dot"},
    {"T", {'T'}, {0}, ON_DOTS, "view strategy", "the next strategy alone"},
    {"1-8", {'1'}, {0}, ON_DOTS, "view series 1", "estimator on or off"},
    {NULL, {'2'}, {0}, ON_DOTS, "view series 2", NULL},
    {NULL, {'3'}, {0}, ON_DOTS, "view series 3", NULL},
    {NULL, {'4'}, {0}, ON_DOTS, "view series 4", NULL},
    {NULL, {'5'}, {0}, ON_DOTS, "view series 5", NULL},
    {NULL, {'6'}, {0}, ON_DOTS, "view series 6", NULL},
    {NULL, {'7'}, {0}, ON_DOTS, "view series 7", NULL},
    {NULL, {'8'}, {0}, ON_DOTS, "view series 8", NULL},
    {"!@#$%^&*", {'!'}, {0}, ON_DOTS, "view solo 1", "estimator alone"},
    {NULL, {'@'}, {0}, ON_DOTS, "view solo 2", NULL},
    {NULL, {'#'}, {0}, ON_DOTS, "view solo 3", NULL},
    {NULL, {'$'}, {0}, ON_DOTS, "view solo 4", NULL},
    {NULL, {'%'}, {0}, ON_DOTS, "view solo 5", NULL},
    {NULL, {'^'}, {0}, ON_DOTS, "view solo 6", NULL},
    {NULL, {'&'}, {0}, ON_DOTS, "view solo 7", NULL},
    {NULL, {'*'}, {0}, ON_DOTS, "view solo 8", NULL},
    {"t", {'t'}, {0}, 0, "view sets", "table of removal sets"},
    {"a", {'a'}, {0}, 0, "view all", "table of training rows"},
    {"p", {'p'}, {0}, 0, "view plot", "back to the plot"},
    {"Tab", {'\t'}, {0}, 0, "view next-page", "plot, sets, rows, jobs"},
    {"Shift-Tab",
     {0},
     {KEY_BTAB},
     0,
     "view previous-page",
     "the other way round"},
    {"B", {'B'}, {0}, 0, "view jobs", "jobs: running, waiting"},
    {"d", {'d'}, {0}, ON_JOBS, "view drop", "cancel this job"},
    {"n", {'n'}, {0}, ON_ROW, "view next-row", "the next row of the list"},
    {"N", {'N'}, {0}, ON_ROW, "view previous-row", "the one before"},
    {"f", {'f'}, {0}, ON_PLOT, "view follow", "follow the newest set"},
    {"x", {'x'}, {0}, ON_DOTS, "view export", "export the plot"},
    {"x", {'x'}, {0}, ON_SETS, "export sweep ", "export the sets"},
    {"x", {'x'}, {0}, ON_ROWS, "export influence ", "export the rows"},
    {"x", {'x'}, {0}, ON_TEXTS, "view screen ", "export what is seen"},
    {"y", {'y'}, {0}, 0, "view copy", "copy (set copy on)"},
    {"Space, v", {' ', 'v'}, {0}, ON_ROWS, "view mark", "mark the row"},
    {"U", {'U'}, {0}, ON_ROWS, "view unmark", "no marks"},
    {"s", {'s'}, {0}, ON_LISTS, "view sort", "the next order"},
    {"o", {'o'}, {0}, ON_LISTS, "view reverse", "the other way round"},
    {"/", {'/'}, {0}, BUT_PLOT, "view find ", "look for words"},
    {"n",
     {'n'},
     {0},
     BUT_PLOT & ~ON_ROW,
     "view find-next",
     "the next such line"},
    {"N",
     {'N'},
     {0},
     BUT_PLOT & ~ON_ROW,
     "view find-previous",
     "the one before"},
    {"f, &",
     {'f', '&'},
     {0},
     ON_LISTS,
     "view filter ",
     "filter: loss > 1; rows>20"},
    {"c",
     {'c'},
     {0},
     ON_LISTS | ON_PLOT,
     "view select",
     "select the marks or the set"},
    {"V",
     {'V'},
     {0},
     ON_ROWS | ON_ROW,
     "mark {rows} verdict=",
     "verdict on row or marks"},
    {"D", {'D'}, {0}, ON_ROWS | ON_ROW, "remove {rows} ", "take them out"},
    {"L", {'L'}, {0}, ON_ROWS | ON_ROW, "relabel {row} ", "the other label"},
    {"i",
     {'i'},
     {0},
     ON_ROWS | ON_ROW,
     "interact {rows} ",
     "do they hide each other?"},
    {"O",
     {'O'},
     {0},
     ON_PLOT | ON_SETS | ON_SET,
     "select sets {set}; why measure={measure}",
     "why: from IF to actual"},
    {"E", {'E'}, {0}, 0, "explain test=", "what supports a test row"},
    {"A", {'A'}, {0}, 0, "flipset test=", "few rows that turn it"},
    {"P", {'P'}, {0}, 0, "detect", "labels to look at first"},
    {"Z", {'Z'}, {0}, 0, "cases", "rows that have a verdict"},
    {"=", {'='}, {0}, BUT_PLOT, "diff", "what edits have changed"},
    {"u", {'u'}, {0}, 0, "undo", "undo the last change"},
    {"Ctrl-R", {CONTROL('R')}, {0}, 0, "redo", "do it again"},
    {"R", {'R'}, {0}, 0, "view retrain", "retrain without selection"},
    {"S", {'S'}, {0}, 0, "sweep", "sweep: many sets at once"},
    {"C", {'C'}, {0}, 0, "resume", "continue a stopped sweep"},
    {"g, Home", {'g'}, {KEY_HOME}, BUT_PLOT, "view top", "first"},
    {"Home", {0}, {KEY_HOME}, ON_PLOT, "view top", "least actual effect"},
    {"G, End", {'G'}, {KEY_END}, 0, "view bottom", "last"},
    {"Page Up", {CONTROL('B')}, {KEY_PPAGE}, 0, "view page-up", "a page up"},
    {"Page Down",
     {CONTROL('F')},
     {KEY_NPAGE},
     0,
     "view page-down",
     "a page down"},
    {"W", {'W'}, {0}, 0, "view messages", "all that was said"},
    {":", {':', ';'}, {0}, 0, NULL, "any command"},
    {"?", {'?'}, {KEY_F(1)}, 0, "view help", "these keys"},
    {"Ctrl-C",
     {CONTROL('C')},
     {0},
     0,
     "view cancel",
     "stop, keep what is done"},
    {"Ctrl-L", {CONTROL('L')}, {0}, 0, "view redraw", "draw afresh"},
    {"Ctrl-Z", {CONTROL('Z')}, {0}, 0, "view suspend", "to the shell; fg"},
    {"q", {'q'}, {0}, 0, "view close", "close the page, or leave"},
    {"Q", {'Q'}, {0}, 0, "view leave", "leave; the session stays"},
};

size_t key_count(void)
{
    return sizeof keys / sizeof keys[0];
}

const struct key *key_at(size_t index)
{
    return index < key_count() ? &keys[index] : NULL;
}

bool key_on_page(const struct key *key, enum page page)
{
    return key->pages == 0 || (key->pages & 1U << page) != 0;
}

static bool is_code(const struct key *key, enum screen_event event, wint_t code)
{
    for (size_t i = 0; i < 3; i++) {
        if (event == SCREEN_CHARACTER && key->codes[i] && key->codes[i] == code)
            return true;
        if (event == SCREEN_KEY && key->curses[i] &&
            (wint_t)key->curses[i] == code)
            return true;
    }
    return false;
}

const struct key *key_find(enum page page, enum screen_event event, wint_t code)
{
    for (size_t i = 0; i < key_count(); i++)
        if (key_on_page(&keys[i], page) && is_code(&keys[i], event, code))
            return &keys[i];
    return NULL;
}

void key_called(enum screen_event event, wint_t code, char name[KEY_NAME])
{
    static const struct {
        int code;
        const char *name;
    } names[] = {
        {KEY_UP, "Up"},
        {KEY_DOWN, "Down"},
        {KEY_LEFT, "Left"},
        {KEY_RIGHT, "Right"},
        {KEY_HOME, "Home"},
        {KEY_END, "End"},
        {KEY_PPAGE, "PageUp"},
        {KEY_NPAGE, "PageDown"},
        {KEY_DC, "Delete"},
        {KEY_IC, "Insert"},
        {KEY_ENTER, "Enter"},
        {KEY_BTAB, "ShiftTab"},
        {KEY_BACKSPACE, "Backspace"},
    };
    char bytes[8] = {0};
    if (event == SCREEN_KEY) {
        (void)snprintf(name, KEY_NAME, "key %u", (unsigned)code);
        if (code > KEY_F0 && code <= KEY_F(12))
            (void)snprintf(name, KEY_NAME, "F%u", (unsigned)code - KEY_F0);
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if ((wint_t)names[i].code == code)
                (void)snprintf(name, KEY_NAME, "%s", names[i].name);
        return;
    }
    if (code > ' ' && code != 127) {
        (void)riffle_utf8_encode(code, bytes);
        (void)snprintf(name, KEY_NAME, "%s", bytes);
        return;
    }
    (void)snprintf(name, KEY_NAME, "Ctrl-%c", (char)(code + '@'));
    if (code == ' ')
        (void)snprintf(name, KEY_NAME, "Space");
    else if (code == '\t')
        (void)snprintf(name, KEY_NAME, "Tab");
    else if (code == '\r')
        (void)snprintf(name, KEY_NAME, "Enter");
    else if (code == ESCAPE)
        (void)snprintf(name, KEY_NAME, "Esc");
    else if (code == 127)
        (void)snprintf(name, KEY_NAME, "Backspace");
}

const char *key_sequence(wint_t code)
{
    static const struct {
        int code;
        const char *bytes;
    } sequences[] = {
        {KEY_UP, "\033[A"},     {KEY_DOWN, "\033[B"},   {KEY_RIGHT, "\033[C"},
        {KEY_LEFT, "\033[D"},   {KEY_HOME, "\033[H"},   {KEY_END, "\033[F"},
        {KEY_DC, "\033[3~"},    {KEY_ENTER, "\r"},      {KEY_BACKSPACE, "\177"},
        {KEY_PPAGE, "\033[5~"}, {KEY_NPAGE, "\033[6~"},
    };
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
        if ((wint_t)sequences[i].code == code)
            return sequences[i].bytes;
    return "";
}
