#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the sample models: a small CNN trained on the 8x8 handwritten digits that scikit-learn ships.

    make_samples.py [FOLDER]        default: the folder of this script

Needs tensorflow-cpu, tf_keras, scikit-learn and Pillow; seeds are fixed. Writes
    digits.h5, digits/, digits.keras    the trained network as Keras 2 HDF5, SavedModel and Keras 3 archive
    digits-epoch-1.h5 ...               the same network after 1, 2 and 8 epochs, for comparing
    digit-0.png ...                     a few digits that the network has not seen
    digits-labels.txt                   the names of the ten outputs
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
EPOCHS = (1, 2, 8)
SHOWN = (0, 1, 2, 3, 4, 5, 7, 8)


def digits():
    """Training and test pictures as float32 in 0..1 with a channel, and their labels."""
    import numpy as np
    from sklearn.datasets import load_digits
    data = load_digits()
    pictures = (data.images / 16).astype(np.float32)[..., None]
    order = np.random.default_rng(8).permutation(len(pictures))
    pictures, labels = pictures[order], data.target[order]
    return pictures[:1500], labels[:1500], pictures[1500:], labels[1500:]


def network(keras):
    layers = keras.layers
    inputs = keras.Input((8, 8, 1), name="picture")
    x = layers.Conv2D(16, 3, padding="same", name="conv_1")(inputs)
    x = layers.BatchNormalization(name="norm_1")(x)
    x = layers.Activation("relu", name="relu_1")(x)
    x = layers.MaxPooling2D(name="pool_1")(x)
    x = layers.Conv2D(32, 3, padding="same", activation="relu", name="conv_2")(x)
    x = layers.MaxPooling2D(name="pool_2")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dropout(0.3, seed=8, name="dropout")(x)
    x = layers.Dense(48, activation="relu", name="hidden")(x)
    model = keras.Model(inputs, layers.Dense(10, activation="softmax", name="digit")(x), name="digits")
    model.compile(optimizer=keras.optimizers.Adam(2e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def make_keras2():
    import tf_keras as keras
    keras.utils.set_random_seed(8)
    x, y, test_x, test_y = digits()
    model = network(keras)
    for epoch in range(1, max(EPOCHS) + 1):
        model.fit(x, y, batch_size=64, epochs=1, verbose=0)
        if epoch in EPOCHS:
            model.save(HERE / f"digits-epoch-{epoch}.h5")
    print("accuracy on unseen digits:", model.evaluate(test_x, test_y, verbose=0)[1])
    model.save(HERE / "digits.h5")
    shutil.rmtree(HERE / "digits", ignore_errors=True)
    model.save(HERE / "digits")


def make_keras3():
    import keras
    keras.utils.set_random_seed(8)
    x, y, _, _ = digits()
    model = network(keras)
    model.fit(x, y, batch_size=64, epochs=max(EPOCHS), verbose=0)
    model.save(HERE / "digits.keras")


def make_pictures():
    import numpy as np
    from PIL import Image
    _, _, pictures, labels = digits()
    for digit in SHOWN:
        picture = pictures[int(np.flatnonzero(labels == digit)[0])]
        Image.fromarray((picture[..., 0] * 255).astype(np.uint8)).save(HERE / f"digit-{digit}.png")
    (HERE / "digits-labels.txt").write_text("\n".join("zero one two three four five six seven eight nine".split()) + "\n")


if __name__ == "__main__":
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
    if len(sys.argv) == 3:
        {"keras2": make_keras2, "keras3": make_keras3, "pictures": make_pictures}[sys.argv[2]]()
    else:
        for part, legacy in (("keras2", "1"), ("keras3", "0"), ("pictures", "0")):
            subprocess.run([sys.executable, __file__, str(HERE), part], check=True, env={**os.environ, "TF_USE_LEGACY_KERAS": legacy})
