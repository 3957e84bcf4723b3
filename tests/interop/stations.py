#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Save every model of the zoo as every container in both dialects of Keras; real Keras loads it and predicts the same.

    stations.py CLI WORK_FOLDER      after run.py has made the models there

Then every optimizer: training goes on from what was saved. Prints a line for each failed model and closes with the counts.
Left out: models with hard_sigmoid across dialects (another function there, and convert says so); .h5 files that Keras 3 wrote and
cannot load itself; optimizers that Keras itself does not restore (Keras 3 from .h5, OptimizerV2 from .keras, Nadam of tf_keras).
"""
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLI, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
OUT = WORK / "stations"
OUT.mkdir(parents=True, exist_ok=True)
TARGETS = (("keras", ".keras"), ("h5", ".h5"), ("weights_keras", ".weights.h5"), ("weights_h5", ".layers.h5"))
LOAD = """
import os, sys, json
os.environ.update(TF_USE_LEGACY_KERAS="1" if sys.argv[1] == "2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np
if sys.argv[1] == "2":
    import tf_keras as keras
else:
    import keras
passed = 0
for path, folder, tolerance in json.load(open(sys.argv[2])):
    try:
        if path.endswith((".weights.h5", ".layers.h5")):
            model = keras.models.load_model(folder + "/model.keras")
            for w in model.weights:
                if "seed" not in w.name and w.dtype == "float32":
                    w.assign(w * 0)
            model.load_weights(path)
        else:
            model = keras.models.load_model(path)
        x = list(np.load(folder + "/in.npz").values())
        y = model(x if len(x) > 1 else x[0], training=False)
        y = list(y) if isinstance(y, (list, tuple)) else [y]
        wanted = list(np.load(folder + "/out.npz").values())
        assert len(y) == len(wanted), f"{len(y)} outputs"
        for a, b in zip(y, wanted):
            np.testing.assert_allclose(np.asarray(a), b, rtol=tolerance, atol=tolerance)
        passed += 1
    except Exception as error:  # every model stands alone
        print("FAILED", path, type(error).__name__, " ".join(str(error).split())[:300], flush=True)
print(passed, "passed")
"""


def convert(source, target, to, dialect):
    return subprocess.run([str(CLI), "convert", str(source), str(target), "--to", to, "--dialect", str(dialect)], capture_output=True, text=True)


def containers():
    jobs = {2: [], 3: []}
    for generation in (2, 3):
        for folder in sorted((WORK / f"keras{generation}").iterdir()):
            for source in ("model.h5", "model.keras", "saved_model"):
                if not (folder / source).exists() or (generation == 3 and source == "model.h5"):
                    continue
                for to, suffix in TARGETS:
                    for dialect in (2, 3):
                        if to.startswith("weights") and (dialect != generation or source != "model.keras"):
                            continue
                        target = OUT / f"{generation}-{folder.name}-{source.replace('.', '_')}-{dialect}{suffix}"
                        done = convert(folder / source, target, to, dialect)
                        if done.returncode:
                            refused(target, done)
                        elif "another function" not in done.stderr and "has no layer of the class" not in done.stderr:
                            jobs[dialect].append((str(target), str(folder), 1e-6 if dialect == generation else 2e-5))
    return jobs


def restored(name, generation, dialect, source, to):
    """Whether Keras itself goes on from such a file."""
    legacy = name.endswith("_legacy")
    if "nadam" in name and (generation == 2 or dialect == 2):
        return False
    if legacy and (dialect == 3 or "keras" in (source.split(".")[-1], to) or (name.startswith("ftrl") and source == "saved_model")):
        return False
    return not (dialect == 3 and to == "h5")


def refused(target, done):
    global failed
    failed = True
    print("FAILED", target.name, done.stderr.strip()[:300])


def optimizers():
    jobs = {2: [], 3: []}
    place = WORK / "resume"
    for generation in (2, 3):
        if not (place / f"keras{generation}").exists():
            subprocess.run([sys.executable, HERE / "resume.py", "make", f"keras{generation}", place], check=True, capture_output=True)
        for folder in sorted((place / f"keras{generation}").iterdir()):
            for source in ("model.h5", "model.keras", "saved_model"):
                for to, suffix in TARGETS[:2]:
                    for dialect in (2, 3):
                        if not (folder / source).exists() or not restored(folder.name, generation, dialect, source, to):
                            continue
                        target = OUT / f"resume-{generation}-{folder.name}-{source.replace('.', '_')}-{dialect}{suffix}"
                        done = convert(folder / source, target, to, dialect)
                        if done.returncode or done.stderr:
                            refused(target, done)
                        else:
                            jobs[dialect].append((str(target), str(folder)))
    return jobs


failed = False
models, trained = containers(), optimizers()
for dialect in (2, 3):
    for kind, jobs in (("models", models[dialect]), ("trained", trained[dialect])):
        listed = OUT / f"{kind}{dialect}.json"
        listed.write_text(json.dumps(jobs))
        command = [sys.executable, "-c", LOAD, str(dialect), listed] if kind == "models" else \
            [sys.executable, HERE / "resume.py", "check", f"keras{dialect}", listed]
        done = subprocess.run(command, capture_output=True, text=True)
        print(f"{kind} for Keras {dialect}, of {len(jobs)}:\n{done.stdout.strip()}")
        failed = failed or done.returncode != 0 or "FAILED" in done.stdout
sys.exit(1 if failed else 0)
