// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/DType.h"

#include <string_view>
#include <vector>

namespace lw::graph {

/// A declared input or output of an operation: one tensor, numberAttr tensors, or one for each type of typeListAttr.
struct OpArgument {
    std::string_view name;
    DType type = DType::Invalid; ///< fixed type; Invalid: typeAttr says it
    std::string_view typeAttr, numberAttr, typeListAttr;
};

struct OpAttribute {
    std::string_view name, kind; ///< "type", "int", "list(shape)", ... as OpDef.AttrDef.type
    bool optional = false;       ///< has a default, which files leave out
};

/// What a file that TensorFlow reads must say of an operation (tensorflow/core/ops; OpDef).
struct OpDefinition {
    std::string_view name;
    std::vector<OpArgument> inputs, outputs;
    std::vector<OpAttribute> attributes;
    bool stateful = false;
};

/// Null for operations that are not in the table. Any thread; the result lives as long as the program.
const OpDefinition* findOpDefinition(std::string_view op);

} // namespace lw::graph
