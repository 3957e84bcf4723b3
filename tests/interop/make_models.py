#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write every model of the zoo as one generation of Keras saves it.

    make_models.py keras2|keras3 OUT [NAME...]      all models, or these

OUT/GENERATION/NAME/ holds model.h5, model.keras, model.weights.h5, for keras2 also saved_model/ and ckpt, then in.npz,
out.npz (arrays out_0, out_1, ... in the order of the outputs) and facts.json. Every weight is moved off its initial value.
"""
import json
import os
import sys
from pathlib import Path

GENERATION, OUT, NAMES = sys.argv[1], Path(sys.argv[2]) / sys.argv[1], sys.argv[3:]
os.environ.update(TF_USE_LEGACY_KERAS="1" if GENERATION == "keras2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np
import tensorflow as tf

if GENERATION == "keras2":
    import tf_keras as keras
else:
    import keras
from zoo import ZOO, draw_inputs


def variables(model):
    """The weights without what tf_keras lists among them for adapt() alone: tables of words, their weights of open size, numbers of documents."""
    return [w for w in model.weights if GENERATION == "keras3" or
            (isinstance(w, tf.Variable) and w.shape.is_fully_defined() and (w.name, w.dtype) != ("Variable:0", tf.int64))]


def disturb(model, rng):
    """No weight keeps its plain initial value; variances stay positive. Seeds of random layers are left alone."""
    for w in variables(model):
        value = np.asarray(w)
        if value.dtype.kind == "f":
            w.assign(value + 0.1 * rng.uniform(0.1, 1, value.shape).astype(value.dtype))
    for layer in model.layers:
        if type(layer).__name__ == "Normalization":
            layer.finalize_state()


def save(model, folder, h5):
    folder.mkdir(parents=True, exist_ok=True)
    if h5:
        model.save(folder / "model.h5")
    model.save(folder / "model.keras")
    model.save_weights(folder / "model.weights.h5")
    if GENERATION == "keras2":
        model.save(folder / "saved_model", save_format="tf")
        model.save_weights(folder / "ckpt")


def inner_layers(layer, seen):
    """A layer and all that it holds: layers of models and pipelines, wrapped layers, cells."""
    if id(layer) in seen:
        return
    seen[id(layer)] = layer
    held = list(getattr(layer, "layers", None) or getattr(layer, "_pipeline_layers", [])) + list(getattr(layer, "cells", []))
    for name in ("layer", "backward_layer", "cell"):
        held.append(getattr(layer, name, None))
    for inner in held:
        if isinstance(inner, keras.layers.Layer):
            inner_layers(inner, seen)


def facts(model, folder):
    """What the program must show. The list of layers is that of the reloaded model: Keras 3 adds the layers of masks on saving."""
    layers = keras.models.load_model(folder / "model.keras").layers if GENERATION == "keras3" else model.layers
    counted = [w for w in variables(model) if "seed" not in getattr(w, "path", w.name)]
    held = {}
    inner_layers(model, held)
    return {"classes": sorted({type(l).__name__ for l in held.values()}), "total_params": int(sum(np.prod(w.shape) for w in counted)),
            "layers": [[l.name, int(sum(np.prod(w.shape) for w in variables(l)))] for l in layers], "weights": [list(w.shape) for w in counted],
            "values": float(sum(np.abs(np.asarray(w, "float64")).sum() for w in counted))}


for name, build in ZOO.items():
    if (name[-1] in "23" and name[-1] != GENERATION[-1]) or (NAMES and name not in NAMES):
        continue
    keras.backend.clear_session()
    keras.utils.set_random_seed(11)
    model = build(keras)
    disturb(model, np.random.default_rng(4))
    if name == "dense_activations":
        model.compile(optimizer="adam", loss="mse", metrics=["mae"])
        model.fit(list(draw_inputs(model).values())[0], np.zeros((3, 6), "float32"), epochs=2, verbose=0)
    folder = OUT / name
    save(model, folder, int(GENERATION[-1]) in build.h5)
    inputs = draw_inputs(model)
    values = [tf.constant(v) for v in inputs.values()]
    outputs = model(values if len(values) > 1 else values[0], training=False)
    outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
    np.savez(folder / "in.npz", **inputs)
    outputs = [np.asarray(o) for o in outputs]
    np.savez(folder / "out.npz", **{f"out_{i}": o.astype("S") if o.dtype == object else o for i, o in enumerate(outputs)})
    (folder / "facts.json").write_text(json.dumps(facts(model, folder)))
