/* Linked with --wrap=malloc and so on: calls of our objects come here. */
#include "faults/allocate.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_size_t calls;
static atomic_size_t chosen;
static atomic_bool and_on;

void allocate_fail(size_t at, bool on)
{
    chosen = at;
    and_on = on;
    if (at > 0)
        calls = 0;
}

size_t allocate_count(void)
{
    return calls;
}

static bool fails(void)
{
    if (chosen == 0)
        return false;
    const size_t call = ++calls;
    if (call != chosen && !(and_on && call > chosen))
        return false;
    errno = ENOMEM;
    return true;
}

/* Names that the linker gives are reserved for it. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
char *__real_realpath(const char *path, char *resolved);
FILE *__real_open_memstream(char **text, size_t *size);
int __real_vasprintf(char **text, const char *format, va_list arguments)
    __attribute__((__format__(__printf__, 2, 0)));
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);
char *__wrap_realpath(const char *path, char *resolved);
FILE *__wrap_open_memstream(char **text, size_t *size);
int __wrap_asprintf(char **text, const char *format, ...)
    __attribute__((__format__(__printf__, 2, 3)));
int __wrap_vasprintf(char **text, const char *format, va_list arguments)
    __attribute__((__format__(__printf__, 2, 0)));

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    return fails() ? NULL : __real_reallocarray(old, count, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t size)
{
    return fails() ? NULL : __real_strndup(text, size);
}

char *__wrap_realpath(const char *path, char *resolved)
{
    return fails() ? NULL : __real_realpath(path, resolved);
}

FILE *__wrap_open_memstream(char **text, size_t *size)
{
    return fails() ? NULL : __real_open_memstream(text, size);
}

/* As the C library does, a failure leaves the text as it was. */
int __wrap_vasprintf(char **text, const char *format, va_list arguments)
{
    return fails() ? -1 : __real_vasprintf(text, format, arguments);
}

int __wrap_asprintf(char **text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = __wrap_vasprintf(text, format, arguments);
    va_end(arguments);
    return length;
}

/* The names of the two under _FORTIFY_SOURCE; `flag` only adds checks. */
int __wrap___vasprintf_chk(char **text, int flag, const char *format,
                           va_list arguments)
    __attribute__((__format__(__printf__, 3, 0)));
int __wrap___asprintf_chk(char **text, int flag, const char *format, ...)
    __attribute__((__format__(__printf__, 3, 4)));

int __wrap___vasprintf_chk(char **text, int flag, const char *format,
                           va_list arguments)
{
    (void)flag;
    return __wrap_vasprintf(text, format, arguments);
}

int __wrap___asprintf_chk(char **text, int flag, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = __wrap___vasprintf_chk(text, flag, format, arguments);
    va_end(arguments);
    return length;
}
