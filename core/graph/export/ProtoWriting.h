// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

#include <google/protobuf/repeated_field.h>
#include <string>
#include <string_view>

namespace lw::pb {
class AttrEntry;
class AttrValue;
class NodeDef;
class TensorData;
class TensorShape;
} // namespace lw::pb

namespace lw::graph {

using ProtoAttrs = google::protobuf::RepeatedPtrField<pb::AttrEntry>;

void shapeToProto(const PartialShape& shape, pb::TensorShape& result);
/// The tensor's bytes (read now) or strings. Errors of Tensor::bytes.
Result<void> tensorToProto(const Tensor& tensor, pb::TensorData& result);
/// As an attribute of this kind ("int", "list(shape)"); Invalid when the value is of another kind.
Result<void> attrToProto(const AttrValue& value, std::string_view kind, pb::AttrValue& result);
/// A new entry; keys are not looked up.
pb::AttrValue& addAttr(ProtoAttrs& attrs, std::string_view key);

/// What TensorFlow must be told of a node: all attributes of the op's definition that have no default, types and
/// numbers being taken from inputs and outputs, and the shapes of its outputs (_output_shapes). Unsupported for
/// operations that the table of definitions does not have; Invalid when an attribute is missing. Names of inputs are
/// the caller's.
Result<void> attrsToProto(const Graph& graph, const Node& node, ProtoAttrs& result);

/// "product:0", the way in which function bodies name an output ("node:product:0" with the node's name before it).
Result<std::string> outputName(const Node& node, std::uint32_t output);

} // namespace lw::graph
