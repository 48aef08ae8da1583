/* As fuzz_csv.c; the array is the features, and its own labels. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0)
        fuzz_load("f.npy", "y", data + 1, size - 1, data[0]);
    return 0;
}
