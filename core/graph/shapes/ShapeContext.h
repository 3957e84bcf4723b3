// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/shapes/ShapeInference.h"

#include <cmath>

namespace lw::graph {

/// What a shape function gets: a node, what is known of its inputs, and a place for what is known of its outputs.
/// Reading an input that is not there gives an empty value, so that cut nodes of hostile files are only "unknown".
class ShapeContext {
public:
    ShapeContext(const Node& node, std::span<const StaticValue> inputs, const Graph& graph, int depth)
        : node(node), graph(graph), depth(depth), m_inputs(inputs)
    {
    }
    const Node& node;
    const Graph& graph;
    const int depth; ///< of function calls
    std::vector<StaticValue> outputs;

    [[nodiscard]] std::size_t inputCount() const { return m_inputs.size(); }
    [[nodiscard]] const StaticValue& input(std::size_t index) const;
    [[nodiscard]] std::span<const StaticValue> inputs() const { return m_inputs; }
    [[nodiscard]] const PartialShape& shape(std::size_t index) const { return input(index).shape; }
    [[nodiscard]] DType dtype(std::size_t index) const { return input(index).dtype; }

    /// The elements of an integer input when all of them are known.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> ints(std::size_t index) const;
    /// The elements of an input that holds a shape, with kUnknownDim for the unknown ones; none when the rank is not
    /// known.
    [[nodiscard]] PartialShape asShape(std::size_t index) const;
    /// The only element of an input, when known.
    [[nodiscard]] std::optional<std::int64_t> scalar(std::size_t index) const;

    void set(std::size_t index, DType dtype, PartialShape shape);
    void setElements(std::vector<double> elements) { outputs.at(0).elements = std::move(elements); }

    /// Invalid: "shapes (2, 3) and (4, 5) do not fit", with the op and the node's name.
    [[nodiscard]] Error fail(const std::string& what) const;
    /// -1 becomes rank - 1.
    [[nodiscard]] Result<std::size_t> axis(std::int64_t axis, std::size_t rank) const;

private:
    std::span<const StaticValue> m_inputs;
};

using ShapeFunction = Result<void> (*)(ShapeContext&);

struct ShapeRow {
    std::string_view op;
    ShapeFunction function;
};

/// One table a family of ops; all of them together are searched by inferNode.
std::span<const ShapeRow> unaryShapes();
std::span<const ShapeRow> binaryShapes();
std::span<const ShapeRow> structureShapes();
std::span<const ShapeRow> indexingShapes();
std::span<const ShapeRow> shapeValueShapes();
std::span<const ShapeRow> productShapes();
std::span<const ShapeRow> windowShapes();
std::span<const ShapeRow> imageShapes();
std::span<const ShapeRow> compositeShapes();
std::span<const ShapeRow> controlShapes();
std::span<const ShapeRow> textShapes();

/// NumPy's broadcasting of two shapes; none in the result when a rank is unknown, an error text when they do not fit.
Result<PartialShape> broadcast(const ShapeContext& context, const PartialShape& a, const PartialShape& b);
/// Unknown when either is.
inline std::int64_t dimProduct(std::int64_t a, std::int64_t b)
{
    std::int64_t product = 0;
    if (a < 0 || b < 0 || __builtin_mul_overflow(a, b, &product))
        return kUnknownDim;
    return product;
}
inline std::int64_t dimSum(std::int64_t a, std::int64_t b)
{
    std::int64_t sum = 0;
    if (a < 0 || b < 0 || __builtin_add_overflow(a, b, &sum))
        return kUnknownDim;
    return sum;
}
std::int64_t dimProduct(const Shape& shape, std::size_t begin, std::size_t end);

inline constexpr double kUnknownElement = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::size_t kMostElements = 4096; ///< larger tensors are never followed element by element
/// What both values agree on.
StaticValue meet(const StaticValue& a, const StaticValue& b);

} // namespace lw::graph
