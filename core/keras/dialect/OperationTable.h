// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace lw::keras {

/// One function under the names of both generations: a TensorFlow symbol in a TFOpLambda layer, and a class of
/// keras.src.ops.
struct OperationRow {
    std::string_view function;   ///< "math.add"
    std::string_view module;     ///< "numpy" of keras.src.ops.numpy
    std::string_view className;  ///< "Add"
    std::string_view operands;   ///< TensorFlow's names of the arguments after the first that are positional in Keras 3
    std::string_view attributes; ///< "shape>newshape, keepdims=false": arguments that are in the config of Keras 3,
                                 ///< with its name where it differs and its value where none is given
};
std::span<const OperationRow> operationTable();
/// By the last component of a TensorFlow symbol ("add" of "__operators__.add"); null when there is none.
const OperationRow* findByFunction(std::string_view function);
const OperationRow* findByClass(std::string_view className);

} // namespace lw::keras
