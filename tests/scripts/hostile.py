"""Data that mean harm, through every screen: what reaches the terminal?

A data set whose file name, columns, texts and classes hold escape sequences,
controls, directions, what cannot be seen and bytes that are no UTF-8, shown by
every command, the prompt with its completion, every page of the full screen,
standard error and exported pictures. All the bytes that come are read by a
grammar of what a terminal is sent; anything beyond it is a stray byte.

usage: hostile.py RIFFLE
"""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata

QUIET = 0.15  # seconds without a byte: it has nothing more to say
PATIENCE = 20

# The number in sequences that riffle itself never sends.
MARK = "31337"
PIECES = [text.encode("utf-8", "surrogatepass") for text in (
    f"\x1b[{MARK}m", f"\x1b]{MARK};x\x07", f"\x1bP{MARK}q\x1b\\",
    f"\x9b{MARK}m", "\x90q", "\x9d0;x\x9c", "\x85", "\x07", "\b\b", "\x7f",
    "\x0b\x0c", "\x0e\x0f", "\u202e\u2066", "\u061c\u200e", "\u200b\u2060",
    "\ufeff", "\u00ad", "\u2028\u2029", "\U000e0041", "\ue000",
    "\U0010fffd", "\ufffe\U0001ffff", "\u0378", "\ud800\udc00",
    "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306", "\u4e2d\u6587\U0001f469",
    "%s%n%x", "\\033[2J", "\u3164\u115f\u180e",
)] + [b"\xc0\x80", b"\xc0\x9b" + MARK.encode() + b"m", b"\x9b1m", b"\xff\xfe",
      b"\xe2\x82", b"\xf4\x90\x80\x80", b"\x1b\x1b[A"]

# Letters that show nothing (Default_Ignorable_Code_Point).
FILLERS = {0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d,
           0x3164, 0xffa0} | set(range(0xfe00, 0xfe10))

# Sequences of terminfo's xterm, and of Readline.
SEQUENCE = re.compile(
    rb"\x1b\[[?>]?[0-9;]*[A-HJKLMPSTXZ@abcdefghlmnrstu`]"
    rb"|\x1b\[[?]?[0-9;]*[$ ]?[pq]"
    rb"|\x1b\][0-9]+;[ -~]*(?:\x07|\x1b\\)"
    rb"|\x1b[()][0AB]|\x1b[=>78MHcDE]")


def is_stray(letter, ascii_only):
    """Whether a character outside of sequences should not be there."""
    code = ord(letter)
    if letter in "\r\n\b\x07\t":  # what terminfo and Readline move with
        return False
    if code in FILLERS:
        return True
    if code < 32 or (ascii_only and code > 126):
        return True
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl",
                                            "Zp")


def stray(seen, ascii_only=False):
    """What of the bytes is no sequence and no character to be seen."""
    found = []
    rest = bytearray()
    at = 0
    while at < len(seen):
        match = SEQUENCE.match(seen, at)
        if match and MARK.encode() not in match.group():
            at = match.end()
            continue
        if match or seen[at] == 0x1b:
            found.append(bytes(seen[at:at + 16]))
        else:
            rest.append(seen[at])
        at += 1
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError as error:
        return found + [bytes(rest[error.start - 8:error.start + 8])]
    return found + [f"U+{ord(letter):04X}" for letter in text
                    if is_stray(letter, ascii_only)]


def quoted(piece):
    return b'"' + piece.replace(b'"', b'""') + b'"'


