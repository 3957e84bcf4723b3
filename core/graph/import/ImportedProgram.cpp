// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/ImportedProgram.h"

#include "core/containers/protobuf/Message.h"

#include <algorithm>
#include <charconv>
#include <saved_model.pb.h>

namespace lw::graph {

namespace {

constexpr std::uint32_t kRoot = 0;
constexpr std::string_view kServingDefault = "serving_default";
constexpr std::uint32_t kNobody = 0xffffffffU;

/// Parts of a scope that are no names of layers.
bool isCallName(std::string_view part)
{
    return part.starts_with("StatefulPartitionedCall") || part.starts_with("PartitionedCall");
}

/// "scope/StatefulPartitionedCall/dense" -> "scope", "dense".
std::vector<std::string_view> scopeParts(std::string_view scope)
{
    std::vector<std::string_view> parts;
    while (!scope.empty()) {
        const std::size_t slash = scope.find('/');
        const std::string_view part = scope.substr(0, slash);
        if (!part.empty() && !isCallName(part))
            parts.push_back(part);
        scope = slash == std::string_view::npos ? std::string_view() : scope.substr(slash + 1);
    }
    return parts;
}

/// The node and output of "node:1".
Result<Edge> edgeOfTensor(const Graph& graph, const std::string& tensor)
{
    const std::size_t colon = tensor.rfind(':');
    const std::string name = tensor.substr(0, colon);
    Edge edge;
    if (colon != std::string::npos)
        std::from_chars(tensor.data() + colon + 1, tensor.data() + tensor.size(), edge.output);
    const auto found =
        std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const Node& node) { return node.name == name; });
    if (found == graph.nodes.end() || edge.output >= found->outputs.size())
        return corrupt("the signature names a tensor that is not in the graph: " + printable(tensor));
    edge.node = static_cast<std::uint32_t>(found - graph.nodes.begin());
    return edge;
}

std::string nameAt(const std::vector<std::string>& names, std::size_t index, const std::string& fallback)
{
    return index < names.size() && !names[index].empty() ? names[index] : fallback;
}

/// Names of a function's own arguments: the model's, in order, unless the trace has the same names in another order
/// (inputs in a dictionary are sorted).
std::vector<std::string> argumentNames(const Graph& raw, std::size_t count, const ConcreteFunction& function,
                                       const std::vector<std::string>& wanted)
{
    std::vector<std::string> traced;
    for (std::size_t i = 0; i < count; ++i)
        traced.push_back(function.inputs.size() == count && !function.inputs[i].name.empty() ? function.inputs[i].name
                                                                                             : raw.inputs[i].name);
    if (wanted.size() != count || std::is_permutation(wanted.begin(), wanted.end(), traced.begin(), traced.end()))
        return traced;
    return wanted;
}

} // namespace

ImportedProgram::ImportedProgram(ProgramSources sources)
    : m_sources(std::move(sources)), m_library(m_sources.file, *m_sources.metaGraph)
{
}

Result<Graph> ImportedProgram::function(std::string_view name) const
{
    LW_ASSIGN(const RawGraph raw, m_library.function(name));
    return *raw;
}

Result<Graph> ImportedProgram::mainGraph() const
{
    LW_ASSIGN(const RawGraph raw, m_library.mainGraph());
    return *raw;
}

/// The longest run of scope names, from the first or the second on (the first may be the model's own), that is a layer.
std::string ImportedProgram::layerOf(std::string_view scope, std::string_view inside) const
{
    if (m_sources.layers.empty())
        return {};
    const std::vector<std::string_view> parts = scopeParts(scope);
    for (std::size_t start = 0; start < std::min<std::size_t>(parts.size(), 2); ++start) {
        std::string path(inside);
        std::string best;
        for (std::size_t i = start; i < parts.size(); ++i) {
            path += (path.empty() ? "" : "/") + std::string(parts[i]);
            if (m_sources.layers.count(path) == 0)
                break;
            best = path;
        }
        if (!best.empty())
            return best;
    }
    return std::string(inside);
}

