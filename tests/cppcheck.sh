#!/bin/sh
# cppcheck over the sources. What it takes wrongly is listed here, by file:
# json-c's loop macro; arguments that are evaluated before the call; memory
# that a structure takes over; locals that are lent until their function ends.
# usage: cppcheck.sh [SOURCE]
cd "${1:-$(dirname "$0")/..}" || exit 2
exec cppcheck --quiet -j "$(nproc)" --std=c11 --enable=warning,performance,portability \
    --inline-suppr --error-exitcode=1 -D_GNU_SOURCE -I include -I src/engine \
    -I src/app '-Djson_object_object_foreach(o,k,v)=while(next(o,&k,&v))' \
    --suppress=missingIncludeSystem \
    --suppress=uninitvar:src/app/plot/canvas.c \
    --suppress=uninitvar:src/app/command/session_file.c \
    --suppress=legacyUninitvar:src/app/command/session_file.c \
    --suppress=nullPointerRedundantCheck:src/app/command/help_text.c \
    --suppress=autoVariables:src/app/repl/repl.c \
    --suppress=autoVariables:src/app/tui/work_thread.c \
    --suppress=memleak:src/app/state_kinds.c \
    --suppress=memleak:src/app/undo.c \
    --suppress=memleak:src/engine/data/table.c src
