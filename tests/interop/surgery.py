#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold surgery of layerwright-cli against the same surgery done in Python.

    surgery.py CLI WORK_FOLDER [GENERATION]      run.py calls it too; both Keras 2 (tf_keras) and 3 when none is given

Prints a line for each failed check and closes with 'N passed, N failed'.
"""
import shutil
import subprocess
import sys

from surgery_support import CLI, L, SUFFIX, TMP, TWO, edited, k, layer, np, run, same, saved, trains_on


def resnet():
    k.utils.set_random_seed(1)
    x = i = k.Input((32, 32, 3), name="image")
    x = L.Conv2D(8, 3, padding="same", name="stem")(x)
    for n in range(3):
        y = L.BatchNormalization(name=f"b{n}_bn")(x)
        y = L.Activation("relu", name=f"b{n}_relu")(y)
        y = L.Conv2D(8, 3, padding="same", name=f"b{n}_conv")(y)
        x = L.Add(name=f"b{n}_add")([x, y])
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return k.Model(i, L.Dense(10, name="head")(x), name="res"), np.random.default_rng(0).normal(size=(4, 32, 32, 3)).astype("f")


def lstm():
    k.utils.set_random_seed(2)
    model = k.Sequential([k.Input((12,), dtype="int32"), L.Embedding(50, 8, name="words"),
                          L.Bidirectional(L.LSTM(6, name="lstm"), name="both"), L.Dropout(0.2, name="drop"),
                          L.Dense(3, activation="softmax", name="head")], name="text")
    return model, np.random.default_rng(0).integers(0, 50, (4, 12)).astype("int32")


def nested():
    k.utils.set_random_seed(3)
    body = k.Sequential([k.Input((6,)), L.Dense(5, activation="relu", name="x"), L.BatchNormalization(name="norm")], name="body")
    model = k.Sequential([k.Input((6,)), body, L.Dense(2, name="head")], name="outer")
    return model, np.random.default_rng(0).normal(size=(4, 6)).astype("f")


def transformer():
    k.utils.set_random_seed(4)
    x = i = k.Input((9, 16), name="tokens")
    for n in range(2):
        y = L.LayerNormalization(name=f"t{n}_ln")(x)
        y = L.MultiHeadAttention(2, 8, name=f"t{n}_mha")(y, y)
        x = L.Add(name=f"t{n}_add")([x, y])
        y = L.Dense(16, activation="relu", name=f"t{n}_mlp")(x)
        x = L.Add(name=f"t{n}_add2")([x, y])
    x = L.GlobalAveragePooling1D(name="pool")(x)
    return k.Model(i, L.Dense(3, name="head")(x), name="tr"), np.random.default_rng(0).normal(size=(4, 9, 16)).astype("f")


def cutting_ends_where_keras_does():
    for (model, x), at in ((resnet(), "b1_add"), (transformer(), "t0_add2"), (lstm(), "both"), (nested(), "body")):
        new = edited(model, "--end-at", at)
        wanted = k.Model(model.inputs, model.get_layer(at).output if at != "body" else model.layers[0](model.inputs))
        same(new, wanted, x)
        trains_on(new, x)


def a_new_head_keeps_the_body():
    for model, x in (resnet(), transformer(), lstm(), nested()):
        new = edited(model, "--drop-last", "--append", layer("Dense", units=7, activation="softmax", name="fresh"))
        assert new.output_shape == (None, 7)
        for old in model.layers[:-1]:
            for a, b in zip(old.get_weights(), new.get_layer(old.name).get_weights()):
                np.testing.assert_array_equal(a, b)
        trains_on(new, x)


def removing_a_layer():
    model, x = resnet()
    new = edited(model, "--remove", "b1_bn")
    y = h = k.Input((32, 32, 3))
    h = model.get_layer("stem")(h)
    for n in range(3):
        z = h if n == 1 else model.get_layer(f"b{n}_bn")(h)
        z = model.get_layer(f"b{n}_conv")(model.get_layer(f"b{n}_relu")(z))
        h = h + z
    same(new, k.Model(y, model.get_layer("head")(model.get_layer("pool")(h))), x)
    model, x = lstm()
    same(edited(model, "--remove", "drop"), model, x)


def inserting_and_replacing():
    model, x = transformer()
    same(edited(model, "--insert-after", "t0_add", layer("Activation", activation="linear")), model, x)
    same(edited(model, "--replace", "t1_ln", layer("LayerNormalization")), model, x)  # as it was made
    model, x = nested()
    new = edited(model, "--insert-after", "body/x", layer("Dropout", rate=0.5))
    same(new, model, x)
    assert len(new.layers[0].layers) == 3


def renaming_changes_no_prediction():
    for (model, x), name in ((resnet(), "b0_conv"), (transformer(), "t0_mha"), (lstm(), "both"), (nested(), "body"), (nested(), "body/x")):
        new = edited(model, "--rename", name + "=other")
        same(new, model, x)


def freezing_is_that_of_keras():
    for (model, x), name in ((resnet(), "b0_bn"), (transformer(), "t0_mha"), (lstm(), "both"), (nested(), "body")):
        trainable = len(model.trainable_weights)
        new = edited(model, "--freeze", name)
        model.get_layer(name).trainable = False
        model.save(TMP / ("frozen" + SUFFIX))  # a frozen attention of Keras 3 thaws when Keras itself loads it
        model = k.models.load_model(TMP / ("frozen" + SUFFIX))
        assert len(new.trainable_weights) == len(model.trainable_weights), (name, len(new.trainable_weights))
        same(new, model, x)
        trains_on(new, x)
        again = edited(new, "--unfreeze", name)  # a nested model that Keras 3 loaded frozen stays so in Keras itself
        assert len(again.trainable_weights) == trainable, (name, len(again.trainable_weights), trainable)


def nesting_keeps_predictions():
    for model, x in (resnet(), transformer(), lstm(), nested()):
        new = edited(model, "--nest", "wrapped")
        assert new.name == "wrapped" and len(new.layers) == 1
        same(new, model, x)


def clones_are_fresh():
    for model, x in (resnet(), transformer(), lstm(), nested()):
        new = edited(model, "--clone", "--seed", "3")
        assert [w.shape for w in new.get_weights()] == [w.shape for w in model.get_weights()]
        kernels = [(a, b) for a, b in zip(model.get_weights(), new.get_weights()) if a.ndim > 1 and a.any()]
        assert all(not np.allclose(a, b) for a, b in kernels)
        trains_on(new, x)


def duplicates_compute_twice():
    model, x = transformer()
    new = edited(model, "--duplicate", "t0_mlp")
    np.testing.assert_array_equal(new.get_layer("t0_mlp_copy").get_weights()[0], model.get_layer("t0_mlp").get_weights()[0])
    trains_on(new, x)


def wrapped_layers_keep_their_weights():
    k.utils.set_random_seed(5)
    model = k.Sequential([k.Input((12,), dtype="int32"), L.Embedding(50, 8, name="words"),
                          L.GRU(6, return_sequences=True, name="gru"), L.Dense(3, name="head")], name="text")
    x = np.random.default_rng(0).integers(0, 50, (4, 12)).astype("int32")
    trains_on(model, x)
    same(edited(model, "--wrap", "head", "TimeDistributed"), model, x)
    new = edited(model, "--wrap", "gru", layer("Bidirectional", merge_mode="ave", name="both"), "--wrap", "head", "TimeDistributed")
    both = new.get_layer("both")
    for forward, old in zip(both.forward_layer.get_weights(), model.get_layer("gru").get_weights(), strict=True):
        np.testing.assert_array_equal(forward, old)
    assert np.std(both.backward_layer.get_weights()[0]) > 0
    words = model.get_layer("words")(x)
    ways = (model.get_layer("gru")(words) + np.asarray(both.backward_layer(words))[:, ::-1]) / 2
    np.testing.assert_allclose(new.predict(x, verbose=0), model.get_layer("head")(ways), rtol=1e-4, atol=1e-5)
    new.fit(x, np.zeros((4, 12, 3)), verbose=0)
    assert int(new.optimizer.iterations) == int(model.optimizer.iterations) + 1


def wrapped_first_layers_keep_their_input():
    k.utils.set_random_seed(6)
    x = np.random.default_rng(0).normal(size=(3, 5, 4)).astype("f")
    chain = k.Sequential([L.LSTM(3, input_shape=(5, 4), name="lstm"), L.Dense(2, name="head")], name="chain")
    new = edited(chain, "--wrap", "lstm", layer("Bidirectional", merge_mode="sum"))
    assert tuple(new.input_shape) == (None, 5, 4) and new.predict(x, verbose=0).shape == (3, 2)
    for forward, old in zip(new.layers[0].forward_layer.get_weights(), chain.layers[0].get_weights(), strict=True):
        np.testing.assert_array_equal(forward, old)
    i = k.Input((5, 4), name="steps")
    shared = L.Dense(4, activation="tanh", name="shared")  # called twice
    graph = k.Model(i, L.Dropout(0.5, name="drop")(shared(shared(i))), name="graph")
    same(edited(graph, "--wrap", "shared", "TimeDistributed", "--wrap", "drop", "TimeDistributed", "--freeze", "time_distributed"), graph, x)


def the_optimizer_follows():
    model, x = nested()
    trains_on(model, x)
    new = edited(model, "--rename", "head=top")
    assert int(new.optimizer.iterations) == int(model.optimizer.iterations) > 0
    new.fit(x, np.zeros((4, 2)), verbose=0)
    new = edited(model, "--freeze", "body")
    new.fit(x, np.zeros((4, 2)), verbose=0)


def layers_of_another_model_come_with_their_weights():
    model, x = resnet()
    other, _ = resnet()
    for variable in other.weights:  # not those of the model
        variable.assign(variable * 0.5 + 0.25)
    path = saved(other, "other")

    def at(name):
        return k.Model(model.inputs, model.get_layer(name).output).predict(x, verbose=0)

    def rest(y, blocks):
        """The model from here on: Keras takes no two layers of one name into one model."""
        h = i = k.Input(y.shape[1:])
        for n in blocks:
            h = h + model.get_layer(f"b{n}_conv")(model.get_layer(f"b{n}_relu")(model.get_layer(f"b{n}_bn")(h)))
        return k.Model(i, model.get_layer("head")(model.get_layer("pool")(h))).predict(y, verbose=0)

    def agrees(new, wanted):
        np.testing.assert_allclose(new.predict(x, verbose=0), wanted, rtol=1e-4, atol=1e-5)

    # One layer, between a layer and all that read it.
    new = edited(model, "--insert-from", path, "b2_conv", "b0_add")
    agrees(new, rest(np.array(other.get_layer("b2_conv")(at("b0_add"))), (1, 2)))
    np.testing.assert_array_equal(new.get_layer("b2_conv_1").get_weights()[0], other.get_layer("b2_conv").get_weights()[0])
    trains_on(new, x)
    # A whole block with the shortcut around it.
    new = edited(model, "--insert-from", path, "b1_bn..b1_add", "b2_add")
    h = at("b2_add")
    y = other.get_layer("b1_conv")(other.get_layer("b1_relu")(other.get_layer("b1_bn")(h)))
    agrees(new, rest(np.array(h + y), ()))
    # Behind the last.
    new = edited(model, "--insert-from", saved(k.Sequential([k.Input((10,)), L.Dense(3, name="head")]), "tail"), "head", "head")
    assert new.output_shape == (None, 3) and new.layers[-1].name == "head_1"


def nested_and_recurrent_layers_come_along():
    model, x = nested()
    square = k.Sequential([k.Input((6,)), L.Dense(6, name="x"), L.BatchNormalization(name="norm")], name="body")
    outer = k.Sequential([k.Input((6,)), square, L.Dense(2, name="head")], name="outer2")
    new = edited(model, "--insert-from", saved(outer, "outer2"), "body", ".")
    wanted = model.predict(square.predict(x, verbose=0), verbose=0)
    np.testing.assert_allclose(new.predict(x, verbose=0), wanted, rtol=1e-4, atol=1e-5)
    new = edited(model, "--insert-from", saved(k.Sequential([k.Input((5,)), L.Dense(5, name="y")], name="five"), "five"), ".", "body/x")
    assert [layer.name for layer in new.layers[0].layers if layer.__class__.__name__ != "InputLayer"] == ["x", "five", "norm"]
    trains_on(new, x)
    model, x = lstm()
    back = k.Sequential([k.Input((12, 8)), L.Bidirectional(L.GRU(4, return_sequences=True), name="seq")], name="two")
    new = edited(model, "--insert-from", saved(back, "two"), "seq", "words")
    same(new, k.Sequential([k.Input((12,), dtype="int32"), model.get_layer("words"), back.layers[-1],
                            *model.layers[1:]]), x)


def layers_of_the_other_keras_are_translated():
    """A model that the other Keras wrote, with what it predicts; a fixture of the interop suite cannot do that."""
    script = TMP / "other.py"
    script.write_text(f"""
