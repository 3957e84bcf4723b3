# SPDX-FileCopyrightText: The Layerwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom layers with layers in them, between files: custom_layers.py LAYERWRIGHT_CLI FOLDER.

What is edited and saved as a SavedModel is loaded by tf_keras both by its traced functions and by the classes; what is
taught computes the same; weights go between .h5 and .keras although the latter only counts those of custom layers."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_USE_LEGACY_KERAS"] = "1"
import numpy as np
import tf_keras as keras

CLI, TMP = sys.argv[1], Path(sys.argv[2])


class Block(keras.layers.Layer):
    def __init__(self, units=6, **others):
        super().__init__(**others)
        self.units = units
        self.wide = keras.layers.Dense(units, activation="relu")
        self.back = keras.layers.Dense(units)

    def build(self, shape):
        self.scale = self.add_weight(name="factor", shape=(self.units,), initializer="random_normal")
        super().build(shape)

    def call(self, x):
        return self.back(self.wide(x)) * self.scale + x

    def get_config(self):
        return {**super().get_config(), "units": self.units}


class Scale(keras.layers.Layer):
    def build(self, shape):
        self.factor = self.add_weight(name="factor", shape=shape[-1:], initializer="random_normal")
        self.shift = self.add_weight(name="shift", shape=shape[-1:], initializer="random_normal")

    def call(self, x):
        return x * self.factor + self.shift


def network():
    keras.utils.set_random_seed(3)
    x = keras.Input((6,), name="x")
    h = Block(name="first")(keras.layers.Dense(6, name="dense_in")(x))
    model = keras.Model(x, keras.layers.Dense(2, name="head")(Block(name="second")(h)))
    for weight in model.weights:
        weight.assign(np.random.normal(size=weight.shape) / 2)
    return model


def cli(*arguments):
    done = subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: {done.returncode} {done.stderr}{done.stdout}"
    return done


def main():
    shutil.rmtree(TMP, ignore_errors=True)
    TMP.mkdir(parents=True)
    model, x = network(), np.random.normal(size=(5, 6)).astype("float32")
    want = model(x).numpy()
    model.save(TMP / "m", save_format="tf")
    model.save(TMP / "m.h5")
    model.save(TMP / "m.keras")
    np.savez(TMP / "x.npz", x=x)
    cli("edit", TMP / "m", "-o", TMP / "edited", "--rename", "dense_in=entry", "--rename", "first=initial")

    checked = 0

    def equal(have, what):
        nonlocal checked
        assert np.allclose(have, want, rtol=1e-4, atol=1e-5), f"{what}: {np.abs(have - want).max()}"
        checked += 1

    equal(keras.models.load_model(TMP / "edited", compile=False)(x).numpy(), "edited, by traced functions")
    with keras.utils.custom_object_scope({"Block": Block}):
        equal(keras.models.load_model(TMP / "edited", compile=False)(x).numpy(), "edited, by the class")

    # A .keras file knows the attributes, and only counts the weights; elsewhere Keras' order holds.
    counted = "(relu(x @ wide_var0 + wide_var1) @ back_var0 + back_var1) * var0 + x"
    names = [w.name.split("/", 1)[1].split(":")[0] for w in model.get_layer("first").weights]
    a, b, c, d, e = (f"var{names.index(n)}" for n in ("dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias", "factor"))
    ordered = f"(relu(x @ {a} + {b}) @ {c} + {d}) * {e} + x"
    for name, text in (("m.h5", ordered), ("m.keras", counted), ("m", ordered)):
        (TMP / "objects.json").write_text(json.dumps({"Block": text}))
        cli("run", TMP / name, "-i", TMP / "x.npz", "-o", TMP / "y.npz", "--objects", TMP / "objects.json")
        with np.load(TMP / "y.npz") as y:
            equal(y[y.files[0]], f"{name}, taught")
    # One expression for both layers by names, though Keras counts their parts on.
    (TMP / "objects.json").write_text(json.dumps(
        {"Block": "(relu(x @ dense_kernel + dense_bias) @ dense_1_kernel + dense_1_bias) * factor + x"}))
    cli("run", TMP / "m.h5", "-i", TMP / "x.npz", "-o", TMP / "y.npz", "--objects", TMP / "objects.json")
    with np.load(TMP / "y.npz") as y:
        equal(y[y.files[0]], "m.h5, taught by names")

    flat = keras.Sequential([keras.Input((6,)), Scale(name="scale"), keras.layers.Dense(2, name="head")])
    want = flat(x).numpy()
    flat.save(TMP / "flat.h5")
    for weight in flat.weights:
        weight.assign(weight * 0)
    flat.save(TMP / "zero.keras")
    said = json.loads(cli("transplant", TMP / "flat.h5", TMP / "zero.keras", "-o", TMP / "moved.keras", "--json").stdout)
    assert len(said["moves"]) == len(flat.weights), said
    with keras.utils.custom_object_scope({"Scale": Scale}):
        equal(keras.models.load_model(TMP / "moved.keras", compile=False)(x).numpy(), "from .h5 into .keras")
    said = subprocess.run([CLI, "convert", TMP / "m.h5", TMP / "guessed", "--to", "saved_model", "--objects",
                           TMP / "objects.json"], capture_output=True, text=True)
    assert "first: How its class names" in said.stderr, said.stderr
    print(f"{checked} passed, 0 failed")


main()
