# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging, reshaping, cropping, padding and normalisation."""
from zoo.cases import case, chain


@case
def merging(k):
    L = k.layers
    a, b = k.Input((5, 4)), k.Input((5, 4))
    outputs = [cls()([a, b]) for cls in (L.Add, L.Subtract, L.Multiply, L.Average, L.Maximum, L.Minimum)]
    outputs += [L.Concatenate(axis=1)([a, b]), L.Dot(axes=2)([a, b]), L.Dot(axes=(1, 1), normalize=True)([a, b])]
    return k.Model([a, b], outputs)


@case
def reshaping(k):
    L = k.layers
    i = k.Input((4, 6, 2))
    outputs = [L.Flatten()(i), L.Reshape((-1, 4))(i), L.Permute((3, 1, 2))(i), L.Cropping2D(((1, 0), (2, 1)))(i), L.ZeroPadding2D(((1, 2), (0, 3)))(i),
               L.UpSampling2D((2, 3))(i), L.UpSampling2D(2, interpolation="bilinear")(i), L.RepeatVector(3)(L.Flatten()(i)),
               L.UpSampling1D(2)(L.Reshape((12, 4))(i)), L.Cropping1D((1, 2))(L.Reshape((12, 4))(i)), L.ZeroPadding1D(2)(L.Reshape((12, 4))(i))]
    return k.Model(i, outputs)


@case
def normalisation(k):
    L = k.layers
    return chain(k, (6, 8), L.BatchNormalization(), L.LayerNormalization(), L.LayerNormalization(axis=[1, 2], epsilon=1e-2),
                 L.GroupNormalization(4), L.BatchNormalization(axis=1, scale=False), L.UnitNormalization())


@case
def merging_more(k):
    L = k.layers
    a, b, c = k.Input((5, 4)), k.Input((5, 4)), k.Input((1, 4))
    outputs = [cls()([a, b, c]) for cls in (L.Add, L.Multiply, L.Average, L.Maximum, L.Minimum)] + [L.Subtract()([a, c])]
    outputs += [L.Concatenate()([a, b, a]), L.Concatenate(axis=-2)([a, c]), L.Dot(axes=(2, 2), normalize=True)([a, c]), L.Dot(axes=1)([a, b])]
    return k.Model([a, b, c], outputs)


@case
def reshaping_3d(k):
    L = k.layers
    i, j = k.Input((4, 6, 5, 2)), k.Input((5, 6, 2))
    outputs = [L.Cropping3D(1)(i), L.Cropping3D(((0, 1), (2, 1), (1, 0)))(i), L.ZeroPadding3D(1)(i), L.ZeroPadding3D(((0, 1), (2, 0), (1, 3)))(i),
               L.UpSampling3D(2)(i), L.UpSampling3D((1, 3, 2))(i), L.Permute((2, 4, 1, 3))(i), L.Reshape((8, 30))(i), L.Flatten()(i),
               L.UpSampling2D((3, 2), interpolation="nearest")(j), L.Cropping2D(1)(j), L.Cropping2D((2, 1))(j), L.ZeroPadding2D((1, 2))(j), L.Reshape((-1,))(j)]
    first = {"data_format": "channels_first"}
    outputs += [L.Cropping3D(((1, 0), (2, 1), (0, 1)), **first)(i), L.ZeroPadding3D(1, **first)(i), L.UpSampling3D(2, **first)(i), L.Cropping2D(((2, 1), (0, 1)), **first)(j),
                L.ZeroPadding2D(2, **first)(j), L.Flatten(**first)(j), L.UpSampling2D(2, **first)(j)]
    return k.Model([i, j], outputs)


@case
def normalisation_more(k):
    L = k.layers
    i = k.Input((4, 6, 8))
    outputs = [L.BatchNormalization(center=False, epsilon=1e-2)(i), L.LayerNormalization(center=False)(i), L.LayerNormalization(scale=False, axis=2)(i),
               L.GroupNormalization(2, axis=1, center=False)(i), L.GroupNormalization(-1)(i), L.GroupNormalization(8, scale=False)(i),
               L.UnitNormalization(axis=[1, 2])(i), L.BatchNormalization(axis=2)(i)]
    return k.Model(i, outputs)


@case
def normalisation_of_keras3(k):
    L = k.layers
    i = k.Input((4, 6, 8))
    return k.Model(i, [L.RMSNormalization()(i), L.RMSNormalization(epsilon=1e-3)(i), L.RMSNormalization(axis=[2, 3])(i)])
