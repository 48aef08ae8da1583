#!/bin/bash
# The same answers, inside their bounds, from every format, number of threads
# and kernel of the BLAS; and, given more programs, from every build of it.
# usage: numbers.sh RIFFLE [OTHER_RIFFLE...]
set -u
riffle=$(realpath "$1")
others=()
for other in "${@:2}"; do others+=("$(realpath "$other")"); done
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0
count=0

"$riffle" -c 'synth gaussian n=60 d=7 test=20 noise=0.1 seed=4
export data d.npz; export data d.csv; export data d.svm' >log 2>&1 ||
    { cat log; exit 1; }
python3 - <<'PYTHON' || exit 1
import io, zipfile
with zipfile.ZipFile("d.npz") as archive:
    for name in archive.namelist():
        open("d_" + name, "wb").write(archive.read(name))
PYTHON

# answers PROGRAM LOAD: name, value and bound of each number, one a line
answers() {
    "$1" --json -c "$2; fit lambda=1e-3; select rows 1 5 9 20-24
        effect measures=test_loss,self_loss,logit:3
        select top 6 by=rif; effect measures=test_loss,self_loss" 2>err |
        python3 -c '
import json, sys
for line in sys.stdin:
    answer = json.loads(line)
    if not answer["ok"]:
        sys.exit(str(answer))
    data = answer["data"]
    if answer["command"] == "effect":
        for name, m in sorted(data["measures"].items()):
            for which in ("actual", "if", "rif", "ns"):
                bound = m["bound"] if which == "actual" else 1e-9 * abs(m[which])
                print(name, which, repr(m[which]), repr(bound or 0.0))
'
}

# compare NAME PROGRAM LOAD: with the answers of the first
compare() {
    answers "$2" "$3" >these || { echo "$1 fails"; cat err; failed=1; return; }
    count=$((count + 1))
    python3 - "$1" <<'PYTHON' || failed=1
import sys
name, bad = sys.argv[1], 0
first, these = (open(f).read().split("\n")[:-1] for f in ("first", "these"))
if len(first) != len(these) or not first:
    sys.exit(f"{name}: {len(these)} numbers, not {len(first)}")
worst = 0.0
for one, other in zip(first, these):
    a, b = one.split(), other.split()
    apart = abs(float(a[2]) - float(b[2]))
    # two bounds of two answers, and the noise of printing
    allowed = float(a[3]) + float(b[3]) + 1e-13 * abs(float(a[2])) + 1e-15
    worst = max(worst, apart / allowed)
    if a[:2] != b[:2] or apart > allowed:
        print(f"{name}: {one} is not {other}")
        bad += 1
print(f"{name}: {len(these)} numbers, at most {worst:.2g} of what is allowed")
sys.exit(bad > 0)
PYTHON
}

export OPENBLAS_NUM_THREADS=1
answers "$riffle" 'load d.npz' >first || { cat err; exit 1; }
compare csv "$riffle" 'load d.csv test=d_test.csv positive=1'
compare svmlight "$riffle" 'load d.svm test=d_test.svm positive=1'
compare npy "$riffle" 'load d_X_train.npy test=d_X_test.npy y=d_y_train.npy,d_y_test.npy positive=1'
OPENBLAS_NUM_THREADS=2 compare threads "$riffle" 'set threads 2; load d.npz'
for kernel in Nehalem Sandybridge Haswell; do
    OPENBLAS_CORETYPE=$kernel compare "$kernel" "$riffle" 'load d.npz'
done
for other in ${others[@]+"${others[@]}"}; do
    compare "$other" "$other" 'load d.npz'
done
echo "$count ways compared"
exit $failed
