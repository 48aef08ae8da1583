"""Ctrl-C cancels the work, not the session; resume ends where no stop would.

usage: cancel.py RIFFLE [TIMES]

TIMES cancels of each kind, at moments by chance: 1 where nothing is said. How
long each took is printed, and judged by nobody: the aims are 100 ms until
something is seen to happen and 500 ms until the prompt is back.
"""

import os
import pty
import random
import re
import select
import sys
import tempfile
import time

PATIENCE = 60  # seconds until something expected is given up
PROMPT = r">(\x1b\[0m)? $"
SYNTH = "synth gaussian n=1200 d=400 seed=3; fit; "
SWEEP = ("sweep strategies=random,l2,loss-up sizes=50 range=1%:10% "
         "measures=test_loss,self_loss")


class Terminal:
    """riffle at its prompt."""

    def __init__(self, riffle):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(HOME=os.getcwd(), TERM="xterm-256color",
                              LC_ALL="C.UTF-8", RIFFLE_HISTORY="",
                              INPUTRC="/dev/null", XDG_STATE_HOME="")
            os.execv(riffle, [riffle, "--no-rc"])
        self.expect(PROMPT)

    def look(self):
        if select.select([self.fd], [], [], 0.02)[0]:
            try:
                self.seen += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                raise AssertionError(f"ended: {self.seen!r}") from None

    def expect(self, pattern):
        """Until the pattern is there; what came before its end is returned."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.seen)):
            if time.monotonic() > end:
                raise AssertionError(f"no {pattern!r} in {self.seen!r}")
            self.look()
        before = self.seen[:found.end()]
        self.seen = self.seen[found.end():]
        return before

    def send(self, text):
        os.write(self.fd, text.encode())

    def run(self, line):
        self.send(line + "\r")
        self.expect(r"\r\n")  # the line itself
        return self.expect(PROMPT)

    def cancel(self):
        """Ctrl-C: seconds until it is seen, and until the prompt; what it
        said."""
        self.look()
        self.seen = ""
        began = time.monotonic()
        self.send("\x03")
        while "^C" not in self.seen and "stopped" not in self.seen:
            self.look()
            assert time.monotonic() < began + PATIENCE, self.seen
        seen = time.monotonic()
        said = self.expect(PROMPT)
        return seen - began, time.monotonic() - began, said


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def report(name, times):
    for what, at in (("seen", 0), ("prompt", 1)):
        taken = sorted(1e3 * t[at] for t in times)
        print(f"# {name}: {what} after {taken[len(taken) // 2]:.0f} ms, "
              f"most {taken[-1]:.0f} ms")


def test_resumed_is_as_uninterrupted(riffle, times):
    """However often it was stopped: the same bits."""
    taken = []
    whole = Terminal(riffle)
    whole.run(SYNTH + SWEEP)
    whole.run("export sweep whole.csv")
    state = re.search("state [0-9a-f]{64}", whole.run("show state"))[0]
    for _ in range(times):
        parts = Terminal(riffle)
        parts.run(SYNTH)
        parts.send(SWEEP + "\r")
        stops = 0
        while stops < 5:
            parts.expect("retrains [0-9]")  # the progress line: it works
            time.sleep(random.uniform(0, 0.2))
            *pair, said = parts.cancel()
            kept = re.search(r"stopped: (\d+) of (\d+) retrains kept", said)
            if not kept:
                break  # it was done before
            assert 0 < int(kept[1]) < int(kept[2]), kept[0]
            taken.append(pair)
            stops += 1
            parts.send("resume\r")
        if stops == 5:
            parts.expect("certified")
            parts.expect(PROMPT)
        assert stops > 0, "never stopped"
        parts.run("export sweep parts.csv")
        assert read("parts.csv") == read("whole.csv")
        assert state in parts.run("show state")
    report("a sweep", taken)


def test_work_of_every_kind_is_stopped(riffle, times):
    with open("large.csv", "w", encoding="utf-8") as out:
        out.write(",".join(f"x{j}" for j in range(50)) + ",label\n")
        line = ",".join(f"{j * 0.123456:.6f}" for j in range(50))
        for i in range(min(200000, 40000 * times)):
            out.write(f"{line},{i % 2}\n")
    kinds = [("large.csv", "", "load large.csv"),
             ("a fit", "synth gaussian n=4000 d=1500", "fit"),
             ("estimates", "synth gaussian n=4000 d=400; fit",
              "sweep sizes=40"),
             ("scores", "synth gaussian n=1500 d=300; fit",
              "top 5 by=tracin")]
    for name, setup, line in kinds:
        terminal = Terminal(riffle)
        taken = []
        if setup:
            terminal.run(setup)
        before = terminal.run("show state")
        for _ in range(times):
            terminal.send(line + "\r")
            terminal.expect(r"\r\n")
            time.sleep(random.uniform(0.02, 0.3))
            *pair, said = terminal.cancel()
            if "stopped" in said:
                taken.append(pair)
        if name != "estimates" and len(taken) == times:  # of those some stay
            assert terminal.run("show state") == before, name
        if taken:
            report(name, taken)
        else:
            print(f"# {name}: done before it could be stopped")


def main():
    riffle = os.path.abspath(sys.argv[1])
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    tests = [item for name, item in sorted(globals().items())
             if name.startswith("test_")]
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                test(riffle, times)
                print(f"ok {number} - {test.__name__}")
            except AssertionError as error:
                print(f"not ok {number} - {test.__name__}\n# {error}")
            os.chdir("/")


if __name__ == "__main__":
    main()
