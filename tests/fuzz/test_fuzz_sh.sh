#!/bin/sh
# What fuzz.sh says of targets that ran, found, never ran or are not built.
# usage: test_fuzz_sh.sh FUZZ.SH
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/tests/fuzz"
failed=0

# stub TARGET COMMANDS: a target that does only that
stub() {
    printf '#!/bin/sh\n%s\n' "$2" >"$folder/tests/fuzz/fuzz_$1"
    chmod +x "$folder/tests/fuzz/fuzz_$1"
}

# expect CODE PATTERN TARGET...
expect() {
    code=$1 pattern=$2
    shift 2
    said=$(BUILD=$folder sh "$fuzz" 1 "$@" 2>&1)
    got=$?
    if [ $got -ne "$code" ] || ! echo "$said" | grep -q "$pattern"; then
        echo "$*: exit $got, not $code with \`$pattern': $said"
        failed=1
    fi
}

fuzz=$1
ran='echo "stat::number_of_executed_units: 42"'
stub npy "$ran"
stub npz "$ran; exit 77"
stub csv "$ran; echo 'x.c:1: runtime error: overflow'"
stub where ''
expect 0 '^npy  *42 runs .* ok$' npy
expect 1 '^npz  *42 runs .* FAILED$' npz
expect 1 '^csv  *42 runs .* FAILED$' csv
expect 1 '^where  *0 runs .* FAILED: never ran$' where
expect 1 '^theme  *0 runs .* FAILED: never ran$' theme # not built
expect 1 '^npy .* ok$' theme npy # and the others still run
exit $failed
