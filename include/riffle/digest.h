/* SHA-256, for telling whether bytes are still the same. */
#ifndef RIFFLE_DIGEST_H
#define RIFFLE_DIGEST_H

#include <stddef.h>

#define RIFFLE_DIGEST_SIZE 65 /* 64 hexadecimal digits and a NUL */

/* Of bytes that arrive in pieces. */
struct riffle_digest;

/* NULL when memory ran out. */
struct riffle_digest *riffle_digest_new(void);
void riffle_digest_add(struct riffle_digest *digest, const void *bytes,
                       size_t size);
/* Lower-case hexadecimal of all that was added; frees the digest. */
void riffle_digest_finish(struct riffle_digest *digest,
                          char text[RIFFLE_DIGEST_SIZE]);

#endif
