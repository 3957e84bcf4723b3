#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the first corpus of every fuzz target from tests/fixtures: corpus.py FOLDER. Names are hashes, as libFuzzer's."""
import hashlib
import json
import pathlib
import re
import sys
import zipfile

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
SEPARATOR = b"\n=layerwright=\n"  # FuzzSupport.h
MOST_JSON = 20_000


def files(*patterns):
    return [path for pattern in patterns for path in sorted(FIXTURES.glob(pattern)) if path.is_file()]


def contents(*patterns):
    return [path.read_bytes() for path in files(*patterns)]


def members(pattern, suffix):
    for path in files(pattern):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from (archive.read(name) for name in archive.namelist() if name.endswith(suffix))


def models(value):
    """Every serialized model or layer in the fixtures of JSON, which are lists of cases."""
    if isinstance(value, dict) and "class_name" in value and "config" in value:
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from models(item)


def architectures():
    for text in contents("json/**/*.json"):
        try:
            yield from (json.dumps(model).encode() for model in models(json.loads(text)))
        except ValueError:  # damaged ones
            yield text
    yield from members("keras3/**/*.keras", "config.json")


def checkpoints():
    for index in files("checkpoint/**/*.index"):
        shards = sorted(index.parent.glob(index.name[: -len("index")] + "data-*"))
        yield SEPARATOR.join([index.read_bytes(), *(shard.read_bytes() for shard in shards)])


def saved_models():
    names = ["saved_model.pb", "keras_metadata.pb", "variables/variables.index",
             "variables/variables.data-00000-of-00001", "fingerprint.pb"]
    for model in files("saved_model/**/saved_model.pb"):
        parts = [model.parent / name for name in names]
        yield SEPARATOR.join(part.read_bytes() if part.is_file() else b"" for part in parts)


def any_files():
    by_name = {"saved_model.pb": 1, ".index": 2, ".json": 0}
    for path in files("**/*"):
        if path.suffix not in (".py", ".npz") and "fuzz" not in path.parts and path.stat().st_size < 100_000:
            yield bytes([by_name.get(path.name, by_name.get(path.suffix, 0))]) + path.read_bytes()


def records(layers):
    """Records over the model of fuzz_recovery.cpp, each with two files of values."""
    def values(**where):
        return {"dtype": "float32", "shape": [3], **where}

    def record(**parts):
        head = {"time": 1, "title": "m", "edits": 1, "steps": ["a"], "payload": True, **parts}
        return SEPARATOR.join([json.dumps(head).encode(), bytes(128), bytes(128)])

    stored = values(store=1, offset=64, length=12, crc32c=0)
    file = {"path": "/m.h5", "format": "h5", "stamp": [1, 2, 3, 4]}
    training = {"optimizer": "Adam", "config": {}, "iterations": 3, "loss": "mse", "slots": [
        {"path": "s", "trainable": False, "values": {**stored, "from_slot": "optimizer/m/a/kernel"}}]}
    variables = [{"path": f"v{i}", "layer": "a", "role": "bias", "trainable": True, "values": values(**where)}
                 for i, where in enumerate([{}, {"from": "a/bias"}, {"lost": "x"}, stored])]
    texts = {"dtype": "string", "shape": [2], "store": 0, "offset": 0, "length": 8, "crc32c": 0}
    yield record(file=file, tensors=[{"path": "a/bias", "values": stored}])
    yield record(file=file, slot_tensors=[{"path": "optimizer/m/a/kernel", "values": {**stored, "shape": [4, 3]}}])
    yield record(name="n", kind="weights", variables=variables + [{"path": "t", "trainable": True, "values": texts}],
                 training=None, diagnostics=[{"severity": 2, "message": "m", "count": 1, "arguments": ["a"]}])
    for text in layers[:40]:
        if len(text) < MOST_JSON:
            yield record(file=file, architecture=json.loads(text), variables=variables, training=training)


def main(target):
    hdf5 = contents("h5/**/*.h5", "hdf5/**/*.h5", "keras3/**/*.h5")
    layers = list(architectures())
    seeds = {
        "json": [text for text in layers if len(text) < MOST_JSON] + contents("json/damaged/*"),
        "architecture": layers, "plan": layers,
        "zip": contents("zip/**/*.zip", "zip/damaged/*", "keras3/deflated.keras", "npy/arrays.npz"),
        "keras": contents("keras3/**/*.keras"),
        "npy": list(members("npy/*.npz", ".npy")) + contents("npy/**/*.np[yz]"),
        "sstable": contents("checkpoint/**/*.index", "saved_model/**/*.index"),
        "checkpoint": list(checkpoints()),
        "protobuf": contents("saved_model/**/*.pb", "checkpoint/**/*.index"),
        "saved_model": list(saved_models()),
        "h5": hdf5, "keras_h5": hdf5,
        "formats": list(any_files()),
        "recovery": list(records([text for text in layers if text.startswith(b"{")])),
    }
    for name, inputs in seeds.items():
        folder = pathlib.Path(target, name)
        folder.mkdir(parents=True, exist_ok=True)
        for data in inputs + contents(f"fuzz/{name}/*"):
            (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)
    words = sorted({word for text in layers for word in re.findall(rb'"[A-Za-z_0-9>]{2,40}"', text)})
    with open(pathlib.Path(target, "json.dict"), "wb") as dictionary:
        dictionary.writelines(b'"\\"' + word[1:-1] + b'\\""\n' for word in words)


if __name__ == "__main__":
    main(sys.argv[1])
