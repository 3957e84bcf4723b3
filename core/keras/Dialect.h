// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <functional>
#include <optional>
#include <string>

namespace lw::keras {

/// 3 when a serialized model speaks the dialect of Keras 3 (keras_version, batch_shape, __keras_tensor__), else 2: that
/// of Keras 2.0 to 2.15 and tf_keras.
int dialectGeneration(const Json& serialized);
/// The same for a model, from its architecture.
int kerasGeneration(const Model& model);

/// A reference to a tensor as a node's arguments have it, before it is checked against the layers.
struct TensorReference {
    std::string_view layer;
    std::int64_t node = 0;
    std::int64_t tensor = 0;
    const Json* declared = nullptr; ///< Keras 3: config with shape and dtype; null in Keras 2
};
/// Calls visit for every tensor in a node's arguments (or in input_layers and output_layers) in the order of the call:
/// ["name", 0, 0, {...}] in any nesting, and {"class_name": "__keras_tensor__", ...}.
void visitTensorReferences(const Json& arguments, const std::function<void(const TensorReference&)>& visit);

/// What a serialized layer says of its class, normalised.
struct ClassIdentity {
    std::string className, module, registeredName;
    bool builtIn = false; ///< a class that Keras itself ships, or one of its operations (module keras.src.ops)
};
ClassIdentity classIdentity(const Json& entry);

/// "BatchNormalization" -> "batch_normalization", as Keras names layers (keras/src/utils/naming.py to_snake_case).
std::string snakeCase(std::string_view className);

} // namespace lw::keras
