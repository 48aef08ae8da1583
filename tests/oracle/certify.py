#!/usr/bin/python3
"""Print the certified removal shifts that test_known.c holds.

usage: certify.py tests/data/known/finney.csv

Newton's method in 40-digit arithmetic (mpmath), from the formulas alone:
theta_T - theta for cases 4 and 18 and both, intercept first, by the influence
function, the rescaled one, one Newton step and exactly, with the penalty
lambda / 2 ||theta||^2 on all three parameters for lambda 0 and 1.
"""
import csv
import sys

import mpmath as mp

mp.mp.dps = 40


def read(path):
    rows = list(csv.reader(open(path)))[1:]
    return ([mp.matrix([1, mp.mpf(float(r[0])), mp.mpf(float(r[1]))])
             for r in rows], [int(r[2]) for r in rows])


def fit(X, y, keep, lam):
    def objective(t):
        return lam * (t.T * t)[0] / 2 + sum(
            mp.log(1 + mp.exp((1 - 2 * y[i]) * (X[i].T * t)[0]))
            for i in keep)

    theta = mp.matrix([0, 0, 0])
    while True:
        g, H = theta * lam, mp.eye(3) * lam
        for i in keep:
            p = 1 / (1 + mp.exp(-(X[i].T * theta)[0]))
            g += X[i] * (p - y[i])
            H += X[i] * X[i].T * (p * (1 - p))
        step, a = mp.lu_solve(H, g), mp.mpf(1)
        while (mp.norm(step) > 1e-10 and  # closer, full steps are right
               objective(theta - a * step) > objective(theta)):
            a /= 2
        theta -= a * step
        if mp.norm(step) < mp.mpf(10) ** -30:
            return theta, H


def shifts(X, y, T, lam):
    everything = range(len(y))
    theta, H = fit(X, y, everything, lam)
    p = {i: 1 / (1 + mp.exp(-(X[i].T * theta)[0])) for i in T}
    g = {i: X[i] * (p[i] - y[i]) for i in T}
    C = {i: X[i] * X[i].T * (p[i] * (1 - p[i])) for i in T}
    zero, none = mp.matrix([0, 0, 0]), mp.zeros(3)
    yield "if", mp.lu_solve(H, sum(g.values(), zero))
    yield "rif", sum((mp.lu_solve(H - C[i], g[i]) for i in T), zero)
    yield "ns", mp.lu_solve(H - sum(C.values(), none), sum(g.values(), zero))
    kept = [i for i in everything if i not in T]
    yield "actual", fit(X, y, kept, lam)[0] - theta


if __name__ == "__main__":
    X, y = read(sys.argv[1])
    for lam in (0, 1):
        for T in ([3], [17], [3, 17]):
            for name, s in shifts(X, y, T, mp.mpf(lam)):
                print(lam, T, name, ", ".join(mp.nstr(v, 17) for v in s))
