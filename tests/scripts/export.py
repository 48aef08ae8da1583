"""What is exported is what is seen: pictures, numbers, text, data.

usage: export.py RIFFLE
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

SETUP = ("load highdim; fit lambda=1e-2; sweep sizes=6 "
         "measures=test_loss,self_loss; ")
SVG = "{http://www.w3.org/2000/svg}"
# everything, a window that hides some, another measure, other axes
VIEWS = ["", "x=-2:2 y=-1:1", "measure=self_loss x=0:5", "axes=free",
         "estimators=if,ns strategies=random,l2"]


def run(riffle, commands):
    done = subprocess.run([riffle, "-c", commands], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, f"{commands}: {done.stderr}"
    return done.stdout


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def drawn_of(path):
    """The drawn points of an exported CSV, as pairs of exact numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows, sorted((float(r["actual"]), float(r["predicted"]))
                        for r in rows if r["fate"] == "drawn")


def scale_of(root, place, fixed):
    """From numbers to pixels, by the two outermost ticks of an axis."""
    ticks = sorted((float(t.text.replace("\u2212", "-")), float(t.get(place)))
                   for t in root.iter(f"{SVG}text")
                   if t.get("class") == fixed
                   and re.fullmatch(r"[-\u2212]?[0-9.]+", t.text or ""))
    (low, start), (high, end) = ticks[0], ticks[-1]
    return lambda value: start + (value - low) / (high - low) * (end - start)


def test_pictures_are_xml_and_hold_the_drawn_points(riffle):
    for kind in ("scatter", "residual", "histogram", "grid"):
        run(riffle, SETUP + f"export plot k.svg kind={kind}")
        xml.parse("k.svg")
    for view in VIEWS:
        run(riffle, SETUP + f"export plot v.svg {view}; "
                            f"export plot v.csv {view}")
        root = xml.parse("v.svg").getroot()
        points = []
        across = scale_of(root, "x", "mid")
        up = scale_of(root, "y", "end")
        for use in root.iter(f"{SVG}use"):
            found = re.search("actual (.*), predicted (.*)",
                              use.find(f"{SVG}title").text)
            actual, predicted = float(found[1]), float(found[2])
            points.append((actual, predicted))
            # a hundredth of a pixel: what ticks are rounded to, and stretched
            assert abs(float(use.get("x")) - across(actual)) < 0.05, view
            # labels of y stand 4 pixels below their tick
            assert abs(float(use.get("y")) + 4 - up(predicted)) < 0.05, view
        drawn = drawn_of("v.csv")[1]
        assert drawn and sorted(points) == drawn, view


def test_tables_hold_every_bit_and_every_fate(riffle):
    for view in VIEWS:
        run(riffle, SETUP + f"export plot v.json {view}; "
                            f"export plot v.csv {view}")
        whole = json.loads(read("v.json"))
        rows = drawn_of("v.csv")[0]
        assert len(rows) == len(whole["points"]) == whole["n"]
        for row, point in zip(rows, whole["points"]):
            for name in ("actual", "predicted", "bound"):
                assert float(row[name]) == point[name], (view, row)
        for fate in ("drawn", "hidden", "filtered", "pending", "failed"):
            count = sum(row["fate"] == fate for row in rows)
            assert count == whole[fate], (view, fate, count, whole[fate])


def test_text_is_what_plot_prints(riffle):
    for kind in ("scatter", "residual", "histogram", "grid"):
        look = f"kind={kind} width=90 height=30"
        printed = run(riffle, "set progress off; " + SETUP +
                      f"export plot v.txt {look}; "
                      f"plot {kind} width=90 height=30")
        assert read("v.txt") in printed, kind


def test_data_load_again_bit_by_bit(riffle):
    parts = {}
    for number, load in enumerate(
            ("load highdim", "load a.csv test=a_test.csv label=label",
             "load b.csv test=b_test.csv label=label")):
        name = "abc"[number]
        said = run(riffle, f"{load}; fit lambda=1e-2; show state; "
                           f"export data {name}.csv; "
                           f"export theta t{name}.csv")
        parts[name] = re.search(r"probe .*", said)[0]
    for end in (".csv", "_test.csv"):
        assert read("a" + end) == read("b" + end) == read("c" + end)
    assert read("ta.csv") == read("tb.csv") == read("tc.csv")
    assert parts["a"] == parts["b"] == parts["c"]


def main():
    riffle = os.path.abspath(sys.argv[1])
    tests = [item for name, item in sorted(globals().items())
             if name.startswith("test_")]
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                test(riffle)
                print(f"ok {number} - {test.__name__}")
            except (AssertionError, xml.ParseError) as error:
                print(f"not ok {number} - {test.__name__}\n# {error}")
            os.chdir("/")


if __name__ == "__main__":
    main()