import os
os.environ.update(TF_USE_LEGACY_KERAS={"'0'" if TWO else "'1'"}, TF_CPP_MIN_LOG_LEVEL="3")
import numpy as np
{"import keras as k" if TWO else "import tf_keras as k"}
L = k.layers
k.utils.set_random_seed(5)
m = k.Sequential([k.Input((9, 16)), L.Bidirectional(L.LSTM(8, return_sequences=True), name="both"),
                  L.LayerNormalization(name="norm"), L.Dense(16, activation="gelu", name="mlp")], name="foreign")
m.save({str(TMP / ("foreign" + (".keras" if TWO else ".h5")))!r})
x = np.random.default_rng(0).normal(size=(4, 9, 16)).astype("f")
np.savez({str(TMP / "foreign.npz")!r}, x=x, y=m.predict(x, verbose=0))
""")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-800:]
    data = np.load(TMP / "foreign.npz")
    model, _ = transformer()
    path = TMP / ("foreign" + (".keras" if TWO else ".h5"))
    new = edited(model, "--insert-from", path, "both,norm,mlp", "t0_add")
    part = k.Model(new.get_layer("both").input, new.get_layer("mlp").output)
    np.testing.assert_allclose(part.predict(data["x"], verbose=0), data["y"], rtol=1e-4, atol=1e-5)


def misfits_name_the_connection():
    model, _ = nested()
    said = edited(model, "--replace", "body", layer("Dense", units=9), status=2)
    assert "head" in said and "(None, 9)" in said and "(5, 2)" in said, said
    said = edited(model, "--insert-from", TMP / ("in" + SUFFIX), "head", "body", status=2)
    assert "head" in said and "(None, 2)" in said and "(5, 2)" in said, said


def input_shapes_change():
    model, _ = resnet()
    new = edited(model, "--input-shape", "48,40,3")
    assert new.input_shape == (None, 48, 40, 3)
    x = np.ones((2, 48, 40, 3), "f")
    assert new.predict(x, verbose=0).shape == (2, 10)


def edited_json(model, *steps, suffix=SUFFIX):
    """The same of the architecture alone, as JSON, with fresh weights."""
    (TMP / "in.json").write_text(model.to_json())
    out = TMP / ("fresh" + suffix)
    shutil.rmtree(out, ignore_errors=True)
    out.unlink(missing_ok=True)
    done = subprocess.run([str(CLI), "edit", str(TMP / "in.json"), "-o", str(out), *map(str, steps)],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{steps}: exit {done.returncode}: {done.stderr.strip()[-500:]}"
    return k.models.load_model(out)


def functional_nested():
    """body (two outputs, frozen first layer) is called twice, once with training=False; names clash with the parent's."""
    k.utils.set_random_seed(5)
    i = k.Input((6,), name="in")
    h = L.Dense(5, activation="relu", name="x")(i)
    body = k.Model(i, [h, L.BatchNormalization(name="norm")(L.Dense(5, name="y")(h))], name="body")
    body.get_layer("x").trainable = False
    a, b = k.Input((6,), name="a"), k.Input((6,), name="b")
    a0, a1 = body(a, training=False)
    b0, b1 = body(b)
    x = L.Add(name="sum")([a1, b1])
    x = L.Concatenate(name="all")([x, a0, b0])
    model = k.Model([a, b], L.Dense(2, name="x")(x), name="pair")
    r = np.random.default_rng(0)
    return model, [r.normal(size=(4, 6)).astype("f"), r.normal(size=(4, 6)).astype("f")]


