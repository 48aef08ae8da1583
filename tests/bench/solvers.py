"""riffle's fit beside scikit-learn's solvers, on the same data to the same gradient.

solvers.py RIFFLE; RIFFLE_BENCH_DATA=FOLDER adds the paper's sets (bench.c).
A solver is run with ever finer tolerances until the relative gradient is
reached; the run that reached it counts. riffle goes on to the rounding floor.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings

try:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

TARGET = 1e-6  # ||grad F|| over ||grad F(0)||
PATIENCE = float(os.environ.get("RIFFLE_BENCH_PATIENCE", "30"))  # seconds
SOLVERS = ("lbfgs", "liblinear", "newton-cg", "newton-cholesky")


def relative_gradient(x, sign, lam, theta):
    z = np.clip(sign * (x @ theta), -700, 700)
    pull = lam * len(x) * theta
    now = pull - x.T @ (sign / (1 + np.exp(z)))
    return np.linalg.norm(now) / np.linalg.norm(x.T @ (sign / 2))


def run_solver(name, x, sign, lam):
    """Seconds of the run that reached the target, or of the last; gradient."""
    tol, started = 1e-3, time.perf_counter()
    while True:
        model = LogisticRegression(
            C=1 / (lam * len(x)), fit_intercept=False, solver=name, tol=tol,
            max_iter=10000, random_state=1)
        begin = time.perf_counter()
        model.fit(x, sign)
        seconds = time.perf_counter() - begin
        reached = relative_gradient(x, sign, lam, model.coef_[0])
        late = time.perf_counter() - started > PATIENCE
        if reached <= TARGET or late or tol < 1e-15:
            return seconds, reached
        tol /= 30


def run_riffle(riffle, path, lam):
    line = f"load {path}; fit lambda={lam!r} intercept=none tol={TARGET}"
    out = subprocess.run([riffle, "--json", "-c", line], check=True,
                         capture_output=True, text=True).stdout
    fit = json.loads(out.splitlines()[1])["data"]
    return fit["seconds"], fit["relative_gradient"]


def compare(riffle, name, path, lam):
    arrays = np.load(path)
    x = arrays["X_train"].astype(float)
    y = arrays["y_train"]
    sign = np.where(y == y.max(), 1.0, -1.0)
    print(f"\n{name}: {x.shape[0]} x {x.shape[1]}, lambda {lam:g}, no intercept")
    print(f"{'solver':<18} {'seconds':>9} {'gradient':>9}")
    runs = [("riffle", lambda: run_riffle(riffle, path, lam))]
    runs += [(s, lambda s=s: run_solver(s, x, sign, lam)) for s in SOLVERS]
    for solver, run in runs:
        seconds, reached = run()
        note = "" if reached <= TARGET else "  not reached"
        print(f"{solver:<18} {seconds:9.3f} {reached:9.0e}{note}", flush=True)


def generate(folder):
    draw = np.random.default_rng(1)
    x = draw.standard_normal((4000, 300))
    y = (x @ draw.standard_normal(300) / 17 > draw.logistic(size=4000)).astype(int)
    path = os.path.join(folder, "generated.npz")
    np.savez(path, X_train=x, y_train=y, X_test=x[:10], y_test=y[:10])
    return path


def main():
    warnings.filterwarnings("ignore")
    riffle, data = sys.argv[1], os.environ.get("RIFFLE_BENCH_DATA")
    with tempfile.TemporaryDirectory() as folder:
        compare(riffle, "generated", generate(folder), 1e-3)
    for name, lam in (("dogfrog", 2.2e-2), ("enron", 1e-3), ("catdog", 1e-5)):
        if data:
            compare(riffle, name, os.path.join(data, name + ".npz"), lam)
        else:
            print(f"\n{name}: skipped, RIFFLE_BENCH_DATA names no folder")


main()
