// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

namespace lw::pb {
class AttrValue;
class TensorData;
class TensorShape;
} // namespace lw::pb

namespace lw::graph {

/// TensorFlow's DataType number as a DType; numbers above 100 are references of TensorFlow 1. Unknown ones are Invalid.
DType dtypeFromProto(int number);
PartialShape shapeFromProto(const pb::TensorShape& shape);
/// A constant: tensor_content or the typed lists, whose last value fills the rest (tensor.proto). Corrupt when it has
/// more values than its shape, Unsupported for resources and variants, Invalid when it would take more than 2 GiB.
Result<Tensor> tensorFromProto(const pb::TensorData& data);
Result<AttrValue> attrFromProto(const pb::AttrValue& value);

} // namespace lw::graph
