# SPDX-License-Identifier: GPL-3.0-or-later
"""Small models, one a subject, that both tf_keras and Keras 3 can build: name -> function(keras) -> model.

A name that ends in 2 or 3 exists for that generation only. Inputs are drawn by draw_inputs().
"""
import numpy as np

ZOO = {}


def case(function):
    ZOO[function.__name__] = function
    return function


def draw_inputs(model, seed=5):
    """One fixed array an input: small positive integers for integer inputs, normal numbers otherwise."""
    rng = np.random.default_rng(seed)
    arrays = {}
    for tensor in model.inputs:
        shape = [3] + [d or 6 for d in tensor.shape[1:]]
        dtype = str(getattr(tensor.dtype, "name", tensor.dtype))
        history = tensor._keras_history  # the input layer's name: that of the tensor is not in the file
        name = (getattr(history, "operation", None) or history.layer).name
        arrays[name] = rng.integers(0, 10, shape).astype(dtype) if "int" in dtype else rng.standard_normal(shape).astype("float32")
    return arrays


def chain(keras, shape, *layers, dtype=None):
    x = inputs = keras.Input(shape, dtype=dtype)
    for layer in layers:
        x = layer(x)
    return keras.Model(inputs, x)


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
def normalisation(k):
    L = k.layers
    return chain(k, (6, 8), L.BatchNormalization(), L.LayerNormalization(), L.LayerNormalization(axis=[1, 2], epsilon=1e-2),
                 L.GroupNormalization(4), L.BatchNormalization(axis=1, scale=False), L.UnitNormalization())


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
def recurrent(k):
    L = k.layers
    i = k.Input((7, 4))
    outputs = [L.LSTM(5)(i), L.LSTM(5, return_sequences=True, go_backwards=True, use_bias=False)(i), L.GRU(4, return_sequences=True)(i),
               L.GRU(4, reset_after=False)(i), L.SimpleRNN(3, activation="relu")(i), L.LSTM(3, activation="relu", recurrent_activation="hard_sigmoid")(i)]
    outputs += list(L.LSTM(4, return_state=True)(i))
    return k.Model(i, outputs)


@case
def bidirectional(k):
    L = k.layers
    i = k.Input((6, 4))
    outputs = [L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode=m)(i) for m in ("concat", "sum", "mul", "ave")]
    outputs.append(L.Bidirectional(L.GRU(3))(i))
    return k.Model(i, outputs)


@case
def masked_text(k):
    L = k.layers
    i = k.Input((9,), dtype="int32")
    x = L.Embedding(10, 6, mask_zero=True)(i)
    outputs = [L.LSTM(4)(x), L.Bidirectional(L.GRU(3, return_sequences=True))(x), L.GlobalAveragePooling1D()(x), L.SimpleRNN(3)(x)]
    return k.Model(i, outputs)


@case
def time_distributed(k):
    L = k.layers
    return chain(k, (5, 8, 8, 2), L.TimeDistributed(L.Conv2D(3, 3)), L.TimeDistributed(L.Flatten()), L.Masking(0.0), L.LSTM(4))


@case
def attention(k):
    L = k.layers
    q, v = k.Input((5, 8)), k.Input((7, 8))
    outputs = [L.MultiHeadAttention(2, 4)(q, v), L.MultiHeadAttention(3, 5, value_dim=6, use_bias=False)(q, q, use_causal_mask=True),
               L.Attention(use_scale=True)([q, v]), L.AdditiveAttention()([q, v])]
    return k.Model([q, v], outputs)


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
def preprocessing(k):
    L = k.layers
    return chain(k, (12, 14, 3), L.Resizing(7, 9), L.CenterCrop(5, 6), L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 3.0]))


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
def conv_lstm(k):
    L = k.layers
    return chain(k, (4, 6, 6, 2), L.ConvLSTM2D(3, 3, padding="same", return_sequences=True), L.ConvLSTM2D(2, 2))


@case
def lone_cells(k):
    L = k.layers
    i = k.Input((6, 4))
    outputs = [L.RNN(L.LSTMCell(5), return_sequences=True)(i), L.RNN([L.GRUCell(4), L.GRUCell(3, reset_after=False)])(i),
               L.RNN(L.SimpleRNNCell(3), go_backwards=True)(i), L.RNN(L.StackedRNNCells([L.LSTMCell(3), L.LSTMCell(2)]))(i)]
    return k.Model(i, outputs)


@case
def locally_connected2(k):
    L = k.layers
    i, j = k.Input((9, 8, 3)), k.Input((11, 4))
    outputs = [L.LocallyConnected2D(4, (3, 2), strides=(2, 1), activation="relu")(i), L.LocallyConnected1D(5, 3, strides=2)(j)]
    for implementation in (2, 3):
        outputs += [L.LocallyConnected2D(3, 3, padding="same", implementation=implementation)(i),
                    L.LocallyConnected1D(2, 3, padding="same", use_bias=False, implementation=implementation)(j)]
    return k.Model([i, j], outputs)
