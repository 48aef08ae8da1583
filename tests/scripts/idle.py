"""Nobody types and nothing runs: not one system call, in any thread.

usage: idle.py RIFFLE [SECONDS]
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time

SETUP = ("load highdim; fit lambda=1e-2; sweep strategies=random sizes=5 "
         "measures=test_loss; tui")
PATIENCE = 60  # seconds until something expected is given up


def start(riffle):
    """The full screen in a terminal of its own."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8",
                          RIFFLE_HISTORY="")
        os.execv(riffle, [riffle, "--no-rc", "-c", SETUP])
    return pid, terminal


def read_until_quiet(terminal, seconds):
    """All that is drawn, until nothing has been for so long."""
    seen = b""
    while select.select([terminal], [], [], seconds)[0]:
        seen += os.read(terminal, 65536)
    return seen


def calls(pid, seconds):
    """Lines of strace that are system calls made meanwhile."""
    traced = subprocess.run(
        ["timeout", "-s", "INT", str(seconds), "strace", "-f", "-q", "-p",
         str(pid)], capture_output=True, text=True, check=False)
    lines = traced.stderr.splitlines()
    if any("Operation not permitted" in line or "attach:" in line
           for line in lines):
        return None
    # each thread was inside one when it was looked at, and still is
    return [line for line in lines
            if re.search(r"\w\(", line)
            and not re.search(r"<detached|resuming interrupted|unfinished",
                              line)]


def main():
    riffle = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 2
    print("1..1")
    if not shutil.which("strace"):
        print("ok 1 # SKIP strace is not installed")
        return
    pid, terminal = start(riffle)
    end = time.monotonic() + PATIENCE
    seen = b""
    while b"all retrained" not in seen and time.monotonic() < end:
        seen += read_until_quiet(terminal, 0.2)
    for key in b"nnt\x1b":
        os.write(terminal, bytes([key]))
        read_until_quiet(terminal, 0.3)
    read_until_quiet(terminal, 1)
    made = calls(pid, seconds)
    os.write(terminal, b"Q")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(pid, 0)
    if made is None:
        print("ok 1 # SKIP strace may not look here")
    elif b"all retrained" not in seen:
        print("not ok 1 - the full screen did not come")
    else:
        print(f"# {len(made)} system calls in {seconds:g} s")
        for line in made[:20]:
            print(f"# {line}")
        print(f"{'not ' if made else ''}ok 1 - idle is idle")


if __name__ == "__main__":
    main()
