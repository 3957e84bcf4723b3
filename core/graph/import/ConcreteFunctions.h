// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/import/SavedObjects.h"
#include "core/model/Layer.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::graph {

/// One trace of a tf.function: the function of the library, what it captures, and how its tensors are called.
struct ConcreteFunction {
    std::string name;
    std::vector<std::uint32_t> captures;  ///< objects whose tensors are its last arguments
    std::vector<TensorSpec> inputs;       ///< its first arguments, in order
    std::vector<std::string> outputNames; ///< keys when it returns a dictionary, empty names otherwise
    std::optional<bool> training;         ///< the value of Keras' training argument that it was traced with
};

/// NotFound, Corrupt.
Result<ConcreteFunction> readConcreteFunction(const SavedObjects& objects, const std::string& name);
/// The trace of a function object (ObjectKind::Function or BareFunction) for this value of the training argument;
/// traces without such an argument serve both. Unsupported when there is none for
/// it, NotFound when there is none at all.
Result<ConcreteFunction> chooseTrace(const SavedObjects& objects, std::uint32_t node, bool training);

} // namespace lw::graph
