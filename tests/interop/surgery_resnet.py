#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold surgery of layerwright-cli on the ResNet50 of keras.applications against the same surgery done in Python.

    surgery_resnet.py CLI WORK_FOLDER [GENERATION]      run.py calls it too; both Keras 2 (tf_keras) and 3 when none is given

Prints a line for each failed check and closes with 'N passed, N failed'.
"""
import h5py
import numpy as np

from surgery_support import L, SUFFIX, TMP, TWO, edited, k, layer, run, saved

MADE = {}


def varied(model):
    """Statistics and gains that are no zeros and ones; the blocks stay small enough for float32 to tell differences."""
    random = np.random.default_rng(7)
    for each in model.layers:
        if isinstance(each, L.BatchNormalization):
            gain, shift, mean, variance = each.get_weights()
            each.set_weights([random.uniform(0.3, 0.8, gain.shape), random.normal(0, 0.1, shift.shape),
                              random.normal(0, 0.1, mean.shape), random.uniform(0.5, 1.5, variance.shape)])
    return model


def resnet():
    """The model, its file and inputs; nobody changes it."""
    if "plain" not in MADE:
        k.utils.set_random_seed(1)
        model = varied(k.applications.ResNet50(weights=None, input_shape=(64, 64, 3), classes=10, classifier_activation=None))
        MADE["plain"] = model, saved(model, "resnet"), np.random.default_rng(0).normal(size=(2, 64, 64, 3)).astype("f")
    return MADE["plain"]


def based():
    """ResNet50 as the body of a classifier, the usual way of transfer learning."""
    if "based" not in MADE:
        k.utils.set_random_seed(2)
        body = varied(k.applications.ResNet50(weights=None, include_top=False, input_shape=(64, 64, 3)))
        inputs = k.Input((64, 64, 3), name="photo")
        x = L.GlobalAveragePooling2D(name="pool")(body(L.Rescaling(2.0, name="scale")(inputs), training=False))
        model = k.Model(inputs, L.Dense(4, name="head")(x), name="classifier")
        MADE["based"] = model, saved(model, "based"), resnet()[2]
    return MADE["based"]


def tells(model, x):
    return np.array(model(x, training=False))


def agrees(new, wanted, x):
    """Predictions are those of a model, or an array; in units of the largest, they go through fifty layers."""
    got, wanted = tells(new, x), wanted if isinstance(wanted, np.ndarray) else tells(wanted, x)
    assert got.shape == wanted.shape, f"{got.shape} is not {wanted.shape}"
    assert np.isfinite(wanted).all() and wanted.std() > 0
    np.testing.assert_allclose(got / np.abs(wanted).max(), wanted / np.abs(wanted).max(), rtol=1e-4, atol=1e-5)


def differs(a, b, x):
    """An edit that should change predictions did: otherwise the check of its result could not fail."""
    a, b = tells(a, x), tells(b, x)
    assert np.abs(a - b).max() > 1e-3 * np.abs(b).max(), "the edit changed nothing"


def part(model, start, end):
    return k.Model(model.get_layer(start).output, model.get_layer(end).output)


class Same(L.Layer):
    """What stands in the place of a removed layer; Keras 3 hands on the mask of a batch normalisation."""

    def call(self, inputs, mask=None):
        return inputs


def replaced(model, **others):
    """The model as Keras clones it with other layers in some places; the rest keeps its weights."""
    def make(old):
        return others[old.name]() if old.name in others else old.__class__.from_config(old.get_config())
    new = k.models.clone_model(model, clone_function=make)
    for old in model.layers:
        if old.name not in others and old.get_weights():
            new.get_layer(old.name).set_weights(old.get_weights())
    return new


def equal_weights(a, b, but=()):
    for old in b.layers:
        if old.name not in but:
            for one, other in zip(a.get_layer(old.name).get_weights(), old.get_weights(), strict=True):
                np.testing.assert_array_equal(one, other, err_msg=old.name)


def the_last_layers_are_dropped():
    model, path, x = resnet()
    agrees(edited(path, "--drop-last"), k.Model(model.inputs, model.get_layer("avg_pool").output), x)
    agrees(edited(path, "--drop-last", "--drop-last"), k.Model(model.inputs, model.get_layer("conv5_block3_out").output), x)


def cut_at_a_block():
    model, path, x = resnet()
    new = edited(path, "--end-at", "conv4_block6_out")
    assert new.output_shape == (None, 4, 4, 1024) and new.layers[-1].name == "conv4_block6_out"
    agrees(new, k.Model(model.inputs, model.get_layer("conv4_block6_out").output), x)


def a_new_head_on_a_frozen_body():
    model, path, x = resnet()
    new = edited(path, "--new-head", "7,softmax", "--freeze", "conv1_pad..avg_pool")
    assert new.output_shape == (None, 7)
    head = new.layers[-1]
    equal_weights(new, model, but=("predictions",))
    assert len(new.trainable_weights) == 2 and len(new.weights) == len(model.weights)
    agrees(new, k.Sequential([k.Model(model.inputs, model.get_layer("avg_pool").output), head]), x)
    new.compile("sgd", "mse", run_eagerly=True)
    new.train_on_batch(x, np.zeros((2, 7), "f"))
    equal_weights(new, model, but=("predictions",))  # the moving statistics of frozen layers too


def freezing_gives_the_weights_of_keras():
    model, path, x = resnet()
    wanted = replaced(model)
    for each in wanted.layers[:wanted.layers.index(wanted.get_layer("conv4_block6_out")) + 1]:
        each.trainable = False
    new = edited(path, "--freeze", "conv1_pad..conv4_block6_out")
    assert [each.trainable for each in new.layers if each.weights] == [each.trainable for each in wanted.layers if each.weights]
    assert [w.shape for w in new.trainable_weights] == [w.shape for w in wanted.trainable_weights]
    equal_weights(new, model)
    agrees(new, model, x)
    new = edited(path, "--freeze", ".")
    assert not new.trainable_weights
    agrees(new, model, x)


def renamed():
    model, path, x = resnet()
    new = edited(path, "--rename", "conv1_conv=stem", "--rename", "conv5_block1_out=join", "--rename", "predictions=top")
    names = {"stem": "conv1_conv", "join": "conv5_block1_out", "top": "predictions"}
    assert [names.get(each.name, each.name) for each in new.layers] == [each.name for each in model.layers]
    agrees(new, model, x)


def inner_layers_removed():
    model, path, x = resnet()
    names = ("conv3_block2_2_bn", "conv4_block3_1_relu", "conv5_block2_2_conv")
    new = edited(path, *(word for name in names for word in ("--remove", name)))
    assert len(new.layers) == len(model.layers) - 3
    agrees(new, replaced(model, **{name: Same for name in names}), x)
    differs(new, model, x)
    said = edited(path, "--remove", "conv3_block2_3_conv", status=2)  # 128 channels meet 512
    assert "conv3_block2_3_bn" in said and "128" in said and "512" in said, said


def a_merge_removed():
    """What read the sum reads the way that is kept; what only the other way needed goes."""
    for name, kept, gone in (("conv3_block2_add", "conv3_block2_3_bn", 1), ("conv3_block2_add", "conv3_block1_out", 9),
                             ("conv4_block1_add", "conv4_block1_0_bn", 9)):
        model, path, x = resnet()
        new = edited(path, "--remove", f"{name},{kept}")
        assert len(new.layers) == len(model.layers) - gone, (name, kept, len(model.layers) - len(new.layers))
        after = name.replace("add", "out")
        way = k.Model(model.inputs, model.get_layer(after)(model.get_layer(kept).output))
        agrees(new, tells(part(model, after, "predictions"), tells(way, x)), x)
        differs(new, model, x)


def a_head_behind_a_body():
    model, path, x = resnet()
    new = edited(path, "--drop-last", "--new-head", "7")
    body = k.Model(model.inputs, model.get_layer("avg_pool").output)
    assert new.output_shape == (None, 7) and len(new.layers) == len(model.layers)
    agrees(k.Model(new.inputs, new.get_layer("avg_pool").output), body, x)
    agrees(new, tells(new.layers[-1], tells(body, x)), x)


def layers_inserted():
    model, path, x = resnet()
    new = edited(path, "--insert-after", "conv2_block3_out", layer("Conv2D", filters=256, kernel_size=3, padding="same", name="more"),
                 "--insert-after", "avg_pool", layer("Dropout", rate=0.5, name="drop"))
    middle = new.get_layer("more")(k.Model(model.inputs, model.get_layer("conv2_block3_out").output)(x, training=False))
    agrees(new, tells(part(model, "conv2_block3_out", "predictions"), np.array(middle)), x)
    differs(new, model, x)


def activations_and_settings_replaced():
    model, path, x = resnet()
    new = edited(path, "--replace", "conv4_block2_1_relu", layer("Activation", activation="tanh"),
                 "--config", "conv5_block3_out", '{"activation": "elu"}')
    agrees(new, replaced(model, conv4_block2_1_relu=lambda: L.Activation("tanh"), conv5_block3_out=lambda: L.Activation("elu")), x)
    differs(new, model, x)


def another_input_shape():
    model, path, _ = resnet()
    x = np.random.default_rng(3).normal(size=(2, 96, 80, 3)).astype("f")
    new = edited(path, "--input-shape", "96,80,3")
    wanted = k.applications.ResNet50(weights=None, input_shape=(96, 80, 3), classes=10, classifier_activation=None)
    wanted.set_weights(model.get_weights())
    assert new.input_shape == (None, 96, 80, 3)
    assert new.get_layer("conv4_block6_out").output.shape == wanted.get_layer("conv4_block6_out").output.shape
    agrees(new, wanted, x)
    said = edited(path, "--input-shape", "64,64,4", status=2)
    assert "conv1_conv" in said, said


def another_input_shape_of_a_nested_body():
    model, path, _ = based()
    x = np.random.default_rng(4).normal(size=(2, 96, 80, 3)).astype("f")
    new = edited(path, "--input-shape", "96,80,3")
    body = k.applications.ResNet50(weights=None, include_top=False, input_shape=(96, 80, 3))
    body.set_weights(model.get_layer("resnet50").get_weights())
    inner = new.get_layer("resnet50")
    assert new.input_shape == (None, 96, 80, 3) and inner.input_shape == (None, 96, 80, 3)
    assert inner.get_layer("conv4_block6_out").output.shape == body.get_layer("conv4_block6_out").output.shape
    agrees(new, tells(part(model, "pool", "head"), tells(L.GlobalAveragePooling2D(), tells(body, 2 * x))), x)


def a_stage_of_its_own():
    model, path, x = resnet()
    new = edited(path, "--extract", "conv3_block1_1_conv..conv3_block4_out")
    wanted = part(model, "conv2_block3_out", "conv3_block4_out")
    assert new.input_shape == (None, 16, 16, 256) and len(new.layers) == len(wanted.layers)
    agrees(new, wanted, tells(k.Model(model.inputs, model.get_layer("conv2_block3_out").output), x))


def a_branch_of_two_stages():
    model, path, x = resnet()
    new = edited(path, "--drop-last", "--branch", "conv4_block6_out", layer("GlobalAveragePooling2D", name="early"),
                 "--merge", "early,avg_pool", layer("Concatenate", name="both"), "--append", layer("Dense", units=3, name="top"))
    early = L.GlobalAveragePooling2D()(model.get_layer("conv4_block6_out").output)
    both = L.Concatenate()([early, model.get_layer("avg_pool").output])
    assert new.output_shape == (None, 3)
    agrees(new, k.Model(model.inputs, new.get_layer("top")(both)), x)


def a_block_of_another_file():
    """Weights and settings of three residual blocks, behind the stage whose shape they keep."""
    model, path, x = resnet()
    _, other, _ = based()
    body = based()[0].get_layer("resnet50")
    said = edited(path, "--insert-from", other, "conv4_block3_1_conv..conv4_block5_out", "conv4_block6_out", status=2)
    assert "resnet50" in said or "conv4_block3_1_conv" in said, said
    new = edited(path, "--insert-from", saved(body, "body"), "conv4_block3_1_conv..conv4_block5_out", "conv4_block6_out")
    assert len(new.layers) == len(model.layers) + 30
    h = tells(k.Model(model.inputs, model.get_layer("conv4_block6_out").output), x)
    h = tells(part(body, "conv4_block2_out", "conv4_block5_out"), h)
    agrees(new, tells(part(model, "conv4_block6_out", "predictions"), h), x)
    differs(new, model, x)


def wrapped_and_unwrapped():
    model, path, x = resnet()
    new = edited(path, "--nest", "outer")
    assert isinstance(new, k.Sequential) and [each.name for each in new.layers] == [model.name]
    agrees(new, model, x)
    new = edited(path, "--nest", "outer", "--unwrap", model.name)
    assert [each.name for each in new.layers if each.weights] == [each.name for each in model.layers if each.weights]
    agrees(new, model, x)


def edits_within_a_nested_body():
    model, path, x = based()
    body = model.get_layer("resnet50")
    new = edited(path, "--replace", "resnet50/conv4_block2_1_relu", layer("Activation", activation="tanh"),
                 "--remove", "resnet50/conv5_block3_2_bn", "--rename", "resnet50/conv1_conv=stem",
                 "--insert-after", "resnet50/conv3_block4_out", layer("SpatialDropout2D", rate=0.2))
    other = replaced(body, conv4_block2_1_relu=lambda: L.Activation("tanh"), conv5_block3_2_bn=Same)
    assert len(new.get_layer("resnet50").layers) == len(body.layers)
    agrees(new, tells(part(model, "pool", "head"), tells(L.GlobalAveragePooling2D(), tells(other, 2 * x))), x)
    differs(new, model, x)


def a_nested_body_taken_out():
    model, path, x = based()
    body = model.get_layer("resnet50")
    agrees(edited(path, "--extract", "resnet50"), body, x)
    new = edited(path, "--unwrap", "resnet50", "--end-at", "conv5_block3_out")
    assert new.get_layer("conv4_block6_out").output.shape == body.get_layer("conv4_block6_out").output.shape
    agrees(new, tells(body, 2 * x), x)


def file_order(path):
    """Names of the weights in a file, in its order; Keras 2 puts the trainable weights of a nested model first."""
    with h5py.File(path) as file:
        group = file["model_weights"]["resnet50"]
        return [name.decode() if isinstance(name, bytes) else name for name in group.attrs["weight_names"]]


def a_frozen_body_is_in_the_order_of_keras():
    model, path, x = based()
    body = model.get_layer("resnet50")
    frozen = replaced(body)
    for each in frozen.layers:
        each.trainable = not each.name.startswith(("conv1", "conv2", "conv3")) and not isinstance(each, L.BatchNormalization)
    names = [each.name for each in frozen.layers if each.weights and not each.trainable]
    new = edited(path, *(word for name in names for word in ("--freeze", "resnet50/" + name)))
    inner = new.get_layer("resnet50")
    assert [w.shape for w in inner.trainable_weights] == [w.shape for w in frozen.trainable_weights]
    for a, b in zip(inner.get_weights(), frozen.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    agrees(new, model, x)
    if TWO:
        written = file_order(TMP / ("out" + SUFFIX))
        assert written != file_order(path), "freezing changed no order: the check could not fail"
        again = saved(new, "again")
        assert written == file_order(again)
    new = edited(path, "--freeze", "resnet50")
    assert len(new.trainable_weights) == 2
    agrees(new, model, x)


run((the_last_layers_are_dropped, cut_at_a_block, a_new_head_on_a_frozen_body, freezing_gives_the_weights_of_keras, renamed,
     inner_layers_removed, a_merge_removed, a_head_behind_a_body, layers_inserted, activations_and_settings_replaced,
     another_input_shape, another_input_shape_of_a_nested_body, a_stage_of_its_own,
     a_branch_of_two_stages, a_block_of_another_file, wrapped_and_unwrapped, edits_within_a_nested_body, a_nested_body_taken_out,
     a_frozen_body_is_in_the_order_of_keras))
