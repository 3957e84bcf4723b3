// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <string>

namespace lw {

/// One weight of a model or entry of a checkpoint. Paths are unique within a model.
struct Variable {
    std::string path; ///< Layerwright's address: "dense_1/kernel", "bidirectional/forward_lstm/lstm_cell/kernel"
    std::string name; ///< as the file has it: "dense_1/kernel:0"; may repeat
    std::string key;  ///< address in the file: a checkpoint key or HDF5 path ("model_weights/dense_1/dense_1/kernel:0")
    std::string layer; ///< path of the innermost layer that owns it ("body/conv2d"), empty for none
    std::string role;  ///< attribute within its layer: "kernel", "gamma", "moving_mean"; empty when unknown
    bool trainable = true;
    Tensor tensor;
};

} // namespace lw