def unwrapping_keeps_predictions():
    model, x = nested()
    new = edited(model, "--unwrap", "body")
    assert [each.name for each in new.layers] == ["x", "norm", "head"], [each.name for each in new.layers]
    same(new, model, x)
    trains_on(new, x)
    for model, x in (resnet(), transformer(), lstm()):
        new = edited(model, "--nest", "outer", "--unwrap", model.name)
        same(new, model, x)
        assert [w.shape for w in new.get_weights()] == [w.shape for w in model.get_weights()]
        trains_on(new, x)
    model, x = functional_nested()
    new = edited(model, "--unwrap", "body")
    same(new, model, x)
    assert [each.name for each in new.layers if each.name not in ("a", "b", "all")] == ["body_x", "y", "norm", "sum", "x"]
    assert len(new.trainable_weights) == len(model.trainable_weights), len(new.trainable_weights)
    new.compile("adam", "mse")
    new.fit(x, np.zeros((4, 2)), verbose=0)


def an_unwrapped_optimizer_goes_on():
    model, x = nested()
    trains_on(model, x)
    new = edited(model, "--unwrap", "body")
    assert int(new.optimizer.iterations) == int(model.optimizer.iterations) > 0
    new.fit(x, np.zeros((4, 2)), verbose=0)
    model.fit(x, np.zeros((4, 2)), verbose=0)
    np.testing.assert_allclose(new.predict(x, verbose=0), model.predict(x, verbose=0), rtol=1e-4, atol=1e-5)


