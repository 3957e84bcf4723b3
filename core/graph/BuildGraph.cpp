// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/BuildGraph.h"

#include "core/graph/TracedProgram.h"
#include "core/graph/import/BindVariables.h"
#include "core/graph/lower/ModelLowering.h"

#include <algorithm>

namespace lw::graph {

namespace {

constexpr const char* kServingDefault = "serving_default";

bool hasKerasGraph(const Model& model)
{
    const bool graph = model.kind == ModelKind::Functional || model.kind == ModelKind::Sequential;
    return graph && !model.layers.empty() && !model.outputRefs.empty();
}

/// The call function of the model, or what it serves.
Result<Graph> tracedGraph(const Model& model, const TracedProgram& program, bool training)
{
    auto call = program.call({}, training);
    if (call.ok())
        return call;
    const bool serves = std::any_of(model.signatures.begin(), model.signatures.end(),
                                    [](const Signature& signature) { return signature.name == kServingDefault; });
    if (training || !serves)
        return call;
    auto signature = program.signature(kServingDefault);
    return signature.ok() ? std::move(signature) : std::move(call);
}

/// What to say of a model that is neither lowered nor traced.
Error cannotRun(const Model& model, const TracedProgram* program)
{
    if (model.kind == ModelKind::Weights)
        return unsupported("there are only weights here, and no architecture to run");
    const std::string name = model.architecture["class_name"].toText();
    const std::string subject = name.empty() ? "the model" : "the class " + printable(name, 80);
    if (program)
        return unsupported(subject + " was saved without traces of its code; save it again with save_traces=True, or "
                                     "as a model of built-in layers");
    return unsupported(subject + " is not built in, and the file holds no operator graph; open the model as a "
                                 "SavedModel that was saved with traces");
}

Result<void> checkLayers(const Graph& graph, const BuildOptions& options, bool lowered)
{
    for (const std::string& layer : options.layers) {
        const bool known =
            std::any_of(graph.taps.begin(), graph.taps.end(), [&](const NamedEdge& tap) { return tap.name == layer; });
        if (known)
            continue;
        const std::string name = "\"" + printable(layer, 120) + "\"";
        return lowered ? notFound("there is no layer " + name + " whose output could be shown")
                       : notFound("the output of layer " + name +
                                  " cannot be shown, since the model runs by its traced function");
    }
    return {};
}

} // namespace

Result<Graph> buildGraph(const Model& model, const BuildOptions& options, Diagnostics& diagnostics)
{
    const TracedProgram* program = tracedProgram(model);
    if (!options.signature.empty()) {
        if (!program)
            return notFound("this model has no signatures, so there is no \"" + printable(options.signature, 80) +
                            "\"");
        LW_ASSIGN(Graph graph, program->signature(options.signature));
        bindVariables(graph, model);
        LW_TRY(checkLayers(graph, options, false));
        return graph;
    }
    std::optional<Error> refused;
    if (hasKerasGraph(model)) {
        ModelLowering lowering(model, {options.training, false, options.objects.get()});
        auto lowered = lowering.run();
        if (lowered.ok()) {
            LW_TRY(checkLayers(*lowered, options, true));
            return lowered;
        }
        refused = lowered.error();
        if (lowering.definitionProblem()) // the user wants to know what is wrong with it, and not another function
            return *refused;
    }
    if (program) {
        auto traced = tracedGraph(model, *program, options.training);
        if (traced.ok()) {
            if (refused)
                diagnostics.info("The traced function of the model runs, since " + refused->message);
            LW_TRY(checkLayers(*traced, options, false));
            bindVariables(*traced, model); // weights may have been changed since the file was read
            return traced;
        }
        if (traced.error().kind != ErrorKind::NotFound)
            return traced.error();
    }
    return refused ? *refused : cannotRun(model, program);
}

} // namespace lw::graph
