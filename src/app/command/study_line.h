/* How close the estimates of some points of a study come, and how surely. */
#ifndef COMMAND_STUDY_LINE_H
#define COMMAND_STUDY_LINE_H

#include "command/study.h"

struct study_line {
    struct riffle_summary summary;
    struct riffle_summary ends[2]; /* 95 % interval */
};

/* Of panel and group (RIFFLE_ANY: all of them) under one estimate. */
enum riffle_status study_line(const struct study *study, size_t panel,
                              size_t group, size_t estimate,
                              struct study_line *line,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
