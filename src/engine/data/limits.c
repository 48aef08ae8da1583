#include "data/limits.h"

static void fill(size_t *limit, size_t usual)
{
    if (*limit == 0)
        *limit = usual;
}

void limits_fill(struct riffle_limits *limits)
{
    fill(&limits->rows, RIFFLE_MAX_ROWS);
    fill(&limits->features, RIFFLE_MAX_FEATURES);
    fill(&limits->field, RIFFLE_MAX_FIELD);
    fill(&limits->record, RIFFLE_MAX_RECORD);
    fill(&limits->name, RIFFLE_MAX_NAME);
    fill(&limits->levels, RIFFLE_MAX_LEVELS);
    fill(&limits->npy_header, RIFFLE_MAX_NPY_HEADER);
    fill(&limits->npz_members, RIFFLE_MAX_NPZ_MEMBERS);
}
