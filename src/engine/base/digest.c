#include "base/digest.h"

#include "riffle/digest.h"

#include <stdlib.h>

void digest_init(struct digest *digest)
{
    sha256_init(&digest->context);
}

void digest_add(struct digest *digest, const void *bytes, size_t size)
{
    sha256_update(&digest->context, size, bytes);
}

void digest_finish(struct digest *digest, char text[DIGEST_SIZE])
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->context, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        text[2 * i] = hexadecimal[bytes[i] >> 4];
        text[2 * i + 1] = hexadecimal[bytes[i] & 15];
    }
    text[2 * sizeof bytes] = '\0';
}

struct riffle_digest {
    struct digest digest;
};

struct riffle_digest *riffle_digest_new(void)
{
    struct riffle_digest *made = malloc(sizeof *made);
    if (made != NULL)
        digest_init(&made->digest);
    return made;
}

void riffle_digest_add(struct riffle_digest *digest, const void *bytes,
                       size_t size)
{
    digest_add(&digest->digest, bytes, size);
}

void riffle_digest_finish(struct riffle_digest *digest,
                          char text[RIFFLE_DIGEST_SIZE])
{
    digest_finish(&digest->digest, text);
    free(digest);
}
