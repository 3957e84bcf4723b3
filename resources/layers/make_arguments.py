#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write arguments.json beside this script: what each built-in layer can be given, in the order and with the defaults of its
get_config(), for tf_keras 2.21 and Keras 3.15. An argument is [name, default], or [name] when the layer needs it; what wrappers wrap
is not in it.

    make_arguments.py          runs itself once for each generation
"""
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FRAME = {"name", "trainable", "dtype", "batch_input_shape", "activity_regularizer"}
NEEDED = {"units": 8, "filters": 8, "kernel_size": 3, "rate": 0.5, "input_dim": 10, "output_dim": 8, "n": 2, "target_shape": [2],
          "dims": [1], "num_heads": 2, "key_dim": 8, "num_query_heads": 2, "num_key_value_heads": 1, "head_dim": 4, "stddev": 0.1,
          "axes": 1, "height": 8, "width": 8, "scale": 1.0, "activation": "relu", "factor": 0.1, "value_range": [0, 255],
          "num_bins": 4, "max_tokens": 10, "height_factor": 0.1, "equation": "ab,bc->ac", "output_shape": 4, "num_tokens": 4,
          "bin_boundaries": [0.0], "hidden_dim": 8, "num_experts": 2}


def arguments(generation):
    os.environ.update(TF_USE_LEGACY_KERAS="1" if generation == "2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
    if generation == "2":
        import tf_keras as keras
    else:
        import keras
    found = {}
    for name, cls in sorted(vars(keras.layers).items()):
        if not inspect.isclass(cls) or not issubclass(cls, keras.layers.Layer) or cls.__name__ != name:
            continue
        given = {n: p.default for n, p in inspect.signature(cls.__init__).parameters.items()}
        needed = [n for n, d in given.items() if d is inspect.Parameter.empty and n in NEEDED]
        try:
            config = cls(**{n: NEEDED[n] for n in needed}).get_config()
            # A seed that nobody gave is made up; the default is none.
            rows = [[k] if k in needed else [k, None if k == "seed" else v] for k, v in config.items() if k not in FRAME]
            found[name] = json.loads(json.dumps(rows, default=lambda value: value.item()))
        except Exception:  # those that need a layer
            continue
    layers = keras.layers
    for wrapper, key in ((layers.Bidirectional(layers.LSTM(8)), "layer"), (layers.TimeDistributed(layers.Dense(8)), "layer"),
                         (layers.RNN(layers.LSTMCell(8)), "cell")):
        rows = [[k, v] for k, v in wrapper.get_config().items() if k not in FRAME | {key, "backward_layer"}]
        found[type(wrapper).__name__] = json.loads(json.dumps(rows))
    return dict(sorted(found.items()))


if len(sys.argv) > 1:
    print(json.dumps(arguments(sys.argv[1])))
else:
    lines = {}
    for generation in "23":
        done = subprocess.run([sys.executable, __file__, generation], capture_output=True, text=True, check=True)
        lines[generation] = json.loads(done.stdout.splitlines()[-1])
    with open(HERE / "arguments.json", "w") as file:
        blocks = []
        for generation, layers in lines.items():
            rows = ",\n".join(f'  "{name}": {json.dumps(rows, separators=(",", ":"))}' for name, rows in layers.items())
            blocks.append(f'"{generation}": {{\n{rows}\n}}')
        file.write("{" + ",\n".join(blocks) + "}\n")
