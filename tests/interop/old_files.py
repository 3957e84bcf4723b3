#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in the manner of Keras 2.0 to 2.10, which Keras 3 refuses: saved as .keras they open there and predict the same.

    old_files.py CLI WORK_FOLDER        prints a line for each failed check and closes with the counts
    old_files.py make|check PLACE       in the Keras of the one that calls

tf_keras writes the models; then their configs are changed to what its forerunners wrote.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()


def walk(value, change):
    """Calls change with every dictionary inside."""
    if isinstance(value, dict):
        change(value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        walk(inner, change)


def without_modules(entry):
    for key in ("module", "registered_name", "build_config"):
        entry.pop(key, None)


def of_tensorflow_2_4(config):
    """groups, time_major, dtype policies as objects, dtypes of initialisers."""
    def change(entry):
        without_modules(entry)
        inner, name = entry.get("config"), entry.get("class_name")
        if not isinstance(inner, dict) or name is None:
            return
        if name in ("Conv2DTranspose", "DepthwiseConv2D", "SeparableConv2D"):
            inner["groups"] = 1
        if name in ("LSTM", "GRU", "SimpleRNN"):
            inner["time_major"] = False
        if name == "Dense" and isinstance(inner.get("dtype"), str):
            inner["dtype"] = {"class_name": "Policy", "config": {"name": inner["dtype"]}}
        for key in inner:
            if key.endswith("initializer") and isinstance(inner[key], dict):
                inner[key]["config"]["dtype"] = "float32"
    walk(config, change)


def of_keras_2_0(config):
    """Model instead of Functional, Sequential as a list, no dtype, no reset_after, implementation 0."""
    def change(entry):
        without_modules(entry)
        inner, name = entry.get("config"), entry.get("class_name")
        if not isinstance(inner, dict) or name is None:
            return
        if name == "Functional":
            entry["class_name"] = "Model"
        for key in ("groups", "time_major", "reset_after", "ragged", "keepdims") + (() if name == "InputLayer" else ("dtype",)):
            inner.pop(key, None)
        if name in ("LSTM", "GRU", "SimpleRNN"):
            inner["implementation"] = 0
    walk(config, change)
    if config["class_name"] == "Sequential":
        layers = config["config"]["layers"]
        if layers[0]["class_name"] == "InputLayer":
            first = layers.pop(0)
            layers[0]["config"]["batch_input_shape"] = first["config"]["batch_input_shape"]
        config["config"] = layers


def models(keras, tf):
    """Name -> (model, how its config is changed, version that it says)."""
    layers, model = keras.layers, keras.Model

    def convolutions():
        image = keras.Input((12, 12, 4))
        x = layers.Conv2D(8, 3, groups=2, name="conv/one")(image)
        x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(x))
        x = layers.ReLU(6.0)(layers.DepthwiseConv2D(3, padding="same")(x))
        x = layers.Conv2DTranspose(4, 2, strides=2)(layers.SeparableConv2D(6, 2)(x))
        x = layers.Dropout(0.2)(layers.MaxPooling2D()(layers.UpSampling2D()(x)))
        return model(image, layers.Dense(3, activation="softmax")(layers.GlobalAveragePooling2D()(x)))

    def sequential():
        return keras.Sequential([keras.Input((12, 12, 3)), layers.Conv2D(4, 3, activation="relu"), layers.BatchNormalization(),
                                 layers.ZeroPadding2D(), layers.Conv2D(4, 3, strides=2), layers.Flatten(), layers.Dense(5),
                                 layers.LeakyReLU(), layers.PReLU(), layers.ELU(), layers.Dense(2, activation="softmax")])

    def recurrent():
        words = keras.Input((7,), dtype="int32")
        x = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(layers.Embedding(10, 5, mask_zero=True)(words))
        x = layers.TimeDistributed(layers.Dense(4))(layers.GRU(3, return_sequences=True)(x))
        return model(words, layers.Dense(2)(layers.SimpleRNN(3)(x)))

    def old_recurrent():
        inputs = keras.Input((7, 5))
        x = layers.GRU(4, reset_after=False, return_sequences=True, recurrent_activation="sigmoid")(inputs)
        return model(inputs, layers.Dense(2)(layers.LSTM(3, recurrent_activation="sigmoid")(x)))

    def nested():
        inner = keras.Sequential([keras.Input((4,)), layers.Dense(5, activation="tanh"), layers.Dense(4)], name="inner")
        a, b = keras.Input((4,)), keras.Input((4,))
        x = layers.Add()([inner(a), inner(b)])
        return model([a, b], [layers.Dense(2)(layers.Concatenate()([x, inner(x)])), layers.Dot(1)([a, b])])

    def operations():
        inputs = keras.Input((6, 4))
        x = (inputs * 2.0 + 1.0)[:, 1:, :]
        y = tf.reduce_mean(x, axis=1)
        z = tf.reshape(tf.concat([y, tf.nn.relu(y)], axis=-1), [-1, 2, 4])
        z = tf.transpose(tf.squeeze(tf.expand_dims(z, 1), 1), [0, 2, 1])
        z = z / 2.0 - tf.math.sqrt(tf.abs(z) + 1.0)
        w = tf.cast(z > 0.0, tf.float32)
        z = tf.clip_by_value(tf.where(z > 0.0, z, w), -1.0, 1.0)
        a, b = tf.split(tf.stack([z, w], axis=1), 2, axis=1)
        s = tf.nn.softmax(tf.math.reduce_max(a - b, axis=[1, 2]))
        return model(inputs, [layers.Dense(2)(s), keras.activations.gelu(s), -s, 1.0 - s, s ** 2])

    def computed():
        """Shapes that the graph computes, and products of turned matrices, as attention was written by hand."""
        inputs = keras.Input((6, 8))
        x = layers.Dense(8)(inputs)
        batch = tf.shape(x)[0]
        heads = tf.transpose(tf.reshape(x, [batch, -1, 2, 4]), [0, 2, 1, 3])
        weights = tf.nn.softmax(tf.matmul(heads, heads, transpose_b=True) / 2.0)
        y = tf.reshape(tf.transpose(tf.matmul(weights, heads), [0, 2, 1, 3]), (batch, tf.shape(x)[1], 8))
        words = keras.Input((None, 4))
        w = tf.reshape(layers.Dense(6)(words), [tf.shape(words)[0], tf.shape(words)[1], 2, 3])
        return model([inputs, words], [layers.Dense(3)(y), tf.reshape(y, tf.shape(inputs)), tf.reshape(x, [batch, 48]), w,
                                       tf.matmul(x, inputs, transpose_a=True), tf.matmul(y, x, adjoint_a=True, transpose_b=False)])

    def attention():
        inputs = keras.Input((5, 6))
        x = layers.LayerNormalization()(layers.MultiHeadAttention(2, 3)(inputs, inputs) + inputs)
        return model(inputs, layers.Dense(2)(layers.Attention()([x, inputs])))

    def prepared():
        image = keras.Input((8, 8, 3))
        x = layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 3.0])(layers.Rescaling(1 / 255.0)(image))
        return model(image, layers.Flatten()(layers.ThresholdedReLU(0.3)(layers.CenterCrop(4, 4)(layers.RandomFlip()(x)))))

    def mixed():
        inputs = keras.Input((4,))
        x = layers.Dense(5, activation="swish", dtype=keras.mixed_precision.Policy("mixed_float16"))(inputs)
        return model(inputs, layers.Dense(3)(x))

    return {"convolutions": (convolutions, of_tensorflow_2_4, "2.4.0"), "sequential": (sequential, of_keras_2_0, "2.0.5"),
            "recurrent": (recurrent, of_tensorflow_2_4, "2.4.0"), "old_recurrent": (old_recurrent, of_keras_2_0, "2.0.5"),
            "nested": (nested, of_keras_2_0, "2.1.6"), "operations": (operations, of_tensorflow_2_4, "2.6.0"),
            "computed": (computed, of_tensorflow_2_4, "2.6.0"), "attention": (attention, of_tensorflow_2_4, "2.6.0"), "prepared": (prepared, of_tensorflow_2_4, "2.6.0"),
            "mixed": (mixed, of_tensorflow_2_4, "2.3.0-tf")}


