// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/formats/saved_model/write/KerasObjects.h"
#include "core/formats/saved_model/write/Structures.h"
#include "core/graph/objects/CustomObjects.h"
#include "core/keras/Regularizer.h"

namespace lw::formats {

/// How a functional model nests its inputs or outputs: config is that of the model, key "input_layers" or
/// "output_layers".
Nesting nestingOf(const Json& config, std::string_view key, std::size_t count);

/// What a call gets by name besides its inputs: a tensor, or a plain value of Python.
struct CallKeyword {
    std::string name;
    bool isTensor = false;
    Json constant; ///< when it is no tensor
};

/// The arguments of a call, without training and mask.
struct CallInputs {
    Structure first;
    std::vector<CallKeyword> keywords; ///< their tensors follow those of the first argument
};

/// What the traces of a model need.
struct TraceInput {
    const Model& model;                            ///< as it was opened: it says what is computed
    Structure inputs, outputs;                     ///< of the model
    const graph::CustomObjects* objects = nullptr; ///< the user's definitions
};

/// Functions of a layer that hang on its keras_api alone: it regularises its own output, and Keras keeps that apart.
struct ActivityFunctions {
    ObjectId regularizer = 0; ///< activity_regularizer_fn
    ObjectId conditional = 0; ///< call_and_return_conditional_losses
};

/// Lowers the model, and each of its layers, to functions of the library, and hangs them on the objects: __call__,
/// call_and_return_all_conditional_losses, _default_save_signature, signatures. Layers of the object graph that the
/// model does not have by that path, and layers that cannot be lowered by themselves, get no functions.
class Traces {
public:
    Traces(const TraceInput& input, ObjectGraph& graph, const std::map<std::string, ObjectId, std::less<>>& variables,
           pb::FunctionDefLibrary& library);

    /// Errors of buildGraph: Unsupported names the layer that cannot be lowered.
    Result<void> traceModel(ObjectId root);
    void traceLayer(const Layer& layer, const std::vector<Layer>& siblings, const std::string& path, ObjectId object,
                    Diagnostics& diagnostics);
    /// A function without arguments: the loss of a weight. Unsupported when it cannot be told.
    Result<ObjectId> addLoss(const Variable& variable, const keras::Regularizer& regularizer);
    /// Of a layer that was traced; null when it does not regularise its output.
    [[nodiscard]] const ActivityFunctions* activityFunctions(ObjectId layer) const;
    /// The function behind serving_default; set by traceModel.
    [[nodiscard]] const graph::FunctionInfo& servingFunction() const { return m_serving; }

private:
    /// A lowered call; its last outputs are losses.
    struct Body {
        graph::FunctionInfo function;
        std::size_t losses = 0; ///< without its own
        bool ownLoss = false;   ///< behind the others
    };
    struct Variant {
        std::optional<bool> training; ///< none: no such argument
        Body body;
    };
    Result<Body> lowerModel(bool training);
    Result<Body> lowerLayer(const Layer& layer, const std::string& path, const std::vector<TensorSpec>& inputs,
                            bool training);
    Result<graph::FunctionInfo> addBody(const graph::Graph& graph, const std::string& name);
    void hangCalls(ObjectId object, const std::string& name, const std::vector<Variant>& variants,
                   const CallInputs& inputs, const Structure& outputs, bool isModel);
    Result<void> addActivityRegularizer(const Layer& layer, ActivityFunctions& functions);
    /// One concrete function of a call: outputs alone, or (outputs, list of losses).
    std::string addCall(const graph::FunctionInfo& function, const Variant& variant, const CallInputs& inputs,
                        const Structure& outputs, bool isModel, std::optional<std::size_t> losses);
    ObjectId addFunction(const std::vector<std::string>& concrete, const PythonSignature& signature,
                         const std::vector<graph::FunctionBorder>& inputs);
    ObjectId addBare(const graph::FunctionInfo& function, const PythonSignature& signature, std::int64_t positional);
    pb::SavedConcreteFunction& addConcrete(const graph::FunctionInfo& function);
    std::string freshName(const std::string& stem);

    const TraceInput& m_input;
    ObjectGraph& m_graph;
    const std::map<std::string, ObjectId, std::less<>>& m_variables;
    graph::FunctionWriter m_writer;
    graph::FunctionInfo m_serving;
    std::map<ObjectId, ActivityFunctions> m_activities;
    std::size_t m_number = 0;
    std::size_t m_lossNumber = 0;
};

} // namespace lw::formats
