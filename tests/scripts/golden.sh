#!/bin/sh
# Run a script and compare all it says with the file beside it; what depends
# on rounding or on time is blanked. RIFFLE_BLESS=1 writes the file
# instead, no other value does.
# usage: golden.sh RIFFLE SCRIPT.rif
riffle=$(realpath "$1")
script=$2
expected=${script%.rif}.txt
actual=$(mktemp) || exit 1
folder=$(mktemp -d) || exit 1
folder=$(cd "$folder" && pwd -P)
trap 'rm -rf "$actual" "$folder"' EXIT
cp "$script" "$folder" && cd "$folder" || exit 1
"$riffle" --keep-going "$(basename "$script")" 2>&1 |
    sed -E -e "s|$folder|FOLDER|g" -e 's/[0-9.]+(e-[0-9]+)? s$/N s/' \
        -e 's/[0-9.]+e-1[0-9]/TINY/g' \
        -e 's/in [0-9]+ (Newton )?steps/in N steps/' >"$actual"
if [ "$RIFFLE_BLESS" = 1 ]; then
    cp "$actual" "$expected"
else
    diff -u "$expected" "$actual"
fi
