#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time opening HDF5 models, process start included, beside h5py walking names and shapes.

    opening.py FILE.h5... --layerwright BUILD/bin/layerwright-cli [--python PYTHON] [--rounds 7]

The two answer in turns; the smallest wall time of each counts. PYTHON (default: this one) has h5py. layerwright-cli prints the
whole summary: architecture, output shapes and parameter counts, of which h5py's walk is only a part.
"""
import argparse
import subprocess
import sys
import time
from pathlib import Path

WALK = """import sys, h5py
found = []
with h5py.File(sys.argv[1], "r") as f:
    f.visititems(lambda name, item: found.append((name, getattr(item, "shape", None))) and None)
"""


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--layerwright", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    print("| file | layerwright-cli summary, ms | h5py walk, ms | ratio |\n|---|---|---|---|")
    for file in options.files:
        ours, walk = [], []
        for _ in range(options.rounds):
            ours.append(seconds([options.layerwright, "summary", file]))
            walk.append(seconds([options.python, "-c", WALK, file]))
        print(f"| {file.name} | {min(ours) * 1000:.1f} | {min(walk) * 1000:.1f} | {min(ours) / min(walk):.3f} |", flush=True)


main()