def write_data(folder):
    """A file for each way the texts can come; the names of the files."""
    head = b",".join(quoted(b"c%d" % i + piece + b"z")
                     for i, piece in enumerate(PIECES))
    rows = []
    for row in range(60):
        cells = b",".join(b"%d" % ((row * (i + 3) + i * i) % 17)
                          for i in range(len(PIECES)))
        text = quoted(b"t" + PIECES[row % 12])
        label = quoted(b"yes" + PIECES[0] if row * 7 % 5 < 2 else
                       b"no" + PIECES[12])
        rows.append(cells + b"," + text + b"," + label)
    name = b"d\x1b[" + MARK.encode() + "m\u202e\x9b".encode() + b"\xff.csv"
    with open(os.path.join(folder.encode(), name), "wb") as file:
        file.write(head + b"," + quoted(b"text" + PIECES[12]) + b",label\n" +
                   b"\n".join(rows) + b"\n")
    for i, piece in enumerate(PIECES):  # for completion of files
        if b"/" not in piece and b"\0" not in piece:
            path = os.path.join(folder.encode(), b"e%d" % i + piece)
            with open(path, "wb"):
                pass
    return name


def quote_word(name):
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


class Terminal:
    """riffle behind a pty; keeps every byte that it sends."""

    def __init__(self, riffle, home, arguments=(), **more):
        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(
                HOME=home, TERM="xterm-256color", LC_ALL="C.UTF-8",
                XDG_STATE_HOME="", XDG_CONFIG_HOME="", INPUTRC="/dev/null",
                RIFFLE_HISTORY="", RIFFLE_JOURNAL="", COLUMNS="", LINES="")
            os.environ.update(more)
            os.chdir(home)
            os.execv(riffle, [riffle, *arguments])

    def type(self, text, quiet=QUIET):
        """Send it and wait until nothing more comes."""
        os.write(self.fd, text if isinstance(text, bytes) else text.encode())
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not select.select([self.fd], [], [], quiet)[0]:
                return
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                return

    def end(self):
        try:
            while True:
                piece = os.read(self.fd, 65536)
                if not piece:
                    break
                self.seen += piece
        except OSError:
            pass
        return os.waitpid(self.pid, 0)[1]


COMMANDS = ("show data", "show train", "fit lambda=1e-1", "show model",
            "show theta", "select random 6", "effect", "inspect 3", "explain test=1",
            "top 4", "diagnose", "interact", "why", "methods", "influence",
            "sweep sizes=2 strategies=random,l2", "plot", "show sweep",
            "name mine", "name 'a\u202eb'", "mark 3 verdict=poison note='x\u202e\u200by'",
            "cases", "edit 3 text=nothing", "relabel 3 nonsense", "undo",
            "diff", "history", "select where 'zzz > 1'", "fit lamda=\u202e",
            "export theta /no\u202e/where.csv", "source e0\x9b.rif",
            "open 'e\u202e'", "apropos \u202e", "set")


def check(what, seen, ascii_only=False):
    found = stray(seen, ascii_only)
    assert not found, f"{what}: {len(found)} stray, first {found[:4]}"
    assert len(seen) > 500, f"{what} said nothing: {seen}"


def test_the_grammar_itself(riffle, home):
    del riffle, home
    moves = (b"\x07", b"\b\b")  # which the terminal's own bytes hold, too
    shown = [piece for piece in PIECES if not stray(b"a" + piece + b"b")]
    assert len(shown) == len(moves) + 4 and set(moves) < set(shown), shown
    for fine in (b"\x1b[?1049h\x1b[1;24r\x1b[38;5;1mred\x1b(B\x1b[m\r\n",
                 "\u2500\u2588\u2801 p\u00e9".encode()):
        assert not stray(fine), fine
    assert stray("\u2500".encode(), True)


def test_commands_with_answers_on_a_pipe_and_errors(riffle, home):
    name = write_data(home)
    lines = [b"load " + quote_word(name) + b" label=label"]
    lines += [line.encode() for line in COMMANDS]
    for locale in ("C.UTF-8", "C"):
        for extra in ((), ("--json",)):
            result = subprocess.run(
                [riffle, "--keep-going", *extra], input=b"\n".join(lines),
                cwd=home, capture_output=True, check=False,
                env=dict(os.environ, LC_ALL=locale, HOME=home, TERM="xterm"))
            # JSON is UTF-8 everywhere
            check("answers", result.stdout, locale == "C" and not extra)
            check("errors", result.stderr + b"x" * 500, locale == "C")


