// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/engine/ops/HeapAllocator.h"
#include "core/engine/ops/Kernel.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::test {

/// One operation as make_ops.py stored it: a node, its inputs, TensorFlow's outputs.
struct OpCase {
    graph::Node node;
    std::vector<engine::Value> inputs, outputs;
    double tolerance = 0; ///< 0: by type
};

/// All cases of tests/fixtures/ops/cases-<family>.json.
std::vector<OpCase> readOpCases(const std::string& family);
/// The families for which there are files.
std::vector<std::string> opFamilies();

/// Runs a kernel on its own.
Result<std::vector<engine::Value>> runKernel(const graph::Node& node, std::span<const engine::Value> inputs,
                                             engine::Allocator& allocator, std::uint64_t lastUse = 0,
                                             const Progress& progress = {});

/// What is different, or nothing.
std::optional<std::string> difference(const engine::Value& mine, const engine::Value& wanted, double tolerance);

/// A value with memory of its own, as kernels leave them.
engine::Value ownCopy(const engine::Value& value, engine::Allocator& allocator);

template <typename T>
engine::Value valueOf(DType dtype, const Shape& shape, const std::vector<T>& elements)
{
    engine::HeapAllocator allocator;
    auto value = allocator.allocate(0, dtype, shape);
    std::copy(elements.begin(), elements.end(), reinterpret_cast<T*>(value->data));
    return *value;
}
inline engine::Value intsValue(const std::vector<std::int32_t>& elements)
{
    return valueOf(DType::Int32, {static_cast<std::int64_t>(elements.size())}, elements);
}
inline engine::Value intValue(std::int32_t number)
{
    return valueOf<std::int32_t>(DType::Int32, {}, {number});
}
inline engine::Value floatsValue(const Shape& shape, const std::vector<float>& elements)
{
    return valueOf(DType::Float32, shape, elements);
}

} // namespace lw::test
