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
# execv is riffle's own start with better kernels (kernel.c)
symbols=$(readelf -sW --dyn-syms "$riffle" | sed -n 's/.* UND \([a-z_0-9]*\).*/\1/p' | sort -u)
for name in system popen execl execlp execle execvp execvpe execve posix_spawn \
    posix_spawnp wordexp dlopen gets strcpy strcat sprintf vsprintf mktemp \
    tmpnam tempnam atoi atol atof strtok rand; do
    echo "$symbols" | grep -qx "$name" && complain "it calls $name"
done
exit $failed
