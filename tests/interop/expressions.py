# SPDX-FileCopyrightText: The Layerwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random expressions of the objects file against NumPy: expressions.py LAYERWRIGHT_CLI FOLDER [COUNT] [SEED].

Each round writes a model with one layer of an unknown class and several such definitions, runs them with the command
line, and compares with what NumPy computes of the same text. Needs NumPy only."""
import json
import subprocess
import sys
from math import erf
from pathlib import Path

import numpy as np

BATCH, ROWS, COLUMNS = 3, 4, 6

UNARY = ["tanh", "exp", "sin", "cos", "abs", "square", "sign", "sigmoid", "relu", "floor", "ceil", "round", "expm1",
         "erf", "softplus", "neg"]
ROUNDING = ["sign", "floor", "ceil", "round"]
BINARY = ["+", "-", "*", "/", "**", "//", "%", "<", ">=", "=="]
REDUCTIONS = ["sum", "mean", "max", "min", "prod", "std", "var", "logsumexp"]


def numpy_names():
    """The functions of the language, as NumPy has them."""
    def reduction(function):
        return lambda x, axis=None, keepdims=False: function(np.asarray(x), axis=axis, keepdims=keepdims)

    def softmax(x, axis=-1):
        e = np.exp(x - np.max(x, axis=axis, keepdims=True))
        return e / np.sum(e, axis=axis, keepdims=True)

    names = {n: getattr(np, n) for n in ("tanh", "exp", "sin", "cos", "abs", "square", "sign", "floor", "ceil",
                                         "round", "expm1", "where", "maximum", "minimum", "clip", "flip", "squeeze",
                                         "transpose", "reshape", "stack", "expand_dims", "matmul", "einsum", "tile",
                                         "repeat", "roll", "tril", "triu", "cumsum", "swapaxes")}
    names.update({n: reduction(getattr(np, n)) for n in ("sum", "mean", "max", "min", "prod", "std", "var")})
    names.update(
        sigmoid=lambda x: 1 / (1 + np.exp(-x)), relu=lambda x: np.maximum(x, 0), erf=np.vectorize(erf),
        softplus=lambda x: np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0), neg=lambda x: -x,
        logsumexp=reduction(lambda x, axis, keepdims: np.log(np.sum(np.exp(x), axis=axis, keepdims=keepdims))),
        float=float, int=int, softmax=softmax, concat=lambda values, axis=0: np.concatenate(values, axis=axis), shape=np.shape)
    return names


class Maker:
    """Makes texts whose value has the shape (BATCH, ROWS, COLUMNS), or one that broadcasts to it."""

    def __init__(self, random):
        self.random = random

    def pick(self, items):
        return items[self.random.integers(len(items))]

    def leaf(self):
        return self.pick(["x", "x", "inputs", "a", "b", "c", "%.3f" % self.random.normal(), "2", "scale"])

    def make(self, depth):
        if depth == 0:
            return self.leaf()
        kind = self.random.integers(11)
        one = self.make(depth - 1)
        whole = f"({one} + x * 0)"
        axis = self.pick([0, 1, 2, -1, -2])
        if kind == 0:
            name = self.pick(UNARY)  # off 0, where the rounding of a sum would decide
            return f"{name}(clip({one} * 1.0, -3, 3){' + 0.0137' if name in ROUNDING else ''})"
        if kind in (1, 2):
            two = self.make(depth - 1)
            sign = self.pick(BINARY)
            if sign in ("/", "//", "%"):
                return f"({one} {sign} (abs({two}) + 0.7))"
            if sign == "**":
                return f"(clip(abs({one} * 1.0), 0.1, 2.0) ** clip({two} * 1.0, -2, 2))"
            if sign in ("<", ">=", "=="):
                return f"where({one} {sign} {two}, {two} * 1.0, {one} * 1.0)"
            return f"({one} {sign} {two})"
        if kind == 3:
            return f"{self.pick(REDUCTIONS)}(clip({whole}, -2, 2), axis={axis}, keepdims=True)"
        if kind == 4:
            return f"({whole} @ w)"
        if kind == 5:
            return self.pick([f"softmax({whole}, axis={axis})", f"flip({whole}, axis={axis})",
                              f"swapaxes(swapaxes({whole}, 1, 2), 2, 1)", f"cumsum({whole}, axis={axis})",
                              f"roll({whole}, 2, axis={axis})", f"tril({whole})", f"triu({whole}, k=1)"])
        if kind == 6:
            return self.pick([f"reshape(transpose({whole}, (0, 2, 1)), shape(x))",
                              f"reshape({whole}, (-1, {ROWS}, {COLUMNS}))",
                              f"expand_dims({whole}[:, 1], axis=1)", f"{whole}[:, ::-1, :]",
                              f"{whole}[..., None, 2]", f"{whole}[:, :, 1:2]", f"{whole}[-1]"])
        if kind == 7:
            return self.pick([f"concat([{whole}[:, :2], {whole}[:, 2:]], axis=1)",
                              f"stack([{whole}[:, 0], {whole}[:, 1]], axis=1)[:, :1]",
                              f"einsum(\"bij,jk->bik\", {whole}, w)", f"repeat({whole}[:, :1], {ROWS}, axis=1)",
                              f"tile({whole}[:, :, :1], (1, 1, {COLUMNS}))"])
        if kind == 8:  # lists of positions, alone and among slices
            return self.pick([f"{whole}[:, [1, 0, 3, -1]]", f"{whole}[..., [5, 4, 3, -4, 1, 0]]", f"{whole}[[2, 0, 1]]",
                              f"{whole}[[2, 0, 1], [[0], [3], [1]]][:, :1]", f"{whole}[:, [0, 1, 2, 3], [1, 1, 0, 5]][..., None]",
                              f"{whole}[[0, 1, 2], :, [5, 0, -1]][..., None]", f"{whole}[0, :, [1, 2, 3, 4, 5, 0]].T",
                              f"{whole}[:, None, [1]][:, 0]", f"{whole}[1:2, [3, 2, 1, 0], ::-1]"])
        if kind == 9:  # methods
            return self.pick([f"{whole}.reshape({ROWS}, -1).reshape(-1, {ROWS}, {COLUMNS})",
                              f"{whole}.reshape(x.shape)", f"{whole}.reshape((-1, {ROWS}, {COLUMNS}))",
                              f"{whole}.transpose(2, 1, 0).T", f"{whole}.transpose((1, 0, 2)).transpose(1, 0, 2)",
                              f"{whole}.flatten().reshape({BATCH}, {ROWS}, -1)", f"{whole}.ravel()[:{COLUMNS}]",
                              f"{whole}.astype(\"float64\").astype(float).astype(\"float32\")",
                              f"{whole}.sum({axis}, keepdims=True)", f"{whole}.mean(axis={axis}, keepdims=True)",
                              f"{whole}.max(axis={axis}, keepdims=True)", f"{whole}.min(axis={axis}, keepdims=True)",
                              f"{whole}.std(axis={axis}, keepdims=True)", f"{whole}.clip(-1, 1)",
                              f"{whole}.swapaxes(1, 2).swapaxes(2, 1)", f"{whole}.cumsum(axis={axis})",
                              f"{whole}.cumsum()[-{COLUMNS}:]", f"{whole}.take([3, 0, 1, 1], axis=1)",
                              f"{whole}.take([0, 7, 71, 5, 3, -2])", f"{whole}.repeat(2, axis=1)[:, ::2]",
                              f"{whole}[:, :1].squeeze(1).reshape({BATCH}, 1, -1)", f"{whole}.copy() / {whole}.size", f"{whole}.dot(w)"])
        return f"({one} if units == {self.pick([6, 7])} else {self.make(depth - 1)})"


def model(path, count):
    layers = [{"class_name": "InputLayer", "name": "x", "inbound_nodes": [], "config": {
        "batch_input_shape": [None, ROWS, COLUMNS], "dtype": "float32", "sparse": False, "name": "x"}}]
    for i in range(count):
        layers.append({"class_name": f"Custom{i}", "name": f"layer{i}", "inbound_nodes": [[["x", 0, 0, {}]]],
                       "config": {"name": f"layer{i}", "units": COLUMNS, "scale": 0.5}})
    config = {"name": "m", "layers": layers, "input_layers": [["x", 0, 0]],
              "output_layers": [[f"layer{i}", 0, 0] for i in range(count)]}
    path.write_text(json.dumps({"class_name": "Functional", "config": config, "keras_version": "2.15.0",
                                "backend": "tensorflow"}))


def main():
    cli, folder = sys.argv[1], Path(sys.argv[2])
    total, seed = (int(v) for v in (sys.argv[3:] + ["500", "1"][len(sys.argv[3:]):])[:2])
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    maker, names = Maker(random), numpy_names()
    checked = wrong = 0
    while checked < total:
        x = random.normal(size=(BATCH, ROWS, COLUMNS)).astype(np.float32)
        fixed = {n: np.round(random.normal(size=s), 3).astype(np.float32)
                 for n, s in {"a": (COLUMNS,), "b": (ROWS, 1), "c": (1, ROWS, COLUMNS), "w": (COLUMNS, COLUMNS)}.items()}
        given = "".join(f"{n} = array({[float('%.3f' % v) for v in f.ravel()]}).reshape({f.shape})\n"
                        for n, f in fixed.items())
        texts = [maker.make(int(random.integers(1, 5))) for _ in range(20)]
        model(folder / "m.json", len(texts))
        objects = {f"Custom{i}": f"{given}{t} + x * 0" for i, t in enumerate(texts)}
        (folder / "objects.json").write_text(json.dumps(objects))
        np.savez(folder / "in.npz", x=x)
        done = subprocess.run([cli, "run", folder / "m.json", "-i", folder / "in.npz", "-o", folder / "out.npz",
                               "--objects", folder / "objects.json"], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"exit status {done.returncode}: {done.stderr}\n" + "\n".join(texts))
        out = np.load(folder / "out.npz")
        for i, text in enumerate(texts):
            have = out[f"layer{i}"]
            with np.errstate(all="ignore"):
                space = {**names, **fixed, "x": x, "inputs": x, "units": COLUMNS, "scale": 0.5}
                want = np.asarray(eval(text, {"__builtins__": {"__import__": __import__}}, space) + x * 0)
                exact = {k: v.astype(np.float64) if isinstance(v, np.ndarray) else v for k, v in space.items()}
                double = np.asarray(eval(text, {"__builtins__": {"__import__": __import__}}, exact) + x * 0)
            checked += 1
            # Rounding decides floor, comparisons and signs: what NumPy itself does not agree on says nothing.
            same = np.isclose(want, double, rtol=1e-3, atol=1e-4, equal_nan=True)
            if have.shape != want.shape or not np.allclose(have[same], want[same], rtol=2e-3, atol=2e-3, equal_nan=True):
                wrong += 1
                print(f"{text}\n  {have.shape} {want.shape}", flush=True)
    print(f"{checked} expressions, {wrong} different")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
