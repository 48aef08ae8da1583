#!/bin/sh
# What the program is built with, and what it never calls.
# usage: hardened.sh RIFFLE
riffle=$1
failed=0
complain()
{
    echo "$*"
    failed=1
}
command -v readelf >/dev/null || { echo 'readelf is not installed'; exit 77; }

readelf -hW "$riffle" | grep -q 'Type: *DYN' || complain 'not PIE'
readelf -lW "$riffle" | grep -q GNU_RELRO || complain 'no RELRO'
readelf -dW "$riffle" | grep -qE 'BIND_NOW|FLAGS.*NOW' || complain 'not BIND_NOW'
readelf -lW "$riffle" | grep 'GNU_STACK' | grep -q 'RWE' &&
    complain 'the stack may be executed'
readelf -sW "$riffle" | grep -q '__stack_chk_fail' ||
    complain 'no stack protector'

# no shell, no program of another, no function that cannot be used safely;
# __strcpy_chk is strcpy under _FORTIFY_SOURCE, tmpfile64 is tmpfile
symbols=$(readelf -sW --dyn-syms "$riffle" |
    sed -n 's/.* UND \([A-Za-z_0-9]*\).*/\1/p' |
    sed 's/^__\(.*\)_chk$/\1/; s/64$//' | sort -u)
# execv alone is there: riffle starts itself again, once and before anything
# is read, so that OpenBLAS sees OPENBLAS_CORETYPE (kernel.c)
for name in system popen execl execlp execle execvp execvpe execve fexecve \
    posix_spawn posix_spawnp fork vfork clone wordexp glob dlopen dlsym gets \
    strcpy strcat sprintf vsprintf scanf sscanf fscanf mktemp tmpnam \
    tempnam tmpfile atoi atol atoll atof strtok rand srand random alloca \
    longjmp gethostbyname socket connect; do
    echo "$symbols" | grep -qx "$name" && complain "it calls $name"
done
exit $failed
