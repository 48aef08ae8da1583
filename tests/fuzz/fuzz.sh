#!/bin/sh
# Fuzz every target, or those named, one after the other.
# usage: fuzz.sh SECONDS [TARGET...]
# Build: CC=clang meson setup build-fuzz -Dfuzz=true \
#        -Db_sanitize=address,undefined -Db_lundef=false && ninja -C build-fuzz
# BUILD=FOLDER when it is another one. Finds go to BUILD/crashes; a fix brings
# its file into corpus/TARGET. A target that is not built, or did not run,
# fails like one with a find.
seconds=${1:?usage: fuzz.sh SECONDS [TARGET...]}
shift
here=$(cd "$(dirname "$0")" && pwd)
build=${BUILD:-$here/../../build-fuzz}
export RIFFLE_DATA="$here/../.." OPENBLAS_NUM_THREADS=1
mkdir -p "$build/crashes"
failed=0
[ $# -gt 0 ] || set -- $(ls "$here/corpus")
[ $# -gt 0 ] || { echo "fuzz.sh: no corpus, no target" >&2; exit 1; }
for target; do
    grown=$build/corpus-$target
    log=$build/fuzz-$target.log
    mkdir -p "$grown"
    nice -n 15 "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" \
        -rss_limit_mb=1024 -timeout=10 -max_len=4096 -print_final_stats=1 \
        -artifact_prefix="$build/crashes/$target-" \
        "$grown" "$here/corpus/$target" >"$log" 2>&1
    code=$?
    awk -v target="$target" -v code="$code" '
        /stat::number_of_executed_units/ { runs = $2 }
        /stat::average_exec_per_sec/ { rate = $2 }
        /ERROR|ABORTING|runtime error/ { bad++ }
        END {
            verdict = bad || code ? "FAILED" : "ok"
            if (!runs)
                verdict = "FAILED: never ran"
            printf "%-9s %9d runs %7d a second %s\n", target, runs, rate,
                   verdict
            exit verdict != "ok"
        }' "$log" || { failed=1; tail -n 40 "$log"; }
done
exit $failed
