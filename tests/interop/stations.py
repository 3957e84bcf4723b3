#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Save every model of the zoo as every container in both dialects of Keras; real Keras loads it and predicts the same.

    stations.py CLI WORK_FOLDER [WORD...]      after run.py has made the models there; only models whose name holds a word

From every file that Keras wrote: one hop into every container. Then walks over the files that were written themselves, which
together take every ordered pair of containers: one where all files are of Keras 2, one where .keras is of Keras 3, and one where
all but the SavedModel are of Keras 3. station_checks.py loads what came out; a file that is byte for byte one that was
checked already is not loaded again. Then optimizers.py: training goes on from what was saved. Prints a line for each failed
station and closes with the counts.

Left out, since Keras itself cannot (and listed as such: models whose own files Keras does not load, as RandomFourierFeatures):
- hard_sigmoid and RandomCrop across dialects: other functions there, and convert says so;
- layers, arguments and activations that the other Keras does not have: convert says so;
- HDF5 weights for models whose words adapt() found, which tf_keras neither writes nor reads (NotImplementedError): convert says so;
- SavedModels and checkpoints in Keras 3, which loads neither (tf_keras loads them, whatever Keras the model came from).
"""
import itertools
import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import walks
from walks import SUFFIXES

HERE = Path(__file__).resolve().parent
CLI, WORK, WORDS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]
OUT = WORK / "stations"
# Limits of tf_keras itself, listed as OPEN: it finds SpectralNormalization in no file, not even in its own (ValueError: Unknown layer);
# it takes no list of n-gram widths (TextVectorization.__init__ wants a tuple), which is what its own configuration has.
OPEN = ("spectral", "text_ngrams3")
ACROSS = 2e-5  # between dialects: other operations for the same layer
SAME = 1e-6


class Original:
    """What Keras wrote of one model, and the stations that come of it."""

    def __init__(self, generation, folder):
        self.generation, self.folder, self.jobs, self.seen, self.failures = generation, folder, [], {}, []
        self.verdict = "OPEN" if folder.name.startswith(OPEN) else "FAILED"
        self.out = OUT / f"{generation}-{folder.name}"
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)
        with zipfile.ZipFile(folder / "model.keras") as archive:
            self.kind = json.loads(archive.read("config.json"))["class_name"]
        self.architectures = {generation: folder / "model.keras"}

    def convert(self, source, target, to, dialect, *flags):
        """What convert said, none when it failed."""
        done = walks.convert(CLI, source, target, to, dialect, *flags)
        refused = "has no weights" in done.stderr or "cannot be described to Keras 2" in done.stderr  # and rightly so
        if done.returncode and not refused:
            self.failures.append(f"{self.verdict} {target} {done.stderr.strip()[:300]}")
        return None if done.returncode else done.stderr

    def cross(self, said):
        """Whether the other Keras can be expected to compute the same."""
        return not any(words in said for words in ("another function", "has no layer of the class", "has no argument", "has no activation",
                                                "has no interpolation", "takes two inputs, and here"))

    def add(self, path, kind, dialect, **more):
        tolerance = SAME if dialect == self.generation else ACROSS
        known = (walks.digest(path), kind, dialect)
        if known not in self.seen:
            self.seen[known] = path
            self.jobs.append((dialect, {"path": str(path), "kind": kind, "folder": str(self.folder), "tolerance": tolerance,
                                        "class": self.kind, "verdict": self.verdict, **self.own(path, kind, dialect), **more}))

    def own(self, path, kind, dialect):
        """The file of Keras itself that tells whether Keras can load such files of this model at all; none is there if it
        could not even write it."""
        name = "model.h5" if kind == "whole" and path.suffix == ".h5" else "saved_model" if "saved_model" in kind else "model.keras"
        return {"own": str(self.folder / name)} if dialect == self.generation else {}

    def station(self, path, to, dialect, said, brief):
        """One file that was written, if Keras can load such a file. Whether the way can go on from it."""
        if to == "saved_model":
            functions_only = "not as a Keras model" in said
            if not functions_only and not self.cross(said):
                return False
            copied = {"copied_from": str(self.folder / "saved_model")} if path.name == "saved_model-2_sm" else {}
            self.add(path, "functions" if functions_only else "saved_model", 2, brief=brief, **copied)
            return not functions_only
        if not self.cross(said) or "loads no HDF5 weights" in said:
            return False
        if to in ("tf_checkpoint", "weights_keras", "weights_h5"):
            if dialect in self.architectures:
                self.add(path, "checkpoint" if to == "tf_checkpoint" else "weights", dialect, model=str(self.architectures[dialect]))
        else:
            self.add(path, "whole", dialect)
        return True

    def hop(self, source, to, dialect, name, brief=False):
        target = self.out / f"{name}-{dialect}{SUFFIXES[to]}"
        said = self.convert(source, target, to, dialect)
        return target, said is not None and self.station(target, to, dialect, said, brief)

    def plan(self):
        other = 5 - self.generation
        target, fits = self.hop(self.folder / "model.keras", "keras", other, "model_keras")
        if fits:
            self.architectures[other] = target
        sources = [s for s in ("model.h5", "model.keras", "saved_model") if (self.folder / s).exists()]
        for source, to in itertools.product(sources, SUFFIXES):
            if to.startswith("weights") and source != "model.keras":
                continue
            for dialect in walks.dialects_of(to):
                self.hop(self.folder / source, to, dialect, source.replace(".", "_"))
        self.compose()
        self.without_traces()
        for walk, dialects in walks.walks_of(self.generation).items():
            self.walk(walk, dialects)
        return self

    def walk(self, walk, dialects):
        path = self.folder / "model.h5"
        if self.generation == 3 or not path.exists():
            path = self.folder / "model.keras"
        for number, to in enumerate(walks.WALK):
            path, fits = self.hop(path, to, dialects.get(to, 2), f"{walk}{number}", brief=True)
            if not fits:
                return

    def compose(self):
        if 2 not in self.architectures:
            return
        target = self.out / "composed"
        done = walks.run(CLI, "compose", self.architectures[2], "-o", target, "model=.", "--no-optimizer")
        if done.returncode == 0:
            self.add(target, "composed", 2, model=str(self.architectures[2]))
        elif "no weights" not in done.stderr:
            self.failures.append(f"{self.verdict} {target} {done.stderr.strip()[:300]}")

    def without_traces(self):
        if 2 not in self.architectures:
            return
        target = self.out / "traceless_sm"
        said = self.convert(self.folder / "model.keras", target, "saved_model", 2, "--no-traces")
        if said is not None and self.cross(said):
            self.add(target, "without_traces", 2)


def chosen(folder):
    return not WORDS or any(word in folder.name for word in WORDS)


def check(dialect, jobs, number):
    listed = OUT / f"jobs{dialect}-{number}.json"
    listed.write_text(json.dumps(jobs))
    return walks.spoken([HERE / "station_checks.py", dialect, listed], listed.with_suffix(".txt"))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    workers = os.cpu_count() or 1
    folders = [(g, f) for g in (2, 3) for f in sorted((WORK / f"keras{g}").iterdir()) if chosen(f)]
    with ThreadPoolExecutor(workers) as pool:
        originals = list(pool.map(lambda one: Original(*one).plan(), folders))
        failed = [failure for original in originals for failure in original.failures]
        print(*failed, sep="\n", flush=True)
        shards = []
        for dialect in (2, 3):
            jobs = [job for original in originals for of, job in original.jobs if of == dialect]
            count = workers if len(jobs) > 300 else 1
            shards += [(dialect, jobs[i::count], i) for i in range(count) if jobs]
        shards.sort(key=lambda shard: -len(shard[1]))
        said = list(pool.map(lambda shard: check(*shard), shards))
    for (dialect, jobs, _), text in zip(shards, said):
        print(f"models for Keras {dialect}, of {len(jobs)}:\n{text}")
    bad = any(failure.startswith("FAILED") for failure in failed) or any("FAILED" in text for text in said)
    sys.exit(1 if bad else 0)


main()
