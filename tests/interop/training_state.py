#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Losses and training state through every format, held against real Keras.

    training_state.py CLI WORK_FOLDER [WORD...]    only models whose name holds one of the words

Prints a line for each failed check and closes with the counts.

Regularised and compiled models: model.losses, evaluate() and one step of training are as before the save. Every optimizer, with
slots of equally shaped weights, LossScaleOptimizer and every schedule: from each source through a SavedModel written from
nothing, and through a checkpoint and load-weights, training goes on exactly.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
SELF = [sys.executable, str(HERE)]


def models(keras):
    """Name -> model with regularisers and a compiled loss."""
    layers, regularizers = keras.layers, keras.regularizers

    def small():
        model = keras.Sequential([
            keras.Input((6,)), layers.Dense(5, activation="tanh", kernel_regularizer=regularizers.L1(0.01), activity_regularizer=regularizers.L2(0.02)),
            layers.Dense(4, kernel_regularizer=regularizers.OrthogonalRegularizer(0.05, mode="columns"), bias_regularizer="l2"),
            layers.ActivityRegularization(l1=0.03, l2=0.01), layers.Dense(3)])
        return model, dict(loss="mse", metrics=["mae"])

    def branches():
        image = keras.Input((8, 8, 3), name="image")
        x = layers.Conv2D(4, 3, kernel_regularizer=regularizers.L1L2(0.01, 0.02), activity_regularizer="l1")(image)
        x = layers.DepthwiseConv2D(3, depthwise_regularizer=regularizers.L2(0.03))(x)
        x = layers.SeparableConv2D(4, 2, depthwise_regularizer="l2", pointwise_regularizer="l1")(x)
        x = layers.BatchNormalization(gamma_regularizer="l2", beta_regularizer="l1")(x)
        x = layers.GlobalAveragePooling2D()(x)
        words = keras.Input((7,), name="words", dtype="int32")
        y = layers.Embedding(11, 4, embeddings_regularizer=regularizers.L2(0.02))(words)
        y = layers.Bidirectional(layers.LSTM(3, kernel_regularizer="l2", recurrent_regularizer=regularizers.L1(0.01), bias_regularizer="l2"))(y)
        z = layers.Concatenate()([x, y])
        a = layers.Dense(2, name="a", kernel_regularizer=regularizers.OrthogonalRegularizer(0.05, mode="rows"))(z)
        b = layers.PReLU(alpha_regularizer="l2", name="b")(layers.Dense(3)(z))
        model = keras.Model([image, words], [a, b])
        return model, dict(loss=["mse", keras.losses.Huber()], loss_weights=[0.3, 2.0], metrics=[["mae"], [keras.metrics.RootMeanSquaredError()]])

    def nested():
        inner = keras.Sequential([keras.Input((5,)), layers.Dense(6, kernel_regularizer="l1"), layers.Dense(4, activity_regularizer="l2")], name="inner")
        inputs = keras.Input((5,))
        x = inner(inputs)
        shared = layers.Dense(4, kernel_regularizer="l2", activity_regularizer="l1", name="shared")
        x = layers.Add()([shared(x), shared(shared(x))])
        model = keras.Model(inputs, {"one": layers.Dense(2, name="one")(x), "two": layers.Dense(1, name="two", bias_regularizer=regularizers.L1L2(0.01, 0.01))(x)}, name="by_name")
        return model, dict(loss={"one": "mse", "two": "mae"}, loss_weights={"one": 0.5, "two": 1.5}, metrics={"one": ["mae"]}, weighted_metrics={"two": ["mse"]})

    def frozen():
        model = keras.Sequential([keras.Input((4,)), layers.Dense(3, trainable=False, kernel_regularizer="l2", name="first"), layers.Dense(2, kernel_regularizer="l1")])
        return model, dict(loss=keras.losses.MeanAbsoluteError(), metrics=["mse"])

    return {"small": small, "branches": branches, "nested": nested, "frozen": frozen}


def data(keras, model, seed=5):
    import numpy as np
    rng = np.random.default_rng(seed)

    def values(tensor):
        shape = (8, *tensor.shape[1:])
        return rng.integers(0, 10, shape).astype("int32") if "int" in str(tensor.dtype) else rng.standard_normal(shape).astype("float32")

    x = [values(t) for t in model.inputs]
    y = [rng.standard_normal((8, *t.shape[1:])).astype("float32") for t in model.outputs]
    if model.name == "by_name":
        return x[0], {"one": y[0], "two": y[1]}
    return (x if len(x) > 1 else x[0]), (y if len(y) > 1 else y[0])


