#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold layerwright-cli against what real TensorFlow and Keras wrote and compute.

    run.py CLI WORK_FOLDER [WORD...]      only checks whose name holds one of the words

Makes the models of the zoo in WORK_FOLDER (once for each version of the scripts), then opens, lists, runs, saves and damages
them. Prints a line for each failed check and closes with 'N passed, N failed'.
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
CLI, WORK, WORDS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]
TMP = WORK / "tmp"
passed, failed = 0, []


def make_models():
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in [*sorted((HERE / "zoo").glob("*.py")), HERE / "make_models.py"])).hexdigest()
    stamp = WORK / "made.txt"
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Making the models with real Keras", flush=True)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for generation in ("keras2", "keras3"):
        done = subprocess.run([sys.executable, HERE / "make_models.py", generation, WORK], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr[-3000:])
    stamp.write_text(digest)


def cli(*args, status=0, as_json=False):
    args = [str(a) for a in args] + (["--json"] if as_json else [])
    done = subprocess.run([str(CLI), *args], capture_output=True, text=True, timeout=120)
    assert done.returncode == status, f"{' '.join(args)}: exit {done.returncode}, wanted {status}: {done.stderr.strip()[-300:]}"
    return json.loads(done.stdout) if as_json else done


def check(name, function):
    global passed
    if WORDS and not any(word in name for word in WORDS):
        return
    try:
        function()
        passed += 1
    except Exception as error:  # every check stands alone
        failed.append(name)
        print(f"FAILED {name}: {type(error).__name__}: {str(error)[:2000]}", flush=True)


def npz(path):
    with np.load(path) as data:
        return {k: data[k] for k in data.files}


def check_structure(model, facts):
    seen = cli("summary", model, as_json=True)
    assert seen["total_params"] == facts["total_params"], f"{seen['total_params']} parameters, wanted {facts['total_params']}"
    listed = {name for name, _ in facts["layers"]}  # Keras 3 leaves the operations between layers out of model.layers
    mine = [[l["name"], l["params"]] for l in seen["layers"] if l["name"] in listed or l["params"]]
    assert mine == facts["layers"], f"{[a for a, b in zip(mine, facts['layers']) if a != b]}"


def check_weights(model, facts, ordered):
    # kept in files, but no weights of the model
    uncounted = ("seed", "save_counter", "idf_weights", "num_documents", "/Variable", "_state_var", ".ATTRIBUTES/table-")
    rows = [w for w in cli("weights", model, "--stats", as_json=True) if not any(word in w["path"] for word in uncounted)]
    shapes = [w["shape"] for w in rows]
    wanted = facts["weights"]
    if not ordered:
        shapes, wanted = sorted(shapes), sorted(wanted)
    assert shapes == wanted, f"{shapes}, wanted {wanted}"
    assert len({w["path"] for w in rows}) == len(rows), "paths are not unique"
    exported = TMP / "all.npz"
    cli("convert", model, exported, "--to", "npz", "--no-optimizer")
    total = sum(np.abs(v.astype("float64")).sum() for k, v in npz(exported).items() if not any(word in k for word in uncounted))
    assert abs(total - facts["values"]) <= 1e-6 * max(1, facts["values"]), f"values sum to {total}, wanted {facts['values']}"


def check_run(model, folder):
    cli("run", model, "-i", folder / "in.npz", "-o", TMP / "out.npz")
    mine, wanted = list(npz(TMP / "out.npz").values()), list(npz(folder / "out.npz").values())
    assert len(mine) == len(wanted), f"{len(mine)} outputs, wanted {len(wanted)}"
    for i, (a, b) in enumerate(zip(mine, wanted)):
        if b.dtype.kind == "S":
            np.testing.assert_array_equal(a, b, err_msg=f"output {i}")
            continue
        assert a.shape == b.shape, f"output {i}: shape {a.shape}, wanted {b.shape}"
        np.testing.assert_allclose(a, b, rtol=3e-5, atol=3e-5, err_msg=f"output {i}")


def check_saved_again(model, out, to, folder):
    """Saved in its own format, every value is equal and real tf_keras predicts the same."""
    cli("convert", model, out, "--to", to)
    code = ("import sys,os;os.environ['TF_USE_LEGACY_KERAS']='1'\nimport numpy as np,tf_keras\n"
            "m=tf_keras.models.load_model(sys.argv[1]);d=list(np.load(sys.argv[2]).values());y=m(d if len(d)>1 else d[0],training=False)\n"
            "y=list(y) if isinstance(y,(list,tuple)) else [y];w=list(np.load(sys.argv[3]).values())\n"
            "[np.testing.assert_allclose(np.asarray(a),b,rtol=1e-6,atol=1e-6) for a,b in zip(y,w)]\n")
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, "-c", code, out, folder / "in.npz", folder / "out.npz"], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr[-400:]


