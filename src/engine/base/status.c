/* Failures as values: a status, a sentence and what to do next. */
#include "riffle/status.h"

#include <stdarg.h>
#include <stdio.h>

enum riffle_status riffle_fail(struct riffle_error *err,
                               enum riffle_status status, const char *format,
                               ...)
{
    if (err == NULL)
        return status;
    va_list arguments;
    va_start(arguments, format);
    err->status = status;
    err->line = 0;
    err->column = 0;
    err->hint[0] = '\0';
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return status;
}

void riffle_place(struct riffle_error *err, size_t line, size_t column)
{
    if (err == NULL)
        return;
    err->line = line;
    err->column = column;
}

void riffle_hint(struct riffle_error *err, const char *format, ...)
{
    if (err == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
}

void riffle_tell_memory(struct riffle_error *err, size_t bytes)
{
    (void)riffle_fail(err, RIFFLE_ENOMEM, "out of memory: needed %zu bytes",
                      bytes);
}

const char *riffle_status_name(enum riffle_status status)
{
    static const char *const names[] = {
        [RIFFLE_OK] = "ok",
        [RIFFLE_PENDING] = "pending",
        [RIFFLE_STOPPED] = "stopped",
        [RIFFLE_ENOTAPPLICABLE] = "not applicable",
        [RIFFLE_EUSAGE] = "out of range",
        [RIFFLE_ESTATE] = "not ready",
        [RIFFLE_EIO] = "input or output failed",
        [RIFFLE_EFORMAT] = "malformed",
        [RIFFLE_ENOMEM] = "out of memory",
        [RIFFLE_ELIMIT] = "over a limit",
        [RIFFLE_ESEPARATED] = "separated",
        [RIFFLE_EUNIDENTIFIABLE] = "unidentifiable",
        [RIFFLE_ESINGLECLASS] = "single class",
        [RIFFLE_EILLCONDITIONED] = "ill-conditioned",
        [RIFFLE_ENOTCONVERGED] = "not converged",
        [RIFFLE_EUNCERTIFIED] = "uncertified",
        [RIFFLE_EEMPTY] = "empty",
    };
    const size_t count = sizeof names / sizeof names[0];
    return (size_t)status < count ? names[status] : "unknown";
}

bool riffle_status_is_numerical(enum riffle_status status)
{
    return status >= RIFFLE_ESEPARATED && status <= RIFFLE_EEMPTY;
}