def facts(keras, model, x, y, frozen=()):
    """What must be the same after loading: losses, evaluation, and the weights after one step."""
    import numpy as np
    model(x, training=False)
    losses = sorted(float(value) for value in model.losses)
    rows = model.evaluate(x, y, batch_size=8, verbose=0, return_dict=True)
    model.fit(x, y, batch_size=8, epochs=1, shuffle=False, verbose=0)
    return {"losses": losses, "evaluated": sorted(float(v) for v in rows.values()),
            "weights": [float(np.abs(np.asarray(w, "float64")).sum()) for w in model.weights if "seed" not in w.name]}


def schedules(keras):
    s = keras.optimizers.schedules
    yield "exponential", s.ExponentialDecay(0.01, 2, 0.5)
    yield "staircase", s.ExponentialDecay(0.01, 2, 0.5, staircase=True, name="steps")
    yield "piecewise", s.PiecewiseConstantDecay([2, 4], [0.02, 0.01, 0.005])
    yield "polynomial", s.PolynomialDecay(0.02, 5, 0.001, power=0.7, cycle=True)
    yield "inverse", s.InverseTimeDecay(0.02, 2, 0.5)
    yield "cosine", s.CosineDecay(0.01, 10, alpha=0.1, warmup_target=0.02, warmup_steps=3)
    yield "restarts", s.CosineDecayRestarts(0.01, 3, t_mul=1.5, m_mul=0.9)


OPTIMIZERS = {"sgd": ("SGD", {}), "momentum": ("SGD", {"momentum": 0.9}), "rmsprop": ("RMSprop", {"momentum": 0.9, "centered": True}),
              "adam": ("Adam", {}), "amsgrad": ("Adam", {"amsgrad": True}), "adamw": ("AdamW", {}), "adagrad": ("Adagrad", {}),
              "adadelta": ("Adadelta", {}), "adamax": ("Adamax", {}), "nadam": ("Nadam", {}), "ftrl": ("Ftrl", {}), "lion": ("Lion", {}),
              "average": ("Adam", {"use_ema": True})}


def optimizers(keras, generation):
    for name, (cls, kwargs) in OPTIMIZERS.items():
        yield name, getattr(keras.optimizers, cls)(learning_rate=0.01, **kwargs)
        if generation == 2 and hasattr(keras.optimizers.legacy, cls) and "use_ema" not in kwargs:
            yield name + "_legacy", getattr(keras.optimizers.legacy, cls)(learning_rate=0.01, **kwargs)
    for name, schedule in schedules(keras):
        yield name, keras.optimizers.Adam(schedule)
        if generation == 2:
            yield name + "_legacy", keras.optimizers.legacy.Adam(schedule)
    scale = keras.mixed_precision.LossScaleOptimizer if generation == 2 else keras.optimizers.LossScaleOptimizer
    yield "scaled", scale(keras.optimizers.Adam(0.01))
    yield "scaled_schedule", scale(keras.optimizers.RMSprop(keras.optimizers.schedules.ExponentialDecay(0.01, 2, 0.5), momentum=0.5), **({"dynamic_growth_steps": 3, "initial_scale": 64.0}))
    if generation == 2:
        yield "scaled_legacy", scale(keras.optimizers.legacy.Adam(0.01))
        yield "decay_legacy", keras.optimizers.legacy.SGD(0.05, momentum=0.9, decay=0.1)


def trained(keras, optimizer):
    keras.backend.clear_session()
    keras.utils.set_random_seed(3)
    inputs = keras.Input((4,))
    x = keras.layers.Dense(4, use_bias=False, activation="tanh")(inputs)  # two kernels of one shape, without biases between
    model = keras.Model(inputs, keras.layers.Dense(4, use_bias=False)(x))
    model.compile(optimizer, "mean_squared_error")
    return model


def steps(model, count=3):
    import numpy as np
    rng = np.random.default_rng(7)
    x, y = rng.standard_normal((8, 4)).astype("float32"), rng.standard_normal((8, 4)).astype("float32")
    losses = []
    for _ in range(count):
        value = model.train_on_batch(x, y)
        losses.append(float(value[0] if isinstance(value, (list, tuple)) else value))
        if hasattr(model, "reset_metrics"):
            model.reset_metrics()
    return losses


