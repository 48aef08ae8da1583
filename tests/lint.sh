#!/bin/bash
# All that reads the sources instead of running them: format, layers, the
# linter with scan-build's checkers (clang-analyzer-*), cppcheck, and what the
# program is linked with. `ninja -C build lint` does the same.
# usage: lint.sh [BUILD [CLANG_BUILD]]   (build, build-clang; made when missing)
# scan-build itself, one more compilation: lint.sh --scan-build
set -u
cd "$(dirname "$0")/.." || exit 2
failed=0
step() {
    local name=$1 started=$SECONDS
    shift
    if "$@" >"/tmp/riffle-lint-$$" 2>&1; then
        echo "ok      $name ($((SECONDS - started)) s)"
    else
        echo "FAILED  $name ($((SECONDS - started)) s)"
        tail -n 40 "/tmp/riffle-lint-$$"
        failed=1
    fi
    rm -f "/tmp/riffle-lint-$$"
}

if [ "${1:-}" = --scan-build ]; then
    [ -d build-scan ] || CC=clang scan-build --use-cc=clang meson setup \
        build-scan >/dev/null || exit 2
    step scan-build scan-build --use-cc=clang --status-bugs \
        -disable-checker security.insecureAPI.DeprecatedOrUnsafeBufferHandling \
        -disable-checker valist.Uninitialized \
        ninja -C build-scan src/app/riffle
    exit $failed
fi

build=${1:-build} clang=${2:-build-clang}
[ -d "$build" ] || meson setup "$build" >/dev/null || exit 2
[ -d "$clang" ] || CC=clang meson setup "$clang" >/dev/null || exit 2
export -f step
step format bash -c \
    'git ls-files "*.[ch]" | xargs clang-format --dry-run --Werror'
step layers sh tests/check_layers.sh .
step shell bash -c 'command -v shellcheck >/dev/null || exit 0
    git ls-files "*.sh" | xargs shellcheck -S error'
step cppcheck sh tests/cppcheck.sh .
step hardened sh tests/scripts/hardened.sh "$build/src/app/riffle"
step clang-tidy bash -c 'git ls-files "src/*.c" |
    xargs -P "$(nproc)" -n 8 clang-tidy --quiet -p '"$clang"
exit $failed
