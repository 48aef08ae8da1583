#!/bin/sh
# Lines and branches that the tests reach, of the engine and the parsers.
# usage: coverage.sh [FOLDER]   (build-coverage; needs clang and llvm)
# Files below 95 % of lines are listed, with what they lack: FOLDER/cover.txt.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build-coverage}
parsers='src/app/command/(parse|tokens|value|where|where_lex|script|call|call_rows|types)\.c|src/app/theme/(parse|load|style)\.c|src/app/report/(sanitise|json)\.c|src/app/(options|session_limits)\.c'
[ -f "$build/build.ninja" ] || CC=clang meson setup "$build" "$root" \
    -Dbuildtype=plain -Doptimization=1 -Db_ndebug=true \
    -Dc_args='-fprofile-instr-generate -fcoverage-mapping' \
    -Dc_link_args=-fprofile-instr-generate >/dev/null
ninja -C "$build" >/dev/null
rm -rf "$build/raw"
LLVM_PROFILE_FILE="$build/raw/%m-%p.profraw" meson test -C "$build" -t 10 \
    --no-suite style >"$build/tests.log" 2>&1 ||
    { tail -n 20 "$build/tests.log"; exit 1; }
llvm-profdata merge -sparse "$build"/raw/*.profraw -o "$build/all.profdata"
objects=$(find "$build/tests" "$build/src" -type f -perm -u+x -name '[a-z]*' \
    ! -name '*.*' | sed 's/^/-object /')
first=$build/src/app/riffle
llvm-cov report "$first" $objects -instr-profile="$build/all.profdata" \
    -show-branch-summary -ignore-filename-regex='/tests/' 2>/dev/null \
    >"$build/cover.txt"
# file regions missed % functions missed % lines missed % branches missed %
awk -v parsers="$parsers" '
    /\.c / || /\.h / {
        file = $1
        engine = file ~ /^(src\/)?engine\// || file ~ /src\/engine\//
        if (!engine && "src/app/" file !~ parsers && file !~ parsers) next
        lines += $8; missed += $9; branches += $11; lost += $12
        if ($8 > 0 && $9 / $8 > 0.05) printf "%-44s %5.1f %% of %d lines\n", \
            file, 100 * (1 - $9 / $8), $8
    }
    END {
        l = 100 * (1 - missed / lines); b = 100 * (1 - lost / branches)
        printf "engine and parsers: %.1f %% of %d lines, %.1f %% of %d branches\n", \
            l, lines, b, branches
        exit !(l >= 95 && b >= 85)
    }' "$build/cover.txt"
