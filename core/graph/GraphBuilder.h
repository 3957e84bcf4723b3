// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"
#include "core/graph/shapes/ShapeInference.h"

#include <initializer_list>
#include <unordered_map>

namespace lw::graph {

/// A dimension while lowering: a number, or "dimension axis of that tensor" when it is only known in a run.
struct Size {
    std::int64_t value = kUnknownDim;
    Edge source;
    std::size_t axis = 0;
    bool computed = false; ///< source is itself an int32 scalar that holds the number
};

/// Appends TensorFlow ops to a graph and knows the partial shape of every output at once. The first failure sticks:
/// later calls return harmless edges, and whoever lowers a layer asks error() once at its end. Reading a dimension that
/// a tensor does not have gives kUnknownDim.
class GraphBuilder {
public:
    explicit GraphBuilder(Graph& graph) : m_graph(graph) {}

    /// Nodes added from now on belong to this layer and are named "layer/op".
    void setLayer(std::string path) { m_layer = std::move(path); }
    [[nodiscard]] const std::string& layer() const { return m_layer; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    Edge fail(Error error); ///< keeps the first
    [[nodiscard]] Graph& graph() { return m_graph; }

    [[nodiscard]] const PartialShape& shape(Edge edge) const;
    [[nodiscard]] std::size_t rank(Edge edge) const;                    ///< 0 when unknown
    [[nodiscard]] std::int64_t dim(Edge edge, std::int64_t axis) const; ///< negative axes from the end
    [[nodiscard]] DType dtype(Edge edge) const;
    [[nodiscard]] Size size(Edge edge, std::int64_t axis) const;

    /// Adds a node; its name is "layer/name", made unique; name empty: the op's.
    Edge op(std::string_view op, std::vector<Edge> inputs, Attrs attrs = {}, std::string_view name = {});
    /// Adds a node of another graph, its inputs and controls being edges of this one already. What its outputs say is
    /// kept where nothing can be inferred.
    Edge append(Node node);
    static Edge output(Edge edge, std::uint32_t index) { return {edge.node, index}; }

    Edge placeholder(const std::string& name, DType dtype, PartialShape shape);
    Edge constant(Tensor value, std::string_view name = "Const");
    Edge scalar(double value, DType dtype);      ///< of any floating, integer or bool type
    Edge ints(std::vector<std::int64_t> values); ///< an int32 vector
    Edge intScalar(std::int64_t value);          ///< an int32 scalar
    /// An int32 vector that says these sizes exactly: a constant, or a Pack of dimensions taken in the run.
    Edge sizes(const std::vector<Size>& sizes);
    Edge sizeScalar(const Size& size);
    Size times(const Size& a, const Size& b);

    Edge unary(std::string_view op, Edge x) { return this->op(op, {x}); }
    Edge binary(std::string_view op, Edge a, Edge b) { return this->op(op, {a, b}); }
    Edge binary(std::string_view op, Edge a, double b) { return this->op(op, {a, scalar(b, dtype(a))}); }
    Edge add(Edge a, Edge b) { return binary("AddV2", a, b); }
    Edge sub(Edge a, Edge b) { return binary("Sub", a, b); }
    Edge mul(Edge a, Edge b) { return binary("Mul", a, b); }
    Edge div(Edge a, Edge b) { return binary("RealDiv", a, b); }
    Edge cast(Edge x, DType dtype);                       ///< x itself when it has that type
    Edge reshape(Edge x, const std::vector<Size>& sizes); ///< at most one unknown size costs nothing
    Edge transpose(Edge x, const std::vector<std::int64_t>& order);
    Edge expandDims(Edge x, std::int64_t axis);
    Edge squeeze(Edge x, std::vector<std::int64_t> axes);
    Edge concat(std::vector<Edge> parts, std::int64_t axis);
    Edge reduce(std::string_view op, Edge x, std::vector<std::int64_t> axes, bool keepDims);
    Edge softmax(Edge x, std::int64_t axis = -1, bool logarithm = false);
    /// x[..., begin:end:step, ...] along one axis; open ends by nullopt.
    Edge slice(Edge x, std::int64_t axis, std::optional<std::int64_t> begin, std::optional<std::int64_t> end,
               std::int64_t step = 1);
    Edge reverse(Edge x, std::int64_t axis);
    Edge select(Edge condition, Edge yes, Edge no) { return op("SelectV2", {condition, yes, no}); }
    /// The operand of a product: x (..., k) times kernel (k, n), keeping all leading dimensions.
    Edge dense(Edge x, Edge kernel);
    Edge biasAdd(Edge x, Edge bias);

private:
    [[nodiscard]] const StaticValue& known(Edge edge) const;
    std::string uniqueName(std::string_view name);

    Graph& m_graph;
    std::string m_layer;
    std::optional<Error> m_error;
    std::vector<std::vector<StaticValue>> m_values; ///< by node
    std::unordered_map<std::string, std::size_t> m_names;
};

/// The Tensor of one number in any numeric type.
Tensor scalarTensor(double value, DType dtype);
Tensor vectorTensor(const std::vector<double>& values, DType dtype);

} // namespace lw::graph
