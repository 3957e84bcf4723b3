# SPDX-License-Identifier: GPL-3.0-or-later
"""Convolutions and locally connected layers."""
from zoo.cases import case, chain


@case
def convolutions_2d(k):
    L = k.layers
    return chain(k, (13, 11, 4), L.Conv2D(8, (3, 2), strides=2, padding="same", activation="relu"), L.Conv2D(6, 3, dilation_rate=2, padding="same"),
                 L.Conv2D(8, 3, groups=2, use_bias=False), L.DepthwiseConv2D(3, depth_multiplier=2, padding="same"), L.SeparableConv2D(5, 3, padding="same"),
                 L.Conv2DTranspose(4, 3, strides=2, padding="same"), L.Conv2DTranspose(3, (3, 2), strides=(1, 2), padding="valid"))


@case
def convolutions_1d_3d(k):
    L = k.layers
    i = k.Input((17, 4))
    x = L.Conv1D(6, 3, padding="causal", dilation_rate=2)(i)
    x = L.SeparableConv1D(5, 3, padding="same")(x)
    x = L.Conv1DTranspose(4, 3, strides=2)(x)
    j = k.Input((6, 7, 5, 2))
    y = L.Conv3D(4, 3, padding="same", strides=(1, 2, 1))(j)
    y = L.Conv3DTranspose(3, 2, strides=2)(y)
    return k.Model([i, j], [x, y])


@case
def locally_connected2(k):
    L = k.layers
    i, j = k.Input((9, 8, 3)), k.Input((11, 4))
    outputs = [L.LocallyConnected2D(4, (3, 2), strides=(2, 1), activation="relu")(i), L.LocallyConnected1D(5, 3, strides=2)(j)]
    for implementation in (2, 3):
        outputs += [L.LocallyConnected2D(3, 3, padding="same", implementation=implementation)(i),
                    L.LocallyConnected1D(2, 3, padding="same", use_bias=False, implementation=implementation)(j)]
    return k.Model([i, j], outputs)


@case
def convolutions_variants(k):
    """Windows, strides, dilation and groups one by one, from one input."""
    L = k.layers
    i, j = k.Input((12, 9, 4)), k.Input((15, 4))
    outputs = [L.Conv2D(3, (2, 3), strides=(2, 1), use_bias=False, activation="tanh")(i), L.Conv2D(4, 3, dilation_rate=(2, 1), groups=4)(i),
               L.DepthwiseConv2D((2, 3), strides=2, use_bias=False, activation="relu")(i), L.DepthwiseConv2D(3, dilation_rate=2)(i),
               L.SeparableConv2D(3, 2, strides=2, depth_multiplier=2, use_bias=False)(i), L.SeparableConv2D(3, 3, dilation_rate=2, activation="elu")(i),
               L.Conv2DTranspose(2, 2, strides=3, activation="sigmoid", use_bias=False)(i), L.Conv2DTranspose(2, 3, dilation_rate=2)(i)]
    outputs += [L.Conv1D(3, 4, strides=3, padding="same")(j), L.Conv1D(4, 3, groups=2, dilation_rate=2)(j), L.Conv1D(2, 1, use_bias=False)(j),
                L.DepthwiseConv1D(3, depth_multiplier=2, padding="same")(j), L.DepthwiseConv1D(4, strides=2, use_bias=False, activation="relu")(j),
                L.SeparableConv1D(5, 4, strides=2, depth_multiplier=3)(j), L.SeparableConv1D(5, 3, padding="same", dilation_rate=2)(j),
                L.Conv1DTranspose(3, 2, strides=2, padding="same", use_bias=False)(j)]
    return k.Model([i, j], outputs)


@case
def convolutions_3d(k):
    L = k.layers
    i = k.Input((7, 6, 8, 4))
    outputs = [L.Conv3D(3, 2, use_bias=False, activation="relu")(i), L.Conv3D(4, 3, padding="same", groups=2)(i), L.Conv3D(2, 3, dilation_rate=2)(i),
               L.Conv3DTranspose(2, 3, padding="same", strides=(1, 2, 1), use_bias=False)(i), L.Conv3DTranspose(2, 2, strides=(2, 1, 2), activation="tanh")(i)]
    return k.Model(i, outputs)


@case
def convolutions_channels_first3(k):
    L = k.layers
    i, j = k.Input((4, 9, 8)), k.Input((4, 11))
    first = {"data_format": "channels_first"}
    outputs = [L.Conv2D(6, 3, strides=2, padding="same", **first)(i), L.DepthwiseConv2D(3, **first)(i), L.SeparableConv2D(5, 3, **first)(i),
               L.Conv2DTranspose(3, 2, strides=2, **first)(i), L.Conv1D(5, 3, **first)(j)]
    return k.Model([i, j], outputs)
