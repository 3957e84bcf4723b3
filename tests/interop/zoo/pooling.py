# SPDX-License-Identifier: GPL-3.0-or-later
"""Pooling, also global and adaptive."""
from zoo.cases import case


@case
def pooling(k):
    L = k.layers
    i = k.Input((9, 10, 3))
    outputs = [L.MaxPooling2D(3, strides=2, padding="same")(i), L.AveragePooling2D((2, 3), padding="same")(i), L.AveragePooling2D(2)(i),
               L.GlobalMaxPooling2D()(i), L.GlobalAveragePooling2D(keepdims=True)(i)]
    j = k.Input((11, 4))
    outputs += [L.MaxPooling1D(3)(j), L.AveragePooling1D(2, padding="same")(j), L.GlobalMaxPooling1D()(j), L.GlobalAveragePooling1D()(j)]
    m = k.Input((4, 5, 6, 2))
    outputs += [L.MaxPooling3D(2)(m), L.AveragePooling3D(2)(m), L.GlobalAveragePooling3D()(m)]
    return k.Model([i, j, m], outputs)


@case
def pooling_variants(k):
    L = k.layers
    i, j, m = k.Input((9, 7, 3)), k.Input((11, 4)), k.Input((5, 6, 7, 2))
    outputs = [L.MaxPooling2D((3, 2), strides=(1, 2))(i), L.AveragePooling2D(3, strides=1, padding="same")(i), L.GlobalMaxPooling2D(keepdims=True)(i),
               L.GlobalAveragePooling2D()(i), L.MaxPooling1D(2, strides=3, padding="same")(j), L.AveragePooling1D(4, strides=2)(j),
               L.GlobalMaxPooling1D(keepdims=True)(j), L.GlobalAveragePooling1D(keepdims=True)(j), L.MaxPooling3D((1, 2, 3), strides=2, padding="same")(m),
               L.AveragePooling3D((2, 1, 2), padding="same")(m), L.GlobalMaxPooling3D()(m), L.GlobalMaxPooling3D(keepdims=True)(m),
               L.GlobalAveragePooling3D(keepdims=True)(m)]
    first = {"data_format": "channels_first"}
    outputs += [L.GlobalMaxPooling2D(**first)(i), L.GlobalAveragePooling2D(**first)(i), L.GlobalMaxPooling1D(**first)(j),
                L.GlobalAveragePooling1D(**first)(j), L.GlobalMaxPooling3D(**first)(m), L.GlobalAveragePooling3D(**first)(m)]
    return k.Model([i, j, m], outputs)


@case
def adaptive_pooling3(k):
    L = k.layers
    i, j, m = k.Input((9, 7, 3)), k.Input((11, 4)), k.Input((5, 6, 7, 2))
    outputs = [L.AdaptiveAveragePooling1D(3)(j), L.AdaptiveMaxPooling1D(4)(j), L.AdaptiveAveragePooling2D((4, 3))(i), L.AdaptiveMaxPooling2D(2)(i),
               L.AdaptiveAveragePooling2D(3, data_format="channels_first")(i), L.AdaptiveAveragePooling3D((2, 3, 4))(m), L.AdaptiveMaxPooling3D(3)(m)]
    return k.Model([i, j, m], outputs)
