# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories, words and texts: encoding, binning, lookup and hashing."""
from zoo.cases import case

WORDS = ["cat", "the", "dog", "mat"]


@case
def encoding(k):
    L = k.layers
    i, j, x = k.Input((4,), dtype="int32"), k.Input((1,), dtype="int32"), k.Input((5,))
    outputs = [L.CategoryEncoding(10, output_mode=m)(i) for m in ("multi_hot", "count")] + [L.CategoryEncoding(10, output_mode="one_hot")(j)]
    outputs += [L.Discretization(bin_boundaries=[-0.5, 0.0, 0.7])(x)]
    outputs += [L.Discretization(bin_boundaries=[-0.5, 0.0, 0.7], output_mode=m)(x) for m in ("multi_hot", "count")]
    return k.Model([i, j, x], outputs)


@case
def normalisation_adapted(k):
    """Statistics in the weights."""
    import numpy as np
    L = k.layers
    layers = [L.Normalization(), L.Normalization(axis=None), L.Normalization(axis=(1, 2), invert=True)]
    for layer in layers:
        layer.adapt(np.random.default_rng(1).normal(2, 3, (16, 4, 3)).astype("float32"))
    i = k.Input((4, 3))
    return k.Model(i, [layer(i) for layer in layers])


@case
def integer_lookup(k):
    L = k.layers
    i, j = k.Input((4,), dtype="int64"), k.Input((1,), dtype="int64")
    known = {"vocabulary": [3, 1, 7, 4]}
    outputs = [L.IntegerLookup(**known)(i), L.IntegerLookup(num_oov_indices=3, **known)(i), L.IntegerLookup(mask_token=0, **known)(i),
               L.IntegerLookup(output_mode="multi_hot", **known)(i), L.IntegerLookup(output_mode="count", **known)(i),
               L.IntegerLookup(output_mode="one_hot", num_oov_indices=2, **known)(j), L.IntegerLookup(max_tokens=9, pad_to_max_tokens=True, output_mode="multi_hot", **known)(i)]
    back = L.IntegerLookup(vocabulary=[3, 1, 7, 4], invert=True)(outputs[0])
    return k.Model([i, j], outputs + [back])


@case
def string_lookup(k):
    L = k.layers
    i, j = k.Input((4,), dtype="string"), k.Input((1,), dtype="string")
    known = {"vocabulary": WORDS}
    outputs = [L.StringLookup(**known)(i), L.StringLookup(num_oov_indices=3, **known)(i), L.StringLookup(mask_token="", **known)(i),
               L.StringLookup(output_mode="multi_hot", **known)(i), L.StringLookup(output_mode="count", num_oov_indices=2, **known)(i),
               L.StringLookup(output_mode="one_hot", **known)(j)]
    # L.Embedding takes the numbers of the words
    return k.Model([i, j], outputs + [L.Embedding(9, 3)(outputs[0])])


@case
def string_lookup_inverted(k):
    L = k.layers
    i = k.Input((4,), dtype="int64")
    return k.Model(i, [L.StringLookup(vocabulary=WORDS, invert=True)(i), L.StringLookup(vocabulary=WORDS, invert=True, mask_token="", oov_token="<none>")(i)])


@case
def discretization_adapted3(k):
    """Boundaries that adapt() found. Keras 3 has them in its config; tf_keras computes them from a weight, and not from those of its own files."""
    import numpy as np
    layers = [k.layers.Discretization(num_bins=4), k.layers.Discretization(num_bins=3, output_mode="one_hot")]
    x = k.Input((1,))
    for layer in layers:
        layer.adapt(np.random.default_rng(1).normal(0, 2, (40, 1)).astype("float32"))
    return k.Model(x, [layer(x) for layer in layers])


@case(h5=())
def lookup_adapted(k):
    """Vocabularies that adapt() found: beside the config, in assets or tables."""
    import numpy as np
    L = k.layers
    text, number = L.StringLookup(), L.IntegerLookup(output_mode="multi_hot")
    text.adapt(np.array(["cat", "dog", "cat", "mat"]))
    number.adapt(np.array([3, 5, 5, 7, 7, 7]))
    i, j = k.Input((4,), dtype="string"), k.Input((4,), dtype="int64")
    return k.Model([i, j], [text(i), number(j)])


@case(h5=())
def lookup_adapted_widely(k):
    """Adapted: backwards, several unknown words, padded, within a nested model and in a second one of the class."""
    import numpy as np
    L = k.layers
    words, numbers = np.array(["cat", "dog", "cat", "mat", "Ärger"]), np.array([3, 5, 5, 7, 7, 7])
    i, j = k.Input((4,), dtype="string"), k.Input((4,), dtype="int64")
    layers = [L.StringLookup(num_oov_indices=3), L.StringLookup(mask_token="", output_mode="count", max_tokens=9, pad_to_max_tokens=True)]
    back, inner = L.IntegerLookup(invert=True, oov_token=-7), L.IntegerLookup(mask_token=0, num_oov_indices=2)
    for layer in layers:
        layer.adapt(words)
    back.adapt(numbers)
    inner.adapt(numbers)
    x = k.Input((4,), dtype="int64")
    nested = k.Model(x, inner(x), name="nested")
    return k.Model([i, j], [layer(i) for layer in layers] + [back(nested(j))])


