/*
 * The plain main of every fuzz target: each file of the folder as it is, cut
 * short, and with bytes turned by a generator of a fixed seed.
 * usage: replay_TARGET FOLDER
 */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 16, VARIANTS = 24 };

/* SplitMix64. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* Up to four bytes turned, then maybe a tail cut off. */
static void replay_variant(const uint8_t *bytes, size_t size, uint64_t *state)
{
    uint8_t *copy = malloc(size + 1); /* its own, so that ASan sees its end */
    FUZZ_ASSERT(copy != NULL);
    memcpy(copy, bytes, size);
    for (uint64_t turns = next(state) % 4 + 1; size > 0 && turns > 0; turns--)
        copy[next(state) % size] ^= (uint8_t)(1u << next(state) % 8);
    const size_t length = next(state) % 2 ? size : next(state) % (size + 1);
    (void)LLVMFuzzerTestOneInput(copy, length);
    free(copy);
}

static size_t replay_file(const char *path, uint64_t *state)
{
    static uint8_t bytes[LARGEST];
    FILE *file = fopen(path, "rb");
    FUZZ_ASSERT(file != NULL);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(bytes, size);
    for (int i = 0; i < VARIANTS; i++)
        replay_variant(bytes, size, state);
    return 1;
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    uint64_t state = 1;
    size_t files = 0;
    const int count =
        argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1;
    for (int i = 0; i < count; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            files += replay_file(path, &state);
        free(entries[i]);
    }
    if (count < 0 || files == 0) {
        fprintf(stderr, "usage: %s FOLDER, of one file at least\n", argv[0]);
        return 2;
    }
    free(entries);
    printf("%zu files and %d variants of each\n", files, VARIANTS);
    return 0;
}
