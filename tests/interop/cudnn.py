#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold models of CuDNNLSTM and CuDNNGRU, which TensorFlow only runs on a GPU, against the LSTM and GRU that tf_keras loads their
weights into (hdf5_format.preprocess_weights_for_loading).

    cudnn.py CLI WORK_FOLDER
"""
import os
import subprocess
import sys
from pathlib import Path

os.environ.update(TF_USE_LEGACY_KERAS="1", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np
import tensorflow as tf
import tf_keras as k

CLI, TMP = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() / "cudnn"
L, V1 = k.layers, tf.compat.v1.keras.layers
TMP.mkdir(parents=True, exist_ok=True)


def stack(lstm, gru):
    i = k.Input((7, 4), name="series")
    x = lstm(5, return_sequences=True, name="a")(i)
    x = L.Bidirectional(gru(3, return_sequences=True, name="b"), name="both")(x)
    return k.Model(i, [lstm(4, name="c")(x), gru(2, name="d")(x)])


k.utils.set_random_seed(11)
model = stack(V1.CuDNNLSTM, V1.CuDNNGRU)
rng = np.random.default_rng(3)
model.set_weights([rng.normal(scale=0.5, size=w.shape).astype("float32") for w in model.get_weights()])
model.save(TMP / "cudnn.h5")
model.save_weights(TMP / "cudnn_weights.h5")
plain = stack(L.LSTM, L.GRU)
plain.load_weights(TMP / "cudnn_weights.h5")
x = rng.normal(size=(3, 7, 4)).astype("float32")
np.savez(TMP / "in.npz", series=x)
done = subprocess.run([CLI, "run", TMP / "cudnn.h5", "-i", TMP / "in.npz", "-o", TMP / "out.npz"], capture_output=True, text=True)
assert done.returncode == 0, done.stderr
out = np.load(TMP / "out.npz")
for name, wanted in zip(out.files, plain.predict(x, verbose=0)):
    np.testing.assert_allclose(out[name], wanted, rtol=1e-4, atol=1e-5, err_msg=name)
print("2 passed, 0 failed")
