/* Rows collected as they come, laid out when all are known. */
#include "report/table.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/sanitise.h"
#include "text/codepoints.h"
#include "text/number.h"
#include "text/utf8.h"

enum { GAP = 2, DIGITS = 4, NARROWEST = 12 };
/* A table too wide gives up digits, so many at most, down to the fewest. */
enum { GIVEN_UP = 3, FEWEST = 3 };

struct cell {
    char *text; /* TABLE_TEXT, as given */
    size_t count;
    double number;
};

struct table {
    const struct table_column *columns;
    size_t n_columns;
    struct cell *cells;
    size_t n_cells, capacity;
    bool failed; /* memory ran out: some cells are lost */
};

/* Everything as it will be printed. */
struct layout {
    char **shown; /* n_cells, sanitised */
    size_t *width;
    size_t *owed; /* blanks of the line being printed, not printed yet */
};

struct table *table_new(const struct table_column *columns, size_t n_columns)
{
    assert(n_columns > 0);
    struct table *table = calloc(1, sizeof(*table));
    if (!table)
        return NULL;
    table->columns = columns;
    table->n_columns = n_columns;
    return table;
}

void table_free(struct table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->n_cells; i++)
        free(table->cells[i].text);
    free(table->cells);
    free(table);
}

/* The next cell, zeroed; NULL when out of memory. */
static struct cell *next_cell(struct table *table)
{
    if (table->n_cells == table->capacity) {
        size_t more = table->capacity ? table->capacity * 2 : 64;
        struct cell *cells =
            more > table->capacity
                ? reallocarray(table->cells, more, sizeof(*cells))
                : NULL;
        if (!cells) {
            table->failed = true;
            return NULL;
        }
        table->cells = cells;
        table->capacity = more;
    }
    struct cell *cell = &table->cells[table->n_cells++];
    memset(cell, 0, sizeof(*cell));
    return cell;
}

void table_text(struct table *table, const char *value)
{
    struct cell *cell = next_cell(table);
    if (!cell)
        return;
    cell->text = strdup(value);
    if (!cell->text)
        table->failed = true;
}

void table_count(struct table *table, size_t value)
{
    struct cell *cell = next_cell(table);
    if (cell)
        cell->count = value;
}

void table_number(struct table *table, double value)
{
    struct cell *cell = next_cell(table);
    if (cell)
        cell->number = value;
}

static enum table_kind kind_of(const struct table *table, size_t cell)
{
    return table->columns[cell % table->n_columns].kind;
}

/* Digits of a column when each gives up `less`. */
static int digits_of(const struct table_column *column, int less)
{
    int digits = column->digits > 0 ? column->digits : DIGITS;
    if (digits <= FEWEST)
        return digits;
    return digits - less > FEWEST ? digits - less : FEWEST;
}

static char *show_number(const struct table_column *column, double number,
                         int less)
{
    char text[NUMBER_TEXT];
    if (column->digits >= 0 || !isfinite(number))
        return strdup(
            number_text(text, number, digits_of(column, less), false));
    (void)snprintf(text, sizeof text, "%.*f", -column->digits, number);
    return strdup(text);
}

static char *show(const struct table *table, size_t i, bool unicode, int less)
{
    const struct cell *cell = &table->cells[i];
    char text[NUMBER_TEXT];
    switch (kind_of(table, i)) {
    case TABLE_TEXT:
        return cell->text
                   ? sanitise(cell->text, strlen(cell->text), unicode, false)
                   : NULL;
    case TABLE_COUNT:
        if (cell->count == TABLE_NONE)
            return strdup("-");
        snprintf(text, sizeof(text), "%zu", cell->count);
        return strdup(text);
    case TABLE_NUMBER:
        return show_number(&table->columns[i % table->n_columns], cell->number,
                           less);
    }
    return NULL;
}

static void layout_release(const struct table *table, struct layout *layout)
{
    for (size_t i = 0; layout->shown && i < table->n_cells; i++)
        free(layout->shown[i]);
    free(layout->shown);
    free(layout->width);
}

/* Cut the widest column of text until a line fits; false: that was not enough.
 */
static bool fit_width(const struct table *table, size_t limit, size_t *width)
{
    size_t total = 0;
    size_t widest = table->n_columns;
    for (size_t j = 0; j < table->n_columns; j++) {
        total += width[j] + (j ? GAP : 0);
        if (table->columns[j].kind == TABLE_TEXT &&
            (widest == table->n_columns || width[j] > width[widest]))
            widest = j;
    }
    if (limit == 0 || total <= limit)
        return true;
    if (widest == table->n_columns)
        return false;
    size_t excess = total - limit;
    size_t least = width[widest] < NARROWEST ? width[widest] : NARROWEST;
    bool fits = width[widest] >= excess + least;
    width[widest] = fits ? width[widest] - excess : least;
    return fits;
}

/* Every cell as it is printed, each number giving up `less` digits, and the
 * widths; false: out of memory. */