@case(h5=())
def term_weights_adapted(k):
    """Words and their weights, found by adapt(). Documents without repeated words: tf_keras does not count others. Not padded, and one unknown
    word: Keras 3 loads no padded weights from its own file, tf_keras none of other numbers of unknown words."""
    import numpy as np
    L = k.layers
    number, text = L.IntegerLookup(output_mode="tf_idf", max_tokens=9), L.StringLookup(output_mode="tf_idf")
    texts = L.TextVectorization(output_mode="tf_idf")
    number.adapt(np.array([[3, 5], [5, 7], [7, 3], [5, 9]]))
    text.adapt(np.array([["cat", "dog"], ["dog", "the"]]))
    texts.adapt(["the cat sat", "the dog", "a dog on cat"])
    i, j, w = k.Input((4,), dtype="int64"), k.Input((4,), dtype="string"), k.Input((1,), dtype="string")
    return k.Model([i, j, w], [number(i), text(j), L.Dense(3)(texts(w))])


@case
def hashing(k):
    L = k.layers
    i, j, w = k.Input((4,), dtype="int64"), k.Input((1,), dtype="int32"), k.Input((4,), dtype="string")
    outputs = [L.Hashing(7)(i), L.Hashing(5)(j), L.Hashing(6, output_mode="one_hot")(j), L.Hashing(6, output_mode="multi_hot")(i),
               L.Hashing(6, output_mode="count")(i), L.Hashing(7, salt=[133, 137])(i), L.Hashing(7, salt=12)(w), L.Hashing(7)(w), L.Hashing(3, mask_value="")(w),
               L.Hashing(5, mask_value=3)(i)]
    return k.Model([i, j, w], outputs)


@case
def hashed_crossing(k):
    L = k.layers
    i, j, w = k.Input((1,), dtype="int64"), k.Input((1,), dtype="int64"), k.Input((1,), dtype="string")
    outputs = [L.HashedCrossing(11)([i, j]), L.HashedCrossing(6, output_mode="one_hot")([i, w])]
    return k.Model([i, j, w], outputs)


@case
def hashed_crossing_of_three2(k):
    i, j, w = k.Input((1,), dtype="int64"), k.Input((1,), dtype="int32"), k.Input((1,), dtype="string")
    return k.Model([i, j, w], k.layers.HashedCrossing(100)([w, i, j]))


@case
def text(k):
    L = k.layers
    i, j = k.Input((1,), dtype="string"), k.Input((1,), dtype="string")
    T, known = L.TextVectorization, {"vocabulary": WORDS}
    outputs = [T(output_sequence_length=6, **known)(i), T(output_sequence_length=3, standardize="lower", **known)(i),
               T(output_sequence_length=4, standardize="strip_punctuation", **known)(i), T(output_sequence_length=9, split="character", vocabulary=list("cat ,."))(i),
               T(output_sequence_length=5, standardize=None, split="whitespace", **known)(i), T(output_mode="multi_hot", **known)(i),
               T(output_mode="count", pad_to_max_tokens=True, max_tokens=9, **known)(i),
               T(ngrams=2, output_sequence_length=8, vocabulary=WORDS + ["the cat", "on mat"])(i),
               T(ngrams=3, output_mode="count", vocabulary=WORDS + ["the cat sat", "sat"])(j)]
    return k.Model([i, j], outputs + [L.Embedding(8, 3, mask_zero=True)(outputs[0])])


@case
def term_weights(k):
    """Words counted by how rare they are."""
    L = k.layers
    i, j, w = k.Input((4,), dtype="int64"), k.Input((4,), dtype="string"), k.Input((1,), dtype="string")
    weighted = {"idf_weights": [0.5, 0.25, 1.5, 0.75], "output_mode": "tf_idf"}
    outputs = [L.IntegerLookup(vocabulary=[3, 1, 7, 4], **weighted)(i), L.StringLookup(vocabulary=WORDS, **weighted)(j),
               L.TextVectorization(vocabulary=WORDS, **weighted)(w)]
    return k.Model([i, j, w], outputs)


@case
def text_ngrams3(k):
    """Lengths one by one: tf_keras cannot load them again."""
    i = k.Input((1,), dtype="string")
    return k.Model(i, k.layers.TextVectorization(ngrams=(1, 3), output_mode="count", vocabulary=WORDS + ["the cat sat", "sat"])(i))


@case
def text_open_length(k):
    """As long as the longest text."""
    i = k.Input((1,), dtype="string")
    return k.Model(i, k.layers.TextVectorization(vocabulary=WORDS)(i))


@case(h5=())
def text_adapted(k):
    L = k.layers
    layer = L.TextVectorization(output_sequence_length=5, max_tokens=6)
    layer.adapt(["the cat sat on the mat", "the dog", "a dog on a cat"])
    i = k.Input((1,), dtype="string")
    return k.Model(i, L.Embedding(6, 3)(layer(i)))