Result<Edge> ImportedProgram::capture(Inliner& inliner, std::uint32_t object) const
{
    const SavedObjects& objects = *m_sources.objects;
    switch (objects.kind(object)) {
    case ObjectKind::Variable: {
        LW_ASSIGN(const BoundVariable variable, m_sources.variableOfObject(object));
        return inliner.addVariable(variable);
    }
    case ObjectKind::Constant: {
        pb::SavedConstant constant;
        LW_TRY(protobuf::parse(objects.payload(object), constant));
        LW_ASSIGN(Tensor tensor, m_library.mainConstant(constant.operation()));
        return inliner.addConstant(constant.operation(), std::move(tensor));
    }
    case ObjectKind::Asset: {
        pb::SavedAsset asset;
        LW_TRY(protobuf::parse(objects.payload(object), asset));
        const auto index = static_cast<std::size_t>(asset.asset_file_def_index());
        if (index >= m_sources.metaGraph->assetFiles.size())
            return corrupt("an asset is used that the SavedModel does not list");
        const std::string name =
            "assets/" + m_sources.metaGraph->assetFiles[index]; // a name only: assets are never opened here
        return inliner.addConstant(name, Tensor::fromStrings({}, {name}));
    }
    case ObjectKind::Resource:
        return captureTable(inliner, object);
    default:
        return unsupported("a function captures an object that is neither variable nor constant");
    }
}

Result<std::vector<Edge>> ImportedProgram::captures(Inliner& inliner, const ConcreteFunction& function,
                                                    std::uint32_t self, Edge selfEdge) const
{
    std::vector<Edge> edges;
    for (const std::uint32_t object : function.captures) {
        if (object == self) {
            edges.push_back(selfEdge);
            continue;
        }
        LW_ASSIGN(const Edge edge, capture(inliner, object));
        edges.push_back(edge);
    }
    return edges;
}

/// A lookup table: made by its _create_resource, and filled by the import that its _initialize holds, which is put
/// before all that use the table.
Result<Edge> ImportedProgram::captureTable(Inliner& inliner, std::uint32_t object) const
{
    if (const auto known = inliner.resource(object))
        return *known;
    const SavedObjects& objects = *m_sources.objects;
    const auto create = objects.child(object, "_create_resource");
    const auto initialize = objects.child(object, "_initialize");
    if (!create)
        return unsupported("a function uses a resource that cannot be made again");
    LW_ASSIGN(const ConcreteFunction maker, chooseTrace(objects, *create, false));
    LW_ASSIGN(const std::vector<Edge> makerArguments, captures(inliner, maker, kNobody, {}));
    LW_ASSIGN(const std::vector<Edge> made,
              inliner.call(maker.name, makerArguments, "resource_" + std::to_string(object) + "/"));
    if (made.empty())
        return corrupt("a resource's maker makes nothing").in(maker.name);
    inliner.setResource(object, made.front());
    if (!initialize)
        return made.front();
    LW_ASSIGN(const ConcreteFunction filler, chooseTrace(objects, *initialize, false));
    LW_ASSIGN(const std::vector<Edge> arguments, captures(inliner, filler, object, made.front()));
    LW_TRY(inliner.callForEffect(filler.name, arguments, made.front()));
    return made.front();
}

Result<Graph> ImportedProgram::run(const ConcreteFunction& function, const std::vector<std::string>& inputNames,
                                   const std::vector<std::string>& outputNames, const std::string& scope) const
{
    LW_ASSIGN(const RawGraph raw, m_library.function(function.name));
    if (raw->inputs.size() < function.captures.size())
        return corrupt("the function captures more than it takes").in(function.name);
    const std::size_t own = raw->inputs.size() - function.captures.size();
    Inliner inliner(m_library, m_sources.variableByName, [&](std::string_view name) { return layerOf(name, scope); });
    std::vector<Edge> arguments;
    const bool described = function.inputs.size() == own;
    const std::vector<std::string> names = argumentNames(*raw, own, function, inputNames);
    for (std::size_t i = 0; i < own; ++i) {
        const OutputInfo& declared = raw->nodes[raw->inputs[i].edge.node].outputs[0];
        arguments.push_back(
            inliner.addInput(names[i], declared.dtype, described ? function.inputs[i].shape : declared.shape));
    }
    LW_ASSIGN(const std::vector<Edge> captured, captures(inliner, function, kNobody, {}));
    arguments.insert(arguments.end(), captured.begin(), captured.end());
    LW_ASSIGN(const std::vector<Edge> outputs, inliner.call(function.name, arguments, {}));
    const std::vector<std::string> given =
        outputNames.size() == outputs.size() ? outputNames : std::vector<std::string>();
    for (std::size_t i = 0; i < outputs.size(); ++i) // a dictionary names its values; lists are in the model's order
        inliner.graph().outputs.push_back(
            {nameAt(function.outputNames, i, nameAt(given, i, "output_" + std::to_string(i + 1))), outputs[i]});
    return inliner.finish();
}

