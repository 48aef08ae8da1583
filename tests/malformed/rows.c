/* Lists of rows in a file, as `select rows @FILE` takes them. */
#include "malformed.h"

static const struct malformed cases[] = {
    {"text", TEXT("1 2\n x\n"), 2, 2, "`x'", NULL, 0},
    {"a row below zero", TEXT("-1\n"), 1, 1, "`-1'", NULL, 0},
    {"a row beyond the last", TEXT("1\n1000\n"), 2, 1, "not there", NULL, 0},
    {"a row of a fraction", TEXT("1.5\n"), 1, 1, "`1.5'", NULL, 0},
    {"a range that descends", TEXT("1\n\n5-2\n"), 3, 1, "`5-2'", NULL, 0},
    {"a range that does not end", TEXT("5-\n"), 1, 1, "`5-'", NULL, 0},
    {"a range beyond the last", TEXT("5-1000\n"), 1, 1, "not there", NULL, 0},
    {"a row of 2^64", TEXT("18446744073709551616\n"), 1, 1, "not a row", NULL,
     0},
    {"a NUL in a row", TEXT("1 2\0003\n"), 1, 3, "not a row", NULL, 0},
    {"a NUL for a separator", TEXT("1\0002\n"), 1, 1, "not a row", NULL, 0},
    {"other separators", TEXT("1;2\n"), 1, 1, "not a row", NULL, 0},
    {"a header", TEXT("row\n1\n2\n"), 1, 1, "`row'", NULL, 0},
    {"a word without an end",
     TEXT("1 00000000000000000000000000000000000000000000000000000000000000000"
          "0000000000000000000000000000000000000000000000000000000000000001\n"),
     1, 3, "not a row", NULL, 0},
};

const struct malformed_kind malformed_rows = {
    "f.rows", "select rows @f.rows", cases, sizeof cases / sizeof cases[0]};
