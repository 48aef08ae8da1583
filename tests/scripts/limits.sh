#!/bin/sh
# The README lists the limits as the program prints them, and they move.
# usage: limits.sh RIFFLE SOURCE
riffle=$(realpath "$1")
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
failed=0
sed -n '/^## Limits/,/^## Security/s/^    //p' "$2/README.md" >"$folder/said"
"$riffle" --limits >"$folder/prints"
diff -u "$folder/said" "$folder/prints" || failed=1

cd "$folder" || exit 1
printf 'a,b,y\n1,2,0\n3,4,1\n5,6,0\n' >f.csv
printf 'fit # a comment of some bytes\n' >f.rif
# moves LIMIT COMMAND...: fine as it is, exit 4 once the limit is moved
moves()
{
    limit=$1
    shift
    "$riffle" "$@" >out 2>&1 || { cat out; echo "without $limit"; failed=1; }
    "$riffle" --limit "$limit" "$@" >out 2>&1
    [ $? -eq 4 ] || { cat out; echo "$limit did not hold"; failed=1; }
}
moves features=1 -c 'load f.csv'
moves rows=2 -c 'load f.csv'
printf 'a,t,y\n1,red,0\n3,blue,1\n5,red,0\n' >f.csv
moves name=3 -c 'load f.csv'
moves levels=1 -c 'load f.csv'
printf '1 1:1 2:2\n0 1:3\n1 2:4\n' >f.svm
moves record=5 -c 'load f.svm'
printf 'set timing off # some bytes\n' >f.rif
moves line=9 f.rif
"$riffle" --limit features=70000 --limits | grep -q '^features *70000 ' ||
    { echo 'a limit that was moved is not shown'; failed=1; }
exit $failed
