/* Readers of one value: numbers, sizes, ranges, choices. */
#include <math.h>
#include <string.h>

#include "command/call.h"
#include "command/value.h"
#include "riffle/number.h"

enum riffle_status call_number(const struct command_call *call,
                               const char *name, double *value,
                               struct riffle_error *err)
{
    const char *text = call_value(call, name);
    if (!text || riffle_number_parse(text, strlen(text), value))
        return RIFFLE_OK;
    return call_fail(call, name, err, "`%s' is not a number", text);
}

/* A whole number above 0. */
static enum riffle_status read_positive(const struct command_call *call,
                                        const char *name, uint64_t *value,
                                        struct riffle_error *err)
{
    uint64_t read;
    const char *text = call_value(call, name);
    if (!text)
        return RIFFLE_OK;
    if (!riffle_count_parse(text, strlen(text), &read) || read == 0)
        return call_fail(call, name, err, "`%s' is not a whole number above 0",
                         text);
    *value = read;
    return RIFFLE_OK;
}

enum riffle_status call_count(const struct command_call *call, const char *name,
                              size_t *value, struct riffle_error *err)
{
    uint64_t read = *value;
    enum riffle_status status = read_positive(call, name, &read, err);
    *value = (size_t)read;
    return status;
}

enum riffle_status call_seed(const struct command_call *call, const char *name,
                             uint64_t *value, struct riffle_error *err)
{
    return read_positive(call, name, value, err);
}

enum riffle_status call_size(const struct command_call *call, const char *name,
                             size_t n, size_t *value, struct riffle_error *err)
{
    struct value_size size;
    const char *text = call_value(call, name);
    if (!text)
        return RIFFLE_OK;
    if (!value_size(text, &size))
        return call_fail(call, name, err,
                         "`%s' is not a size: rows (20) or a share (5%%)",
                         text);
    double rows =
        size.percent ? round(size.number / 100 * (double)n) : size.number;
    if (rows < 1)
        rows = 1;
    if (rows > (double)n)
        return call_fail(call, name, err,
                         "`%s' is more than the %zu rows there are", text, n);
    *value = (size_t)rows;
    return RIFFLE_OK;
}

enum riffle_status call_range(const struct command_call *call, const char *name,
                              double *low, double *high,
                              struct riffle_error *err)
{
    double ends[2];
    const char *text = call_value(call, name);
    if (!text)
        return RIFFLE_OK;
    if (!value_range(text, ends))
        return call_fail(call, name, err,
                         "`%s' is not a range of shares, lower first "
                         "(0.1%%:5%%)",
                         text);
    *low = ends[0];
    *high = ends[1];
    return RIFFLE_OK;
}

enum riffle_status call_row(const struct command_call *call, const char *name,
                            size_t n, size_t *value, struct riffle_error *err)
{
    uint64_t row;
    const char *text = call_value(call, name);
    if (!text)
        return RIFFLE_OK;
    if (!riffle_count_parse(text, strlen(text), &row))
        return call_fail(call, name, err, "`%s' is not a row number", text);
    if (row >= n && n == 0)
        return call_fail(call, name, err, "row %s: there are no such rows",
                         text);
    if (row >= n)
        return call_fail(call, name, err,
                         "row %s is not there: rows are 0 to %zu", text, n - 1);
    *value = (size_t)row;
    return RIFFLE_OK;
}

enum riffle_status call_choice(const struct command_call *call,
                               const char *name, size_t *value,
                               struct riffle_error *err)
{
    const struct command_option *row = call_described(call, name);
    const char *text = call_value(call, name);
    if (!text || !row || !row->values)
        return RIFFLE_OK;
    size_t index = value_choice(row->values, text, strlen(text));
    if (index == VALUE_NONE)
        return call_fail(call, name, err, "`%s' is not one of %s", text,
                         row->values);
    *value = index;
    return RIFFLE_OK;
}
