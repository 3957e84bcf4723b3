# SPDX-License-Identifier: GPL-3.0-or-later
"""Small models, one a subject, that tf_keras and Keras 3 can build: name -> function(keras) -> model.

A name that ends in 2 or 3 exists for that generation only. coverage.py demands that every built-in layer class is in one.
"""
from zoo import attention, basics, categories, convolution, images, pooling, recurrent, shaping, sound  # noqa: F401 (they register)
from zoo.cases import ZOO, draw_inputs  # noqa: F401