def make(place):
    import h5py
    import numpy as np
    import tensorflow as tf
    import tf_keras as keras
    rng = np.random.default_rng(0)

    def values(tensor):
        shape = (2, *(size or 5 for size in tensor.shape[1:]))
        return rng.integers(0, 9, shape).astype("int32") if tensor.dtype == tf.int32 else rng.standard_normal(shape).astype("float32")

    for name, (build, change, version) in models(keras, tf).items():
        model = build()
        model.set_weights([rng.random(v.shape) + 0.5 if "variance" in v.name else rng.normal(size=v.shape) * 0.4 for v in model.weights])
        model.compile(keras.optimizers.legacy.Adam(0.001), "mse")
        x = [values(t) for t in model.inputs]
        y = model(x if len(x) > 1 else x[0], training=False)
        np.savez(place / f"{name}-in.npz", *x)
        np.savez(place / f"{name}-out.npz", *[np.asarray(v, "float32") for v in (y if isinstance(y, (list, tuple)) else [y])])
        model.save(place / f"{name}.h5")
        with h5py.File(place / f"{name}.h5", "a") as file:
            config = json.loads(file.attrs["model_config"])
            change(config)
            file.attrs["model_config"] = np.bytes_(json.dumps(config).encode())
            for group in (file, file["model_weights"]):
                group.attrs["keras_version"] = np.bytes_(version.encode())


