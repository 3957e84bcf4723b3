#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write every model of the zoo as one generation of Keras saves it.

    make_models.py keras2|keras3 OUT

OUT/GENERATION/NAME/ holds model.h5, model.keras, model.weights.h5, for keras2 also saved_model/ and ckpt, then in.npz,
out.npz (arrays out_0, out_1, ... in the order of the outputs) and facts.json. Every weight is moved off its initial value.
"""
import json
import os
import sys
from pathlib import Path

GENERATION, OUT = sys.argv[1], Path(sys.argv[2]) / sys.argv[1]
os.environ.update(TF_USE_LEGACY_KERAS="1" if GENERATION == "keras2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np

if GENERATION == "keras2":
    import tf_keras as keras
else:
    import keras
from zoo import ZOO, draw_inputs


def disturb(model, rng):
    """No weight keeps its plain initial value; variances stay positive. Seeds of random layers are left alone."""
    for w in model.weights:
        value = np.asarray(w)
        if value.dtype.kind == "f":
            w.assign(value + 0.1 * rng.uniform(0.1, 1, value.shape).astype(value.dtype))


def save(model, folder):
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.h5")
    model.save(folder / "model.keras")
    model.save_weights(folder / "model.weights.h5")
    if GENERATION == "keras2":
        model.save(folder / "saved_model", save_format="tf")
        model.save_weights(folder / "ckpt")


def facts(model, folder):
    """What the program must show. The list of layers is that of the reloaded model: Keras 3 adds the layers of masks on saving."""
    layers = keras.models.load_model(folder / "model.keras").layers if GENERATION == "keras3" else model.layers
    counted = [w for w in model.weights if "seed" not in getattr(w, "path", w.name)]
    return {"total_params": int(model.count_params()), "layers": [[l.name, int(l.count_params())] for l in layers],
            "weights": [list(w.shape) for w in counted], "values": float(sum(np.abs(np.asarray(w, "float64")).sum() for w in counted))}


for name, build in ZOO.items():
    if name[-1] in "23" and name[-1] != GENERATION[-1]:
        continue
    keras.backend.clear_session()
    keras.utils.set_random_seed(11)
    model = build(keras)
    disturb(model, np.random.default_rng(4))
    if name == "dense_activations":
        model.compile(optimizer="adam", loss="mse", metrics=["mae"])
        model.fit(list(draw_inputs(model).values())[0], np.zeros((3, 6), "float32"), epochs=2, verbose=0)
    folder = OUT / name
    save(model, folder)
    inputs = draw_inputs(model)
    values = list(inputs.values())
    outputs = model(values if len(values) > 1 else values[0], training=False)
    outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
    np.savez(folder / "in.npz", **inputs)
    np.savez(folder / "out.npz", **{f"out_{i}": np.asarray(o) for i, o in enumerate(outputs)})
    (folder / "facts.json").write_text(json.dumps(facts(model, folder)))
