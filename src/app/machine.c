#include "machine.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "riffle/number.h"

/* The number that a file holds; 0: none, which is no limit. */
static uint64_t read_number(const char *path)
{
    char text[32] = "";
    uint64_t number = 0;
    FILE *in = fopen(path, "re");
    if (!in)
        return 0;
    if (!fgets(text, sizeof text, in) ||
        !riffle_count_parse(text, strcspn(text, "\n"), &number))
        number = 0;
    (void)fclose(in);
    return number;
}

static size_t group_memory(void)
{
    uint64_t bytes = read_number("/sys/fs/cgroup/memory.max");
    if (bytes == 0)
        bytes = read_number("/sys/fs/cgroup/memory/memory.limit_in_bytes");
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