def extracted_layers_compute_the_same():
    model, x = resnet()
    new = edited(model, "--extract", "b1_bn..b1_add")
    middle = k.Model(model.inputs, model.get_layer("b0_add").output).predict(x, verbose=0)
    wanted = k.Model(model.inputs, model.get_layer("b1_add").output).predict(x, verbose=0)
    np.testing.assert_allclose(new.predict(middle, verbose=0), wanted, rtol=1e-4, atol=1e-5)
    assert len(new.inputs) == 1 and len(new.layers) == 5
    trains_on(new, middle)
    new = edited(model, "--extract", "b2_bn,b2_relu,b2_conv")
    assert isinstance(new, k.Sequential)
    trains_on(new, middle)
    model, x = lstm()
    new = edited(model, "--extract", "words..both")
    same(new, k.Model(model.inputs, model.get_layer("both").output), x)
    new = edited(model, "--extract", "both")
    assert isinstance(new, k.Sequential) and new.input_shape == (None, 12, 8)
    model, x = transformer()
    new = edited(model, "--extract", "t1_ln..t1_add2")
    wanted = k.Model(model.get_layer("t0_add2").output, model.get_layer("t1_add2").output)
    same(new, wanted, k.Model(model.inputs, model.get_layer("t0_add2").output).predict(x, verbose=0))


