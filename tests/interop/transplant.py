#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold transplants and blends of layerwright-cli against the same done by tf_keras and NumPy.

    transplant.py CLI WORK_FOLDER      run.py calls it too

Prints a line for each failed check and closes with 'N passed, N failed'.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

os.environ.update(TF_USE_LEGACY_KERAS="1", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np
import tensorflow as tf
import tf_keras as k

CLI, TMP = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() / "transplant"
passed, failed = 0, []


def check(function):
    global passed
    try:
        function()
        passed += 1
    except Exception as error:  # every check stands alone
        failed.append(function.__name__)
        print(f"FAILED transplant:{function.__name__}: {type(error).__name__}: {str(error)[:500]}", flush=True)


def cli(*args, status=0):
    done = subprocess.run([str(CLI), *map(str, args), "--json"], capture_output=True, text=True, timeout=120)
    assert done.returncode == status, f"{args}: exit {done.returncode}, wanted {status}: {done.stderr.strip()[-300:]}"
    return json.loads(done.stdout) if done.stdout else None


def network(prefix, dropout=False, kernel=3, classes=4, seed=0):
    k.utils.set_random_seed(seed)
    x = i = k.Input((12, 12, 3), name=prefix + "in")
    x = k.layers.Conv2D(5, kernel, padding="same", activation="relu", name=prefix + "conv")(x)
    x = k.layers.BatchNormalization(name=prefix + "norm")(x)
    x = k.layers.GlobalAveragePooling2D()(x)
    x = k.layers.Reshape((5, 1))(x)
    x = k.layers.Bidirectional(k.layers.LSTM(3, name="lstm"), name=prefix + "rnn")(x)
    if dropout:
        x = k.layers.Dropout(0.5)(x)
    model = k.Model(i, k.layers.Dense(classes, name=prefix + "head")(x))
    random = np.random.default_rng(seed)
    model.set_weights([random.normal(size=w.shape).astype(w.dtype) ** (2 if "variance" in v.name else 1)
                       for v, w in zip(model.weights, model.get_weights())])
    return model


def saved(model, name):
    path = TMP / name
    model.save(path)
    return path


def loaded(path):
    return k.models.load_model(path, compile=False)


def equal(model, weights, tolerance=0):
    for variable, a, b in zip(model.weights, model.get_weights(), weights):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance, err_msg=variable.name)


def order_is_set_weights():
    a, b = network("a_"), network("b_", dropout=True, seed=1)
    for to in ("o.h5", "o_sm"):
        said = cli("transplant", saved(a, "a.h5"), saved(b, "b.h5"), "--match", "order", "-o", TMP / to, *(["--to", "saved_model"] if to == "o_sm" else []))
        assert len(said["moves"]) == len(a.weights) and not said["left_in_source"], said
        result = loaded(TMP / to)
        b.set_weights(a.get_weights())
        equal(result, b.get_weights())
        data = np.random.default_rng(3).normal(size=(2, 12, 12, 3)).astype("float32")
        np.testing.assert_allclose(result(data), b(data), rtol=1e-6, atol=1e-6)


def structure_finds_renamed_layers():
    a, b = network("a_"), network("b_", seed=1)
    cli("transplant", saved(a, "a.h5"), saved(b, "b.h5"), "--match", "structure", "-o", TMP / "o.h5")
    equal(loaded(TMP / "o.h5"), a.get_weights())


def rules_are_those_of_numpy():
    a, b = network("m_", kernel=5, classes=6), network("m_", seed=1)
    cli("transplant", saved(a, "a.h5"), saved(b, "b.h5"), "-o", TMP / "no.h5", status=2)
    assert not (TMP / "no.h5").exists()
    cli("transplant", TMP / "a.h5", TMP / "b.h5", "-o", TMP / "o.h5", "--rule", "m_head=rows:5,0,2,1", "--rule", "m_conv=resize")
    result, rows = loaded(TMP / "o.h5"), [5, 0, 2, 1]
    np.testing.assert_array_equal(result.get_layer("m_head").kernel, a.get_layer("m_head").kernel.numpy()[:, rows])
    np.testing.assert_array_equal(result.get_layer("m_head").bias, a.get_layer("m_head").bias.numpy()[rows])
    window = a.get_layer("m_conv").kernel.numpy().transpose(3, 0, 1, 2)
    wanted = tf.image.resize(window, (3, 3)).numpy().transpose(1, 2, 3, 0)
    np.testing.assert_allclose(result.get_layer("m_conv").kernel, wanted, rtol=1e-5, atol=1e-5)
    cli("transplant", TMP / "b.h5", TMP / "a.h5", "-o", TMP / "p.h5", "--rule", "pad")
    padded = loaded(TMP / "p.h5").get_layer("m_head")
    np.testing.assert_array_equal(padded.kernel.numpy()[:, :4], b.get_layer("m_head").kernel.numpy())
    assert np.abs(padded.kernel.numpy()[:, 4:]).max() > 0 and (padded.bias.numpy()[4:] == 0).all()


