// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/export/FunctionWriter.h"

#include <optional>
#include <saved_model.pb.h>
#include <string>
#include <vector>

namespace lw::formats {

/// How Keras nests the tensors at a model's border.
enum class Nesting { Single, List, Dictionary };

/// The inputs or outputs of a function in their nesting; a dictionary is sorted by its keys, as tf.nest flattens it.
struct Structure {
    Nesting nesting = Nesting::Single;
    std::vector<std::string> names; ///< of the tensors in the order of the model

    /// Positions in the model's order, in the order in which the nesting is flattened.
    [[nodiscard]] std::vector<std::size_t> flatOrder() const;
};

/// StructuredValues of tensorflow/core/protobuf/struct.proto.
void writeTensor(const graph::FunctionBorder& border, const std::string& name, pb::StructuredValue& value);
/// borders in flattened order; without names the tensors are called namePrefix.
void writeStructure(const Structure& structure, const std::vector<graph::FunctionBorder>& borders,
                    pb::StructuredValue& value);
void writeDictionary(const std::vector<graph::FunctionBorder>& borders, pb::StructuredValue& value);

/// The Python signature of a function: arguments, of which the last ones have defaults.
struct PythonSignature {
    std::vector<std::string> arguments;
    std::vector<std::optional<bool>> defaults; ///< none: None
    std::vector<std::string> keywords;
};
void writeSignature(const PythonSignature& signature, pb::FunctionSpec& spec);

} // namespace lw::formats
