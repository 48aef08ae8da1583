/* The text of a theme file. */
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "theme/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct theme theme;
    struct riffle_error err = {0};
    char *text = strndup((const char *)data, size);
    FUZZ_ASSERT(text != NULL);
    const size_t length = strlen(text);
    if (theme_parse("fuzz.theme", text, NULL, &theme, &err) != RIFFLE_OK)
        FUZZ_ASSERT(err.line > 0 && err.column <= length + 1);
    free(text);
    return 0;
}
