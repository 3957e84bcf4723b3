#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time and memory of saving a large model, beside a plain copy with fsync of the same bytes in the same run.

    saving.py LAYERWRIGHT_CLI FOLDER [--gigabytes 1] [--rounds 8] [--json RESULT]

FOLDER lies on the disk to be measured and gets about five times the model's size, which is removed at the end. The
model, Keras 2 HDF5, is made with h5py, which with NumPy is all that this needs. What is measured is layerwright-cli
convert as a whole, start of the process included; rounds take turns and the smallest time of each counts. Memory is
what the process has for itself (RssAnon, sampled), not what it maps of the file that it reads.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import threading
import time

import h5py
import numpy as np

UNITS = 4096  # one kernel of UNITS x UNITS float32 is 64 MiB
TARGETS = {"h5": "copy.h5", "saved_model": "copy", "tf_checkpoint": "checkpoint/copy"}


def make_model(path, gigabytes):
    """Sequential of Dense layers, as tf_keras 2.15 saves it."""
    count = max(1, round(gigabytes * 2**30 / (4 * UNITS * UNITS)))
    names = [f"dense_{i}" for i in range(count)]
    layers = [{"class_name": "InputLayer", "config": {"batch_input_shape": [None, UNITS], "dtype": "float32", "sparse": False,
                                                      "ragged": False, "name": "input_1"}}]
    layers += [{"class_name": "Dense", "config": {"name": name, "trainable": True, "dtype": "float32", "units": UNITS,
                                                  "activation": "linear", "use_bias": False}} for name in names]
    config = {"class_name": "Sequential", "config": {"name": "large", "layers": layers}}
    numbers = np.random.default_rng(1)
    with h5py.File(path, "w") as file:
        file.attrs.update({"keras_version": b"2.15.0", "backend": b"tensorflow", "model_config": json.dumps(config).encode()})
        weights = file.create_group("model_weights")
        weights.attrs.update({"keras_version": b"2.15.0", "backend": b"tensorflow", "layer_names": [n.encode() for n in names]})
        for name in names:
            group = weights.create_group(name)
            group.attrs["weight_names"] = [f"{name}/kernel:0".encode()]
            group[f"{name}/kernel:0"] = numbers.random((UNITS, UNITS), np.float32)
        weights.create_group("top_level_model_weights").attrs["weight_names"] = np.zeros(0, "S1")


def plain_copy(source, target):
    """cp, which copies within the kernel, and fsync."""
    subprocess.run(["cp", "--reflink=never", source, target], check=True)
    subprocess.run(["sync", target], check=True)


def anonymous_bytes(pid):
    try:
        for line in open(f"/proc/{pid}/status"):
            if line.startswith("RssAnon"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def watched(command):
    """Seconds, and the most memory at any time."""
    peak = 0
    start = time.monotonic()
    process = subprocess.Popen(command)

    def watch():
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, anonymous_bytes(process.pid))
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    seconds = time.monotonic() - start
    watcher.join()
    if status:
        raise SystemExit(f"{command} ended with status {status}")
    return seconds, peak


def remove(path):
    for name in pathlib.Path(path).parent.glob(pathlib.Path(path).name + "*"):
        shutil.rmtree(name) if name.is_dir() else name.unlink()
    os.sync()  # what is still to be written must not burden the next one


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("folder")
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--json")
    options = parser.parse_args()
    folder = pathlib.Path(options.folder, "layerwright-saving")
    (folder / "checkpoint").mkdir(parents=True)
    try:
        source = str(folder / "model.h5")
        make_model(source, options.gigabytes)
        seconds, memory = {}, {}
        things = ["plain copy", *TARGETS]
        for round_number in range(options.rounds):
            # Disks are not equally quick everywhere and always: everything takes every turn.
            shift = round_number % len(things)
            for thing in things[shift:] + things[:shift]:
                target = folder / TARGETS.get(thing, "plain")
                if thing in TARGETS:
                    spent, peak = watched([options.cli, "convert", source, str(target), "--to", thing])
                    memory[thing] = max(memory.get(thing, 0), peak)
                else:
                    start = time.monotonic()
                    plain_copy(source, str(target))
                    spent = time.monotonic() - start
                seconds.setdefault(thing, []).append(spent)
                remove(target)
        seconds = {thing: seconds[thing] for thing in things}
        base = min(seconds["plain copy"])
        result = {name: {"seconds": min(times), "all": times, "ratio": min(times) / base,
                         "MiB of its own": memory.get(name, 0) / 2**20} for name, times in seconds.items()}
        print("| what | s | of a plain copy | MiB of memory |\n|---|---|---|---|")
        for name, row in result.items():
            print(f"| {name} | {row['seconds']:.2f} | {row['ratio']:.2f} | {row['MiB of its own']:.0f} |")
        print(f"The largest tensor has {4 * UNITS * UNITS / 2**20:.0f} MiB.")
        if options.json:
            pathlib.Path(options.json).write_text(json.dumps(result, indent=1))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
