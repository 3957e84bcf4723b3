# SPDX-License-Identifier: GPL-3.0-or-later
"""Recurrent layers, their cells and wrappers."""
from zoo.cases import case, chain


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
def time_distributed(k):
    L = k.layers
    return chain(k, (5, 8, 8, 2), L.TimeDistributed(L.Conv2D(3, 3)), L.TimeDistributed(L.Flatten()), L.Masking(0.0), L.LSTM(4))


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
def recurrent_states(k):
    """States given, returned and handed from layer to layer; masks; unrolled and time-major forms."""
    L = k.layers
    i, h = k.Input((7, 4)), k.Input((5,))
    sequence, last, carry = L.LSTM(5, return_sequences=True, return_state=True)(i)
    outputs = [sequence, L.LSTM(5, unroll=True)(sequence, initial_state=[last, carry])]
    gru = L.GRU(5, return_state=True, return_sequences=True, go_backwards=True)(i, initial_state=h)
    outputs += list(gru) + list(L.SimpleRNN(5, return_state=True, use_bias=False)(gru[0], initial_state=gru[1]))
    masked = L.Masking(0.0)(i)
    outputs += [L.GRU(3, return_sequences=True, zero_output_for_mask=True)(masked), L.SimpleRNN(4, go_backwards=True, activation="sigmoid")(masked),
                L.LSTM(3, unit_forget_bias=False, recurrent_dropout=0.2, dropout=0.1, implementation=1)(masked)]
    return k.Model([i, h], outputs)


@case
def bidirectional_more(k):
    L = k.layers
    i = k.Input((6, 4))
    outputs = list(L.Bidirectional(L.LSTM(3, return_state=True))(i)) + list(L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode=None)(i))
    outputs += [L.Bidirectional(L.SimpleRNN(3), backward_layer=L.SimpleRNN(3, go_backwards=True, activation="relu"))(i),
                L.Bidirectional(L.RNN(L.LSTMCell(3), return_sequences=True))(L.Masking(0.0)(i))]
    return k.Model(i, outputs)


@case
def conv_lstm_1d_3d(k):
    L = k.layers
    i, j, m = k.Input((4, 7, 3)), k.Input((3, 5, 4, 6, 2)), k.Input((4, 6, 5, 2))
    outputs = [L.ConvLSTM1D(3, 3, padding="same", return_sequences=True)(i), L.ConvLSTM1D(2, 2, strides=2, use_bias=False, go_backwards=True)(i),
               L.ConvLSTM1D(2, 3, dilation_rate=2, activation="relu", recurrent_activation="sigmoid")(i),
               L.ConvLSTM3D(2, 2, padding="same")(j), L.ConvLSTM3D(3, (1, 2, 3), return_sequences=True, unit_forget_bias=False)(j),
               L.ConvLSTM2D(3, (2, 3), strides=(2, 1), padding="same")(m)]
    outputs += list(L.ConvLSTM2D(2, 3, return_state=True)(m)) + [L.Bidirectional(L.ConvLSTM2D(2, 2, padding="same"))(m)]
    return k.Model([i, j, m], outputs)


@case
def time_distributed_more(k):
    L = k.layers
    i = k.Input((5, 6, 4))
    inner = k.Sequential([k.Input((6, 4)), L.Conv1D(3, 2), L.GlobalMaxPooling1D()], name="inner")
    outputs = [L.TimeDistributed(L.Dense(3, activation="relu"))(i), L.TimeDistributed(inner)(i), L.TimeDistributed(L.LSTM(3))(i),
               L.TimeDistributed(L.BatchNormalization())(i), L.TimeDistributed(L.TimeDistributed(L.Dense(2)))(i)]
    return k.Model(i, outputs)


@case
def stateful(k):
    L = k.layers
    i = k.Input(batch_shape=(3, 6, 4))
    return k.Model(i, [L.LSTM(3, stateful=True)(i), L.GRU(3, stateful=True, return_sequences=True)(i), L.SimpleRNN(2, stateful=True)(i)])