def check_damaged(path):
    """A cut file gets one line and exit status 2, and leaves nothing behind."""
    data = path.read_bytes()
    for fraction in (0.02, 0.4, 0.9, 0.999):
        cut = TMP / f"cut{path.suffix}"
        cut.write_bytes(data[:int(len(data) * fraction)])
        done = cli("convert", cut, TMP / "never.npz", "--to", "npz", status=2)
        assert done.stderr.startswith("layerwright-cli: ") and done.stderr.count("\n") == 1, done.stderr
        assert not (TMP / "never.npz").exists()


def check_training(model):
    state = cli("summary", model, as_json=True)["training"]
    assert state and state["iterations"] == 2, state
    if (model.parent.parent.name, model.suffix) != ("keras3", ".keras"):  # Keras 3.15 leaves the optimizer out of compile_config there
        assert "adam" in state["optimizer"].lower(), state


def fresh(name):
    path = TMP / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


make_models()
shutil.rmtree(TMP, ignore_errors=True)
TMP.mkdir()
RESAVED = ("masked_text", "nested_and_shared", "dense_activations")
for folder in sorted(p for g in ("keras2", "keras3") for p in (WORK / g).iterdir()):
    facts = json.loads((folder / "facts.json").read_text())
    title = f"{folder.parent.name}/{folder.name}"
    whole = [p for p in ("model.h5", "model.keras", "saved_model") if (folder / p).exists()]
    for model in whole:
        check(f"open:{title}/{model}", lambda: check_structure(folder / model, facts))
        ordered = (folder.parent.name, folder.name, model) != ("keras3", "spectral", "model.h5")  # trainable first in that file alone
        check(f"weights:{title}/{model}", lambda: check_weights(folder / model, facts, ordered))
        check(f"run:{title}/{model}", lambda: check_run(folder / model, folder))
    for weights in ("model.weights.h5", "ckpt"):
        # A weights file of SpectralNormalization holds the wrapped kernel twice; only the architecture tells.
        twice = (folder.name, weights) == ("spectral", "model.weights.h5")
        if not twice and ((folder / weights).exists() or (folder / (weights + ".index")).exists()):
            check(f"weights:{title}/{weights}", lambda: check_weights(folder / weights, facts, False))
    if folder.parent.name == "keras2" and folder.name in RESAVED:
        check(f"save:{title}/model.h5", lambda: check_saved_again(folder / "model.h5", fresh("o.h5"), "h5", folder))
        check(f"save:{title}/saved_model", lambda: check_saved_again(folder / "saved_model", fresh("o_sm"), "saved_model", folder))
    if folder.name == "dense_activations":
        for model in ("model.h5", "model.keras"):
            check(f"errors:{title}/{model} cut", lambda: check_damaged(folder / model))
            check(f"training:{title}/{model}", lambda: check_training(folder / model))

for generation in ("keras2", "keras3"):
    if WORDS and not any(word in f"weights_only:{generation}" for word in WORDS):
        continue
    done = subprocess.run([sys.executable, HERE / "weights.py", generation, CLI, TMP / generation], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("OK ", "FAILED "))]
    passed += sum(line.startswith("OK ") for line in lines)
    for line in [line for line in lines if line.startswith("FAILED ")] or ([] if lines else [f"FAILED all: {done.stderr[-400:]}"]):
        failed.append(line)
        print(f"FAILED weights_only:{generation}:{line.removeprefix('FAILED ')}", flush=True)


def check_script(name, folder=WORK, *arguments):
    """A script of its own."""
    done = subprocess.run([sys.executable, HERE / name, CLI, folder, *arguments], capture_output=True, text=True)
    told = "\n".join(line for line in done.stdout.splitlines() if line.startswith("FAILED")) or done.stdout[-2000:]
    assert done.returncode == 0, told + done.stderr[-500:]


check("coverage:every layer class is in a model", lambda: check_script("coverage.py"))
check("transplant:all", lambda: check_script("transplant.py"))
check("expressions:against NumPy", lambda: check_script("expressions.py", TMP / "expressions", "300"))
check("safetensors:the reference library", lambda: check_script("safetensors_files.py"))
check("cudnn:as the layers that tf_keras makes of them", lambda: check_script("cudnn.py"))
check("custom layers:by class and by function", lambda: check_script("custom_layers.py", TMP / "custom_layers"))
check("surgery:as Keras does it", lambda: check_script("surgery.py"))
check("surgery:awkward graphs as Keras does it", lambda: check_script("surgery_graphs.py"))
check("arguments:as Keras takes them", lambda: check_script("arguments.py"))
check("surgery:ResNet50 as Keras does it", lambda: check_script("surgery_resnet.py"))
check("old_files:open in Keras 3", lambda: check_script("old_files.py"))
check("training_state:losses and optimizers through every format", lambda: check_script("training_state.py"))
check("stations:every model in every container", lambda: check_script("stations.py"))
check("optimizers:training goes on from every container", lambda: check_script("optimizers.py"))

shutil.rmtree(TMP, ignore_errors=True)
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
