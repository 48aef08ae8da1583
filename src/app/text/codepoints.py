#!/usr/bin/env python3
"""Print codepoints.c from a folder of the Unicode Character Database.

    python3 codepoints.py /usr/share/unicode > codepoints.c && clang-format -i codepoints.c

A code point is listed when a terminal may show it: assigned, not a control,
format, surrogate, private-use or separator character, and not ignorable. Of
the higher planes only mathematics, pictographs and Han letters are listed.
"""
import sys

LAST = 0x110000
HIGHER = (range(0x1D400, 0x1D800), range(0x1F000, 0x1FB00), range(0x20000, LAST))


def fields(path):
    for line in open(path, encoding="utf-8"):
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def widths(folder):
    width = [None] * LAST
    start = None
    for field in fields(folder + "/UnicodeData.txt"):
        code, name, category = int(field[0], 16), field[1], field[2]
        if name.endswith("First>"):
            start = code
            continue
        first = start if name.endswith("Last>") else code
        for c in range(first, code + 1):
            if category[0] != "C" and category not in ("Zl", "Zp"):
                width[c] = 0 if category in ("Mn", "Me") else 1
        start = None
    for field in fields(folder + "/EastAsianWidth.txt"):
        if field[1] in "WF":
            for c in span(field[0]):
                width[c] = 2 if width[c] == 1 else width[c]
    for c in range(0x1160, 0x1200):  # Hangul that joins the letter before
        width[c] = 0
    for field in fields(folder + "/DerivedCoreProperties.txt"):
        if field[1] == "Default_Ignorable_Code_Point":
            for c in span(field[0]):
                width[c] = None
    for c in range(0x10000, LAST):
        if not any(c in block for block in HIGHER):
            width[c] = None
    return width


def ranges(width):
    first = 0
    for c in range(1, LAST + 1):
        if c == LAST or width[c] != width[first]:
            if width[first] is not None:
                yield first, c - 1, width[first]
            first = c


print("""/* What a terminal may show, and how wide; made by codepoints.py. */
#include "text/codepoints.h"

const struct codepoint_range codepoint_ranges[] = {""")
print(", ".join("{0x%X, 0x%X, %d}" % row for row in ranges(widths(sys.argv[1]))))
print("""};

const size_t codepoint_range_count =
    sizeof(codepoint_ranges) / sizeof(codepoint_ranges[0]);""")