def make(keras, generation, place):
    import numpy as np
    for name, build in models(keras).items():
        folder = place / f"regularised-{generation}-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        keras.backend.clear_session()
        keras.utils.set_random_seed(1)
        model, compiled = build()
        model.compile(keras.optimizers.SGD(0.05), **compiled)
        x, y = data(keras, model)
        model.fit(x, y, batch_size=8, epochs=1, shuffle=False, verbose=0)
        model.save(folder / "model.keras")
        model.save(folder / "model.h5")
        if generation == 2:
            model.save(folder / "kept_model", save_format="tf")
        (folder / "facts.json").write_text(json.dumps(facts(keras, model, x, y)))
    for name, optimizer in optimizers(keras, generation):
        folder = place / f"trained-{generation}-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        model = trained(keras, optimizer)
        steps(model, 2)
        model.save(folder / "model.keras")
        model.save(folder / "model.h5")
        if generation == 2:
            model.save(folder / "kept_model", save_format="tf")
            model.save_weights(folder / "ckpt", save_format="tf")
        fresh = trained(keras, type(optimizer).from_config(optimizer.get_config()))
        fresh.save(folder / "fresh.h5")
        fresh.save(folder / "fresh.keras")
        np.savez(folder / "resumed.npz", losses=steps(model), **{f"w{i}": np.asarray(w) for i, w in enumerate(model.weights)})


def check_functions(path, x, wanted):
    """The losses that the functions of a SavedModel give without Keras: those of model.losses, in the layers as in the model."""
    import numpy as np
    import tensorflow as tf
    model = tf.saved_model.load(path)
    tensors = [tf.constant(each) for each in x] if isinstance(x, list) else tf.constant(x)
    _, conditional = model.call_and_return_all_conditional_losses(tensors, training=False)
    weights = [float(loss()) for loss in model.regularization_losses]
    assert weights and conditional or "frozen" in path, (weights, conditional)
    np.testing.assert_allclose(sorted(weights + [float(loss) for loss in conditional]), wanted, rtol=2e-5, atol=1e-6, err_msg="functions")
    layers = [layer for layer in model.keras_api.layers if hasattr(layer, "keras_api")]
    of_layers = [float(loss()) for layer in layers for loss in layer.regularization_losses]
    np.testing.assert_allclose(of_layers, weights, rtol=1e-6)
    for layer in layers:
        if hasattr(layer.keras_api, "activity_regularizer_fn"):  # as save_impl.py _append_activity_regularizer_loss
            traced = layer.call_and_return_all_conditional_losses.concrete_functions[0]
            shape = [d or 2 for d in traced.inputs[0].shape]
            value = tf.constant(np.random.default_rng(1).standard_normal(shape).astype("float32"))
            outputs, losses = layer.call_and_return_all_conditional_losses(value)
            np.testing.assert_allclose(float(losses[-1]), float(layer.keras_api.activity_regularizer_fn(outputs)), rtol=1e-6)
            assert len(layer.keras_api.call_and_return_conditional_losses(value)[1]) == len(losses) - 1


def check(keras, generation, jobs):
    import numpy as np
    passed = 0
    for kind, path, folder in jobs:
        try:
            model = keras.models.load_model(path)
            if kind == "regularised":
                x, y = data(keras, model)
                seen, wanted = facts(keras, model, x, y), json.loads((Path(folder) / "facts.json").read_text())
                if Path(path).is_dir():
                    check_functions(path, x, wanted["losses"])
                for key in wanted:
                    np.testing.assert_allclose(seen[key], wanted[key], rtol=2e-5, atol=1e-6, err_msg=key)
            else:
                wanted = dict(np.load(Path(folder) / "resumed.npz"))
                np.testing.assert_allclose(steps(model), wanted["losses"], rtol=2e-5, atol=1e-6, err_msg="losses")
                for i, weight in enumerate(model.weights):
                    np.testing.assert_allclose(np.asarray(weight), wanted[f"w{i}"], rtol=2e-5, atol=2e-6, err_msg=f"weight {i}")
            passed += 1
        except Exception as error:  # every model stands alone
            print("FAILED", path, type(error).__name__, " ".join(str(error).split())[:400], flush=True)
    print(passed, "passed")


