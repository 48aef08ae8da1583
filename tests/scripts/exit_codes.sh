#!/bin/sh
# Each class of failure ends a batch run with its own code.
# usage: exit_codes.sh RIFFLE
riffle=$(realpath "$1")
failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

# expect CODE COMMAND...: run, compare the exit code
expect()
{
    wanted=$1
    shift
    "$@" >out 2>err </dev/null
    code=$?
    if [ "$code" -ne "$wanted" ]; then
        echo "not $wanted but $code: $*"
        cat err
        failed=1
    fi
    if LC_ALL=C grep -q "$(printf '\033')" out err; then
        echo "an escape byte: $*"
        failed=1
    fi
}

printf 'x,label\n1,a\n2,b\n3,a,9\n' >ragged.csv
printf 'x,label\n1,a\n2,a\n3,a\n4,a\n' >one.csv
printf 'x,label\n' >separable.csv
for i in 1 2 3 4 5 6 7 8 9; do
    echo "$i,$([ $i -lt 5 ] && echo a || echo b)" >>separable.csv
done
printf 'set timing off\nnonsense\nset\n' >bad.rif
printf 'source inner.rif\n' >outer.rif
printf 'source outer.rif\n' >inner.rif
printf 'set timing off\n' >good.rif

expect 0 "$riffle" -c 'help; set'
expect 0 "$riffle" --help
expect 0 "$riffle" --version
expect 0 "$riffle" --limits
expect 0 "$riffle" good.rif
expect 0 "$riffle" help fit
expect 0 "$riffle" theme check any strict=on
expect 2 "$riffle" theme chek any
expect 2 "$riffle" wdbc help
expect 0 "$riffle"
expect 1 "$riffle" -c 'load missing.csv'
expect 1 "$riffle" -c 'fit'
expect 1 "$riffle" missing.rif
expect 2 "$riffle" -c 'nonsense'
expect 2 "$riffle" -c 'fit lamda=3'
expect 2 "$riffle" --nonsense
expect 2 "$riffle" --seed
expect 2 "$riffle" --seed=none
expect 2 "$riffle" --color=green
expect 2 "$riffle" tui
expect 2 "$riffle" bad.rif
expect 2 "$riffle" --check bad.rif
expect 0 "$riffle" --check good.rif
expect 2 "$riffle" outer.rif
expect 2 "$riffle" one two
expect 3 "$riffle" -c 'load ragged.csv'
expect 3 "$riffle" ragged.csv -c 'set'
expect 4 "$riffle" --memory 1K -c 'load separable.csv test=0; fit'
expect 5 "$riffle" -c 'load separable.csv test=0; fit lambda=0'
expect 2 "$riffle" --keep-going -c 'nonsense; set' -c 'fit'
expect 2 "$riffle" --json -c 'nonsense'

# Ctrl-C ends a batch run; a full disk is not overlooked
expect 130 timeout --foreground --preserve-status -s INT 2 "$riffle" -c \
    'synth gaussian n=3000 d=1000; fit; sweep sizes=4000 range=1%:50%'
if [ -e /dev/full ]; then
    "$riffle" -c help >/dev/full 2>err
    [ $? -eq 1 ] || { echo 'a full disk was overlooked'; failed=1; }
fi

# a file that may not grow: a failure in words, and nothing left behind
(ulimit -f 1; "$riffle" -c 'load wdbc; export data whole.csv' >/dev/null 2>&1)
[ $? -eq 1 ] || { echo 'a limit of file sizes ends it'; failed=1; }
[ -z "$(find . -name '*whole*')" ] || { echo 'half a file'; failed=1; }
# stops at the first failure, or goes on
"$riffle" bad.rif 2>/dev/null | grep -q progress && { echo 'went on'; failed=1; }
"$riffle" --keep-going bad.rif 2>/dev/null | grep -q progress ||
    { echo 'did not go on'; failed=1; }
# a script on standard input, tabs and all
printf 'set\ttiming\ton\n' | "$riffle" - | grep -q on ||
    { echo 'no tabs'; failed=1; }
# a tab inside quotes comes out as it went in
printf 'load "a\tb"\n' | "$riffle" --json - 2>err |
    grep -qF 'cannot open a\tb:' || { echo 'a tab was eaten'; failed=1; }
# answers on standard output, all else beside it; no prompt, nothing coloured
TERM=xterm-256color "$riffle" --json wdbc -c 'fit; select random 5' -c effect \
    >out 2>err </dev/null
grep -vq '^{"ok":true,.*}$' out && { echo 'not only answers'; failed=1; }
[ "$(wc -l <out)" -eq 4 ] || { echo 'not an answer each'; failed=1; }
printf 'load wdbc\nfit\n' | TERM=xterm-256color "$riffle" >out 2>err
grep -q 'riffle>\|lambda=0.001>' out err && { echo 'a prompt'; failed=1; }
LC_ALL=C grep -q "$(printf '\033')" out err && { echo 'an escape byte'; failed=1; }
"$riffle" -c 'load wdbc; fit lamda=1' 2>/dev/null | grep -q error &&
    { echo 'an error among the answers'; failed=1; }
# the place of an error in a script inside a script
printf 'set timing off\nsource bad.rif\n' >includes.rif
"$riffle" includes.rif 2>&1 >/dev/null | grep -q 'bad.rif:2:1' ||
    { echo 'no place'; failed=1; }
# what a kill -9 left is undone, by hand
"$riffle" --reset-terminal | tr -d '\033' | grep -q '?25h\[?1049l$' || {
    echo "--reset-terminal does not leave the other screen"
    failed=1
}

exit $failed
