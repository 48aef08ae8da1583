"""Every method against dense code written apart from the engine.

Data of its own, both penalty conventions, everything asked as a user would:
riffle --json -c. Exact methods to 1e-8 of the largest value; sums over all
subsets of 9 rows, too. Speaks TAP.

usage: methods.py RIFFLE
"""

import itertools
import json
import math
import os
import subprocess
import sys
import tempfile

import numpy as np

LIMIT = 1e-8
LAMBDA = 0.03


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def losses(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


def fit(x, y, penalty, weight, start):
    """Newton's method with a line search, by the book."""
    theta = start.copy()

    def objective(t):
        return (weight * losses(x @ t, y)).sum() + (penalty * t * t).sum() / 2

    for _ in range(200):
        p = sigmoid(x @ theta)
        gradient = x.T @ (weight * (p - y)) + penalty * theta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x
        step = -np.linalg.solve(hessian + np.diag(penalty), gradient)
        if np.abs(step).max() < 1e-9 * (1 + np.abs(theta).max()):
            return theta + step  # converged: the square of that is left
        size, now = 1.0, objective(theta)
        while size > 1e-10 and (objective(theta + size * step) >
                                now + 1e-4 * size * (gradient @ step)):
            size /= 2
        theta = theta + size * step
    return theta


class World:
    """A data set, its fit, and what the formulas are made of."""

    def __init__(self, n, m, d, seed, scaled):
        draw = np.random.default_rng(seed)
        mix = np.eye(d) + 0.3 * draw.normal(size=(d, d))
        x = draw.normal(size=(n + m, d)) @ mix + 0.2
        x[:, 0] *= 3
        way = draw.normal(size=d)
        chance = sigmoid(0.6 * x @ way + 0.3)
        y = (draw.uniform(size=n + m) < chance).astype(int)
        self.n, self.m, self.scaled = n, m, scaled
        self.features, self.test = x[:n], x[n:]
        self.y, self.y_test = y[:n], y[n:]
        self.x = np.hstack([x[:n], np.ones((n, 1))])
        self.x_test = np.hstack([x[n:], np.ones((m, 1))])
        self.free = np.ones(d + 1)
        self.free[-1] = 0  # the intercept is not penalised
        self.theta = fit(self.x, self.y, LAMBDA * n * self.free, np.ones(n),
                         np.zeros(d + 1))
        p = sigmoid(self.x @ self.theta)
        self.r, self.a = p - self.y, p * (1 - p)
        self.k = self.a * (1 - 2 * p)
        pull = LAMBDA * self.free
        self.hessian = ((self.x * self.a[:, None]).T @ self.x
                        + np.diag(n * pull))
        self.inverse = np.linalg.inv(self.hessian)
        self.share = np.diag(pull) if scaled else np.zeros((d + 1, d + 1))
        self.g = self.r[:, None] * self.x + self.share @ self.theta
        self.v = self.gradient_of_measure(self.theta)
        norm2 = np.einsum("ij,jk,ik->i", self.x, self.inverse, self.x)
        self.norm2, self.h = norm2, self.a * norm2
        # each row's own leave-one-out Newton step
        self.step = np.array([self.newton([i]) for i in range(n)])

    def measure(self, theta):
        return losses(self.x_test @ theta, self.y_test).sum()

    def gradient_of_measure(self, theta):
        return self.x_test.T @ (sigmoid(self.x_test @ theta) - self.y_test)

    def gradients(self, theta):
        r = sigmoid(self.x @ theta) - self.y
        return r[:, None] * self.x + self.share @ theta

    def without(self, rows):
        """The Hessian that a removal takes away."""
        x = self.x[rows]
        return (x * self.a[rows][:, None]).T @ x + len(rows) * self.share

    def newton(self, rows):
        return np.linalg.solve(self.hessian - self.without(rows),
                               self.g[rows].sum(0))

    def retrained(self, rows):
        weight = np.ones(self.n)
        weight[list(rows)] = 0
        left = self.n - len(rows) if self.scaled else self.n
        return fit(self.x, self.y, LAMBDA * left * self.free, weight,
                   self.theta)

    def effect(self, rows):
        return self.measure(self.retrained(rows)) - self.measure(self.theta)

    def save(self, path):
        np.savez(path, X_train=self.features, y_train=self.y,
                 X_test=self.test, y_test=self.y_test)


class Program:
    def __init__(self, riffle, world, path):
        world.save(path)
        penalty = "scaled" if world.scaled else "fixed"
        self.riffle, self.world = riffle, world
        self.setup = (f"load {path}; fit lambda={LAMBDA} penalty={penalty}; "
                      "probe all; ")

    def ask(self, *commands):
        """The answers to these commands, by one process."""
        done = subprocess.run(
            [self.riffle, "--json", "-c", self.setup + "; ".join(commands)],
            capture_output=True, text=True, check=False)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert answers[-1]["ok"], answers[-1]
        return [answer["data"] for answer in answers[-len(commands):]]

    def scores(self, asked):
        """Values of all rows for each (name, settings)."""
        answers = self.ask(*(
            f"top {self.world.n} by={name}"
            + (f" with={settings}" if settings else "")
            for name, settings in asked))
        for (name, _), answer in zip(asked, answers):
            values = np.full(self.world.n, np.nan)
            for row in answer["rows"]:
                values[row["row"]] = row[name]
            yield values


def static_scores(w):
    """Closed forms: name, settings, values."""
    influence = w.g @ w.inverse @ w.v
    own = w.r[:, None] * w.x  # the gradient of a row's own loss
    z = w.x @ w.theta
    after = losses(z + (w.x * w.step).sum(1), w.y)
    full = w.r[:, None] * w.x + LAMBDA * w.free * w.theta
    lengths = np.linalg.norm(w.g, axis=1)
    yield "if", "", influence
    yield "rif", "", w.step @ w.v
    yield "loo", "", np.array([w.effect([i]) for i in range(w.n)])
    yield "self", "", (own * w.step).sum(1)
    yield "self_if", "", np.einsum("ij,jk,ik->i", own, w.inverse, w.g)
    yield "memorization", "", after - losses(z, w.y)
    yield "heldout", "", after
    yield "cook", "", w.r**2 * w.norm2 / ((1 - w.h)**2 * w.h.sum())
    yield "studentized", "", w.r / np.sqrt(w.a * (1 - w.h))
    yield "residual", "", w.r
    yield "leverage", "", w.h
    yield "loss", "", losses(z, w.y)
    yield "relatif", "", influence / np.linalg.norm(w.g @ w.inverse, axis=1)
    yield "relatif-l", "", influence / np.sqrt(
        np.einsum("ij,jk,ik->i", w.g, w.inverse, w.g))
    yield "renormalized", "", influence / lengths
    yield "representer", "", w.r * ((w.x * w.free) @ w.v) / (LAMBDA * w.n)
    yield "rps-lje", "", full @ w.inverse @ w.v - w.v @ w.theta / w.n
    yield "graddot", "", w.g @ w.v
    yield "gradcos", "", w.g @ w.v / lengths / np.linalg.norm(w.v)
    if not w.scaled:
        spread = w.inverse @ (w.x * w.a[:, None]).T @ w.x @ w.inverse
        yield "dffits", "", w.r * np.sqrt(w.norm2) / (1 - w.h)
        yield "dfbetas", "", w.step @ w.v / np.sqrt(w.v @ spread @ w.v)


def distances(w, t):
    return np.argsort(((w.features - w.test[t])**2).sum(1), kind="stable")


def solves(w):
    """Approximate solves: name, settings, values."""
    values, vectors = np.linalg.eigh(w.hessian)
    s, c = np.zeros_like(w.v), 1.1 * values[-1]
    for _ in range(37):
        s = s + (w.v - w.hessian @ s) / c
    near = np.zeros(w.n, bool)
    for t in range(w.m):
        near[distances(w, t)[:3]] = True
    top = vectors[:, -2:]
    kept = w.g @ (top @ ((top.T @ w.v) / values[-2:]))
    yield "lissa", "steps:37", w.g @ s
    yield "lissa", "steps:37,nearest:3", np.where(near, w.g @ s, 0)
    yield "lissa", "steps:30000", w.g @ w.inverse @ w.v
    yield "arnoldi", "rank:2", kept
    yield "arnoldi", "rank:2,steps:5", kept  # as many steps as columns
    yield "arnoldi", "rank:5", w.g @ w.inverse @ w.v


def neighbours(w, k=3):
    alone, shapley = np.zeros(w.n), np.zeros(w.n)
    for t in range(w.m):
        order = distances(w, t)
        agrees = (w.y[order] == w.y_test[t]).astype(float)
        alone[order[:k]] += (agrees[:k] - agrees[k]) / k
        value = agrees[-1] / w.n
        shapley[order[-1]] += value
        for j in range(w.n - 2, -1, -1):
            value += (agrees[j] - agrees[j + 1]) / k * min(k, j + 1) / (j + 1)
            shapley[order[j]] += value
    yield "knn-loo", f"k:{k}", alone
    yield "knn-shapley", f"k:{k}", shapley


def descents(w, steps=60, every=6):
    """Methods that follow a descent: name, settings, values."""
    curvature = np.linalg.eigvalsh(w.x.T @ w.x / (4 * w.n))[-1] + LAMBDA
    eta, pull = 1 / curvature, LAMBDA * w.free
    path = [np.zeros(len(w.theta))]
    for _ in range(steps):
        t = path[-1]
        r = sigmoid(w.x @ t) - w.y
        path.append(t - eta * (w.x.T @ r / w.n + pull * t))
    seen = path[:steps:every]
    end = w.gradient_of_measure(path[-1])
    hydra = np.zeros((w.n, len(end)))
    fast = np.zeros((w.n, len(end)))
    for t in path[:steps]:
        p = sigmoid(w.x @ t)
        h = (w.x * (p * (1 - p))[:, None]).T @ w.x / w.n + np.diag(pull)
        hydra = hydra - eta * (hydra @ h) - eta * w.gradients(t)
        fast = fast * (1 - eta * pull) + eta * w.gradients(t)
    others = np.zeros(w.n)
    cosine = np.zeros(w.n)
    for t in seen:
        g, v = w.gradients(t), w.gradient_of_measure(t)
        products = g @ g.T
        others += eta * (products.sum(1) - np.diag(products)) / (w.n - 1)
        cosine += (g @ v / np.linalg.norm(g, axis=1) / np.linalg.norm(v)
                   / len(seen))
    few = f"steps:{steps},checkpoints:{steps // every}"
    yield "tracincp", few, sum(
        eta * w.gradients(t) @ w.gradient_of_measure(t) for t in seen)
    yield "tracin", f"steps:{steps},batch:0", sum(
        eta / w.n * w.gradients(t) @ w.gradient_of_measure(t)
        for t in path[:steps])
    yield "gas", few, cosine
    yield "tracinad", few, others
    yield "hydra", f"steps:{steps}", -hydra @ end / w.n
    yield "sgd-influence", f"steps:{steps},batch:0", -hydra @ end / w.n
    yield "hydra-fast", f"steps:{steps}", fast @ end / w.n


def shifts(w, rows):
    """Estimators of a set: name and the shift of theta."""
    gone, part = w.without(rows), len(rows) / w.n
    u = w.inverse @ w.g[rows].sum(0)
    second = w.inverse @ gone @ u
    published = u + second
    if w.scaled:
        published = ((1 - 2 * part) * u + second) / (1 - part)**2
    bend = w.inverse @ (w.x.T @ (w.k * (w.x @ u)**2)) / 2
    yield "if", u
    yield "rif", w.step[rows].sum(0)
    yield "ns", w.newton(rows)
    yield "soif", published
    yield "soif-full", u + second - bend
    yield "actual", w.retrained(rows) - w.theta


class Tap:
    def __init__(self):
        self.n, self.failed = 0, 0

    def check(self, name, error):
        self.n += 1
        good = error <= LIMIT
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {name}: {error:.1e}")


def relative(found, expected):
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def check_scores(tap, program, way, expected):
    """expected: (name, settings, values)"""
    expected = list(expected)
    found = program.scores([case[:2] for case in expected])
    for (name, settings, values), own in zip(expected, found):
        tap.check(f"{name} {settings} ({way})", relative(own, values))


def check_sets(tap, program, w, way):
    rows = [3, 11, 20, 31, 47]
    listed = ",".join(map(str, rows))
    names = [name for name, _ in shifts(w, rows)]
    _, found, pairs = program.ask(
        f"select rows {listed}",
        f"effect measures=test_loss estimators={','.join(names)}",
        "interact 3,11,20 over=full")
    for name, shift in shifts(w, rows):
        expected = w.measure(w.theta + shift) - w.measure(w.theta)
        value = found["measures"]["test_loss"][name]
        tap.check(f"effect of {name} ({way})", abs(value / expected - 1))
    worst = 0
    for pair in pairs["pairs"]:
        i, j = pair["i"], pair["j"]
        expected = w.effect([i, j]) - w.effect([i]) - w.effect([j])
        worst = max(worst, abs(pair["interaction"] - expected))
    tap.check(f"interact over=full ({way})", worst / w.measure(w.theta))


def check_subsets(tap, program, w, way):
    """Averages over every subset of few rows."""
    n = w.n
    effect = np.empty(1 << n)
    for subset in range(1 << n):
        rows = [i for i in range(n) if subset >> i & 1]
        theta = np.zeros(len(w.theta))  # one class alone counts as that
        if len(set(w.y[rows])) == 2:
            theta = w.retrained([i for i in range(n) if i not in rows])
        effect[subset] = w.measure(theta)
    size = np.array([bin(subset).count("1") for subset in range(1 << n)])
    member = np.array([[s >> i & 1 for i in range(n)] for s in range(1 << n)])

    def beta(a, b):
        return math.gamma(a) * math.gamma(b) / math.gamma(a + b)

    def semivalue(weight):
        return np.array([
            sum(weight(size[s]) * (effect[s] - effect[s | 1 << i])
                for s in range(1 << n) if not s >> i & 1) for i in range(n)])

    shown = {
        "shapley": semivalue(lambda s: 1 / n / math.comb(n - 1, s)),
        "beta-shapley": semivalue(  # t ~ Beta(1, 16)
            lambda s: beta(1 + s, 16 + n - 1 - s) / beta(1, 16)),
        "banzhaf": semivalue(lambda s: 0.5**(n - 1)),
        "downsampling": np.array([
            effect[(size == round(0.7 * n)) & (member[:, i] == 0)].mean()
            - effect[(size == round(0.7 * n)) & (member[:, i] == 1)].mean()
            for i in range(n)]),
    }
    check_scores(tap, program, f"{n} rows, {way}",
                 ((name, "", values) for name, values in shown.items()))
    weights = {
        "shapley": lambda s: 1 / (n - 1) / math.comb(n - 2, s),
        "taylor": lambda s: 2 / n / math.comb(n - 1, s),
        "banzhaf": lambda s: 0.5**(n - 2),
    }
    answers = program.ask(*(f"interact 0-{n - 1} over={law}"
                            for law in weights))
    for (law, weight), answer in zip(weights.items(), answers):
        found, expected = [], []
        for pair in answer["pairs"]:
            a, b = 1 << pair["i"], 1 << pair["j"]
            found.append(pair["interaction"])
            expected.append(sum(
                weight(size[s]) * (effect[s] - effect[s | a] - effect[s | b]
                                   + effect[s | a | b])
                for s in range(1 << n) if not s & (a | b)))
        tap.check(f"interact over={law} ({n} rows, {way})",
                  relative(np.array(found), np.array(expected)))


def main():
    tap = Tap()
    riffle = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for scaled in (False, True):
            way = "penalty=scaled" if scaled else "penalty=fixed"
            large = World(50, 20, 4, 7, scaled)
            program = Program(riffle, large, os.path.join(folder, "a.npz"))
            check_scores(tap, program, way, itertools.chain(
                static_scores(large), solves(large), neighbours(large),
                descents(large)))
            check_sets(tap, program, large, way)
            small = World(9, 15, 3, 21, scaled)
            program = Program(riffle, small, os.path.join(folder, "b.npz"))
            check_subsets(tap, program, small, way)
    print(f"1..{tap.n}")
    return tap.failed > 0


if __name__ == "__main__":
    sys.exit(main())