if sys.argv[1] in ("make", "check"):
    mode, generation, place = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    os.environ.update(TF_USE_LEGACY_KERAS="1" if generation == 2 else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
    if generation == 2:
        import tf_keras as keras_module
    else:
        import keras as keras_module
    make(keras_module, generation, place) if mode == "make" else check(keras_module, generation, json.loads(place.read_text()))
    sys.exit(0)

CLI, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() / "training_state"
MADE, OUT, WORDS = WORK / "made", WORK / "out", sys.argv[3:]
FEW = ("staircase", "piecewise", "polynomial", "inverse", "cosine", "restarts")
failed = []
jobs = {2: [], 3: []}


def cli(*args, quiet=True):
    done = subprocess.run([str(CLI), *map(str, args)], capture_output=True, text=True)
    if done.returncode or (quiet and any(not line.startswith("note: ") for line in done.stderr.splitlines())):
        failed.append(args)
        print("FAILED", *args, done.stderr.strip()[:300], flush=True)
    return done.returncode == 0


def add(kind, folder, path, dialect):
    if dialect == 3 and str(path).endswith(".h5"):
        return  # Keras 3 does not train on what it loads from .h5
    if kind == "regularised" and folder.name.endswith("frozen") and f"-{dialect}-" not in folder.name:
        return  # Keras 3 does not regularise frozen weights, Keras 2 does
    jobs[dialect].append((kind, str(path), str(folder)))


def regularised(folder, generation):
    for source in ("model.h5", "model.keras", "kept_model"):
        if not (folder / source).exists():
            continue
        stem = OUT / f"{folder.name}-{source.replace('.', '_')}"
        if source != "kept_model" and cli("convert", folder / source, f"{stem}-model", "--to", "saved_model", quiet=generation == 2):
            add("regularised", folder, f"{stem}-model", 2)
            if cli("convert", f"{stem}-model", f"{stem}-model.h5"):
                add("regularised", folder, f"{stem}-model.h5", 2)
        for dialect in (2, 3):
            for suffix in (".h5", ".keras"):
                if cli("convert", folder / source, f"{stem}-{dialect}{suffix}", "--dialect", dialect, quiet=generation == dialect):
                    add("regularised", folder, f"{stem}-{dialect}{suffix}", dialect)


def resumes(name, generation, dialect, suffix):
    """Whether Keras itself goes on from such a file: Keras 3 does not from .h5, tf_keras forgets what Nadam multiplies up, does
    not read an OptimizerV2 from .keras, and not the state of its newer LossScaleOptimizer from .h5."""
    if dialect == 3 and suffix == ".h5" or "nadam" in name and 2 in (generation, dialect):
        return False
    if dialect == 2 and suffix == ".h5" and "scaled" in name and "legacy" not in name:
        return False
    return not (name.endswith("_legacy") and (dialect == 3 or suffix == ".keras"))


def resumed(folder, generation):
    for source in ("model.h5", "model.keras", "kept_model"):
        if not (folder / source).exists() or (source == "model.keras" and folder.name.endswith("_legacy")):
            continue
        if generation == 3 and source == "model.h5":
            continue
        if any(folder.name.split("-")[2].startswith(name) for name in FEW) and source == "kept_model":
            continue
        stem = OUT / f"{folder.name}-{source.replace('.', '_')}"
        chains = [("", folder / source)]
        if source != "kept_model" and cli("convert", folder / source, f"{stem}-model", "--to", "saved_model", quiet=generation == 2):
            chains.append(("-model", f"{stem}-model"))
        if cli("convert", folder / source, f"{stem}-ckpt", "--to", "tf_checkpoint", quiet=False) and \
                cli("load-weights", folder / "fresh.h5", f"{stem}-ckpt", "-o", f"{stem}-loaded.h5"):
            chains.append(("-loaded", f"{stem}-loaded.h5"))
        for step, path in chains:
            for dialect in (2, 3):
                for suffix in (".h5", ".keras"):
                    out = f"{stem}{step}-{dialect}{suffix}"
                    if resumes(folder.name, generation, dialect, suffix) and cli("convert", path, out, "--dialect", dialect):
                        add("trained", folder, out, dialect)


def run():
    if not (MADE / "made.txt").exists():
        shutil.rmtree(MADE, ignore_errors=True)
        for generation in (2, 3):
            subprocess.run([*SELF, "make", str(generation), str(MADE)], check=True, capture_output=True)
        (MADE / "made.txt").write_text("whole")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for folder in sorted(p for p in MADE.iterdir() if p.is_dir()):
        kind, generation, _ = folder.name.split("-")
        if WORDS and not any(word in folder.name for word in WORDS):
            continue
        (regularised if kind == "regularised" else resumed)(folder, int(generation))
    for dialect in (2, 3):
        listed = OUT / f"jobs{dialect}.json"
        listed.write_text(json.dumps(jobs[dialect]))
        done = subprocess.run([*SELF, "check", str(dialect), str(listed)], capture_output=True, text=True)
        print(f"Keras {dialect}, of {len(jobs[dialect])}:\n{done.stdout.strip()}", flush=True)
        if done.returncode or "FAILED" in done.stdout or not done.stdout:
            failed.append(dialect)
            print(done.stderr[-500:] if done.returncode else "")


run()
sys.exit(1 if failed else 0)
