"""The prompt under a pseudo-terminal: editing, completion, signals, files.

usage: prompt.py RIFFLE
"""

import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import time

PATIENCE = 20  # seconds until something expected is given up


class Terminal:
    """riffle behind a pty, with a home of its own."""

    def __init__(self, riffle, home, arguments=()):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(
                HOME=home, TERM="xterm-256color", LC_ALL="C.UTF-8",
                XDG_STATE_HOME="", XDG_CONFIG_HOME="",
                INPUTRC=os.path.join(home, "inputrc"))
            os.environ.pop("RIFFLE_HISTORY", None)
            os.environ.pop("RIFFLE_JOURNAL", None)
            os.chdir(home)
            os.execv(riffle, [riffle, *arguments])

    def expect(self, pattern):
        """Read until the pattern, and forget what came before its end."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.seen):
            ready = select.select([self.fd], [], [], 0.1)[0]
            if time.monotonic() > end:
                raise AssertionError(f"no {pattern!r} in {self.seen!r}")
            if ready:
                try:
                    self.seen += os.read(self.fd, 65536).decode()
                except OSError:
                    raise AssertionError(
                        f"ended before {pattern!r}: {self.seen!r}") from None
        self.seen = self.seen[re.search(pattern, self.seen).end():]

    def type(self, text):
        os.write(self.fd, text.encode())

    def end(self):
        """Wait for the exit; returns its status."""
        try:
            while os.read(self.fd, 65536):
                pass
        except OSError:
            pass
        return os.waitpid(self.pid, 0)[1]


PROMPT = r"riffle>(\x1b\[0m)? "


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("half a line")
    terminal.expect("half a line")
    terminal.type("\x03")
    terminal.expect(r"\A\^C")  # behind what was typed, not at the margin
    terminal.expect(PROMPT)
    terminal.type("set timing\r")
    terminal.expect("seconds of each command")
    terminal.expect(PROMPT)
    terminal.type("\x04")
    assert terminal.end() == 0


def test_tab_completes_verbs_and_values(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("infl\t")
    terminal.expect("influence ")
    terminal.type("\x03")
    terminal.expect(PROMPT)
    terminal.type("fit pen\tsc\t")
    terminal.expect("fit penalty=scaled ")
    terminal.type("\x03")
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_many_candidates_are_counted(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("help \t\t")
    terminal.expect(r"1\d\d possibilities: type on")
    terminal.expect("help ")
    terminal.type("resca\t\r")
    terminal.expect("rescaled")
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_keys_are_those_of_the_inputrc(riffle, home):
    with open(os.path.join(home, "inputrc"), "w", encoding="utf-8") as file:
        file.write('set editing-mode vi\n'
                   '$if riffle\n"\\C-xh": "set seed 7\\C-m"\n$endif\n')
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("xset seed 55")
    terminal.type("\x1b")
    time.sleep(0.6)  # alone: readline waits half a second for more
    terminal.type("x0x\r")
    terminal.expect("seed       5")
    terminal.expect(PROMPT)
    terminal.type("\x18h")
    terminal.expect("seed       7")
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_history_is_searched_in_utf8(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("name \u00e9\u4e2d\r")
    terminal.expect("no data set is loaded")
    terminal.expect(PROMPT)
    terminal.type("set seed 3\r")
    terminal.expect(PROMPT)
    terminal.type("\x12\u00e9\u4e2d")
    terminal.expect(r"reverse-i-search(.|\n)*name (\x1b\[7m)?\u00e9\u4e2d")
    terminal.type("\r")
    terminal.expect("no data set is loaded")
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_an_open_quote_goes_on_in_the_next_line(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("apropos 'no\r")
    terminal.expect(r"\.\.\. ")
    terminal.type("thing'\r")
    terminal.expect("nothing is about")
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_pasted_lines_run_one_by_one(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("\x1b[200~set timing\nset progress\n\x1b[201~\r")
    terminal.expect("seconds of each command")
    terminal.expect("progress line of long work")
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_history_is_private_and_leaves_out_blanks(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    for line in ("set timing", "set timing", " set width", "quit"):
        terminal.type(line + "\r")
        if line != "quit":
            terminal.expect(PROMPT)
    assert terminal.end() == 0
    path = os.path.join(home, ".local/state/riffle/history")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    with open(path, encoding="utf-8") as lines:
        kept = [line for line in lines if not line.startswith("#")]
    assert kept == ["set timing\n", "quit\n"], kept


def journals(home):
    """Paths of the journals, the oldest first."""
    folder = os.path.join(home, ".local/state/riffle/journal")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in names]


def read(path):
    with open(path, encoding="utf-8") as lines:
        return lines.read()


# What is asked before a crash and after it: every digit counts.
HUNT = ("synth gaussian n=40 d=3", "fit", "top 3", "remove 7", "set seed 5",
        "relabel 3", "undo", "poison labels=2", "select random 4")


def run_batch(riffle, script):
    """Run commands with nobody watching."""
    command = [riffle, "-c", script]
    environment = dict(os.environ, RIFFLE_JOURNAL="")
    subprocess.run(command, env=environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_crash_loses_nothing(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    for line in HUNT:
        terminal.type(line + "\r")
        terminal.expect(r">(\x1b\[0m)? ")
    terminal.type("save before.session\r")
    terminal.expect("commands with checks")
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.end()
    [journal] = journals(home)
    assert stat.S_IMODE(os.stat(journal).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(journal)).st_mode) == 0o700
    assert "top 3" not in read(journal) and "# ended" not in read(journal)
    terminal = Terminal(riffle, home)
    terminal.expect("ended unexpectedly; bring it back: riffle --resume")
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    terminal.end()
    terminal = Terminal(riffle, home, ["--resume"])
    terminal.expect("everything is as it was")
    terminal.expect(r"4 rows>(\x1b\[0m)? ")
    terminal.type("save after.session\r")
    terminal.expect("commands with checks")
    terminal.type("quit\r")
    assert terminal.end() == 0
    assert (read(os.path.join(home, "before.session")) ==
            read(os.path.join(home, "after.session")))
    assert read(journal).endswith("# resumed\n")
    assert read(journals(home)[-1]).endswith("# ended\n")
    # the journal is a script that leads to the same
    run_batch(riffle, f"source {journal}; save {home}/source.session")
    assert (read(os.path.join(home, "before.session")) ==
            read(os.path.join(home, "source.session")))


HEAD = b"# riffle journal\nset threads 1\nsynth gaussian n=30 d=3\n"
UP_TO_THERE = "resumed up to there"
NONE_LOST = "no session was lost"

# What is in a journal, what --resume says, and the prompt after it.
DAMAGED = (
    (HEAD + b"fit\nselect ran", UP_TO_THERE, r"gaussian lambda=0\.001>"),
    (HEAD + b"fit\nselect random 3", "everything is as it was", "3 rows>"),
    (HEAD + b"fitt\nfit\n", UP_TO_THERE, "gaussian>"),
    (HEAD + b"f\0t\nfit\n", UP_TO_THERE, "gaussian>"),
    (HEAD + b"fit lambda=" + b"1" * 70000 + b"\n", UP_TO_THERE, "gaussian>"),
    (HEAD + b"load 'a\nb\n", UP_TO_THERE, "gaussian>"),
    (HEAD + b"\xff\xfe\x1b[2J\n", UP_TO_THERE, "gaussian>"),
    (b"# riffle journal", "everything is as it was", "riffle>"),
    (b"# riffle journal\nload none.csv\n", UP_TO_THERE, "riffle>"),
    (b"", NONE_LOST, "riffle>"),
    (b"# riffle", NONE_LOST, "riffle>"),
    (b"# riffle session 1\nfit\n", NONE_LOST, "riffle>"),
    (b"\0" * 100000, NONE_LOST, "riffle>"),
    (HEAD + b"fit\n# ended\n", NONE_LOST, "riffle>"),
    (HEAD + b"fit\n# resumed\n", NONE_LOST, "riffle>"),
)


def test_damaged_journals(riffle, home):
    folder = os.path.join(home, ".local/state/riffle/journal")
    os.makedirs(folder)
    path = os.path.join(folder, "20200101-000000-1.rif")
    for content, says, prompt in DAMAGED:
        with open(path, "wb") as journal:
            journal.write(content)
        terminal = Terminal(riffle, home, ["--resume"])
        terminal.expect(says)
        terminal.expect(prompt)
        terminal.type("quit\r")
        assert terminal.end() == 0, content
        with open(path, "rb") as journal:
            assert journal.read().startswith(content), content
        for other in journals(home):
            os.remove(other)


def test_journals_that_are_no_files(riffle, home):
    folder = os.path.join(home, ".local/state/riffle/journal")
    os.makedirs(os.path.join(folder, "20200103-000000-1.rif"))
    os.mkfifo(os.path.join(folder, "20200102-000000-1.rif"))
    os.symlink("/etc/passwd", os.path.join(folder, "20200101-000000-1.rif"))
    terminal = Terminal(riffle, home, ["--resume"])
    terminal.expect(NONE_LOST)
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_files_of_its_own_that_are_none(riffle, home):
    state = os.path.join(home, ".local/state/riffle")
    config = os.path.join(home, ".config/riffle")
    os.makedirs(state)
    os.makedirs(config)
    os.mkfifo(os.path.join(state, "history"))
    os.mkfifo(os.path.join(config, "rc"))
    terminal = Terminal(riffle, home)
    terminal.expect("no history is kept: no plain file is")
    terminal.expect("rc': it is no plain file")
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0
    os.remove(os.path.join(state, "history"))
    with open(os.path.join(state, "history"), "wb") as history:
        history.truncate(1 << 33)
    os.remove(os.path.join(config, "rc"))
    os.mkdir(os.path.join(config, "rc"))
    terminal = Terminal(riffle, home)
    terminal.expect("more than 64 MB are in")
    terminal.expect("rc': Is a directory")
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0


def test_no_journal_where_nobody_types(riffle, home):
    environment = dict(os.environ, HOME=home, XDG_STATE_HOME="")
    environment.pop("RIFFLE_JOURNAL", None)
    for arguments, text in ((["-c", "synth gaussian"], ""),
                            ([], "synth gaussian\n")):
        subprocess.run([riffle, *arguments], input=text, text=True, check=True,
                       env=environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
    assert not journals(home)
    terminal = Terminal(riffle, home)  # nothing changed: nothing to keep
    terminal.expect(PROMPT)
    terminal.type("set timing\rquit\r")
    assert terminal.end() == 0
    assert not journals(home)


def test_old_journals_go(riffle, home):
    folder = os.path.join(home, ".local/state/riffle/journal")
    os.makedirs(folder)
    for day in range(10, 50):
        with open(f"{folder}/202001{day}-1.rif", "w", encoding="utf-8") as old:
            old.write("# riffle journal\nfit\n# ended\n")
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("quit\r")
    assert terminal.end() == 0
    assert [os.path.basename(path) for path in journals(home)] == [
        f"202001{day}-1.rif" for day in range(20, 50)]


def test_ctrl_c_cancels_work_and_the_prompt_returns(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("synth gaussian n=2000 d=600; fit\r")
    terminal.expect(r"lambda=0\.001>(\x1b\[0m)? ")
    terminal.type("sweep sizes=100\r")
    terminal.expect("retrains [0-9]")  # the progress line: it is at work
    terminal.type("\x03")
    terminal.expect("resume")
    terminal.expect(r"lambda=0\.001>(\x1b\[0m)? ")
    terminal.type("quit\r")
    assert terminal.end() == 0


def have_terminals():
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        return False
    return True


def test_the_terminal_comes_back_when_killed(riffle, home):
    terminal = Terminal(riffle, home)
    usual = termios.ICANON | termios.ECHO
    terminal.expect(PROMPT)
    terminal.type("half")
    terminal.expect("half")
    assert termios.tcgetattr(terminal.fd)[3] & usual == 0
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.expect(r"\x1b\[\?2004l")
    assert os.WTERMSIG(terminal.end()) == signal.SIGTERM
    assert termios.tcgetattr(terminal.fd)[3] & usual == usual


def test_a_stopped_prompt_shows_its_line_again(riffle, home):
    terminal = Terminal(riffle, home)
    terminal.expect(PROMPT)
    terminal.type("set tim")
    terminal.expect("set tim")
    os.kill(terminal.pid, signal.SIGSTOP)
    os.waitpid(terminal.pid, os.WUNTRACED)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.expect("set tim")
    terminal.type("ing\r")
    terminal.expect("seconds of each command")
    terminal.type("quit\r")
    assert terminal.end() == 0


def main():
    riffle = os.path.abspath(sys.argv[1])
    if not have_terminals():
        print("1..0 # SKIP no pseudo-terminals here")
        return
    signal.alarm(100)  # whatever hangs
    tests = [item for name, item in sorted(globals().items())
             if name.startswith("test_")]
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as home:
            try:
                test(riffle, home)
                print(f"ok {number} - {test.__name__}")
            except AssertionError as error:
                print(f"not ok {number} - {test.__name__}\n# {error}")


if __name__ == "__main__":
    main()