def check(place):
    import keras
    import numpy as np
    passed = 0
    for path in sorted(place.glob("*.keras")):
        name = path.name.removesuffix(".keras")
        try:
            model = keras.models.load_model(path)
            assert type(model.optimizer).__name__ == "Adam", model.optimizer
            x, wanted = (list(np.load(place / f"{name}-{what}.npz").values()) for what in ("in", "out"))
            y = model(x if len(x) > 1 else x[0], training=False)
            tolerance = 3e-3 if name == "mixed" else 2e-5
            for a, b in zip(y if isinstance(y, (list, tuple)) else [y], wanted, strict=True):
                np.testing.assert_allclose(np.asarray(a, "float32"), b, rtol=tolerance, atol=tolerance)
            passed += 1
        except Exception as error:  # every model stands alone
            print("FAILED", name, type(error).__name__, " ".join(str(error).split())[:300], flush=True)
    print(passed, "passed")


if sys.argv[1] in ("make", "check"):
    os.environ.update(TF_USE_LEGACY_KERAS="1" if sys.argv[1] == "make" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
    (make if sys.argv[1] == "make" else check)(Path(sys.argv[2]))
    sys.exit(0)

CLI, PLACE = sys.argv[1], Path(sys.argv[2]).resolve() / "old_files"
PLACE.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.executable, HERE, "make", PLACE], check=True, capture_output=True)
failed = False
for source in sorted(PLACE.glob("*.h5")):
    done = subprocess.run([CLI, "convert", source, source.with_suffix(".keras"), "--json"], capture_output=True, text=True)
    said = json.loads(done.stdout) if done.returncode == 0 else {"notes": [], "warnings": []}
    notes = said["notes"] + said["warnings"]
    if not any("batch_shape" in note["message"] or "input layer" in note["message"] for note in notes) or done.stderr:
        failed = True
        print("FAILED", source.name, done.stderr.strip()[:300], notes[:3])
done = subprocess.run([sys.executable, HERE, "check", PLACE], capture_output=True, text=True)
print(done.stdout.strip())
sys.exit(1 if failed or done.returncode or "FAILED" in done.stdout else 0)
