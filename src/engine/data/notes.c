#include "data/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void notes_add(struct notes *notes, const char *format, ...)
{
    char *text;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        notes->failed = true;
        return;
    }
    char **texts =
        realloc(notes->texts, (notes->count + 1) * sizeof *notes->texts);
    if (texts == NULL) {
        free(text);
        notes->failed = true;
        return;
    }
    notes->texts = texts;
    notes->texts[notes->count++] = text;
}

void notes_release(struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->texts[i]);
    free(notes->texts);
    *notes = (struct notes){0};
}
