#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Layerwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time of one inference run: Layerwright beside TensorFlow, ONNX Runtime and LiteRT, in turns.

    inference.py MODELS RESULT.json [--models a,b] [--engines tensorflow,onnxruntime,litert] [--batches 1,32]
                 [--threads 2] [--rounds 5] [--seconds 1] [--layerwright layerwright-cli] [--python ENGINE=PYTHON ...]

MODELS holds NAME.h5, NAME.onnx and NAME_bBATCH.tflite (see README.md).  Every engine is a process of its own that answers
lines {"batch": B, "seconds": S} with {"ms": [...]}; only one works at a time, and they take turns round after round, so
that a slow moment of the machine meets all of them.  The minimum is what counts.  The outputs of the first sample are
compared with TensorFlow's.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
import time

MODELS = {  # input shape of one sample, and what is drawn for it
    "mlp": ((784,), "unit"),
    "mobilenetv2": ((224, 224, 3), "signed"),
    "resnet50": ((224, 224, 3), "signed"),
    "efficientnetb0": ((224, 224, 3), "pixels"),
    "unet": ((128, 128, 3), "signed"),
    "vgg16": ((224, 224, 3), "signed"),
    "lstm_text": ((200,), 20000),
    "bigru_text": ((200,), 20000),
    "transformer": ((128,), 8000),
}
THREADS = int(os.environ.get("BENCH_THREADS", "2"))


def sample(name, batch):
    """The same numbers as `layerwright-cli bench` draws (app/cli/BenchInput.cpp)."""
    import numpy as np
    shape, kind = MODELS[name]
    random = np.random.default_rng(7)
    if isinstance(kind, int):
        return random.integers(1, kind, (batch, *shape)).astype("int32")
    values = random.random((batch, *shape), dtype="float32")
    return {"unit": values, "signed": values * 2 - 1, "pixels": values * 255}[kind]


def tensorflow(folder, name):
    import tensorflow as tf
    import tf_keras
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    model = tf_keras.models.load_model(f"{folder}/{name}.h5", compile=False)
    function = tf.function(lambda x: model(x, training=False))

    def prepare(batch):
        x = tf.constant(sample(name, batch))
        concrete = function.get_concrete_function(tf.TensorSpec(x.shape, x.dtype))
        return lambda: concrete(x).numpy()
    return prepare


def onnxruntime(folder, name):
    import onnxruntime as ort
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    session = ort.InferenceSession(f"{folder}/{name}.onnx", options, providers=["CPUExecutionProvider"])
    key = session.get_inputs()[0].name

    def prepare(batch):
        x = sample(name, batch)
        return lambda: session.run(None, {key: x})[0]
    return prepare


def litert(folder, name):
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError:
        from tensorflow.lite import Interpreter

    def prepare(batch):
        interpreter = Interpreter(model_path=f"{folder}/{name}_b{batch}.tflite", num_threads=THREADS)
        interpreter.allocate_tensors()
        source = interpreter.get_input_details()[0]["index"]
        target = interpreter.get_output_details()[0]["index"]
        x = sample(name, batch)

        def run():
            interpreter.set_tensor(source, x)
            interpreter.invoke()
            return interpreter.get_tensor(target)
        return run
    return prepare


ENGINES = {"tensorflow": tensorflow, "onnxruntime": onnxruntime, "litert": litert}


