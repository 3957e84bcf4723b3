// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/Inliner.h"

namespace lw::graph {

namespace {

bool isLoop(const std::string& op)
{
    return op == "While" || op == "StatelessWhile";
}

} // namespace

/// Makes functions of a loop or branch part of the result. Variables enter them by value, so the types in the
/// attributes are those of the edges, not DT_RESOURCE.
Result<void> Inliner::keepFunctions(Node& node)
{
    std::vector<OutputInfo> arguments;
    std::vector<DType> types;
    const std::size_t first = isLoop(node.op) ? 0 : 1; // a branch's first input is what decides
    for (std::size_t i = first; i < node.inputs.size(); ++i) {
        arguments.push_back(info(node.inputs[i]));
        if (isLoop(node.op))
            arguments.back().shape.reset(); // may change from round to round
        types.push_back(arguments.back().dtype);
    }
    if (isLoop(node.op))
        for (std::size_t i = 0; i < node.outputs.size() && i < types.size(); ++i)
            node.outputs[i].dtype = types[i];
    node.attrs[isLoop(node.op) ? "T" : "Tin"] = types;
    for (auto& [key, value] : node.attrs) {
        if (const auto* function = value.as<FunctionRef>()) {
            LW_ASSIGN(std::string name, specialise(function->name, arguments));
            value = FunctionRef{std::move(name)};
        } else if (const auto* branches = value.as<std::vector<FunctionRef>>()) {
            std::vector<FunctionRef> kept;
            for (const FunctionRef& branch : *branches) {
                LW_ASSIGN(std::string name, specialise(branch.name, arguments));
                kept.push_back({std::move(name)});
            }
            value = std::move(kept);
        }
    }
    return {};
}

Result<std::string> Inliner::specialise(const std::string& function, const std::vector<OutputInfo>& arguments)
{
    LW_ASSIGN(const RawGraph raw, m_library.function(function));
    if (raw->inputs.size() != arguments.size())
        return corrupt("function " + printable(function) + " takes " + std::to_string(raw->inputs.size()) +
                       " arguments, not " + std::to_string(arguments.size()));
    std::string key = function;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if (arguments[i].dtype != raw->nodes[raw->inputs[i].edge.node].outputs[0].dtype)
            key += "#" + std::to_string(i) + std::string(dtypeName(arguments[i].dtype));
    if (m_functions->count(key) != 0)
        return key;
    Inliner body(*this);
    std::vector<Edge> inputs;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const OutputInfo& declared = raw->nodes[raw->inputs[i].edge.node].outputs[0];
        inputs.push_back(body.addInput(raw->inputs[i].name, arguments[i].dtype,
                                       declared.shape && declared.dtype == arguments[i].dtype ? declared.shape
                                                                                              : arguments[i].shape));
    }
    LW_ASSIGN(const std::vector<Edge> outputs, body.call(function, inputs, {}));
    for (std::size_t i = 0; i < outputs.size(); ++i)
        body.m_graph.outputs.push_back({raw->outputs[i].name, outputs[i]});
    body.setLayers();
    m_functions->emplace(key, std::make_shared<const Graph>(std::move(body.m_graph)));
    return key;
}

} // namespace lw::graph
