# SPDX-License-Identifier: GPL-3.0-or-later
"""Dense layers, activations, noise, nesting and operators between layers."""
from zoo.cases import case, chain


@case
def dense_activations(k):
    L = k.layers
    x = i = k.Input((5,))
    for name in ("relu", "tanh", "sigmoid", "elu", "selu", "softplus", "softsign", "swish", "gelu", "exponential",
                 "hard_sigmoid", "linear", "softmax"):
        x = L.Dense(6, activation=name)(x)
    return k.Model(i, x)


@case
def activation_layers(k):
    L = k.layers
    i = k.Input((4, 6))
    leaky = L.LeakyReLU(0.2)(i)
    parts = [leaky, L.PReLU(alpha_initializer="uniform", shared_axes=[1])(i), L.ELU(0.7)(i), L.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.2)(i),
             L.Softmax(axis=1)(i), L.Activation("relu")(i)]
    return k.Model(i, L.Concatenate()(parts))


@case
def nested_and_shared(k):
    L = k.layers
    body = k.Sequential([k.Input((6,)), L.Dense(5, activation="relu"), L.BatchNormalization()], name="body")
    a, b = k.Input((6,)), k.Input((6,))
    shared = L.Dense(3, name="shared")
    x, y = shared(body(a)), shared(body(b))
    return k.Model([a, b], [L.Add()([x, y]), x])


@case
def regularised_and_random(k):
    L = k.layers
    return chain(k, (8, 8, 3), L.Rescaling(1 / 127.5, offset=-1), L.GaussianNoise(0.1), L.Conv2D(4, 3), L.SpatialDropout2D(0.3), L.Dropout(0.4),
                 L.GaussianDropout(0.2), L.ActivityRegularization(0.1), L.Flatten(), L.Dense(2, kernel_regularizer="l2"))


@case
def sequential_deep(k):
    L = k.layers
    return k.Sequential([k.Input((16,))] + [L.Dense(16, activation="tanh") for _ in range(12)] + [L.Dense(3, activation="softmax")])


@case
def einsum_dense(k):
    L = k.layers
    E = L.EinsumDense if hasattr(L, "EinsumDense") else L.experimental.EinsumDense
    return chain(k, (5, 6), E("abc,cd->abd", output_shape=(None, 4), bias_axes="d"), E("abc,cde->abde", output_shape=(None, 2, 3)))


@case
def operators2(k):
    import tensorflow as tf
    i = k.Input((4, 6))
    x = tf.nn.relu(i * 2.0 + 1.0)
    x = tf.concat([x, i[:, ::-1]], axis=-1)
    return k.Model(i, tf.reduce_mean(tf.reshape(x, (-1, 8, 6)), axis=1) / 3.0)


@case
def more_activations(k):
    L = k.layers
    i = k.Input((4, 6))
    outputs = [L.Softmax()(i), L.Softmax(axis=[1, 2])(i), L.PReLU()(i), L.PReLU(shared_axes=[2], alpha_initializer="ones")(i), L.ReLU()(i), L.ReLU(6.0)(i),
               L.ELU()(i), L.LeakyReLU()(i), L.Activation("softsign")(i), L.Activation("gelu")(i), L.Identity()(i)]
    return k.Model(i, outputs)


@case
def activations_of_keras3(k):
    i = k.Input((4, 6))
    names = ("celu", "glu", "hard_shrink", "hard_tanh", "hard_swish", "log_sigmoid", "log_softmax", "mish", "relu6", "silu", "soft_shrink", "sparse_plus",
             "sparsemax", "squareplus", "tanh_shrink", "threshold", "sparse_sigmoid")
    return k.Model(i, [k.layers.Activation(n if n != "threshold" else "relu")(i) for n in names])


@case
def retired2(k):
    """Layers that only Keras 2 has."""
    L = k.layers
    i = k.Input((6,))
    x = L.ThresholdedReLU(0.4)(i)
    return k.Model(i, [x, L.ThresholdedReLU()(i), L.experimental.SyncBatchNormalization()(i), L.BatchNormalization(synchronized=True)(i)])


@case
def fourier_features2(k):
    """tf_keras itself loads them only when told the class."""
    F = k.layers.experimental.RandomFourierFeatures
    i = k.Input((6,))
    return k.Model(i, [F(8, scale=2.0)(i), F(5, kernel_initializer="laplacian", trainable=True)(i)])


@case
def noise(k):
    """Nothing happens at inference, masks pass."""
    L = k.layers
    i, j, m = k.Input((8, 3)), k.Input((6, 5, 3)), k.Input((4, 3, 5, 2))
    outputs = [L.AlphaDropout(0.3)(i), L.SpatialDropout1D(0.2)(i), L.SpatialDropout2D(0.5)(j), L.SpatialDropout3D(0.1)(m), L.GaussianDropout(0.3)(i),
               L.GaussianNoise(0.2)(i), L.Dropout(0.3, noise_shape=(None, 1, 3))(i), L.ActivityRegularization(0.1, 0.2)(i)]
    return k.Model([i, j, m], outputs)


@case
def spectral(k):
    """tf_keras itself loads them only when told the class."""
    L = k.layers
    i = k.Input((7, 6, 3))
    x = L.SpectralNormalization(L.Conv2D(4, 3, padding="same"))(i)
    x = L.SpectralNormalization(L.Conv2DTranspose(3, 2), power_iterations=2)(x)
    return k.Model(i, L.SpectralNormalization(L.Dense(5, activation="relu"))(x))


@case
def expressions3(k):
    """Keras 3 keeps what is written between layers as operations."""
    ops = k.ops
    i = k.Input((4, 6))
    x = ops.relu(i * 2.0 + 1.0)
    x = ops.concatenate([x, i[:, ::-1]], axis=-1)
    return k.Model(i, [ops.mean(ops.reshape(x, (-1, 8, 6)), axis=1) / 3.0, k.layers.Identity()(ops.softmax(x))])
