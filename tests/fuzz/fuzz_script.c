/* A script, checked line by line; nothing of it is run. */
#include "fuzz/fuzz.h"

#include <stdio.h>

#include "command/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct session *session = fuzz_session();
    session->json = data[0] & 1;
    FILE *in = fmemopen((void *)(uintptr_t)data, size, "r");
    FUZZ_ASSERT(in != NULL);
    (void)script_read(session, in, "fuzz.rif", command_check);
    (void)fclose(in);
    session->json = false;
    return 0;
}
