// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/import/BindVariables.h"
#include "core/graph/import/FunctionLibrary.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace lw::graph {

/// The value of a variable, and its address in the file (a checkpoint key).
struct BoundVariable {
    std::string name, key;
    Tensor tensor;
};

/// Builds one runnable graph out of functions: calls are replaced by the nodes of what they call, reads of variables by
/// constants, and nodes that no wanted output needs are left out. Bodies of loops and branches become functions of the
/// result. Depth, number of nodes and calls are bounded; recursion is Unsupported. One use, one thread.
class Inliner {
public:
    using VariableByName = std::function<Result<BoundVariable>(const std::string& name)>;
    /// Path of the Keras layer that a node belongs to, by the node's name; may be empty.
    using LayerOfName = std::function<std::string(std::string_view name)>;

    Inliner(const FunctionLibrary& library, VariableByName variables, LayerOfName layers)
        : m_library(library), m_variables(std::move(variables)), m_layers(std::move(layers)),
          m_functions(std::make_shared<Functions>())
    {
    }

    Edge addInput(const std::string& name, DType dtype, PartialShape shape);
    Edge addConstant(const std::string& name, Tensor tensor);
    Edge addVariable(const BoundVariable& variable);
    Edge addNode(Node node);

    /// Emits a function with these arguments and gives its outputs. prefix is put before the names of its nodes.
    Result<std::vector<Edge>> call(const std::string& function, const std::vector<Edge>& arguments,
                                   const std::string& prefix);
    /// Emits what the wanted outputs of raw need. fed: outputs of raw that already are edges of the result.
    Result<std::vector<Edge>> emit(const Graph& raw, const std::vector<std::pair<Edge, Edge>>& fed,
                                   const std::vector<Edge>& wanted, const std::string& prefix);
    /// Emits the last operations of a function, which fill a resource, and puts them before all that use the resource.
    Result<void> callForEffect(const std::string& function, const std::vector<Edge>& arguments, Edge resource);
    /// Resources made so far, by a number that the caller chooses.
    [[nodiscard]] std::optional<Edge> resource(std::uint32_t number) const;
    void setResource(std::uint32_t number, Edge edge) { m_resources[number] = edge; }
    /// The finished graph, with layers and taps; outputs are set by the caller before.
    Graph& graph() { return m_graph; }
    Graph finish();

private:
    using Functions = std::map<std::string, std::shared_ptr<const Graph>, std::less<>>;
    struct Frame;

    explicit Inliner(Inliner& parent); ///< for a body: shares functions and limits
    Result<void> emitNode(Frame& frame, std::uint32_t index);
    Result<void> emitCall(Frame& frame, std::uint32_t index, const std::string& function);
    Result<void> emitCopy(Frame& frame, std::uint32_t index);
    Result<void> emitGather(Frame& frame, std::uint32_t index);
    Result<void> bindByName(Frame& frame, std::uint32_t index);
    Result<void> keepFunctions(Node& node);
    Result<std::string> specialise(const std::string& function, const std::vector<OutputInfo>& arguments);
    [[nodiscard]] const OutputInfo& info(Edge edge) const { return m_graph.nodes[edge.node].outputs[edge.output]; }
    std::string unique(std::string name);
    void setLayers();
    void setTaps();

    const FunctionLibrary& m_library;
    VariableByName m_variables;
    LayerOfName m_layers;
    std::shared_ptr<Functions> m_functions;
    std::shared_ptr<std::size_t> m_budget =
        std::make_shared<std::size_t>(0); ///< nodes and calls so far, shared with bodies
    std::vector<std::string> m_stack;     ///< functions being emitted
    Graph m_graph;
    std::unordered_set<std::string> m_names;
    std::map<std::string, Edge> m_boundByKey;
    std::map<std::uint32_t, Edge> m_resources;
    std::map<std::uint32_t, std::uint32_t> m_fillers; ///< by the node that makes a resource: the node that fills it
    std::map<std::string, Edge, std::less<>> m_taps;  ///< by layer: the output of its last call
};

} // namespace lw::graph
