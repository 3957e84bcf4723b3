#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold what layerwright-cli lets arguments of layers be against what real Keras lets them be.

    arguments.py CLI WORK_FOLDER [GENERATION]      run.py calls it too; both Keras 2 (tf_keras) and 3 when none is given

Bad values are refused by both, with a sentence that names the argument; good ones are taken by both, and Keras loads what
was saved. Prints a line for each failed check and closes with 'N passed, N failed'.
"""
import json
import subprocess
import sys

from surgery_support import CLI, SUFFIX, TMP, TWO, k, np

WINDOW = {1: ([0, -1, [2, 2], [0], "wide", None], [1, 2, [2]]), 2: ([0, -1, [2, 0], [2, 2, 2], [-1, 2], None], [1, 2, [1, 2]]),
          3: ([0, [2, 2], [2, 0, 2], None], [1, 2, [1, 2, 1]])}
POOL = {d: ([v for v in bad if v is not None], good) for d, (bad, good) in WINDOW.items()}
SIZE = ([-1, -2, None, [2]], [1, 3])
RATE = ([-0.5, 1.5, 2], [0, 0.5, 1.0])
BORDERS = {1: ([-1, [1, 2, 3], [-1, 2]], [0, 2, [0, 2]]), 2: ([[1, 2, 3], [1], [[1, 1], [0]]], [0, 2, [1, 2], [[1, 0], [0, 2]]]),
           3: ([[1, 2], [1]], [0, 2, [1, 2, 0], [[1, 0], [0, 2], [1, 1]]])}
SHAPES = {1: (9, 4), 2: (9, 9, 4), 3: (7, 7, 7, 2)}
FACTOR = ([-0.5, 1.5, [2, 1]], [0.5, 1.0])

# class, its arguments, shape of the input, argument: (bad values, good values)
CASES = [("Dense", {"units": 4}, (6,), {"units": ([-1, -2, None], [1, 3])}),
         ("Embedding", {"input_dim": 10, "output_dim": 4}, (5,), {"output_dim": ([-1, None], [1, 3]), "input_dim": ([-1, None], [2, 12])}),
         ("RepeatVector", {"n": 2}, (6,), {"n": ([-1, "two", None], [1, 3])}),
         ("Reshape", {"target_shape": [2, 3]}, (6,), {"target_shape": ([[-1, -1], [-2, 3]], [[3, 2], [-1, 2], [6]])}),
         ("Permute", {"dims": [2, 1]}, (3, 4), {"dims": ([[0, 1], [1, 1], [1, 3]], [[1, 2], [2, 1]])}),
         ("ReLU", {}, (6,), {"negative_slope": ([-1], [0, 0.5]), "max_value": ([-1], [None, 0, 6]), "threshold": ([-1], [0, 2.5])}),
         ("GroupNormalization", {"groups": 2}, (8,), {"groups": ([0, -2, "all"], [1, 2, -1])}),
         ("MultiHeadAttention", {"num_heads": 2, "key_dim": 4}, None, {"num_heads": ([-1, None], [1, 3]), "key_dim": ([0, -1, None], [1, 3]),
                                                                        "value_dim": ([-1], [None, 3]), "dropout": RATE}),
         ("Resizing", {"height": 4, "width": 4}, (9, 9, 3), {"height": ([0, -1], [1, 5]), "width": ([0, -1], [1, 5])}),
         ("RandomContrast", {"factor": 0.5}, (9, 9, 3), {"factor": FACTOR}),
         ("RandomBrightness", {"factor": 0.5}, (9, 9, 3), {"factor": ([1.5, -1.5], [0.5, -0.5, 1.0]),
                                                             "value_range": ([3, [1], [1, 2, 3]], [[0, 255], [0, 1]])}),
         ("Dot", {"axes": 1}, "pair", {"axes": ([0, [0, 1], [1, 1, 1], "last"], [1, 2, -1, [2, 2]])}),
         ("Concatenate", {}, "pair", {"axis": (["last"], [-1, 1, 2])})]
for name in ("LSTM", "GRU", "SimpleRNN"):
    CASES.append((name, {"units": 4}, (5, 3), {"units": SIZE}))
for name in ("Dropout", "SpatialDropout1D") + (() if TWO else ("GaussianDropout", "AlphaDropout")):
    CASES.append((name, {"rate": 0.5}, (5, 3), {"rate": RATE}))
if not TWO:
    CASES += [("GaussianNoise", {"stddev": 0.5}, (6,), {"stddev": RATE}),
              ("ActivityRegularization", {}, (6,), {"l1": ([-1], [0, 0.5]), "l2": ([-1], [0, 0.5])}),
              ("LeakyReLU", {}, (6,), {"negative_slope": ([-1], [0, 0.5])}),
              ("GroupedQueryAttention" if hasattr(k.layers, "GroupedQueryAttention") else "GroupQueryAttention",
               {"num_query_heads": 4, "num_key_value_heads": 2, "head_dim": 4}, None, {"num_query_heads": ([3], [2, 6]), "head_dim": ([-1], [3])}),
              ("RandomHue", {"factor": 0.5}, (9, 9, 3), {"factor": FACTOR}), ("RandomInvert", {"factor": 0.5}, (9, 9, 3), {"factor": FACTOR}),
              ("RandomSharpness", {"factor": 0.5}, (9, 9, 3), {"factor": FACTOR}), ("CutMix", {"factor": 0.5}, (9, 9, 3), {"factor": FACTOR})]
for d in (1, 2, 3):
    shape, kernel, (strides, _) = SHAPES[d], {"filters": 4, "kernel_size": 3}, WINDOW[d]
    rates = {"dilation_rate": WINDOW[d], "kernel_size": WINDOW[d], "strides": WINDOW[d]}
    word = {"padding": (["sideways", 3], ["valid", "same"]), "data_format": (["channels_middle"], ["channels_last"])}
    CASES += [(f"Conv{d}D", kernel, shape, {**rates, **word, "filters": ([0, -1, None], [1, 6]), "groups": ([-1, 3], [1, 2])}),
              (f"Conv{d}DTranspose", kernel, shape, {"filters": ([0, -1, None], [1, 6]), "kernel_size": WINDOW[d], "strides": WINDOW[d]}),
              (f"ConvLSTM{d}D", {**kernel, "kernel_size": 2}, (2, *shape), {"filters": ([0, -1], [1, 6]), "kernel_size": WINDOW[d], "strides": WINDOW[d]}),
              (f"MaxPooling{d}D", {}, shape, {"pool_size": POOL[d], "strides": ([v for v in strides if v is not None], [None, 1, 2]), **word}),
              (f"AveragePooling{d}D", {"pool_size": 2}, shape, {"pool_size": POOL[d]}),
              (f"ZeroPadding{d}D", {}, shape, {"padding": BORDERS[d]}), (f"Cropping{d}D", {}, shape, {"cropping": BORDERS[d]}),
              (f"UpSampling{d}D", {}, shape, {"size": ([0, -1], [1, 3])})]
    if d < 3:
        CASES += [(f"SeparableConv{d}D", kernel, shape, {**rates, "filters": ([0, -1], [1, 6]), "depth_multiplier": ([0, -1], [1, 2])}),
                  (f"DepthwiseConv{d}D", {"kernel_size": 3}, shape, {**rates, "depth_multiplier": ([0, -1], [1, 2])})]
TOGETHER = [("Conv2D", {"filters": 4, "kernel_size": 2, "strides": 2}, (9, 9, 4), "dilation_rate", 2),
            ("Conv1D", {"filters": 4, "kernel_size": 2, "dilation_rate": 2}, (9, 4), "strides", 2)]
if TWO:
    TOGETHER.append(("SeparableConv2D", {"filters": 4, "kernel_size": 2, "strides": 2}, (9, 9, 4), "dilation_rate", 2))

passed, failed = 0, 0


def tell(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAILED arguments:keras{sys.argv[3]}:{what}", flush=True)


def inputs(shape):
    return k.Input((3, 4)) if shape is None else k.Input(shape)


def model_of(layer, shape):
    x = [k.Input((3, 4)), k.Input((3, 4))] if shape == "pair" else inputs(shape)
    return k.Model(x, layer(x, x) if shape is None else layer(x))


def keras_takes(name, config, shape):
    """Whether the layer can be made, and computes something that has a size."""
    try:
        model = model_of(getattr(k.layers, name).from_config(config), shape)
        one = [np.ones((2, 3, 4), "float32")] * 2 if shape == "pair" else np.ones((2, *(shape or (3, 4))), "float32")
        model(one, training=False)
        return True
    except Exception:
        return False


def edited(path, out, change):
    out.unlink(missing_ok=True)
    done = subprocess.run([str(CLI), "edit", str(path), "-o", str(out), "--config", "it", json.dumps(change)],
                          capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr.strip()


def check(name, given, shape, argument, bad, good):
    layer = getattr(k.layers, name)(name="it", **given)
    model = model_of(layer, shape)
    path, out = TMP / ("in" + SUFFIX), TMP / ("out" + SUFFIX)
    model.save(path)
    config = layer.get_config()
    for value in bad:
        code, message = edited(path, out, {argument: value})
        what = f"{name}({argument}={value!r})"
        tell(code == 2 and argument in message, f"{what} is refused: {code} {message}")
        tell(not keras_takes(name, {**config, argument: value}, shape), f"{what} is refused by Keras")
    for value in good:
        code, message = edited(path, out, {argument: value})
        what = f"{name}({argument}={value!r})"
        tell(code == 0, f"{what} is taken: {code} {message}")
        tell(keras_takes(name, {**config, argument: value}, shape), f"{what} is taken by Keras")
        if code == 0:
            try:
                k.models.load_model(out)
                tell(True, "")
            except Exception as error:
                tell(False, f"{what} loads: {str(error)[:300]}")


TMP.mkdir(parents=True, exist_ok=True)
for name, given, shape, arguments in CASES:
    for argument, (bad, good) in arguments.items():
        try:
            check(name, given, shape, argument, bad, good)
        except Exception as error:  # every check stands alone
            tell(False, f"{name}.{argument}: {type(error).__name__}: {str(error)[:500]}")
for name, given, shape, argument, value in TOGETHER:
    check(name, given, shape, argument, [value], [])
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
