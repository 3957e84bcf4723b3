# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights alone: what load-weights and compose do, held against load_weights and tf.train.Checkpoint of real TensorFlow.

    weights.py keras2|keras3 CLI WORK_FOLDER        prints a line for each check: OK NAME or FAILED NAME: why
"""
import json
import os
import subprocess
import sys
from pathlib import Path

GENERATION, CLI, WORK = sys.argv[1], sys.argv[2], Path(sys.argv[3])
os.environ["TF_USE_LEGACY_KERAS"] = "1" if GENERATION == "keras2" else "0"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf

keras = tf.keras
WORK.mkdir(parents=True, exist_ok=True)


def cli(*args, status=0):
    done = subprocess.run([CLI, *map(str, args), "--json"], capture_output=True, text=True, timeout=120)
    wanted = status if isinstance(status, tuple) else (status,)
    assert done.returncode in wanted, f"{args}: exit {done.returncode}: {done.stdout[-200:]} {done.stderr.strip()[-300:]}"
    return json.loads(done.stdout) if done.returncode < 2 else done.stderr


def randomize(model, seed):
    generator = np.random.default_rng(seed)
    model.set_weights([generator.normal(size=w.shape).astype(w.dtype) if np.issubdtype(w.dtype, np.floating) else w
                       for w in model.get_weights()])
    return model


def same(a, b):
    assert len(a) == len(b), f"{len(a)} and {len(b)} weights"
    for i, (x, y) in enumerate(zip(a, b)):
        np.testing.assert_array_equal(np.asarray(x), np.asarray(y), err_msg=str(i))


def rich(seed=0):
    """Layers whose variables lie deep: cells, wrappers, attention, statistics."""
    inputs = keras.Input((6, 4), name="x")
    x = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True))(inputs)
    x = keras.layers.MultiHeadAttention(2, 3)(x, x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.TimeDistributed(keras.layers.Dense(5))(x)
    x = keras.layers.RNN([keras.layers.GRUCell(4), keras.layers.SimpleRNNCell(3)])(x)
    return randomize(keras.Model(inputs, keras.layers.Dense(2, name="head")(x)), seed)


def mlp(seed=0, units=5):
    return randomize(keras.Sequential([keras.Input((4,)), keras.layers.Dense(6), keras.layers.BatchNormalization(),
                                       keras.layers.Dense(units)]), seed)


def nested(seed=0, depth=1, wide=5):
    """The small model of mlp() inside of others, at the given depth."""
    inner = mlp(seed)
    for level in range(depth):
        inputs = keras.Input((4 if level == 0 else 4,))
        inner = keras.Model(inputs, inner(inputs), name=f"level{level}")
    inputs = keras.Input((4,))
    return randomize(keras.Model(inputs, keras.layers.Dense(wide, name="top")(inner(inputs))), seed)


class Attributes(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.layers.Dense(6, name="enc")
        self.blocks = [keras.layers.Dense(6, name="a"), keras.layers.Dense(6, name="b")]
        self.head = keras.layers.Dense(2, name="out")

    def call(self, x):
        x = self.encoder(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


def saved(model, name):
    path = WORK / name
    model.save(str(path))
    return path


def opened(path):
    return keras.models.load_model(str(path), compile=False)


CHECKS = []


def check(generation):
    def add(function):
        if GENERATION == generation:
            CHECKS.append(function)
        return function
    return add


def into_same(make, save, name):
    model, other = make(1), make(2)
    path = WORK / name
    save(other, str(path))
    said = cli("load-weights", saved(model, f"{name}.model.h5"), path, "-o", WORK / f"{name}.out.h5")
    assert said["matched"] and not said["unused_in_file"] and not said["unmatched_in_model"], said
    same(opened(WORK / f"{name}.out.h5").get_weights(), other.get_weights())


@check("keras2")
def checkpoint_of_deep_layers():
    into_same(rich, lambda m, p: m.save_weights(p), "rich_ckpt")


@check("keras2")
def hdf5_of_deep_layers():
    into_same(rich, lambda m, p: m.save_weights(p), "rich_w.h5")


@check("keras2")
def checkpoint_object_of_a_model():
    model, other = mlp(1), mlp(2)
    prefix = tf.train.Checkpoint(model=other).save(str(WORK / "as_object"))
    path = saved(model, "as_object.h5")
    said = cli("load-weights", path, prefix, "-o", WORK / "as_object.out.h5", status=1)
    assert said["suggestion"] and said["suggestion"]["from"] == "model", said["suggestion"]
    cli("load-weights", path, prefix, "--from", "model", "-o", WORK / "as_object.out.h5")
    same(opened(WORK / "as_object.out.h5").get_weights(), other.get_weights())
    cli("load-weights", path, prefix, "--map", "model=.", "-o", WORK / "as_object.out.h5")
    same(opened(WORK / "as_object.out.h5").get_weights(), other.get_weights())


@check("keras2")
def deeper_nesting_is_found():
    inner = mlp(3)
    inner.save_weights(str(WORK / "inner"))
    for depth in (1, 2, 3):
        path = saved(nested(1, depth), f"nested{depth}.h5")
        said = cli("load-weights", path, WORK / "inner", "-o", WORK / "n.h5", status=1)
        at = said["suggestion"]["at"]
        said = cli("load-weights", path, WORK / "inner", "--at", at, "-o", WORK / "n.h5")
        assert len(said["matched"]) == len(inner.weights), (depth, at, said)
        loaded = opened(WORK / "n.h5").get_weights()
        same(loaded[:len(inner.weights)], inner.get_weights())


@check("keras2")
def frozen_layers_change_the_order():
    class Pair(keras.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.one, self.two = keras.layers.Dense(4, name="one"), keras.layers.Dense(4, name="two")

        def call(self, x):
            return self.two(self.one(x))

    def make(seed):
        return randomize(keras.Sequential([keras.Input((4,)), Pair(name="pair")]), seed)

    model, other = make(1), make(2)
    model.save(str(WORK / "pair_sm"))
    want = other.get_weights()
    other.layers[0].one.trainable = False
    other.save_weights(str(WORK / "pair_w.h5"))
    cli("load-weights", WORK / "pair_sm", WORK / "pair_w.h5", "-o", WORK / "pair_out")
    same(keras.models.load_model(str(WORK / "pair_out"), custom_objects={"Pair": Pair}, compile=False).get_weights(), want)
    other.save_weights(str(WORK / "pair_ckpt"))
    cli("load-weights", WORK / "pair_sm", WORK / "pair_ckpt", "-o", WORK / "pair_out")
    same(keras.models.load_model(str(WORK / "pair_out"), custom_objects={"Pair": Pair}, compile=False).get_weights(), want)


@check("keras2")
def attributes_of_subclassed_models():
    x = tf.ones((1, 3))
    model, other = Attributes(), Attributes()
    model(x), other(x)
    randomize(other, 5)
    model.save(str(WORK / "attributes_sm"))
    other.save_weights(str(WORK / "attributes_ckpt"))
    said = cli("load-weights", WORK / "attributes_sm", WORK / "attributes_ckpt", "-o", WORK / "attributes_out")
    assert len(said["matched"]) == 8, said
    np.testing.assert_allclose(tf.saved_model.load(str(WORK / "attributes_out"))(x), other(x), rtol=1e-6)
    cli("compose", WORK / "attributes_sm", "-o", WORK / "attributes_part", "enc=enc", "last=out/kernel")
    fresh = Attributes()
    fresh(x)
    tf.train.Checkpoint(enc=fresh.encoder, last=fresh.head.kernel).restore(str(WORK / "attributes_part")).assert_consumed()
    same([fresh.encoder.kernel, fresh.encoder.bias, fresh.head.kernel], [model.encoder.kernel, model.encoder.bias, model.head.kernel])


def consumed_whole(make, prefix, want):
    """By each of the three ways in which TensorFlow loads a checkpoint into a whole model."""
    for load in (lambda m: m.load_weights(prefix), lambda m: tf.train.Checkpoint(m).read(prefix), lambda m: tf.train.Checkpoint(m).restore(prefix)):
        model = make()
        load(model).assert_consumed()
        same(model.get_weights(), want.get_weights())
        same(model.optimizer.variables, want.optimizer.variables)
    keep = tf.train.Checkpoint(make())
    keep.restore(prefix)
    assert keep.save(str(WORK / "counted")).endswith("counted-1"), "saves are counted from 1"


@check("keras2")
def checkpoints_are_consumed_in_every_way():
    x, y = np.ones((8, 4), "float32"), np.ones((8, 5), "float32")

    def trained(seed):
        model = mlp(seed)
        model.compile("adam", "mse")
        model.fit(x, y, verbose=0)
        return model

    want = trained(1)
    want.save(str(WORK / "ways.h5"))
    want.save(str(WORK / "ways_sm"))
    want.save_weights(str(WORK / "ways"))
    for i, source in enumerate(("ways.h5", "ways_sm", "ways")):
        cli("convert", WORK / source, WORK / f"ways_out{i}", "--to", "tf_checkpoint")
        consumed_whole(lambda: trained(2), str(WORK / f"ways_out{i}"), want)
    cli("compose", WORK / "ways.h5", "-o", WORK / "ways_whole", "model=.")
    whole = trained(2)
    tf.train.Checkpoint(model=whole).restore(str(WORK / "ways_whole")).assert_consumed()
    same(whole.optimizer.variables, want.optimizer.variables)
    late = keras.Sequential([keras.layers.Dense(6), keras.layers.BatchNormalization(), keras.layers.Dense(5)])
    late.load_weights(str(WORK / "ways_out2"))  # what it restores is built afterwards
    late.build((None, 4))
    same(late.get_weights(), want.get_weights())


@check("keras2")
def subclassed_models_become_checkpoints():
    x = tf.ones((4, 3))

    def trained(seed):
        model = Attributes()
        model.compile("adam", "mse")
        model.fit(x, np.zeros((4, 2)), verbose=0)
        return randomize(model, seed)

    want = trained(1)
    want.save(str(WORK / "sub_sm"))
    cli("convert", WORK / "sub_sm", WORK / "sub_ckpt", "--to", "tf_checkpoint")
    consumed_whole(lambda: trained(2), str(WORK / "sub_ckpt"), want)


@check("keras2")
def optimizers_of_custom_layers_go_on():
    @keras.utils.register_keras_serializable("interop")
    class Affine(keras.layers.Layer):
        def build(self, shape):
            self.w = self.add_weight("w", (shape[-1], 5))
            self.b = self.add_weight("b", (5,))

        def call(self, x):
            return x @ self.w + self.b

    generator = np.random.default_rng(1)
    x, y = generator.normal(size=(8, 4)).astype("float32"), generator.normal(size=(8, 2)).astype("float32")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6), Affine(), keras.layers.BatchNormalization(), keras.layers.Dense(2)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    model.train_on_batch(x, y)
    model.save(str(WORK / "affine_sm"))
    model.save(str(WORK / "affine.h5"))
    for _ in range(3):
        model.train_on_batch(x, y)
    for source in ("affine_sm", "affine.h5"):
        for out in ("affine_out.h5", "affine_out.keras"):
            cli("convert", WORK / source, WORK / out, "--dialect", 2)
            again = keras.models.load_model(str(WORK / out))
            for _ in range(3):
                again.train_on_batch(x, y)
            same(again.get_weights(), model.get_weights())


@check("keras2")
def partial_extra_and_wrong_shapes():
    model = mlp(1)
    path = saved(model, "partial.h5")
    prefix = tf.train.Checkpoint(a=model.layers[0].kernel, extra=tf.Variable([1.0])).save(str(WORK / "extra"))
    said = cli("load-weights", path, prefix, "--map", f"a={model.layers[0].name}/kernel", "-o", WORK / "partial.out.h5", status=1)
    assert len(said["matched"]) == 1 and [u["path"] for u in said["unused_in_file"]] == ["extra"], said
    mlp(2, units=7).save_weights(str(WORK / "wide"))
    (WORK / "wrong.h5").unlink(missing_ok=True)
    error = cli("load-weights", path, WORK / "wide", "-o", WORK / "wrong.h5", status=2)
    assert "(6, 7)" in error and "(6, 5)" in error and not (WORK / "wrong.h5").exists(), error


@check("keras2")
def other_types_are_converted():
    model, other = mlp(1), mlp(2)
    objects = {f"v{i}": tf.Variable(tf.cast(w, tf.float16)) for i, w in enumerate(other.weights)}
    prefix = tf.train.Checkpoint(**objects).save(str(WORK / "half"))
    path = saved(model, "half.h5")
    rows = [w["path"] for w in cli("weights", path)]
    maps = [a for i, p in enumerate(rows) for a in ("--map", f"v{i}={p}")]
    said = cli("load-weights", path, prefix, *maps, "-o", WORK / "half.out.h5")
    assert all(m["status"] == "other_dtype" for m in said["matched"]), said
    same(opened(WORK / "half.out.h5").get_weights(), [w.astype("float16").astype("float32") for w in other.get_weights()])


@check("keras2")
def names_of_tensorflow_1():
    model, other = mlp(1), mlp(2)
    graph, values = tf.Graph(), other.get_weights()
    path = saved(model, "tf1.h5")
    rows = [w["path"] for w in cli("weights", path)]
    # Names as TensorFlow 1 gave them; nothing of Keras is asked within its graph.
    with graph.as_default(), tf.compat.v1.Session(graph=graph) as session:
        variables = [tf.compat.v1.get_variable(n, initializer=w, use_resource=False) for n, w in zip(rows, values)]
        session.run(tf.compat.v1.global_variables_initializer())
        tf.compat.v1.train.Saver(variables).save(session, str(WORK / "tf1"))
    cli("load-weights", path, WORK / "tf1", "-o", WORK / "tf1.out.h5")
    same(opened(WORK / "tf1.out.h5").get_weights(), other.get_weights())


@check("keras2")
def trained_checkpoints():
    def trained(seed):
        model = mlp(seed)
        model.compile(keras.optimizers.Adam(0.01), "mse")
        model.fit(np.ones((8, 4)), np.ones((8, 5)), verbose=0)
        return model

    model, other = trained(1), trained(2)
    other.fit(np.ones((8, 4)), np.ones((8, 5)), epochs=3, verbose=0)
    other.save_weights(str(WORK / "trained"))
    said = cli("load-weights", saved(model, "trained.h5"), WORK / "trained", "-o", WORK / "trained.out.h5", status=(0, 1))
    assert len(said["matched"]) == len(other.weights), said
    loaded = keras.models.load_model(str(WORK / "trained.out.h5"))
    same(loaded.get_weights(), other.get_weights())
    if said["optimizer"]["loaded"]:
        same(loaded.optimizer.variables, other.optimizer.variables)
        for each in (loaded, other):
            each.fit(np.ones((8, 4)), np.ones((8, 5)), epochs=2, verbose=0, shuffle=False)
        for a, b in zip(loaded.get_weights(), other.get_weights()):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)
    assert said["optimizer"]["loaded"], said["optimizer"]


@check("keras2")
def composed_is_what_tensorflow_composes():
    model = rich(4)
    path = saved(model, "compose.h5")
    names = [l.name for l in model.layers if l.weights]
    parts = {f"k{i}": n for i, n in enumerate(names)}
    cli("compose", path, "-o", WORK / "composed", *[f"{k}={n}" for k, n in parts.items()], "w=head/kernel", "all=.")
    fresh = randomize(keras.models.clone_model(model), 5)
    tf.train.Checkpoint(**{k: fresh.get_layer(n) for k, n in parts.items()}, w=fresh.get_layer("head").kernel,
                        all=fresh).restore(str(WORK / "composed")).assert_consumed()
    same(fresh.get_weights(), model.get_weights())
    (WORK / "state").mkdir(exist_ok=True)
    cli("compose", path, "-o", WORK / "state" / "part", "head=head")
    assert tf.train.latest_checkpoint(str(WORK / "state")).endswith("part")
    real = tf.train.Checkpoint(head=model.get_layer("head")).save(str(WORK / "real"))
    kept = lambda p: sorted(k for k, _ in tf.train.list_variables(p))
    assert kept(real) == kept(str(WORK / "state" / "part")), (kept(real), kept(str(WORK / "state" / "part")))


def keras3_pair(make, suffix):
    model, other = make(1), make(2)
    if suffix == ".weights.h5":
        other.save_weights(str(WORK / "k3.weights.h5"))
        source = WORK / "k3.weights.h5"
    else:
        source = saved(other, f"k3{suffix}")
    said = cli("load-weights", saved(model, "k3_model.keras"), source, "-o", WORK / "k3_out.keras")
    assert not said["unused_in_file"], said["unused_in_file"]
    same(opened(WORK / "k3_out.keras").get_weights(), other.get_weights())


for suffix in (".weights.h5", ".keras", ".h5"):
    for make in (mlp, rich):
        def keras3_file(make=make, suffix=suffix):
            keras3_pair(make, suffix)
        keras3_file.__name__ = f"keras3_{make.__name__}{suffix}"
        check("keras3")(keras3_file)


@check("keras3")
def keras3_nested_weights_file():
    inner = mlp(3)
    inner.save_weights(str(WORK / "inner.weights.h5"))
    path = saved(nested(1, 2), "k3_nested.keras")
    said = cli("load-weights", path, WORK / "inner.weights.h5", "-o", WORK / "k3_n.keras", status=(0, 1))
    if said["suggestion"]:
        said = cli("load-weights", path, WORK / "inner.weights.h5", "--at", said["suggestion"]["at"], "-o", WORK / "k3_n.keras")
    assert len(said["matched"]) == len(inner.get_weights()), said
    same(opened(WORK / "k3_n.keras").get_weights()[:len(inner.get_weights())], inner.get_weights())


for function in CHECKS:
    try:
        function()
        print(f"OK {function.__name__}", flush=True)
    except Exception as error:  # every check stands alone
        print(f"FAILED {function.__name__}: {type(error).__name__}: {str(error)[:600]}", flush=True)
