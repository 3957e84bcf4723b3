#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Train a small model with every optimizer of one generation of Keras, and go on training what was saved of it.

    resume.py make keras2|keras3 OUT       OUT/GENERATION/NAME/: model.h5, model.keras, (keras2) saved_model, resumed.npz
    resume.py check keras2|keras3 LIST     LIST: JSON list of [model, folder of the original]; prints failed ones and the count
"""
import json
import os
import sys
from pathlib import Path

MODE, GENERATION, PLACE = sys.argv[1:4]
os.environ.update(TF_USE_LEGACY_KERAS="1" if GENERATION == "keras2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np

if GENERATION == "keras2":
    import tf_keras as keras
else:
    import keras

NAMES = {"sgd": ("SGD", {}), "momentum": ("SGD", {"momentum": 0.9}), "nesterov": ("SGD", {"momentum": 0.8, "nesterov": True}),
         "rmsprop": ("RMSprop", {}), "rmsprop_centered": ("RMSprop", {"momentum": 0.9, "centered": True}), "adam": ("Adam", {}),
         "amsgrad": ("Adam", {"amsgrad": True}), "adamw": ("AdamW", {}), "adagrad": ("Adagrad", {}), "adadelta": ("Adadelta", {}),
         "adamax": ("Adamax", {}), "nadam": ("Nadam", {}), "ftrl": ("Ftrl", {}), "lion": ("Lion", {}), "average": ("Adam", {"use_ema": True})}
SCHEDULED = {"scheduled": "Adam"}
RNG = np.random.default_rng(7)
X, Y = RNG.standard_normal((8, 5)).astype("float32"), RNG.standard_normal((8, 3)).astype("float32")


def build():
    i = keras.Input((5,))
    x = keras.layers.BatchNormalization()(keras.layers.Dense(4, activation="tanh")(i))
    return keras.Model(i, keras.layers.Dense(3)(x))


def steps(model, count=3):
    losses = []
    for _ in range(count):
        value = model.train_on_batch(X, Y)
        losses.append(float(value[0] if isinstance(value, (list, tuple)) else value))
        if hasattr(model, "reset_metrics"):
            model.reset_metrics()
    return losses


def optimizers():
    for name, (cls, kwargs) in NAMES.items():
        yield name, getattr(keras.optimizers, cls)(learning_rate=0.01, **kwargs)
        if GENERATION == "keras2" and hasattr(keras.optimizers.legacy, cls) and "use_ema" not in kwargs:
            yield name + "_legacy", getattr(keras.optimizers.legacy, cls)(learning_rate=0.01, **kwargs)
    yield "scheduled", keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.01, 2, 0.5))


def make():
    for name, optimizer in optimizers():
        keras.backend.clear_session()
        keras.utils.set_random_seed(3)
        model = build()
        model.compile(optimizer, "mean_squared_error")
        steps(model, 2)
        folder = Path(PLACE) / GENERATION / name
        folder.mkdir(parents=True, exist_ok=True)
        model.save(folder / "model.keras")
        model.save(folder / "model.h5")
        if GENERATION == "keras2":
            model.save(folder / "saved_model", save_format="tf")
        losses = steps(model)
        np.savez(folder / "resumed.npz", losses=losses, **{f"w{i}": np.asarray(w) for i, w in enumerate(model.weights)})


def check():
    passed = 0
    for path, folder in json.loads(Path(PLACE).read_text()):
        try:
            model = keras.models.load_model(path)
            wanted = dict(np.load(Path(folder) / "resumed.npz"))
            np.testing.assert_allclose(steps(model), wanted["losses"], rtol=1e-5, atol=1e-6, err_msg="losses")
            for i, weight in enumerate(model.weights):
                np.testing.assert_allclose(np.asarray(weight), wanted[f"w{i}"], rtol=1e-5, atol=2e-6, err_msg=f"weight {i}")
            passed += 1
        except Exception as error:  # every model stands alone
            print("FAILED", path, type(error).__name__, " ".join(str(error).split())[:300], flush=True)
    print(passed, "passed")


make() if MODE == "make" else check()
