/* A condition of `select where`, held against every row. */
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "command/where.h"
#include "session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t at = 0;
    struct where *where = NULL;
    struct riffle_error err = {0};
    struct session *session = fuzz_session();
    char *text = strndup((const char *)data, size);
    FUZZ_ASSERT(text != NULL);
    if (where_compile(text, session->data, session->fit, &where, &at, &err) ==
        RIFFLE_OK)
        for (size_t row = 0; row < session->data->train.n; row++)
            (void)where_holds(where, row);
    else
        FUZZ_ASSERT(where == NULL && at <= strlen(text));
    where_free(where);
    free(text);
    return 0;
}
