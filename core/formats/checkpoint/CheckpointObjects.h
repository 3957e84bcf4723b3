// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/keras/ObjectTree.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lw::formats {

/// The key of a variable within its object, in the keys of object-based checkpoints
/// (tensorflow/python/trackable/base.py).
inline constexpr std::string_view kVariableSuffix = "/.ATTRIBUTES/VARIABLE_VALUE";
inline constexpr std::string_view kTableSuffix = "/.ATTRIBUTES/table"; ///< then "-keys" and "-values"
inline constexpr std::string_view kSlotMark = "/.OPTIMIZER_SLOT/";

/// What the object graph of a checkpoint says of one stored tensor.
struct CheckpointVariable {
    std::string key;         ///< "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    std::string path;        ///< "layer_with_weights-0/kernel", escapes of local names undone
    std::string fullName;    ///< "dense_1/kernel"; may be empty
    bool optimizer = false;  ///< a slot, or below an optimizer
    bool iterations = false; ///< the optimizer's counter of steps
};

/// Lists the stored tensors in the order of the object graph (breadth first, so the model's layers stand in their
/// order). Children that do not exist and cycles are passed over. Corrupt when the bytes are no TrackableObjectGraph.
Result<std::vector<CheckpointVariable>> readCheckpointObjects(ByteSpan objectGraph);

/// The objects of a checkpoint with their edges, slots aside; variableOf gives the variable that a key is, "" for none.
/// Edges to objects that do not exist are passed over. Corrupt when the bytes are no TrackableObjectGraph.
Result<keras::ObjectTree> readObjectTree(ByteSpan objectGraph,
                                         const std::function<std::string(const std::string& key)>& variableOf);

/// A key without the suffix of variables and with the escapes of local names undone ("." is stored "..", "/" is ".S").
std::string pathOfKey(std::string_view key);

class Bundle;
/// True for a slot of TensorFlow 1's optimizers: VARIABLE/Adam, VARIABLE/Momentum_1, ..., with VARIABLE in the bundle
/// too.
bool isNamedSlot(const Bundle& bundle, std::string_view key);

} // namespace lw::formats
