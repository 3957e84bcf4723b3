#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load what stations.py had written with one generation of Keras, and predict.

    station_checks.py 2|3 LIST        LIST: JSON list of jobs; prints FAILED PATH WHY for each failed one and 'N passed'; KERAS CANNOT
                                      stands for FAILED where Keras does not load its own file either

A job: path; kind (whole, saved_model, functions, checkpoint, weights); folder of the original with in.npz and out.npz;
tolerance; verdict (FAILED, or OPEN for what is known); model (checkpoint, weights: a file with the architecture); class (that the loaded model must be of); brief (SavedModels: no
signatures, no saved_model_cli, no training); own (what Keras itself wrote in the same container); copied_from (a SavedModel of tf_keras, whose graph this one keeps).
"""
import json
import os
import re
import sys
from pathlib import Path

GENERATION = sys.argv[1]
os.environ.update(TF_USE_LEGACY_KERAS="1" if GENERATION == "2" else "0", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="",
                  TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="1")
import numpy as np
import tensorflow as tf

if GENERATION == "2":
    import tf_keras as keras
else:
    import keras
tf.get_logger().setLevel("ERROR")
from absl import flags
from tensorflow.python.tools import saved_model_cli

RANDOM = re.compile(r'Dropout|Noise|Random|SpectralNormalization|dropout": 0\.\d*[1-9]|stateful": true')


def arrays(path):
    with np.load(path) as data:
        return {name: data[name] for name in data.files}


def flat(outputs):
    return [np.asarray(each) for each in tf.nest.flatten(outputs)] if isinstance(outputs, dict) else \
        [np.asarray(each) for each in (outputs if isinstance(outputs, (list, tuple)) else [outputs])]


def same(outputs, wanted, tolerance, what):
    outputs = flat(outputs)
    assert len(outputs) == len(wanted), f"{what}: {len(outputs)} outputs, wanted {len(wanted)}"
    for number, (a, b) in enumerate(zip(outputs, wanted)):
        if b.dtype.kind in "OSU":
            np.testing.assert_array_equal(a.astype("S"), b.astype("S"), err_msg=f"{what}, output {number}")
        else:
            np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance, err_msg=f"{what}, output {number}")


class Station:
    def __init__(self, job):
        self.path, self.kind, self.tolerance = job["path"], job["kind"], job["tolerance"]
        self.architecture, self.wanted_class, self.brief = job.get("model"), job.get("class"), job.get("brief", False)
        self.input_file = Path(job["folder"]) / "in.npz"
        self.copied_from = job.get("copied_from")
        self.inputs = arrays(self.input_file)
        self.wanted = list(arrays(Path(job["folder"]) / "out.npz").values())
        values = [tf.constant(value) for value in self.inputs.values()]
        self.argument = values if len(values) > 1 else values[0]

    def check(self):
        getattr(self, self.kind)()

    def predicts(self, model, what):
        same(model(self.argument, training=False), self.wanted, self.tolerance, what)

    def whole(self):
        model = keras.models.load_model(self.path)
        assert type(model).__name__ == self.wanted_class, f"a {type(model).__name__}, wanted a {self.wanted_class}"
        self.predicts(model, "load_model")
        return model

    def saved_model(self):
        model = self.whole()
        self.functions(model)

    def without_traces(self):
        self.whole()

    def functions(self, model=None):
        """The functions that TensorFlow finds, without any Keras."""
        traced = 2e-5  # other operations than Keras calls
        loaded = tf.saved_model.load(self.path)
        if self.copied_from:  # what tf_keras traced is kept, right or wrong
            self.wanted = flat(tf.saved_model.load(self.copied_from)(self.argument))
        same(loaded(self.argument), self.wanted, traced, "tf.saved_model.load")
        if self.brief or self.copied_from:
            return
        serve = loaded.signatures["serving_default"]
        names = list(serve.structured_input_signature[1])
        assert sorted(names) == sorted(self.inputs), f"serving_default takes {names}, wanted {list(self.inputs)}"
        answers = serve(**{name: tf.constant(value) for name, value in self.inputs.items()})
        by_name = model.output_names if model is not None else list(answers)
        assert sorted(answers) == sorted(by_name), f"serving_default gives {list(answers)}, wanted {by_name}"
        if model is not None:
            same([answers[name] for name in by_name], self.wanted, traced, "serving_default")
        self.command_line(by_name if model is not None else None, traced)
        if model is not None:
            self.trains(model, loaded, traced)

    def trains(self, model, loaded, tolerance):
        """In training the functions do as the layers do, where nothing is drawn by chance and nothing is remembered."""
        if RANDOM.search(json.dumps(model.get_config(), default=str)):
            return
        wanted = flat(model(self.argument, training=True))
        same(loaded(self.argument, training=True), wanted, 10 * tolerance, "training=True")

    def command_line(self, names, tolerance):
        """What saved_model_cli show and run do."""
        def call(command, *arguments):
            flags.FLAGS.unparse_flags()
            flags.FLAGS(["saved_model_cli", *arguments])
            command()

        flags.FLAGS.unparse_flags()
        call(saved_model_cli.show, f"--dir={self.path}", "--all")
        out = Path(self.path).with_suffix(".out")
        inputs = ";".join(f"{name}={self.input_file}[{name}]" for name in self.inputs)
        call(saved_model_cli.run, f"--dir={self.path}", "--noall", "--tag_set=serve", "--signature_def=serving_default", f"--inputs={inputs}",
             f"--outdir={out}", "--overwrite")
        if names is not None:
            same([np.load(out / f"{name}.npy", allow_pickle=True) for name in names], self.wanted, tolerance, "saved_model_cli run")

    def emptied(self, **options):
        model = keras.models.load_model(self.architecture, **options)
        for weight in model.weights:
            if "seed" not in getattr(weight, "name", "seed") and str(weight.dtype).startswith("float"):  # tables of words have no name
                weight.assign(weight * 0)
        return model

    def weights(self):
        model = self.emptied()
        model.load_weights(self.path)
        self.predicts(model, "load_weights")

    def checkpoint(self):
        model = self.emptied()
        model.load_weights(self.path).assert_consumed()
        self.predicts(model, "load_weights")
        for way in ("read", "restore"):
            model = self.emptied()
            getattr(tf.train.Checkpoint(model), way)(self.path).assert_consumed()
            self.predicts(model, f"tf.train.Checkpoint.{way}")

    def composed(self):
        """As compose writes it, with the counter that tf.train.Checkpoint(model=...).save() adds."""
        model = self.emptied(compile=False)
        tf.train.Checkpoint(model=model).restore(self.path).assert_consumed()
        self.predicts(model, "tf.train.Checkpoint.restore")


def own_fails(job):
    """Whether Keras does not load the file that it wrote itself either, or loads it as another model."""
    if "own" not in job:
        return False
    try:
        Station({**job, "path": job["own"]}).predicts(keras.models.load_model(job["own"]), "own")
        return False
    except Exception:  # whatever it is
        return True


if __name__ == "__main__":
    out, passed = sys.stdout, 0
    for job in json.loads(Path(sys.argv[2]).read_text()):
        try:
            keras.backend.clear_session()
            sys.stdout = open(os.devnull, "w")  # saved_model_cli speaks
            Station(job).check()
            passed += 1
        except Exception as error:  # every station stands alone
            print("KERAS CANNOT" if own_fails(job) else job["verdict"], job["path"], type(error).__name__, " ".join(str(error).split())[:400], file=out, flush=True)
    print(passed, "passed", file=out)