def transposes_as_numpy():
    a = k.Sequential([k.Input((4,)), k.layers.Dense(6, name="d")])
    b = k.Sequential([k.Input((6,)), k.layers.Dense(4, name="d")])
    cli("transplant", saved(a, "a.h5"), saved(b, "b.h5"), "--map", "d/kernel=d/kernel", "--rule", "transpose", "-o", TMP / "o.h5")
    np.testing.assert_array_equal(loaded(TMP / "o.h5").get_weights()[0], a.get_weights()[0].T)


def converts_as_numpy():
    a = k.Sequential([k.Input((4,)), k.layers.Dense(6, name="d")])
    b = k.Sequential([k.Input((4,)), k.layers.Dense(6, name="d", dtype="float16")])
    said = cli("transplant", saved(a, "a.h5"), saved(b, "b.h5"), "-o", TMP / "o.h5")
    wanted = a.get_weights()[0].astype("float16")
    result = loaded(TMP / "o.h5").get_weights()[0]
    assert result.dtype == np.float16
    np.testing.assert_array_equal(result, wanted)
    error = float(np.abs(wanted.astype("float64") - a.get_weights()[0]).max())
    assert abs(said["moves"][0]["largest_error"] - error) <= 1e-12 + 1e-6 * error, (said, error)


def slerp(a, b, t):
    cosine = np.vdot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b)) if np.any(a) and np.any(b) else 1
    if abs(cosine) > 0.9995:
        return (1 - t) * a + t * b
    angle = np.arccos(cosine)
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def blends_are_those_of_numpy():
    models = [network("m_", seed=s) for s in range(3)]
    paths = [saved(m, f"{i}.h5") for i, m in enumerate(models)]
    values = [[w.astype("float64") for w in m.get_weights()] for m in models]
    rules = {
        "average": (3, lambda a, b, c: (a + b + c) / 3),
        "interpolate:0.3": (2, lambda a, b: 0.7 * a + 0.3 * b),
        "task:0.5": (3, lambda a, b, c: a + 0.5 * (b - c)),
        "ema:0.9": (3, lambda a, b, c: 0.9 * (0.9 * a + 0.1 * b) + 0.1 * c),
        "slerp:0.25": (2, lambda a, b: slerp(a, b, 0.25)),
    }
    for rule, (count, wanted) in rules.items():
        said = cli("blend", *paths[:count], "--rule", rule, "-o", TMP / "o.h5")
        assert len(said["blended"]) == len(models[0].weights) and not said["kept"], said
        equal(loaded(TMP / "o.h5"), [wanted(*w) for w in zip(*values[:count])], 1e-6)


def layers_blend_by_their_own_amount():
    a, b = network("m_"), network("m_", seed=1)
    cli("blend", saved(a, "a.h5"), saved(b, "b.h5"), "--rule", "interpolate:0", "--layer", "m_head=1", "-o", TMP / "o.h5")
    equal(loaded(TMP / "o.h5"), a.get_weights()[:-2] + b.get_weights()[-2:])


shutil.rmtree(TMP, ignore_errors=True)
TMP.mkdir(parents=True)
for each in (order_is_set_weights, structure_finds_renamed_layers, rules_are_those_of_numpy, transposes_as_numpy, converts_as_numpy,
             blends_are_those_of_numpy, layers_blend_by_their_own_amount):
    check(each)
shutil.rmtree(TMP, ignore_errors=True)
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
