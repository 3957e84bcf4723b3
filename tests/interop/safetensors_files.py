#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Layerwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference library reads the safetensors that convert writes, and convert reads what the library writes.

    safetensors_files.py CLI WORK_FOLDER      after run.py has made the models there
"""
import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
from safetensors.numpy import load_file, save_file

CLI, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
OUT = WORK / "safetensors"
OUT.mkdir(parents=True, exist_ok=True)


def convert(source, target, *options):
    done = subprocess.run([CLI, "convert", source, target, *options], capture_output=True, text=True)
    assert done.returncode == 0, f"{source}: {done.stderr}"


def same(a, b):
    return a.keys() == b.keys() and all(a[n].shape == b[n].shape and a[n].dtype == b[n].dtype and
                                        np.array_equal(a[n], b[n]) for n in a)


def leaves_out(source, target, name):
    """Status 1, a line that names what the file lacks, and a file with the rest."""
    done = subprocess.run([CLI, "convert", source, target], capture_output=True, text=True)
    assert done.returncode == 1 and name in done.stderr, f"{source} to {target.name}: exit {done.returncode}: {done.stderr}"


# Text has no type in safetensors; a null dataset of HDF5 has no values.
np.savez(OUT / "words.npz", kernel=np.ones((2, 3), "f"), words=np.array([b"a", b"bc"]))
leaves_out(OUT / "words.npz", OUT / "words.safetensors", "words")
assert list(load_file(OUT / "words.safetensors")) == ["kernel"]
shutil.copy(WORK / "keras2/dense_activations/model.h5", OUT / "null.h5")
with h5py.File(OUT / "null.h5", "a") as file:
    paths = []
    file["model_weights"].visititems(lambda name, item: paths.append(name) if isinstance(item, h5py.Dataset) else None)
    del file["model_weights"][paths[-1]]
    file["model_weights"][paths[-1]] = h5py.Empty("f")
for suffix, load in ((".npz", lambda path: np.load(path).files), (".safetensors", load_file)):
    leaves_out(OUT / "null.h5", OUT / ("null" + suffix), "kernel" if "kernel" in paths[-1] else "bias")
    weights = [name for name in load(OUT / ("null" + suffix)) if not name.startswith("optimizer")]
    assert len(weights) == len(paths) - 1, (weights, paths)

checked = 0
for model in sorted(WORK.glob("keras?/*/model.keras")):
    if any(kind in model.parent.name for kind in ("string", "lookup", "vector", "bfloat")):
        continue  # text has no type there, NumPy has no bfloat16
    ours, theirs, arrays, again = (OUT / name for name in ("a.safetensors", "b.safetensors", "a.npz", "b.npz"))
    convert(model, ours, "--no-optimizer")
    convert(model, arrays, "--no-optimizer")
    read, wanted = load_file(ours), dict(np.load(arrays))
    assert same(read, wanted), f"{model}: {sorted(set(read) ^ set(wanted))[:5]}"
    if read:
        save_file(read, theirs)
        convert(theirs, again)
        assert same(dict(np.load(again)), wanted), f"{model}: read back"
    checked += 1
assert checked > 30, f"only {checked} models were there"
print(f"{checked} passed")
