#!/usr/bin/env python3
"""Write the seeds of the corpora again; finds are added by hand.

usage: seed.py
"""

import io
import pathlib
import random
import struct
import zipfile

HERE = pathlib.Path(__file__).resolve().parent / "corpus"


def write(target, name, data):
    folder = HERE / target
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(data, str):
        data = data.encode()
    (folder / name).write_bytes(data)


def npy(dtype, shape, items, fortran=False, version=1):
    text = (f"{{'descr': '{dtype}', 'fortran_order': {fortran}, "
            f"'shape': {shape}, }}").ljust(77) + "\n"
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return (b"\x93NUMPY" + bytes([version, 0]) + size + text.encode() + items)


def npz(members, method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


SESSION = (f"# riffle session 1\n# data {'0' * 64}\n# threads 2\n"
           "# revealed no\nsynth gaussian n=30 d=3\nfit\n"
           f"# rows {'1' * 64}\n# numbers {'2' * 64}\n# end {'3' * 64}\n")
write("session", "sealed", "\1" + SESSION)
write("session", "unsealed", "\0" + SESSION)
write("session", "newer", "\1" + SESSION.replace("session 1", "session 2"))
write("session", "generated", "\1" + SESSION.replace("0" * 64, "-"))
write("session", "revealed", "\1" + SESSION.replace("ed no", "ed yes"))
write("session", "empty", "\1" + SESSION.replace("fit\n", ""))

# the first byte chooses options
write("csv", "numbers", "\1a,b,y\n1,2.5,0\n-3e-2,4,1\n.5,6,0\n")
write("csv", "texts", "\1t,b,y\nred,1,no\nblue,2,yes\nred,,no\n")
write("csv", "missing", "\4a,b,y\n1,NA,0\n?,4,1\n5,6,0\n7,8,1\n")
write("csv", "mean", "\x0da,b,y\r\n1,,u\r\n3,4,v\r\n5,6,u\r\n")
write("csv", "quotes", "\0\"a \"\"b\"\"\",\"c,\nd\",y\n\"1\",\"2\",0\n3,4,1\n")
write("csv", "tabs", "\1a\tb\ty\n1\t2\t0\n3\t4\t1\n")
write("csv", "semicolons", "\x11\xef\xbb\xbfa;b;class\n1;2;0\n3;4;1\n")
write("csv", "stray", "\1a,y\n1,0\n3\"4,1\n")
write("csv", "open", "\1a,y\n\"1,0\n3,1\n")
write("svmlight", "plain", "\0+1 1:0.5 3:-2 # first\n-1\n1 2:1e3\n-1 1:1\n")
write("svmlight", "test", "\x11" "1 3:1\n2 1:1\n")
write("svmlight", "order", "\0001 3:1 2:1\n")
write("svmlight", "ranking", "\0001 qid:1 2:1\n")
floats = struct.pack("<4d", 0, 1, 1, 0)
write("npy", "f8", b"\1" + npy("<f8", "(4, 1)", floats))
write("npy", "big", b"\1" + npy(">i2", "(4, 1)", bytes(6) + b"\1\0"))
write("npy", "half", b"\0" + npy("<f2", "(4, 1)", bytes(6) + b"\0\x3c", True))
write("npy", "long", b"\1" + npy("|b1", "(4, 1)", b"\0\1\0\1", version=2))
write("npy", "text", b"\1" + npy("<U1", "(4, 1)", bytes(16)))
write("npy", "bytes", b"\1" + npy("|S2", "(2, 2)", b"abcdefgh"))
for name, method in ("stored", zipfile.ZIP_STORED), \
        ("deflated", zipfile.ZIP_DEFLATED):
    write("npz", name, b"\1" + npz({
        "X.npy": npy("|u1", "(4, 2)", b"\0\1\1\0\0\0\1\1"),
        "y.npy": npy("|u1", "(4,)", b"\0\1\0\1"),
        "feature_names.npy": npy("<U1", "(2,)", b"a\0\0\0b\0\0\0"),
    }, method))
write("npz", "four", b"\0" + npz({
    "X_train.npy": npy("<f4", "(2, 1)", bytes(8)),
    "y_train.npy": npy("|S1", "(2,)", b"nj"),
    "X_test.npy": npy("<f4", "(1, 1)", bytes(4)),
    "y_test.npy": npy("|S1", "(1,)", b"j"),
}, zipfile.ZIP_STORED))
write("script", "job", "\0load wdbc standardize=on\nfit lambda=1e-3\n"
      "select top 5% by=rif measure=test_loss\neffect\nsweep sizes=4\n")
write("script", "syntax", "\1load 'a b' label=\"c\\\"d\"; fit # x\nset \\\n on")
write("script", "wrong", "\1fit lamda=3\nselect rows 1,5-7,@f\nselct\n'")
write("script", "types", "\0sweep range=0.1%:5% seed=7\neffect "
      "estimators=if,ns measures=logit:3,theta:x0\nselect where 'p > 0.5'\n")
write("where", "plain", "p > 0.5 and not (label == 1 or loss <= 1e-3)")
write("where", "names", "`x0` >= -2 and x1 != 'x2' or leverage < residual")
write("where", "deep", "not " * 30 + "((((row == 3))))")
write("where", "open", "(x0 > ")
dark = (HERE.parents[2] / "themes" / "dark.theme").read_text()
write("theme", "dark", dark)
write("theme", "small", "name = a\ninherits = base\n[palette]\nink = #ffffff "
      "15 white\nb = default\n[style]\ntext = ink on b bold\ntext.mono = dim\n"
      "[glyph]\npoint = * | *\n")
write("theme", "wrong", "[palette]\nink = #fff 300 pink\n")
write("options", "batch", "--json\n--seed=3\n--memory\n512M\n-c\nfit\n-c\nset")
write("options", "wrong", "--color=green\n--limit=features=0\n--nonsense")
write("options", "files", "--no-rc\n--keep-going\ndata.csv\nfile.rif\ntui")
write("options", "limits", "--limit\nfield=99\n--limits\n--glyphs=ascii")
write("sanitise", "escape", "\1\x1b]0;x\a\x1b[2J\x9b\x7f")
write("sanitise", "bidi", "\3a\u202eb\u200b\u0301\n\ufeff\U000e0041")
write("sanitise", "broken", b"\1\xc3\xff\xed\xa0\x80\xc0\x80\xf4\x90\x80\x80")
write("sanitise", "marks", "\0e" + "\u0301" * 9 + "\u4e2d\u2192")
random.seed(1)
for name, n, d, head in ("small", 5, 1, (3, 0, 3, 0, 1, 0)), \
        ("wide", 6, 5, (4, 4, 4, 3, 2, 1)), \
        ("separable", 4, 1, (2, 0, 0, 4, 0, 0)), \
        ("scaled", 24, 3, (22, 2, 5, 1, 5, 3)), \
        ("free", 20, 2, (18, 1, 2, 2, 3, 2)):
    write("answers", name, bytes(head) + random.randbytes(n * (2 * d + 1)))
