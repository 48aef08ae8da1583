/* SHA-256 of data that arrive in pieces. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>

#define DIGEST_SIZE 65 /* 64 hexadecimal digits and a NUL */

struct digest {
    struct sha256_ctx context;
};

void digest_init(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t size);
/* Lower-case hexadecimal of all that was added. */
void digest_finish(struct digest *digest, char text[DIGEST_SIZE]);

#endif
