#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""For every optimizer: three steps of training that go on from a saved model equal those of the model that was saved.

    optimizers.py CLI WORK_FOLDER [NAME...]

From every file that Keras wrote: one hop into every whole container, walks as stations.py takes them, and checkpoints, which are
loaded by tf_keras (assert_consumed) and by load-weights, both into a model of the same kind that was trained elsewhere.

Not every file can go on, and the reason is Keras. No list says so: the same Keras first loads its own file of that container and
goes on from it. Where that differs from the model that was saved, a file of ours must do exactly as Keras' own file does.
(SavedModel: tf_keras forgets the state of every optimizer. .h5 in Keras 3: the same. Nadam in tf_keras: forgets a product that it
keeps. OptimizerV2 in .keras: no state is written there.) What such a file did not hold cannot be carried on from it either.
"""
import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import h5py
import walks
from walks import SUFFIXES

HERE = Path(__file__).resolve().parent
CLI, WORK, NAMES = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]
PLACE, OUT = WORK / "resume", WORK / "resumed"
# Optimizers of OptimizerV2 that are others in Keras 3: the momentum of Nadam rises with 0.96^(0.004 step) there, with 0.96^step
# today; RMSprop adds epsilon to the root there, under the root today.
OTHERS = ("nadam_legacy", "rmsprop_legacy", "rmsprop_centered_legacy")
FILES = {"h5": "model.h5", "keras": "model.keras", "saved_model": "saved_model", "tf_checkpoint": "ckpt"}


def resume(dialect, jobs, name):
    listed = OUT / f"{name}{dialect}.json"
    listed.write_text(json.dumps(jobs))
    return walks.spoken([HERE / "resume.py", "check", f"keras{dialect}", listed], listed.with_suffix(".txt"))


def folders(generation):
    names = {name.removesuffix("_legacy") for name in NAMES} if generation == 3 else set(NAMES)
    return [f for f in sorted((PLACE / f"keras{generation}").iterdir()) if not NAMES or f.name in names]


def controls():
    """What Keras itself makes of its own files: (generation, name, container) -> results."""
    found = {}
    for generation in (2, 3):
        jobs = []
        for folder in folders(generation):
            for container in ("h5", "keras", "tf_checkpoint"):
                source = folder / FILES[container]
                if not source.exists() and container != "tf_checkpoint" or container == "tf_checkpoint" and generation == 3:
                    continue
                job = {"path": str(source), "kind": "checkpoint" if container == "tf_checkpoint" else "whole", "folder": str(folder),
                       "fresh": str(folder / "fresh.h5"), "across": True, "results": str(OUT / f"control-{generation}-{folder.name}-{container}.npz")}
                Path(job["results"]).unlink(missing_ok=True)
                jobs.append(job)
                found[generation, folder.name, container] = job["results"]
        resume(generation, jobs, "control")
    for generation, container in sorted({(g, c) for g, _, c in found}):
        names = [name for g, name, c in found if (g, c) == (generation, container)]
        worse = [name for name in names if not Path(found[generation, name, container]).exists()
                 or not walks.goes_on(found[generation, name, container], PLACE / f"keras{generation}" / name / "resumed.npz")]
        print(f"Keras {generation} does not go on from its own {container} of {len(worse)} of {len(names)}: {', '.join(worse)}")
    return found


def holds_state(path):
    """Whether a .keras of Keras 2 has any variable of the optimizer."""
    with zipfile.ZipFile(path) as archive, archive.open("model.weights.h5") as file, h5py.File(file) as weights:
        return "optimizer" in weights and bool(len(weights["optimizer/vars"]))


class Trained:
    """What Keras wrote of one trained model, and the stations that come of it."""

    def __init__(self, generation, folder, controls):
        self.generation, self.folder, self.controls, self.jobs, self.seen, self.failures = generation, folder, controls, [], set(), []
        self.name = folder.name
        self.out = OUT / f"{generation}-{self.name}"
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)

    def control(self, dialect, container, became_new=False):
        """What to compare with: none when Keras' own file goes on as the model; "any" when Keras has no such file, or none that
        it can train, or only one of the other Keras' model."""
        if dialect == 3 and self.name in OTHERS:
            return "any"
        name = self.name.removesuffix("_legacy") if dialect == 3 or became_new else self.name
        results = self.controls.get((dialect, name, container), "")
        if not Path(results).is_file():
            return "any"
        if walks.goes_on(results, PLACE / f"keras{dialect}" / name / "resumed.npz"):
            return None
        return results if dialect == self.generation and not became_new else "any"

    def add(self, path, container, dialect, kind="whole", fresh=None):
        known = (walks.digest(path), container, dialect)
        if known in self.seen:
            return
        self.seen.add(known)
        became_new = self.name.endswith("_legacy") and path.name.startswith("mixed")  # Keras 3 has no OptimizerV2
        like = self.control(dialect, container, became_new) if kind != "saved_model" else None
        like = "any" if became_new and self.name in OTHERS else like
        self.jobs.append((dialect, {"path": str(path), "kind": kind, "folder": str(self.folder), "fresh": str(fresh), "like": like,
                                    "across": dialect != self.generation or became_new, "unsaid": self.unsaid(path)}))

    def unsaid(self, path):
        """What a file on the way does not hold: .h5 and .keras of tf_keras not the scale of a loss."""
        lossy = ("from_h5", "from_keras", *walks.WALKS) if self.generation == 2 else ("mixed",)
        return ["scale"] if path.name.startswith(lossy) else []

    def hop(self, source, to, dialect, name):
        target = self.out / f"{name}-{dialect}{SUFFIXES[to]}"
        done = walks.convert(CLI, source, target, to, dialect)
        if done.returncode or done.stderr:
            self.failures.append(f"FAILED {target} {done.stderr.strip()[:300]}")
            return None
        if to != "tf_checkpoint":
            self.add(target, to, dialect, "saved_model" if to == "saved_model" else "whole")
        return target

    def checkpoint(self, source, name):
        """Into the model that was trained elsewhere, by tf_keras and by load-weights."""
        written = self.hop(source, "tf_checkpoint", 2, name)
        if not written:
            return
        fresh = {"h5": self.folder / "fresh.h5", "keras": self.folder / "fresh.keras"}
        if self.generation == 3:
            fresh["h5"] = self.out / "fresh.h5"
            if not fresh["h5"].exists() and walks.convert(CLI, fresh["keras"], fresh["h5"], "h5", 2).returncode:
                return
        self.add(written, "tf_checkpoint", 2, "checkpoint", fresh["h5"])
        for container, model in fresh.items():
            target = self.out / f"{name}-loaded{SUFFIXES[container]}"
            done = walks.run(CLI, "load-weights", model, written, "-o", target)
            if done.returncode:
                self.failures.append(f"FAILED {target} {(done.stdout + done.stderr).strip()[:400]}")
            else:
                self.add(target, container, self.generation if container == "keras" else 2)

    def plan(self):
        for container in walks.WHOLE:
            source = self.folder / FILES[container]
            if not source.exists() or (container == "keras" and self.generation == 2 and not holds_state(source)):
                continue
            name = "from_" + container
            for to in walks.WHOLE:
                for dialect in walks.dialects_of(to):
                    self.hop(source, to, dialect, name)
            self.checkpoint(source, name)
        for walk, dialects in walks.walks_of(self.generation).items():
            path = self.folder / FILES["h5" if self.generation == 2 else "keras"]
            for number, to in enumerate(walks.WALK):
                path = path and self.hop(path, to, dialects.get(to, 2), f"{walk}{number}")
        return self


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for generation in (2, 3):
        subprocess.run([sys.executable, HERE / "resume.py", "make", f"keras{generation}", PLACE], check=True, capture_output=True)
    own = controls()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        trained = list(pool.map(lambda one: Trained(*one, own).plan(), [(g, f) for g in (2, 3) for f in folders(g)]))
        jobs = {dialect: [job for each in trained for of, job in each.jobs if of == dialect] for dialect in (2, 3)}
        said = list(pool.map(lambda dialect: resume(dialect, jobs[dialect], "trained"), (2, 3)))
    failures = [failure for each in trained for failure in each.failures]
    for failure in failures:
        print(failure)
    for dialect, text in zip((2, 3), said):
        print(f"trained for Keras {dialect}, of {len(jobs[dialect])}:\n{text}")
    sys.exit(1 if failures or any("FAILED" in text for text in said) else 0)


main()