static bool show_cells(const struct table *table, const struct reply *reply,
                       int less, struct layout *layout)
{
    for (size_t j = 0; j < table->n_columns; j++)
        layout->width[j] = sanitise_width(table->columns[j].head);
    for (size_t i = 0; i < table->n_cells; i++) {
        free(layout->shown[i]);
        layout->shown[i] = show(table, i, reply->unicode, less);
        if (!layout->shown[i])
            return false;
        size_t width = sanitise_width(layout->shown[i]);
        size_t *most = &layout->width[i % table->n_columns];
        *most = width > *most ? width : *most;
    }
    return true;
}

static bool lay_out(const struct table *table, const struct reply *reply,
                    struct layout *layout)
{
    assert(table->n_columns > 0);
    layout->shown = calloc(table->n_cells + 1, sizeof(*layout->shown));
    layout->width = calloc(table->n_columns + 1, sizeof(*layout->width));
    if (table->failed || !layout->shown || !layout->width)
        return false;
    bool fits = false;
    for (int less = 0; !fits && less <= GIVEN_UP; less++) {
        if (!show_cells(table, reply, less, layout))
            return false;
        fits = fit_width(table, reply->width, layout->width);
    }
    return true;
}

/* As much of `text` as fits in `width` columns, the cut marked. */
static void print_cut(const char *text, size_t width, struct reply *reply)
{
    const char *mark = reply->unicode ? "\u2026" : "~";
    size_t used = 0;
    size_t end = 0;
    while (text[end]) {
        uint32_t code = '?';
        size_t bytes =
            riffle_utf8_decode(text + end, strlen(text + end), &code);
        int columns = codepoint_columns(code);
        used += columns > 0 ? (size_t)columns : 0;
        if (used > width - 1)
            break;
        end += bytes ? bytes : 1;
    }
    fprintf(reply->text, "%.*s%s", (int)end, text, mark);
}

/* A cell in its column. *owed: blanks that were not printed yet, so that none
 * stand at the end of a line. */
static void print_cell(const char *text, const struct layout *layout,
                       enum table_kind kind, size_t j, enum theme_role role,
                       struct reply *reply)
{
    size_t width = layout->width[j];
    size_t own = sanitise_width(text);
    size_t pad = own < width ? width - own : 0;
    bool left = kind == TABLE_TEXT;
    const char *start = theme_start(reply->theme, role, reply->depth);
    *layout->owed = (j ? *layout->owed + GAP : 0) + (left ? 0 : pad);
    if (*text) {
        fprintf(reply->text, "%*s%s", (int)*layout->owed, "", start);
        *layout->owed = 0;
        if (own > width)
            print_cut(text, width, reply);
        else
            fputs(text, reply->text);
        fputs(*start ? theme_end(reply->depth) : "", reply->text);
    }
    *layout->owed += left ? pad : 0;
}

static void print_head(const struct table *table, const struct layout *layout,
                       struct reply *reply)
{
    bool any = false;
    for (size_t j = 0; j < table->n_columns; j++)
        any = any || table->columns[j].head[0];
    if (!any)
        return;
    for (size_t j = 0; j < table->n_columns; j++)
        print_cell(table->columns[j].head, layout, table->columns[j].kind, j,
                   ROLE_TABLE_HEAD, reply);
    putc('\n', reply->text);
}

static enum theme_role role_of(const struct table *table, size_t i)
{
    if (kind_of(table, i) == TABLE_NUMBER && !isfinite(table->cells[i].number))
        return ROLE_MISSING;
    if (kind_of(table, i) != TABLE_TEXT)
        return ROLE_NUMBER;
    return i % table->n_columns ? ROLE_TEXT : ROLE_TABLE_KEY;
}

static void print_table(const struct table *table, struct reply *reply)
{
    size_t owed = 0;
    struct layout layout = {.owed = &owed};
    if (!lay_out(table, reply, &layout)) {
        layout_release(table, &layout);
        reply_warn(reply, "memory ran out: this table is not shown");
        return;
    }
    print_head(table, &layout, reply);
    for (size_t i = 0; i < table->n_cells; i++) {
        size_t j = i % table->n_columns;
        print_cell(layout.shown[i], &layout, kind_of(table, i), j,
                   role_of(table, i), reply);
        if (j + 1 == table->n_columns || i + 1 == table->n_cells)
            putc('\n', reply->text);
    }
    layout_release(table, &layout);
}

static struct json_object *cell_value(const struct table *table, size_t i)
{
    const struct cell *cell = &table->cells[i];
    switch (kind_of(table, i)) {
    case TABLE_TEXT:
        return reply_string(cell->text);
    case TABLE_COUNT:
        return cell->count == TABLE_NONE ? NULL
                                         : json_object_new_uint64(cell->count);
    case TABLE_NUMBER:
        return reply_number(cell->number);
    }
    return NULL;
}

static struct json_object *rows_of(const struct table *table)
{
    struct json_object *rows = json_object_new_array();
    struct json_object *row = NULL;
    for (size_t i = 0; i < table->n_cells; i++) {
        size_t j = i % table->n_columns;
        if (j == 0) {
            row = json_object_new_object();
            json_object_array_add(rows, row);
        }
        json_object_object_add(row, table->columns[j].key,
                               cell_value(table, i));
    }
    return rows;
}

void table_reply(const struct table *table, struct reply *reply,
                 const char *key)
{
    if (reply->json)
        reply_set(reply, key, rows_of(table));
    else
        print_table(table, reply);
}
