// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lw::graph {

struct Graph;
class AttrValue;
using Attrs = std::map<std::string, AttrValue, std::less<>>;

/// A function named by an attribute (While's body), looked up in Graph::functions.
struct FunctionRef {
    std::string name;
};

using PartialShape = std::optional<Shape>; ///< none: rank unknown; kUnknownDim: dimension unknown

/// A value of a node's attribute, in TensorFlow's kinds (tensorflow/core/framework/attr_value.proto).
class AttrValue {
public:
    using Value = std::variant<std::monostate, std::int64_t, double, bool, std::string, DType, PartialShape, Tensor, FunctionRef,
                               std::vector<std::int64_t>, std::vector<double>, std::vector<bool>, std::vector<std::string>,
                               std::vector<DType>, std::vector<PartialShape>, std::vector<FunctionRef>>;
    AttrValue() = default;
    template <typename T>
    AttrValue(T value) : m_value(std::move(value)) {}
    AttrValue(int value) : m_value(static_cast<std::int64_t>(value)) {}
    AttrValue(const char* value) : m_value(std::string(value)) {}

    template <typename T>
    [[nodiscard]] const T* as() const { return std::get_if<T>(&m_value); }
    [[nodiscard]] const Value& value() const { return m_value; }

private:
    Value m_value;
};

/// An output of a node of the same graph.
struct Edge {
    std::uint32_t node = 0;
    std::uint32_t output = 0;
    bool operator==(const Edge&) const = default;
};

struct OutputInfo {
    DType dtype = DType::Float32;
    PartialShape shape;
};

/// One operation, in TensorFlow's op names and attributes ("MatMul", "Conv2D" with strides, padding, data_format, ...;
/// tensorflow/core/ops), or a composite of CompositeOps.h. Weights are "Const" nodes with attribute "value" (a lazy Tensor),
/// inputs are "Placeholder" nodes. An output with function arguments (composites, PartitionedCall) may have several outputs.
struct Node {
    std::string name;
    std::string op;
    std::vector<Edge> inputs;
    std::vector<std::uint32_t> controls; ///< nodes that must run before, for effects only
    Attrs attrs;
    std::vector<OutputInfo> outputs;
    std::string layer; ///< path of the Keras layer it came from, for profiles and pictures; may be empty

    [[nodiscard]] std::int64_t intAttr(std::string_view key, std::int64_t fallback = 0) const;
    [[nodiscard]] double floatAttr(std::string_view key, double fallback = 0) const;
    [[nodiscard]] bool boolAttr(std::string_view key, bool fallback = false) const;
    [[nodiscard]] std::string textAttr(std::string_view key, std::string_view fallback = {}) const;
    [[nodiscard]] DType typeAttr(std::string_view key, DType fallback = DType::Invalid) const;
    [[nodiscard]] std::vector<std::int64_t> intsAttr(std::string_view key) const; ///< empty when absent
    [[nodiscard]] const Tensor* tensorAttr(std::string_view key) const;
};

struct NamedEdge {
    std::string name; ///< as a signature or Keras names it: "digits", "predictions"
    Edge edge;
};

/// A graph of operations. Nodes may stand in any order; there are no cycles (loops are While nodes with functions).
struct Graph {
    std::vector<Node> nodes;
    std::vector<NamedEdge> inputs;  ///< Placeholder nodes
    std::vector<NamedEdge> outputs;
    /// Named inner outputs that can be asked for: path of a layer -> its (last call's) output.
    std::vector<NamedEdge> taps;
    /// Bodies of While, If, PartitionedCall; shared by all graphs of one program. In a function, inputs and outputs are positional.
    std::shared_ptr<const std::map<std::string, std::shared_ptr<const Graph>, std::less<>>> functions;

    Edge add(Node node) /// appends and returns its first output
    {
        nodes.push_back(std::move(node));
        return {static_cast<std::uint32_t>(nodes.size() - 1), 0};
    }
};

/// Node indices in an order in which every node comes after its inputs and controls. Corrupt on a cycle or a bad edge.
Result<std::vector<std::uint32_t>> topologicalOrder(const Graph& graph);
/// One line a node, "name = Op(inputs) attrs -> dtype shape", for tests and debugging.
std::string dump(const Graph& graph);

} // namespace lw::graph
