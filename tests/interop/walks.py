# SPDX-License-Identifier: GPL-3.0-or-later
"""The containers, the ways through them, and what both stations.py and optimizers.py do with the files on the way."""
import hashlib
import itertools
import subprocess
import sys
import zipfile

import numpy as np

SUFFIXES = {"h5": ".h5", "keras": ".keras", "saved_model": "_sm", "tf_checkpoint": "_ckpt", "weights_keras": ".weights.h5",
            "weights_h5": ".layers.h5"}
WHOLE = ("h5", "keras", "saved_model")
# Every ordered pair of the whole containers, each with itself too: nine hops.
WALK = ("h5", "h5", "saved_model", "saved_model", "keras", "keras", "h5", "keras", "saved_model", "h5")
assert set(itertools.pairwise(WALK)) == set(itertools.product(WHOLE, WHOLE))
# The dialect of .h5 and .keras on a walk; in a SavedModel it is always that of Keras 2.
WALKS = {"all2": {"h5": 2, "keras": 2}, "mixed": {"h5": 2, "keras": 3}, "all3": {"h5": 3, "keras": 3}}


def walks_of(generation):
    """Every walk ends in the dialect of the original, if all goes well."""
    return {name: dialects for name, dialects in WALKS.items() if name != ("all3" if generation == 2 else "all2")}


def dialects_of(container):
    return (2,) if container in ("saved_model", "tf_checkpoint") else (2, 3)


def digest(path):
    """Of all that a file, folder or checkpoint holds, whatever the time is that stands in it."""
    files = [path] if path.is_file() else path.rglob("*") if path.is_dir() else path.parent.glob(path.name + ".*")
    whole = hashlib.sha256()
    for file in sorted(p for p in files if p.is_file()):
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                whole.update(repr([(m.filename, m.CRC) for m in archive.infolist() if m.filename != "metadata.json"]).encode())
        else:
            whole.update((file.name if path.is_dir() else file.suffix).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def run(cli, *arguments):
    done = subprocess.run([str(cli), *map(str, arguments)], capture_output=True, text=True)
    done.stderr = without_notes(done.stderr)
    return done


def without_notes(text):
    """What Keras will do with a file that is as it should be."""
    return "".join(line for line in text.splitlines(True) if not line.startswith("note: "))


def convert(cli, source, target, to, dialect, *flags):
    return run(cli, "convert", source, target, "--to", to, "--dialect", dialect, *flags)


def spoken(script, log):
    """What a Python script says, also if it dies; log has it while it runs."""
    with log.open("w") as out:
        done = subprocess.run([sys.executable, *map(str, script)], stdout=out, stderr=subprocess.PIPE, text=True)
    return log.read_text().strip() + ("" if done.returncode == 0 else f"\nFAILED all {done.stderr[-500:]}")


def goes_on(results, wanted):
    """Whether training from a file gave what training from the model gave (both of resume.py)."""
    with np.load(results) as a, np.load(wanted) as b:
        return all(np.allclose(a[name], b[name], rtol=1e-5, atol=2e-6) for name in b.files)
