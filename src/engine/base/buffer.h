/* Bytes that are gathered before they are saved in one go. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "riffle/status.h"

#include <stdbool.h>

/* Zeroed to begin with. After a failure nothing is added any more. */
struct buffer {
    char *bytes;
    size_t size, capacity;
    bool failed; /* memory ran out; looked at once, at the end */
};

void buffer_add(struct buffer *buffer, const void *bytes, size_t size);
void buffer_text(struct buffer *buffer, const char *text);
/* Shortest form that reads back the same (number.h). */
void buffer_number(struct buffer *buffer, double value);
void buffer_print(struct buffer *buffer, const char *format, ...)
    RIFFLE_PRINTF(2, 3);

/* A CSV field by RFC 4180, quoted where it has to be. */
void buffer_csv(struct buffer *buffer, const char *text);
/* A JSON string with its quotes; what is no UTF-8 becomes U+FFFD. */
void buffer_json(struct buffer *buffer, const char *text);

/* RIFFLE_ENOMEM when something could not be added, else riffle_save(). */
enum riffle_status buffer_save(const struct buffer *buffer, const char *path,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Free the bytes and zero the buffer. */
void buffer_release(struct buffer *buffer);

#endif
