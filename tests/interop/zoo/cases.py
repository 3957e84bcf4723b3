# SPDX-License-Identifier: GPL-3.0-or-later
"""What the subjects of the zoo share: the register of cases, and the inputs of a model."""
import numpy as np

ZOO = {}
SENTENCES = ["The cat sat, on the mat!", "dog", "cat", "A dog; a CAT...", "", "mat on mat  on\tthe mat", "Zebra?", "the"]


def case(function=None, *, h5=(2, 3)):
    """Registers a model; h5: the generations that can write it as .h5 (tables of adapted words and some layers they cannot)."""
    if function is None:
        return lambda f: case(f, h5=h5)
    function.h5 = h5
    ZOO[function.__name__] = function
    return function


def chain(keras, shape, *layers, dtype=None):
    x = inputs = keras.Input(shape, dtype=dtype)
    for layer in layers:
        x = layer(x)
    return keras.Model(inputs, x)


def draw(name, shape, dtype, rng):
    """Texts for strings; small positive integers for integers; 0 to 255 for inputs that are called image; else normal numbers."""
    if dtype == "string":
        return np.array(rng.choice(SENTENCES, shape), dtype="S")
    if "int" in dtype:
        return rng.integers(0, 10, shape).astype(dtype)
    if name.startswith("image"):
        return rng.uniform(0, 255, shape).astype("float32")
    return rng.standard_normal(shape).astype("float32")


def draw_inputs(model, seed=5):
    """One fixed array an input, by the name of its layer (that of the tensor is not in the file)."""
    rng = np.random.default_rng(seed)
    arrays = {}
    for tensor in model.inputs:
        shape = [tensor.shape[0] or 3] + [d or 6 for d in tensor.shape[1:]]
        history = tensor._keras_history
        name = (getattr(history, "operation", None) or history.layer).name
        arrays[name] = draw(name, shape, str(getattr(tensor.dtype, "name", tensor.dtype)), rng)
    return arrays
