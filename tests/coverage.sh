#!/bin/bash
# Lines and branches that the tests reach, of the engine and the parsers; fails
# below 95 % of lines or 85 % of branches. Needs gcovr.
# usage: coverage.sh [FOLDER]   (build-cover; made when missing)
# (gcc 12 stumbles over value.c without optimisation.)
# FOLDER/cover.txt lists every file and the lines that nothing reaches,
# FOLDER/cover.html shows them. The full screen's tests are left out: what they
# reach of this, others do.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build-cover}
[ -f "$build/build.ninja" ] || meson setup "$build" "$root" -Db_coverage=true \
    -Doptimization=1 -Db_ndebug=true -Dwerror=false >/dev/null
ninja -C "$build" >/dev/null
find "$build" -name '*.gcda' -delete
meson test -C "$build" -t 20 --no-suite tui --no-suite style \
    --no-suite soak >"$build/tests.log" 2>&1 || tail -n 20 "$build/tests.log"
RIFFLE_FAULTS=all RIFFLE_DATA=$root OPENBLAS_NUM_THREADS=1 \
    "$build/tests/faults/test_allocate" >"$build/faults.log" 2>&1 ||
    tail -n 20 "$build/faults.log"
parsers='parse|tokens|value|where|where_lex|script|call|call_read|call_rows'
parsers="$parsers|types|session_file|lesson"
cd "$root"
exec gcovr --root "$root" --object-directory "$build" -j "$(nproc)" \
    --filter 'src/engine/' --filter "src/app/command/($parsers)\\.c" \
    --filter 'src/app/theme/(parse|load|style|colour)\.c' \
    --filter 'src/app/report/(sanitise|json)\.c' \
    --filter 'src/app/(options|session_limits|plain)\.c' \
    --exclude-unreachable-branches --txt "$build/cover.txt" \
    --html-details "$build/cover.html" --print-summary \
    --fail-under-line 95 --fail-under-branch 85 "$build"
