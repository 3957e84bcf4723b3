#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Train a small model with every optimizer of one generation of Keras, and go on training what was saved of it.

    resume.py make keras2|keras3 OUT       OUT/GENERATION/NAME/: model.h5, model.keras, (keras2) saved_model and ckpt; fresh.keras and
                                           (keras2) fresh.h5, the same trained from elsewhere; resumed.npz; compiled.json
    resume.py check keras2|keras3 LIST     LIST: JSON list of jobs; prints failed ones and the count

A job: path; kind (whole, saved_model, checkpoint: into the model of "fresh"); folder of the original; results: where to write what
training gave instead of comparing it; like: what to compare with instead of resumed.npz, "any" when Keras cannot train it; across: in
the other Keras; unsaid: results that the file cannot know.
"""
import json
import os
import sys
from pathlib import Path

MODE, GENERATION, PLACE = sys.argv[1:4]
os.environ.update(TF_USE_LEGACY_KERAS="1" if GENERATION == "keras2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="",
                  TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="1")
import numpy as np

if GENERATION == "keras2":
    import tf_keras as keras
else:
    import keras

NAMES = {"sgd": ("SGD", {}), "momentum": ("SGD", {"momentum": 0.9}), "nesterov": ("SGD", {"momentum": 0.8, "nesterov": True}),
         "rmsprop": ("RMSprop", {}), "rmsprop_centered": ("RMSprop", {"momentum": 0.9, "centered": True}), "adam": ("Adam", {}),
         "amsgrad": ("Adam", {"amsgrad": True}), "adamw": ("AdamW", {}), "adagrad": ("Adagrad", {}), "adadelta": ("Adadelta", {}),
         "adamax": ("Adamax", {}), "nadam": ("Nadam", {}), "ftrl": ("Ftrl", {}), "lion": ("Lion", {}), "adafactor": ("Adafactor", {}), "average": ("Adam", {"use_ema": True})}
RNG = np.random.default_rng(7)
X, Y = RNG.standard_normal((8, 5)).astype("float32"), RNG.standard_normal((8, 3)).astype("float32")


def build():
    i = keras.Input((5,))
    x = keras.layers.BatchNormalization()(keras.layers.Dense(4, activation="tanh")(i))
    return keras.Model(i, keras.layers.Dense(3)(x))


def steps(model, count=3):
    losses = []
    model.run_eagerly = True  # quicker, for so few steps
    for _ in range(count):
        value = model.train_on_batch(X, Y)
        losses.append(float(value[0] if isinstance(value, (list, tuple)) else value))
        if hasattr(model, "reset_metrics"):
            model.reset_metrics()
    return losses


def scaled(inner):
    """Doubles the scale of the loss every second step."""
    wrap = keras.mixed_precision.LossScaleOptimizer if GENERATION == "keras2" else keras.optimizers.LossScaleOptimizer
    return wrap(inner, initial_scale=64.0, dynamic_growth_steps=2)


def optimizers():
    for name, (cls, kwargs) in NAMES.items():
        yield name, lambda: getattr(keras.optimizers, cls)(learning_rate=0.01, **kwargs)
        if GENERATION == "keras2" and hasattr(keras.optimizers.legacy, cls) and "use_ema" not in kwargs:
            yield name + "_legacy", lambda: getattr(keras.optimizers.legacy, cls)(learning_rate=0.01, **kwargs)
    schedule = keras.optimizers.schedules.ExponentialDecay(0.01, 2, 0.5)
    yield "scheduled", lambda: keras.optimizers.Adam(schedule)
    yield "scaled", lambda: scaled(keras.optimizers.Adam(0.01))
    yield "scaled_momentum", lambda: scaled(keras.optimizers.SGD(0.01, momentum=0.9))
    if GENERATION == "keras2":
        yield "scheduled_legacy", lambda: keras.optimizers.legacy.Adam(schedule)
        yield "scaled_legacy", lambda: scaled(keras.optimizers.legacy.Adam(0.01))


def trained(optimizer, seed):
    keras.utils.set_random_seed(seed)
    model = build()
    model.compile(optimizer(), "mean_squared_error")
    steps(model, seed)
    return model


def scale(model):
    """What a LossScaleOptimizer scales the loss with; 1 for others."""
    optimizer = model.optimizer
    value = getattr(optimizer, "loss_scale", None) if GENERATION == "keras2" else getattr(optimizer, "dynamic_scale", None)
    return float(np.asarray(1 if value is None else value))


def state(model, losses):
    return {"losses": np.array(losses), "scale": np.array(scale(model)),
            **{f"w{i}": np.asarray(w) for i, w in enumerate(model.weights)}}


def compiled(model):
    config = model.optimizer.get_config()
    inner = config.get("inner_optimizer", {"config": config})["config"]
    return {"optimizer": type(model.optimizer).__name__, "loss": getattr(model.loss, "__name__", model.loss),
            "scheduled": isinstance(inner["learning_rate"], dict)}


def make():
    for name, optimizer in optimizers():
        keras.backend.clear_session()
        folder = Path(PLACE) / GENERATION / name
        if (folder / "resumed.npz").exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        fresh = trained(optimizer, 3)
        fresh.save(folder / "fresh.keras")
        keras.backend.clear_session()
        model = trained(optimizer, 2)
        model.save(folder / "model.keras")
        try:
            model.save(folder / "model.h5")
        except ValueError:  # Keras 3 gives two variables of LossScaleOptimizer one name
            (folder / "model.h5").unlink()
        if GENERATION == "keras2":
            fresh.save(folder / "fresh.h5")
            model.save(folder / "saved_model", save_format="tf")
            model.save_weights(folder / "ckpt")
        (folder / "compiled.json").write_text(json.dumps(compiled(model)))
        losses = steps(model)
        np.savez(folder / "resumed.npz", **state(model, losses))


def loaded(job):
    if job["kind"] == "checkpoint":
        model = keras.models.load_model(job["fresh"])
        model.load_weights(job["path"]).assert_consumed()
        return model
    return keras.models.load_model(job["path"])


def check_one(job):
    model = loaded(job)
    if not job.get("across"):
        wanted, got = json.loads((Path(job["folder"]) / "compiled.json").read_text()), compiled(model)
        assert got == wanted, f"compiled with {got}, wanted {wanted}"
    if job["kind"] == "saved_model":  # tf_keras forgets the state
        steps(model, 1)
        return
    if job.get("like") == "any":
        assert np.isfinite(model.evaluate(X, Y, verbose=0))
        return
    got = state(model, steps(model))
    if "results" in job:
        np.savez(job["results"], **got)
        return
    wanted = dict(np.load(job.get("like") or Path(job["folder"]) / "resumed.npz"))
    np.testing.assert_allclose(got["losses"], wanted["losses"], rtol=1e-5, atol=1e-6, err_msg="losses")
    for name, value in wanted.items():
        if name in job.get("unsaid", []):
            continue
        np.testing.assert_allclose(got[name], value, rtol=1e-5, atol=2e-6, err_msg=name)


def check():
    passed = 0
    for job in json.loads(Path(PLACE).read_text()):
        try:
            keras.backend.clear_session()
            check_one(job)
            passed += 1
        except Exception as error:  # every model stands alone
            print("FAILED", job["path"], type(error).__name__, " ".join(str(error).split())[:300], flush=True)
    print(passed, "passed")


make() if MODE == "make" else check()
