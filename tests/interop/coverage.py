#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every public layer class of tf_keras and of Keras 3 is in a model of the zoo, or has a reason here why not.

    coverage.py CLI WORK_FOLDER      after run.py has made the models there

Fails for a class with neither, and for a reason that is no longer needed.
"""
import json
import os
import sys
from pathlib import Path

WORK = Path(sys.argv[2])
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
ABSTRACT = "a base class; computes nothing"
CODE = "its computation is Python code outside of the file"
TRAINED = "learns its vocabulary while it is called, in a table that no file of tf_keras keeps"
REASONS = {
    "keras2": {
        "Layer": ABSTRACT, "PreprocessingLayer": ABSTRACT, "AbstractRNNCell": ABSTRACT, "Wrapper": ABSTRACT,
        "Lambda": CODE + "; expressions.py holds what stands for it",
        "DenseFeatures": "its feature columns are a graph of Python objects that TensorFlow no longer makes for Keras",
        "DynamicEmbedding": TRAINED, "DynamicLookup": TRAINED,
    },
    "keras3": {
        "Layer": ABSTRACT, "Wrapper": ABSTRACT, "Lambda": CODE + "; expressions.py holds what stands for it",
        "FlaxLayer": CODE, "JaxLayer": CODE, "TorchModuleWrapper": CODE,
        "TFSMLayer": "names a SavedModel outside of the file, which is never opened",
    },
}


def public_layers(layers):
    """Classes by their own name, so that aliases count once; those of layers.experimental too."""
    found, experimental = set(), getattr(layers, "experimental", None)
    for module in (layers, experimental, getattr(experimental, "preprocessing", None)):
        for name in dir(module) if module else ():
            value = getattr(module, name)
            if isinstance(value, type) and issubclass(value, layers.Layer):
                found.add(value.__name__)
    return found


def main():
    import keras
    import tf_keras

    wrong = []
    for generation, layers in (("keras2", tf_keras.layers), ("keras3", keras.layers)):
        made = set()
        for facts in (WORK / generation).glob("*/facts.json"):
            made.update(json.loads(facts.read_text())["classes"])
        classes, reasons = public_layers(layers), REASONS[generation]
        wrong += [f"{generation}: {name} is in no model" for name in sorted(classes - made - set(reasons))]
        wrong += [f"{generation}: {name} needs no reason" for name in sorted(set(reasons) & made | set(reasons) - classes)]
        print(f"{generation}: {len(classes)} classes, {len(classes & made)} in models, {len(set(reasons) & classes)} left out with a reason")
    print(*wrong, sep="\n")
    return 1 if wrong else 0


sys.exit(main())
