// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/expression/Syntax.h"
#include "core/graph/lower/LayerCall.h"
#include "core/graph/objects/CarriedFunctions.h"
#include "core/graph/objects/CustomObjects.h"

#include <map>
#include <unordered_map>

namespace lw::graph {

struct LoweringOptions {
    bool training = false;
    /// The graph is to be written as a function that captures variables: weights are Const nodes that carry their
    /// variable's path (attribute "_variable"), weights of another shape are reshaped in the graph, and training
    /// updates moving averages by AssignSubVariableOp nodes (attribute "_variable", the difference as input).
    bool trace = false;
    const CustomObjects* objects = nullptr; ///< definitions of custom classes and functions; may be null
    /// The losses that layers add by regularising their outputs become further outputs of the graph, in the order of
    /// the layers.
    bool losses = false;
};

/// What is wrong with a definition, for an editor that underlines it.
struct DefinitionProblem {
    std::string name;
    expression::Problem problem;
};

/// Turns the Keras layers of a model into one graph. One use: construct, then run() or runLayer(). Not thread safe.
class ModelLowering {
public:
    ModelLowering(const Model& model, bool training) : ModelLowering(model, LoweringOptions{training, false, nullptr})
    {
    }
    ModelLowering(const Model& model, const LoweringOptions& options);

    /// Unsupported names the first layer that cannot be lowered; Invalid when weights are missing.
    Result<Graph> run();
    /// The node-th call of one layer by itself, without masks: its tensor arguments are the inputs of the graph, in the
    /// order of LayerNode::inputs; inputs says their names, types and shapes.
    Result<Graph> runLayer(const Layer& layer, const std::string& path, std::size_t node,
                           const std::vector<TensorSpec>& inputs);

    /// How many of the last outputs are losses; only with LoweringOptions::losses.
    [[nodiscard]] std::size_t lossCount() const { return m_losses.size(); }
    /// Whether runLayer gave out one more at the end: that of the layer's own regulariser. Keras keeps it apart, and
    /// does not divide it by the size of the batch.
    [[nodiscard]] bool hasOwnLoss() const { return m_ownLoss.has_value(); }

    /// Lowers one call of a layer and returns its outputs; for models and wrappers. Errors stick in the builder.
    std::vector<Value> lowerLayer(const Layer& layer, const std::string& path, CallArguments arguments);
    /// The variable with this role that the layer, or something inside of it, owns; null when there is none. part is a
    /// layer below ("lstm_cell"), or the first half of a role ("query").
    [[nodiscard]] const Variable* findVariable(const std::string& layer, std::string_view part,
                                               std::string_view role) const;
    /// One Const node a variable, however often its layer is called.
    Edge weightNode(const Variable& variable);
    [[nodiscard]] bool hasWeights() const { return !m_model.variables.empty(); }
    [[nodiscard]] bool traces() const { return m_options.trace; }
    [[nodiscard]] const CustomObjects* objects() const { return m_options.objects; }
    /// The function that a SavedModel traced of a layer; none when the model did not come from one.
    [[nodiscard]] std::optional<LayerFunction> function(const std::string& path) const
    {
        return layerFunction(m_model, path);
    }
    [[nodiscard]] const Model& model() const { return m_model; }
    /// The variable of this key in a traced function; null when it is a constant of the function.
    [[nodiscard]] const Variable* captured(const LayerFunction& function, const std::string& key) const;
    void noteProblem(const std::string& name, const expression::Problem& problem)
    {
        if (!m_problem)
            m_problem = DefinitionProblem{name, problem};
    }
    /// Set when lowering failed because of a definition of the user's.
    [[nodiscard]] const std::optional<DefinitionProblem>& definitionProblem() const { return m_problem; }
    /// Counts definitions that use each other.
    class Descent {
    public:
        explicit Descent(ModelLowering& lowering) : m_lowering(lowering) { ++m_lowering.m_definitions; }
        ~Descent() { --m_lowering.m_definitions; }
        Descent(const Descent&) = delete;
        Descent& operator=(const Descent&) = delete;
        [[nodiscard]] bool tooDeep() const { return m_lowering.m_definitions > 16; }

    private:
        ModelLowering& m_lowering;
    };
    /// Takes the difference from a variable when the graph runs; only in traces.
    void assignSub(const Variable& variable, Edge difference);

private:
    [[nodiscard]] const Variable* findBelow(const std::string& layer, std::string_view role) const;
    struct Frame;
    std::vector<Value> lowerModel(const std::vector<Layer>& layers, const std::vector<InboundTensor>& inputRefs,
                                  const std::vector<InboundTensor>& outputRefs, const std::string& path,
                                  const std::vector<Value>& inputs);
    bool lowerNode(Frame& frame, std::size_t layer, std::size_t node);
    std::vector<Value> lowerNested(const Layer& layer, const std::string& path, const CallArguments& arguments);
    void applyMaskRule(LayerCall& call, MaskRule rule);
    void lowerUnknown(LayerCall& call);
    [[nodiscard]] bool lacksDefinition(const Layer& layer) const;
    void tap(const std::string& path, const std::vector<Value>& outputs);
    void addLosses(const Layer& layer, const std::string& path, const std::vector<Value>& outputs);
    void returnLosses();

    const Model& m_model;
    const LoweringOptions m_options;
    bool m_keras3 = false;
    int m_depth = 0;
    int m_definitions = 0;
    std::optional<DefinitionProblem> m_problem;
    Graph m_graph;
    GraphBuilder m_builder{m_graph};
    std::map<std::string, std::vector<const Variable*>, std::less<>> m_byLayer;
    std::unordered_map<const Variable*, Edge> m_weights;
    std::unordered_map<std::string, std::size_t> m_taps;
    std::vector<std::pair<std::string, Edge>> m_losses; ///< by the layers' paths
    std::string m_single;                               ///< the layer of runLayer
    std::optional<Edge> m_ownLoss;
};

/// The advice that ends every message about a class that cannot be run.
std::string adviceFor(const Layer& layer, const std::string& path);

} // namespace lw::graph
