#!/bin/sh
# The man page and the completions know what the program knows.
# usage: share.sh RIFFLE SOURCE
riffle=$(realpath "$1")
share=$2/src/share
failed=0

complain()
{
    echo "$*"
    failed=1
}

# verbs and summaries, one pair of lines each, in the order of the table
sed -n '/^\.SH COMMANDS/,/^\.SH EXIT/p' "$share/riffle.1" |
    sed -n '/^\.TP/{n;s/^\.B //;h;n;H;x;s/\n/ /;p}' >man.$$
"$riffle" -c 'set width 200; help commands' |
    sed -n 's/^  \([a-z]*\)  *\(.*\)$/\1 \2/p' | grep -v '^width' |
    sed 's/ *$//' >help.$$
diff -u help.$$ man.$$ || complain 'riffle.1 differs from the table'
rm -f man.$$ help.$$

for option in $("$riffle" --help | grep -o -- '--[a-z-]*' | sort -u); do
    escaped=$(echo "$option" | sed 's/-/\\\\-/g')
    grep -q -- "$escaped" "$share/riffle.1" || complain "riffle.1: no $option"
    for file in riffle.bash _riffle; do
        grep -q -- "$option" "$share/$file" || complain "$file: no $option"
    done
done
exit $failed
