#!/bin/sh
# The tests that matter under valgrind: no error, nothing lost. One minute of
# processor time for the twenty of .ci/run.
# usage: valgrind.sh [BUILD [TEST...]]   (build; a choice of quick tests)
build=${1:-build}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- csv npy npz svmlight malformed save number where tokens \
    parse theme sanitise fit certify removal each call reply table
# OpenBLAS's kernels of newer machines use what valgrind does not know.
export OPENBLAS_CORETYPE=Nehalem OPENBLAS_NUM_THREADS=1
export RIFFLE_DATA=$(cd "$(dirname "$0")/.." && pwd)
exec meson test -C "$build" -t 40 --num-processes 2 --wrap 'valgrind -q
    --error-exitcode=9 --leak-check=full
    --errors-for-leak-kinds=definite,indirect' "$@"