def work(engine, folder, name):
    """A peer's process: the protocol of `layerwright-cli bench --worker`."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # libraries print where they like
    start = time.perf_counter()
    prepare, ready = ENGINES[engine](folder, name), {}
    print(json.dumps({"ready": time.perf_counter() - start}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        batch, answer = request["batch"], {}
        if batch not in ready:
            start = time.perf_counter()
            ready[batch] = prepare(batch)
            output = ready[batch]()
            answer = {"first_ms": (time.perf_counter() - start) * 1e3, "output": output[:1].ravel()[:4096].tolist()}
            ready[batch]()
        times, end = [], time.perf_counter() + request["seconds"]
        while len(times) < 2 or time.perf_counter() < end:
            start = time.perf_counter()
            ready[batch]()
            times.append((time.perf_counter() - start) * 1e3)
        print(json.dumps({"ms": times, **answer}), file=answers, flush=True)


class Worker:
    def __init__(self, command):
        environment = {**os.environ, "TF_USE_LEGACY_KERAS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
        for variable in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "OMP_NUM_THREADS"):
            environment.pop(variable, None)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                                        stderr=subprocess.DEVNULL)
        self.alive = bool(self.process.stdout.readline())

    def ask(self, batch, seconds):
        try:
            self.process.stdin.write(json.dumps({"batch": batch, "seconds": seconds}) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())
        except (ValueError, OSError):
            self.alive = False
            return None

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def largest_difference(a, b):
    return max((abs(x - y) for x, y in zip(a, b)), default=0.0)


def measure(workers, batch, rounds, seconds):
    rows = {engine: {"ms": [], "output": None} for engine, worker in workers.items() if worker.alive}
    for _ in range(rounds):
        for engine, row in rows.items():
            answer = workers[engine].ask(batch, seconds) if workers[engine].alive else None
            if answer:
                row["ms"] += answer["ms"]
                row["output"] = answer.get("output", row["output"])
    reference = rows.get("tensorflow", {}).get("output")
    result = {}
    for engine, row in rows.items():
        if not row["ms"]:
            continue
        times = sorted(row["ms"])
        result[engine] = {"min_ms": times[0], "median_ms": times[len(times) // 2], "runs": len(times)}
        if reference and row["output"]:
            result[engine]["difference"] = largest_difference(reference, row["output"])
    return result


def machine():
    with open("/proc/cpuinfo") as file:
        lines = file.read().splitlines()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return {"processor": next((line.split(": ")[1] for line in lines if line.startswith("model name")), "?"),
            "cores": os.cpu_count(), "avx512": " avx512f" in flags, "avx2": " avx2" in flags, "system": platform.platform()}


def table(results):
    engines = ["layerwright", "tensorflow", "onnxruntime", "litert"]
    lines = ["| model | " + " | ".join(engines) + " |", "|---|" + "---|" * len(engines)]
    for name in MODELS:
        if name not in results:
            continue
        cells = []
        for engine in engines:
            values = [results[name][batch].get(engine, {}).get("min_ms") for batch in results[name]]
            cells.append(" \\| ".join(f"{v:.3g}" if v else "-" for v in values))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models")
    parser.add_argument("result")
    parser.add_argument("--models", dest="names", default=",".join(MODELS))
    parser.add_argument("--engines", default="tensorflow,onnxruntime,litert")
    parser.add_argument("--batches", default="1,32")
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--layerwright", default="layerwright-cli")
    parser.add_argument("--python", action="append", default=[], metavar="ENGINE=PYTHON")
    parser.add_argument("--worker", nargs=2, metavar=("ENGINE", "MODEL"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        work(arguments.worker[0], arguments.models, arguments.worker[1])
        return
    os.environ["BENCH_THREADS"] = str(arguments.threads)  # for the workers
    pythons = dict(each.split("=", 1) for each in arguments.python)
    results = {}
    for name in arguments.names.split(","):
        workers = {engine: Worker([pythons.get(engine, sys.executable), __file__, arguments.models, "-", "--worker", engine, name])
                   for engine in arguments.engines.split(",") if engine}
        workers["layerwright"] = Worker([arguments.layerwright, "bench", f"{arguments.models}/{name}.h5", "--worker",
                                         "--threads", str(arguments.threads)])
        results[name] = {}
        for batch in map(int, arguments.batches.split(",")):
            rows = measure(workers, batch, arguments.rounds, arguments.seconds)
            results[name][f"b{batch}"] = rows
            for engine, row in sorted(rows.items(), key=lambda item: item[1]["min_ms"]):
                print(f"{name:15} b{batch:<3} {engine:12} min {row['min_ms']:10.4f}  median {row['median_ms']:10.4f}"
                      f"  difference {row.get('difference', float('nan')):.1e}", flush=True)
        for worker in workers.values():
            worker.close()
        with open(arguments.result, "w") as file:
            json.dump({"machine": machine(), "threads": arguments.threads, "load": os.getloadavg(), "results": results}, file, indent=1)
    print(table(results))


if __name__ == "__main__":
    main()
