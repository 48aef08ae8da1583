/* Any bytes, made safe for a terminal; the check is not the sanitiser's. */
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "report/sanitise.h"
#include "support/terminal_safe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const bool unicode = data[0] & 1, lines = data[0] & 2;
    char *shown = sanitise((const char *)data + 1, size - 1, unicode, lines);
    FUZZ_ASSERT(shown != NULL);
    FUZZ_ASSERT(terminal_safe(shown, strlen(shown), unicode, lines));
    free(shown);
    return 0;
}
