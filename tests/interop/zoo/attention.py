# SPDX-License-Identifier: GPL-3.0-or-later
"""Attention and embeddings."""
from zoo.cases import case, chain


@case
def masked_text(k):
    L = k.layers
    i = k.Input((9,), dtype="int32")
    x = L.Embedding(10, 6, mask_zero=True)(i)
    outputs = [L.LSTM(4)(x), L.Bidirectional(L.GRU(3, return_sequences=True))(x), L.GlobalAveragePooling1D()(x), L.SimpleRNN(3)(x)]
    return k.Model(i, outputs)


@case
def attention(k):
    L = k.layers
    q, v = k.Input((5, 8)), k.Input((7, 8))
    outputs = [L.MultiHeadAttention(2, 4)(q, v), L.MultiHeadAttention(3, 5, value_dim=6, use_bias=False)(q, q, use_causal_mask=True),
               L.Attention(use_scale=True)([q, v]), L.AdditiveAttention()([q, v])]
    return k.Model([q, v], outputs)


@case
def attention_more(k):
    L = k.layers
    q, v, key = k.Input((5, 8)), k.Input((7, 8)), k.Input((7, 8))
    outputs = [L.Attention()([q, v, key]), L.Attention(score_mode="concat")([q, v]), L.Attention()([q, q], use_causal_mask=True),
               L.AdditiveAttention(use_scale=False)([q, v, key]), L.MultiHeadAttention(2, 3, output_shape=5)(q, v, key),
               L.MultiHeadAttention(2, 3, attention_axes=1, dropout=0.1)(q, v)]
    outputs += list(L.MultiHeadAttention(2, 4)(q, v, return_attention_scores=True)) + list(L.Attention()([q, v], return_attention_scores=True))
    return k.Model([q, v, key], outputs)


@case
def attention_masked(k):
    L = k.layers
    i = k.Input((6,), dtype="int32")
    x, y, z = (L.Embedding(10, 8, mask_zero=True)(i) for _ in range(3))  # MultiHeadAttention of Keras 3 takes masks away from others
    outputs = [L.Attention()([x, x]), L.MultiHeadAttention(2, 4)(y, y), L.AdditiveAttention()([z, z], use_causal_mask=True)]
    return k.Model(i, outputs)


@case
def attention_axes(k):
    L = k.layers
    i = k.Input((3, 5, 8))
    return k.Model(i, [L.MultiHeadAttention(2, 4, attention_axes=(2,))(i, i), L.MultiHeadAttention(2, 4, attention_axes=(1, 2))(i, i)])


@case
def grouped_attention3(k):
    L = k.layers
    q, v = k.Input((5, 8)), k.Input((7, 8))
    G = L.GroupQueryAttention
    outputs = [G(4, 4, 2)(q, v), G(3, 6, 3, use_bias=False)(q, v, v), G(4, 4, 1)(q, q, use_causal_mask=True), G(4, 4, 4, use_gate=True)(q, v)]
    return k.Model([q, v], outputs)


@case
def embeddings(k):
    L = k.layers
    i = k.Input((6,), dtype="int32")
    x = L.Embedding(10, 4, mask_zero=True)(i)
    outputs = [L.Embedding(12, 5)(i), L.Conv1D(3, 2)(x), L.Masking(0.0)(L.Embedding(10, 3)(i)), L.TimeDistributed(L.Dense(2))(x)]
    return k.Model(i, outputs)


@case
def reversible_embedding3(k):
    L = k.layers
    i = k.Input((6,), dtype="int32")
    tied, free = L.ReversibleEmbedding(10, 4), L.ReversibleEmbedding(10, 4, tie_weights=False, logit_soft_cap=2.0)
    return k.Model(i, [tied(tied(i), reverse=True), free(free(i), reverse=True)])