def extracted_models_are_what_they_were():
    model, x = nested()
    same(edited(model, "--extract", "body"), model.layers[0], x)
    model, x = functional_nested()
    new = edited(model, "--extract", "body")
    for a, b in zip(new.predict(x[0], verbose=0), model.get_layer("body").predict(x[0], verbose=0)):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
    assert not new.get_layer("x").trainable
    said = edited(model, "--extract", "body/x,sum", status=2)
    assert "another model" in said, said


def architectures_get_fresh_weights():
    for model, x in (resnet(), transformer(), lstm(), nested()):
        for suffix in (SUFFIX, "") if TWO else (SUFFIX, ".h5"):
            new = edited_json(model, "--clone", *(() if suffix else ("--to", "saved_model")), suffix=suffix)
            assert [w.shape for w in new.get_weights()] == [w.shape for w in model.get_weights()]
            assert new.predict(x, verbose=0).shape == model.predict(x, verbose=0).shape
            trains_on(new, x)


def models_from_nothing_train():
    start = k.Sequential([k.Input((10, 8))], name="fresh")
    x = np.random.default_rng(0).normal(size=(6, 10, 8)).astype("f")
    new = edited_json(start, "--append", layer("Conv1D", filters=6, kernel_size=3), "--append", layer("LSTM", units=5),
                      "--append", layer("Dense", units=3, activation="softmax"))
    assert isinstance(new, k.Sequential) and new.output_shape == (None, 3)
    np.testing.assert_allclose(new.predict(x, verbose=0).sum(-1), 1, rtol=1e-4)
    trains_on(new, x)
    i = k.Input((10, 8), name="in")
    start = k.Model(i, i, name="graph") if TWO else k.Model(i, L.Dense(8, name="first")(i), name="graph")
    if TWO:  # Keras 3 writes no model of an input alone
        steps = ["--branch", "in", layer("Dense", units=8, name="first")]
    else:
        steps = ["--clone"]
    new = edited_json(start, *steps, "--branch", "in", layer("Dense", units=8, name="second"),
                      "--merge", "first,second", layer("Multiply", name="both"),
                      "--merge", "in,both", layer("Add", name="sum"), "--append", layer("Flatten"),
                      "--add-input", "more=4", "--merge", "flatten,more", layer("Concatenate"), "--append", layer("Dense", units=7), "--new-head", "2,sigmoid")
    assert [each.shape[1:] for each in new.inputs] == [(10, 8), (4,)], new.inputs
    new.compile("adam", "mse")
    new.fit([x, np.ones((6, 4), "f")], np.zeros((6, new.output_shape[-1])), verbose=0)


