#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold every edit of every layer of awkward graphs against what Keras computes when it is told the same.

    surgery_graphs.py CLI WORK_FOLDER [GENERATION]      run.py calls it too; both Keras 2 (tf_keras) and 3 when none is given

Heads of unequal depth, shared layers, operators, masks, text, a Lambda: the model is walked call by call with the layer
replaced, left out or doubled; where the walk fails, the edit has to be refused. Also weights of nested models that are frozen in
part. Prints a line for each failed check and closes with 'N passed, N failed'.
"""
import random
import subprocess

from surgery_support import CLI, L, SUFFIX, TMP, TWO, k, layer, np, run, saved, tf

if not TWO:
    k.config.enable_unsafe_deserialization()
NUMBERS = np.random.default_rng(0)


def normal(*shape):
    return NUMBERS.normal(size=shape).astype("f")


def heads():
    a, b = k.Input((6,), name="a"), k.Input((6,), name="b")
    both = L.Dense(5, activation="relu", name="both")
    p, q = both(a), both(b)
    first = L.Dense(2, name="first")(L.Concatenate(name="joined")([p, q]))
    second = L.Dense(3, name="second")(L.BatchNormalization(name="norm")(L.Subtract(name="less")([p, q])))
    return k.Model([a, b], [first, second], name="heads"), [normal(4, 6), normal(4, 6)]


def gated():
    i = k.Input((6,), name="start")
    body = L.Dense(5, name="x")(i)
    body = k.Model(i, L.Multiply(name="both")([body, L.Dense(5, activation="sigmoid", name="gate")(i)]), name="body")
    j = k.Input((6,), name="outside")
    return k.Model(j, L.Dense(2, name="head")(L.Add(name="sum")([body(j), body(L.Dense(6, name="before")(j))])), name="gated"), normal(4, 6)


def operators():
    i = k.Input((6,), name="start")
    a, b = L.Dense(5, name="a")(i), L.Dense(5, name="b")(i)
    h = a * 2.0 + b
    h = (tf.nn.relu(h) if TWO else k.ops.relu(h))[:, 1:]
    h = tf.concat([h, a], -1) if TWO else k.ops.concatenate([h, a], axis=-1)
    return k.Model(i, L.Dense(2, name="c")(h), name="operators"), normal(4, 6)


def masked():
    i = k.Input((6,), dtype="int32", name="tokens")
    h = L.Embedding(20, 8, mask_zero=True, name="words")(i)
    y = L.MultiHeadAttention(2, 4, name="attend")(*[L.LayerNormalization(name="norm")(h)] * 2, use_causal_mask=True)
    h = L.GlobalAveragePooling1D(name="pool")(L.Add(name="sum")([h, y]))
    x = NUMBERS.integers(1, 20, (4, 6)).astype("int32")
    x[0, 4:] = 0
    return k.Model(i, L.Dense(2, name="head")(h), name="masked"), x


def states():
    a, b = k.Input((5, 4), name="question"), k.Input((6, 3), name="answer")
    _, h, c = L.LSTM(5, return_state=True, name="encoder")(a)
    y = L.LSTM(5, return_sequences=True, name="decoder")(b, initial_state=[h, c])
    return k.Model([a, b], L.Dense(2, name="head")(y), name="states"), [normal(3, 5, 4), normal(3, 6, 3)]


def behind_a_lambda():
    i = k.Input((6,), name="start")
    h = L.Lambda(lambda t: t * 2 + 1, name="twice")(L.Dense(5, name="a")(i))
    return k.Model(i, L.Dense(2, name="b")(h), name="lambda"), normal(4, 6)


def load(path):
    return k.models.load_model(path, safe_mode=False)


def run_edit(source, *steps):
    """Exit status and message; the model is at the place that is given back."""
    out = TMP / ("out" + SUFFIX)
    out.unlink(missing_ok=True)
    done = subprocess.run([str(CLI), "edit", str(source), "-o", str(out), *map(str, steps)], capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 2) and (done.returncode == 0) == out.exists(), f"{steps}: {done.returncode} {done.stderr[-300:]}"
    return out, done.returncode, done.stderr.strip()


def called(one, args, kwargs):
    return one(*args, **{name: value for name, value in kwargs.items() if name != "training" or value is not None})


def walk(model, x, name=None, instead=None):
    """What the model gives out, call by call; instead(layer, args, kwargs) stands for the layer of this name."""
    values = {}
    for tensor, value in zip(model.inputs, x if isinstance(x, list) else [x]):
        values[id(tensor)] = tf.convert_to_tensor(value)
    for depth in sorted(model._nodes_by_depth, reverse=True):
        for node in model._nodes_by_depth[depth]:
            one = node.layer if TWO else node.operation
            if node.is_input:
                continue
            if TWO:
                args, kwargs = tf.nest.map_structure(lambda t: values.get(id(t), t), (node.call_args, node.call_kwargs))
            else:
                args, kwargs = node.arguments.fill_in(values)
            out = (instead if one.name == name else called)(one, args, kwargs)
            for tensor, value in zip(tf.nest.flatten(node.outputs) if TWO else node.output_tensors, tf.nest.flatten(out)):
                values[id(tensor)] = value
    return [np.array(values[id(tensor)]) for tensor in model.outputs]


def told(model, x):
    out = model(x, training=False)
    return [np.array(value) for value in (out if isinstance(out, (list, tuple)) else [out])]


def agree(got, wanted):
    assert [a.shape for a in got] == [b.shape for b in wanted], f"{[a.shape for a in got]}, wanted {[b.shape for b in wanted]}"
    for a, b in zip(got, wanted):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=2e-5)


def steps_of(name):
    """Step, what stands for the layer then. Merging layers may say that they cannot tell which input stays."""
    tanh = L.Activation("tanh")
    yield ["--remove", name], lambda one, args, kwargs: args[0]
    yield ["--insert-after", name, layer("Activation", activation="tanh")], lambda one, args, kwargs: tanh(called(one, args, kwargs))
    yield ["--replace", name, layer("Activation", activation="tanh", name="other")], lambda one, args, kwargs: tanh(args[0])
    yield ["--rename", name + "=other"], called
    yield ["--freeze", name], called
    yield ["--duplicate", name], lambda one, args, kwargs: called(one, (called(one, args, kwargs), *args[1:]), kwargs)


def edits_of(make):
    def edits():
        k.utils.set_random_seed(1)
        model, x = make()
        model.compile("adam", "mse")
        model.run_eagerly = True
        zeros = [np.zeros(out.shape, "f") for out in told(model, x)]
        for _ in range(2):
            model.train_on_batch(x, zeros[0] if len(zeros) == 1 else zeros)
        source = saved(model, "in")
        taken = 0
        for one in model.layers:
            if isinstance(one, L.InputLayer):
                continue
            for steps, instead in steps_of(one.name):
                try:
                    wanted = walk(model, x, one.name, instead)
                except Exception:
                    wanted = None
                out, code, message = run_edit(source, *steps)
                what = f"{model.name} {steps[0]} {one.name}"
                if code == 2:
                    unclear = "which" in message or "merges them" in message or "only layers of one input" in message or "cannot stand behind" in message
                    assert wanted is None or unclear, f"{what}: {message}"
                    assert message.count("\n") == 0 and any(f": {each.name}" in message or " other" in message for each in model.layers), message
                    continue
                assert wanted is not None or make in (behind_a_lambda, operators), f"{what} is taken, and Keras cannot compute it"
                if wanted is None:  # what a Lambda gives out nobody knows; a constant operand is no argument of the walk
                    continue
                new = load(out)
                agree(told(new, x), wanted)
                assert new.optimizer is not None and int(new.optimizer.iterations) == (0 if steps == ["--freeze", "attend"] and not TWO else 2), what
                taken += 1
        assert taken > 8, taken
    edits.__name__ = "edits_of_" + make.__name__
    return edits


def inner_layers_keep_their_weights():
    """Gate and x of the nested model change places in the order of Keras when one of the two is followed by another layer."""
    k.utils.set_random_seed(2)
    model, x = gated()
    source = saved(model, "in")
    inner = model.get_layer("body")
    for name in ("x", "gate"):
        out, code, message = run_edit(source, "--insert-after", "body/" + name, layer("Activation", activation="tanh"))
        assert code == 0, message
        new = load(out)
        for each in ("x", "gate"):
            for a, b in zip(inner.get_layer(each).get_weights(), new.get_layer("body").get_layer(each).get_weights()):
                np.testing.assert_array_equal(a, b)
        tanh = L.Activation("tanh")
        edited = lambda one, args, kwargs: tf.convert_to_tensor(walk(one, args[0], name, lambda o, a, kw: tanh(called(o, a, kw)))[0])
        agree(told(new, x), walk(model, x, "body", edited))


def text_is_no_number():
    if TWO:  # tf_keras writes no words into HDF5
        return
    words = L.TextVectorization(max_tokens=20, output_sequence_length=5, name="words")
    words.adapt(["the cat sat", "on the mat"])
    model = k.Sequential([k.Input((1,), dtype="string"), words, L.Embedding(20, 4, name="table"), L.GlobalAveragePooling1D(), L.Dense(2)])
    source = saved(model, "in")
    for steps, part in ((["--remove", "words"], "table"), (["--duplicate", "words"], "takes strings"),
                        (["--replace", "words", layer("Activation", activation="tanh", name="t")], "t: ")):
        _, code, message = run_edit(source, *steps)
        assert code == 2 and part in message and "strings" in message, message


def heads_behind_a_lambda():
    k.utils.set_random_seed(3)
    model, x = behind_a_lambda()
    source = saved(model, "in")
    for steps in (["--new-head", "4,linear"], ["--reset", "b"], ["--clone"],
                  ["--insert-after", "twice", layer("Activation", activation="tanh"), "--new-head", "4"] if not TWO else ["--new-head", "3"]):
        out, code, message = run_edit(source, *steps)
        assert code == 0, f"{steps}: {message}"
        new = load(out)
        assert np.isfinite(told(new, x)[0]).all() and new.layers[-1].get_weights()[0].shape[0] == 5


def sequences_of_edits_change_nothing():
    """Ten edits that change no prediction, drawn at random."""
    for seed in range(4):
        for make in (heads, gated, masked, states):
            k.utils.set_random_seed(seed)
            draw = random.Random(f"{seed}{make.__name__}")
            model, x = make()
            source, names = saved(model, "in"), [one.name for one in model.layers if not isinstance(one, L.InputLayer) and one.name != "encoder"]
            names = [name for name in names if TWO or not name.startswith(("not_equal", "logical", "any", "expand"))]
            steps = []
            for n in range(10):
                kind, name = draw.choice(["rename", "freeze", "unfreeze", "insert", "insert", "remove"]), draw.choice(names)
                if kind == "rename":
                    steps += ["--rename", f"{name}=r{n}"]
                    names[names.index(name)] = f"r{n}"
                elif kind == "insert":
                    steps += ["--insert-after", name, layer("Activation", activation="linear", name=f"i{n}")]
                    names.append(f"i{n}")
                elif kind == "remove" and any(one.startswith("i") for one in names):
                    gone = draw.choice([one for one in names if one.startswith("i")])
                    steps += ["--remove", gone]
                    names.remove(gone)
                elif kind != "remove":
                    steps += ["--" + kind, name]
            out, code, message = run_edit(source, *steps)
            assert code == 0, f"{seed} {make.__name__} {steps}: {message}"
            agree(told(load(out), x), told(model, x))


def frozen_parts_of_nested_models_keep_their_weights():
    """Keras writes what trains first into the HDF5 group of a nested model: equal shapes must not change places."""
    def model(nested, frozen, seed):
        layers = [L.Dense(6, name=f"d{n}") for n in range(3)] + [L.BatchNormalization(name="n1"), L.BatchNormalization(name="n2")]
        for n in frozen:
            layers[n].trainable = False
        if nested:
            layers = [k.Sequential([k.Input((6,)), *layers], name="body")]
        made = k.Sequential([k.Input((6,)), *layers, L.Dense(2, name="head")])
        values = np.random.default_rng(seed)
        made.set_weights([values.uniform(0.5, 1, w.shape) for w in made.get_weights()])
        return made

    for suffix in (".h5", ".keras"):
        for a_nested, b_nested, a_frozen, b_frozen in ((1, 1, (0, 3), ()), (1, 0, (1,), (0, 4)), (0, 1, (), (0, 2, 3)), (1, 1, (2, 4), (0,))):
            a, b = model(a_nested, a_frozen, 1), model(b_nested, b_frozen, 2)
            paths = [TMP / ("from" + suffix), TMP / ("to" + suffix), TMP / ("out" + suffix)]
            a.save(paths[0])
            b.save(paths[1])
            subprocess.run([CLI, "transplant", paths[0], paths[1], "--match", "order", "-o", paths[2]], check=True, capture_output=True)
            for got, wanted in zip(load(paths[2]).get_weights(), a.get_weights()):
                np.testing.assert_array_equal(got, wanted.astype("f"))
            done = subprocess.run([CLI, "edit", paths[0], "-o", paths[2], "--rename", "head=other"], capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            for got, wanted in zip(load(paths[2]).get_weights(), a.get_weights()):
                np.testing.assert_array_equal(got, wanted.astype("f"))


run((edits_of(heads), edits_of(operators), edits_of(masked), edits_of(states), inner_layers_keep_their_weights,
     text_is_no_number, heads_behind_a_lambda, sequences_of_edits_change_nothing,
     frozen_parts_of_nested_models_keep_their_weights))
