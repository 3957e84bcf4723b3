# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of surgery share: one run for each Keras, edits by layerwright-cli, comparisons.

A script that imports this is called SCRIPT CLI WORK_FOLDER [GENERATION]; without a generation it runs itself for Keras 2 (tf_keras)
and for Keras 3 and adds up what they print.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

if len(sys.argv) < 4:
    totals = [0, 0]
    for generation in "23":
        done = subprocess.run([sys.executable, *sys.argv, generation], capture_output=True, text=True)
        print(done.stdout + ("" if "passed" in done.stdout else done.stderr[-1000:]), end="")
        words = done.stdout.split("\n")[-2].split() if "passed" in done.stdout else ["0", "", "1"]
        totals = [totals[0] + int(words[0]), totals[1] + int(words[2])]
    print(f"{totals[0]} passed, {totals[1]} failed")
    sys.exit(1 if totals[1] else 0)

TWO = sys.argv[3] == "2"
os.environ.update(TF_USE_LEGACY_KERAS="1" if TWO else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np
import tensorflow as tf

if TWO:
    import tf_keras as k
else:
    import keras as k

CLI, TMP = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() / (Path(sys.argv[0]).stem + sys.argv[3])
SUFFIX = ".h5" if TWO else ".keras"
L = k.layers
passed, failed = [], []


def check(function):
    try:
        function()
        passed.append(function.__name__)
    except Exception as error:  # every check stands alone
        failed.append(function.__name__)
        print(f"FAILED {Path(sys.argv[0]).stem}:keras{sys.argv[3]}:{function.__name__}: {type(error).__name__}: {str(error)[:700]}", flush=True)


def saved(model, name):
    path = TMP / (name + SUFFIX)
    model.save(path)
    return path


def edited(model, *steps, status=0):
    """The model (or its file) after the steps, loaded by Keras; the message when status is 2."""
    source = model if isinstance(model, Path) else saved(model, "in")
    out = TMP / ("out" + SUFFIX)
    out.unlink(missing_ok=True)
    done = subprocess.run([str(CLI), "edit", str(source), "-o", str(out), *map(str, steps)],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == status, f"{steps}: exit {done.returncode}: {done.stderr.strip()[-500:]}"
    return k.models.load_model(out) if status == 0 else done.stderr


def layer(class_name, **config):
    path = TMP / f"layer{len(list(TMP.glob('layer*')))}.json"
    path.write_text(json.dumps({"class_name": class_name, "config": config}))
    return path


def same(a, b, x):
    a, b = a.predict(x, verbose=0), b.predict(x, verbose=0)
    assert np.shape(a) == np.shape(b), f"{np.shape(a)} is not {np.shape(b)}"
    np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


def trains_on(model, x):
    model.compile("adam", "mse")
    model.fit(x, np.zeros((len(x), *model.output_shape[1:])), verbose=0)


def run(checks):
    """All of them, in a folder of their own; ends the program."""
    shutil.rmtree(TMP, ignore_errors=True)
    TMP.mkdir(parents=True)
    for each in checks:
        check(each)
    shutil.rmtree(TMP, ignore_errors=True)
    print(f"{len(passed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)
