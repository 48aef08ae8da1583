/*
 * A saved session as a file, read but not run. The first byte says whether its
 * checksum is made right, so that what stands behind it is reached as well.
 */
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "command/session_file.h"

/* "# end ", the sum and a newline. */
enum { TAIL = 6 + RIFFLE_DIGEST_SIZE };

static void seal(char *text, size_t size)
{
    char sum[RIFFLE_DIGEST_SIZE];
    struct riffle_digest *digest = riffle_digest_new();
    FUZZ_ASSERT(digest != NULL);
    riffle_digest_add(digest, text, size - TAIL);
    riffle_digest_finish(digest, sum);
    memcpy(text + size - TAIL, "# end ", 6);
    memcpy(text + size - RIFFLE_DIGEST_SIZE, sum, RIFFLE_DIGEST_SIZE - 1);
    text[size - 1] = '\n';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct session_file file;
    struct riffle_error err = {0};
    if (size < 2)
        return 0;
    char *text = malloc(size - 1);
    FUZZ_ASSERT(text != NULL);
    memcpy(text, data + 1, size - 1);
    if (data[0] & 1 && size - 1 > TAIL)
        seal(text, size - 1);
    const char *path = fuzz_file("f.session", (const uint8_t *)text, size - 1);
    if (session_file_read(&file, path, &err) == RIFFLE_OK) {
        FUZZ_ASSERT(file.size == size - 1 && file.threads > 0);
        FUZZ_ASSERT(strlen(file.check.rows) == RIFFLE_DIGEST_SIZE - 1);
        FUZZ_ASSERT(strlen(file.check.numbers) == RIFFLE_DIGEST_SIZE - 1);
        session_file_release(&file);
    } else {
        FUZZ_ASSERT(err.status == RIFFLE_EFORMAT && err.line > 0 &&
                    err.column > 0 && file.text == NULL);
    }
    free(text);
    return 0;
}