Result<Graph> ImportedProgram::mainSignature(const SignatureTensors& signature) const
{
    LW_ASSIGN(const RawGraph raw, m_library.mainGraph());
    Inliner inliner(m_library, m_sources.variableByName, [&](std::string_view name) { return layerOf(name, {}); });
    std::vector<std::pair<Edge, Edge>> fed;
    for (std::size_t i = 0; i < signature.inputTensors.size(); ++i) {
        const TensorSpec& spec = signature.signature.inputs[i];
        LW_ASSIGN(const Edge edge, edgeOfTensor(*raw, signature.inputTensors[i]));
        fed.emplace_back(edge, inliner.addInput(spec.name, spec.dtype, spec.shape));
    }
    std::vector<Edge> wanted;
    for (const std::string& tensor : signature.outputTensors) {
        LW_ASSIGN(const Edge edge, edgeOfTensor(*raw, tensor));
        wanted.push_back(edge);
    }
    LW_ASSIGN(const std::vector<Edge> outputs, inliner.emit(*raw, fed, wanted, {}));
    for (std::size_t i = 0; i < outputs.size(); ++i)
        inliner.graph().outputs.push_back({signature.signature.outputs[i].name, outputs[i]});
    return inliner.finish();
}

Result<Graph> ImportedProgram::signature(std::string_view name) const
{
    if (m_sources.objects && m_sources.objects->size() > 0) {
        const auto object = m_sources.objects->find(kRoot, "signatures");
        const auto node = object ? m_sources.objects->child(*object, name) : std::nullopt;
        if (node) {
            LW_ASSIGN(const ConcreteFunction function, chooseTrace(*m_sources.objects, *node, false));
            auto graph = run(function, {}, {}, {});
            if (!graph)
                return graph.error().in("signature " + std::string(name));
            return graph;
        }
    }
    for (const SignatureTensors& signature : m_sources.signatures) {
        if (signature.signature.name != name)
            continue;
        auto graph = mainSignature(signature);
        if (!graph)
            return graph.error().in("signature " + std::string(name));
        return graph;
    }
    return notFound("the SavedModel has no signature " + printable(name)).at(m_sources.file->file().path());
}

/// The function that calls an object: Keras' __call__, tf.Module's, or the endpoint of Keras 3's export.
Result<std::uint32_t> ImportedProgram::callable(std::uint32_t object) const
{
    const SavedObjects& objects = *m_sources.objects;
    for (const std::string_view name :
         {"__call__", "call_and_return_conditional_losses", "keras_api/__call__", "serve"}) {
        const auto node = objects.find(object, name);
        if (node && objects.kind(*node) == ObjectKind::Function)
            return *node;
    }
    return notFound("saved without traced functions");
}

Result<Graph> ImportedProgram::callRoot(bool training) const
{
    const bool hasObjects = m_sources.objects && m_sources.objects->size() > 0;
    const auto node = hasObjects ? callable(kRoot) : Result<std::uint32_t>(notFound("saved without an object graph"));
    if (!node) {
        const bool served = std::any_of(m_sources.signatures.begin(), m_sources.signatures.end(),
                                        [](const auto& s) { return s.signature.name == kServingDefault; });
        return served && !training ? signature(kServingDefault) : node.error();
    }
    LW_ASSIGN(const ConcreteFunction function, chooseTrace(*m_sources.objects, *node, training));
    return run(function, m_sources.inputNames, m_sources.outputNames, {});
}

Result<Graph> ImportedProgram::callLayer(std::string_view path, bool training) const
{
    const auto layer = m_sources.layers.find(path);
    std::optional<std::uint32_t> object;
    if (layer != m_sources.layers.end())
        object = layer->second;
    else if (m_sources.objects)
        object = m_sources.objects->find(kRoot, path);
    if (!object)
        return notFound("the SavedModel has no layer " + printable(path));
    LW_ASSIGN(const std::uint32_t node, callable(*object));
    LW_ASSIGN(const ConcreteFunction function, chooseTrace(*m_sources.objects, node, training));
    return run(function, {}, {}, std::string(path));
}

Result<Graph> ImportedProgram::call(std::string_view layerPath, bool training) const
{
    auto graph = layerPath.empty() ? callRoot(training) : callLayer(layerPath, training);
    if (!graph && !layerPath.empty())
        return graph.error().in(std::string(layerPath));
    return graph;
}

} // namespace lw::graph
