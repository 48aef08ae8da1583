/* The first byte chooses options, the rest is the file. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0)
        fuzz_load("f.svm", NULL, data + 1, size - 1, data[0]);
    return 0;
}