def branches_keep_their_weights():
    """Files number weights by the order of Model.layers, which edits of the graph change."""
    k.utils.set_random_seed(12)
    left, right = k.Input((6,), name="left"), k.Input((6,), name="right")
    a, b = L.Dense(4, name="a")(left), L.Dense(4, name="b")(right)
    model = k.Model([left, right], L.Dense(3, name="out")(L.Concatenate(name="both")([a, b])), name="branches")
    x = [np.random.default_rng(n).normal(size=(4, 6)).astype("f") for n in (0, 1)]
    new = edited(model, "--branch", "a", layer("Dense", units=4, name="side"), "--merge", "b,side", layer("Add", name="sum"),
                 "--branch", "sum", layer("Dense", units=2, name="third"), "--insert-after", "right", layer("Dense", units=6, name="early"))
    for name in "a", "b", "out":
        for old, now in zip(model.get_layer(name).get_weights(), new.get_layer(name).get_weights()):
            np.testing.assert_array_equal(old, now)
    early = new.get_layer("early")(right)
    b2 = model.get_layer("b")(early)
    main = model.get_layer("out")(L.Concatenate()([a, b2]))
    both = L.Add()([b2, new.get_layer("side")(a)])
    third = new.get_layer("third")(both)
    for got, wanted in zip(new.predict(x, verbose=0), k.Model([left, right], [main, both, third]).predict(x, verbose=0)):
        np.testing.assert_allclose(got, wanted, rtol=1e-4, atol=1e-5)


def new_grus_are_those_of_keras():
    k.utils.set_random_seed(13)
    model = k.Sequential([k.Input((5, 3)), L.LSTM(4, name="cell"), L.Dense(2, name="head")], name="recurrent")
    new = edited(model, "--replace", "cell", layer("GRU", units=4))
    assert new.get_layer("cell").get_config()["reset_after"] and new.get_layer("cell").get_weights()[2].shape == (2, 12)
    trains_on(new, np.ones((4, 5, 3), "f"))


class Scaled(k.layers.Layer):
    """Known to nobody who loads it but by what was traced."""

    def build(self, shape):
        self.w = self.add_weight(name="w", shape=(shape[-1], 4))

    def call(self, x, training=None):
        return (x * (10.0 if training else 1.0)) @ self.w


def custom_layers_keep_their_traced_functions():
    if not TWO:  # Keras 3 writes no SavedModel of layers
        return
    import tensorflow as tf
    k.utils.set_random_seed(11)
    model = k.Sequential([k.Input((6,)), L.Dense(5, name="first"), Scaled(name="own"), L.Dense(2, name="last")])
    model.compile("adam", "mse")
    x = np.random.default_rng(0).normal(size=(4, 6)).astype("f")
    model.fit(x, np.zeros((4, 2)), verbose=0)
    source = TMP / "custom_source"
    model.save(source, save_format="tf")
    inner = k.Model(model.inputs, model.get_layer("own").output)

    def more(new):
        kernel, bias = new.get_layer("more").get_weights()
        return inner(x).numpy() @ kernel + bias

    for number, (steps, wanted) in enumerate((
            (["--rename", "own=mine"], lambda new: model(x)), (["--freeze", "own"], lambda new: model(x)),
            (["--nest", "outer"], lambda new: model(x)), (["--end-at", "own"], lambda new: inner(x)),
            (["--drop-last", "--append", layer("Dense", units=3, name="more")], more))):
        out = TMP / f"custom_{number}"
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run([CLI, "edit", source, "-o", out, *steps], check=True)
        new = k.models.load_model(out, compile=False)  # the class is not given
        np.testing.assert_allclose(new(x), wanted(new), rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(tf.saved_model.load(str(out))(x), wanted(new), rtol=1e-5, atol=1e-6)
    trained = k.models.load_model(TMP / "custom_0", compile=False)
    np.testing.assert_allclose(trained(x, training=True), model(x, training=True), rtol=1e-5, atol=1e-5)


run((cutting_ends_where_keras_does, a_new_head_keeps_the_body, removing_a_layer, inserting_and_replacing,
     renaming_changes_no_prediction, freezing_is_that_of_keras, nesting_keeps_predictions, clones_are_fresh,
     duplicates_compute_twice, wrapped_layers_keep_their_weights, wrapped_first_layers_keep_their_input, the_optimizer_follows, layers_of_another_model_come_with_their_weights,
     nested_and_recurrent_layers_come_along, layers_of_the_other_keras_are_translated, misfits_name_the_connection, input_shapes_change,
     unwrapping_keeps_predictions, an_unwrapped_optimizer_goes_on, extracted_layers_compute_the_same,
     extracted_models_are_what_they_were, architectures_get_fresh_weights, models_from_nothing_train, branches_keep_their_weights,
     new_grus_are_those_of_keras, custom_layers_keep_their_traced_functions))
