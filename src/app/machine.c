#include "machine.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

/* Without a number in the file there is no limit. */
static size_t group_memory(void)
{
    static const char *const files[] = {
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    };
    unsigned long long bytes = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0] && !bytes; i++) {
        FILE *in = fopen(files[i], "re");
        if (in && fscanf(in, "%llu", &bytes) != 1)
            bytes = 0;
        if (in)
            (void)fclose(in);
    }
    return bytes > 0 && bytes < SIZE_MAX ? (size_t)bytes : SIZE_MAX;
}

size_t machine_memory(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    const size_t group = group_memory();
    if (pages <= 0 || size <= 0)
        return group < SIZE_MAX ? group : 0;
    const size_t all = (size_t)pages * (size_t)size;
    return all < group ? all : group;
}