def test_the_prompt_and_its_completion(riffle, home):
    name = write_data(home)
    terminal = Terminal(riffle, home)
    terminal.type(b"")
    # typed in octal, so that what comes back is the program's
    os.rename(os.path.join(home.encode(), name),
              os.path.join(home.encode(), b"plain.csv"))
    for line in ("load plain.csv label=label\r", "fit\r"):
        terminal.type(line)
    for start in ("load ", "load e", "source ", "open e", "edit 3 ",
                  "addrow c", "top by=", "select where ", "select rows @",
                  "export theta ", "show ", "set theme ", "edit 3 c1",
                  "edit 3 text", "select cluster feature=", "theme check "):
        terminal.type(start + "\t\t")
        terminal.type("\x03", 0.1)
    terminal.type("quit\r")
    assert terminal.end() == 0
    check("the prompt", terminal.seen)


def test_a_hostile_name_in_the_prompt(riffle, home):
    name = write_data(home)
    with open(os.path.join(home, "rc.rif"), "wb") as script:
        script.write(b"load " + quote_word(name) + b" label=label\nfit\n")
    terminal = Terminal(riffle, home)
    for line in ("source rc.rif\r", "select random 5\r", "show data\r",
                 "quit\r"):
        terminal.type(line)
    assert terminal.end() == 0
    check("the prompt of a hostile file", terminal.seen)
    assert MARK.encode() in terminal.seen  # it is shown, as text


KEYS = ("p g b s \r \x1b t j \r a j j \r n n \x1b B ? ? \x1b C E l l l e M r + + - 0 "
        "m d X Y = i o F T 1 1 z v f . / \x1b : \x1b s S u U A c P w "
        "\t \t \t \t \t \t \t p").split(" ")


def test_every_page_of_the_full_screen(riffle, home):
    name = write_data(home)
    with open(os.path.join(home, "rc.rif"), "wb") as script:
        script.write(b"load " + quote_word(name) + b" label=label\n" +
                     "\n".join(COMMANDS[2:24]).encode() + b"\ntui\n")
    for locale, columns, rows in (("C.UTF-8", 80, 24), ("C.UTF-8", 200, 60),
                                  ("C", 80, 24)):
        terminal = Terminal(riffle, home, ["--keep-going"], LC_ALL=locale)
        import fcntl, struct, termios  # pylint: disable=C0410,C0415
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, columns, 0, 0))
        terminal.type("source rc.rif\r", 1.5)
        for key in KEYS:
            terminal.type(key, 0.08)
        for line in (":show data\r", ":show features\r", ":edit 3 \t\t\x1b",
                     ":load \t\t\x1b", ":edit 3 text=nothing\r",
                     ":select where 'zzz'\r", ":inspect 3\r", ":history\r",
                     ":nonsense\r", "/c1\r", ":view messages\r"):
            terminal.type("\x1b", 0.05)
            terminal.type(line, 0.15)
        terminal.type("\x1b\x1bQ", 0.5)
        terminal.type("quit\r", 0.5)
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.end()
        assert b"\x1b[?1049h" in terminal.seen
        check(f"the full screen in {locale}", terminal.seen, locale == "C")


def test_pictures_and_tables(riffle, home):
    name = write_data(home)
    script = (b"load " + quote_word(name) + b" label=label\nfit lambda=0.1\n"
              b"sweep sizes=2 strategies=random\n"
              b"export plot p.svg\nexport plot p.txt\nplot\n")
    result = subprocess.run([riffle], input=script, cwd=home, check=False,
                            capture_output=True,
                            env=dict(os.environ, LC_ALL="C.UTF-8", HOME=home))
    assert result.returncode == 0, result.stderr
    for path in ("p.svg", "p.txt"):
        with open(os.path.join(home, path), "rb") as file:
            check(path, file.read())


def main():
    riffle = os.path.abspath(sys.argv[1])
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        print("1..0 # SKIP no pseudo-terminals here")
        return
    signal.alarm(280)  # whatever hangs
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
