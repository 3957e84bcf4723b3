// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/FunctionLibrary.h"

#include "core/containers/protobuf/Message.h"
#include "core/containers/protobuf/WireReader.h"
#include "core/graph/import/ProtoValues.h"

#include <framework.pb.h>

namespace lw::graph {

namespace {

using protobuf::WireReader;
using protobuf::WireType;

// Field numbers of graph.proto, function.proto, op_def.proto, node_def.proto.
constexpr std::uint32_t kNode = 1, kLibrary = 2;
constexpr std::uint32_t kFunction = 1;
constexpr std::uint32_t kSignature = 1, kNodeDef = 3;
constexpr std::uint32_t kName = 1;

std::string_view firstText(ByteSpan message, std::uint32_t number)
{
    WireReader reader(message);
    for (auto field = reader.next(); field && *field; field = reader.next())
        if ((*field)->is(number, WireType::Bytes))
            return (*field)->text();
    return {};
}

std::string_view functionName(ByteSpan functionDef)
{
    return firstText(asBytes(firstText(functionDef, kSignature)), kName);
}

/// Counts the nodes and reads the border of a function, without its nodes.
FunctionSummary summarize(std::string_view name, ByteSpan functionDef)
{
    FunctionSummary summary;
    summary.name = name;
    WireReader reader(functionDef);
    for (auto field = reader.next(); field && *field; field = reader.next()) {
        if ((*field)->is(kNodeDef, WireType::Bytes))
            ++summary.nodes;
        if (!(*field)->is(kSignature, WireType::Bytes))
            continue;
        pb::OpDef signature;
        if (!protobuf::parse((*field)->bytes, signature))
            continue;
        for (const auto& arg : signature.input_arg())
            summary.inputs.push_back(arg.name());
        for (const auto& arg : signature.output_arg())
            summary.outputs.push_back(arg.name());
    }
    return summary;
}

} // namespace

Result<void> FunctionLibrary::index() const
{
    if (m_indexed)
        return m_damage ? Result<void>(*m_damage) : Result<void>();
    m_indexed = true;
    const auto scan = [&]() -> Result<void> {
        WireReader graph(m_metaGraph.graph);
        while (true) {
            LW_ASSIGN(const auto field, graph.next());
            if (!field)
                return {};
            if (field->is(kNode, WireType::Bytes))
                m_nodes.push_back(field->bytes);
            if (!field->is(kLibrary, WireType::Bytes))
                continue;
            WireReader library(field->bytes);
            while (true) {
                LW_ASSIGN(const auto function, library.next());
                if (!function)
                    break;
                if (!function->is(kFunction, WireType::Bytes))
                    continue;
                const std::string_view name = functionName(function->bytes);
                if (m_functions.emplace(name, function->bytes).second)
                    m_order.push_back(name);
            }
        }
    };
    const auto scanned = scan();
    if (!scanned)
        m_damage = scanned.error().in("graph_def").at(m_file->file().path());
    return scanned;
}

bool FunctionLibrary::contains(std::string_view name) const
{
    const std::lock_guard lock(m_mutex);
    return index().ok() && m_functions.count(name) != 0;
}

Result<RawGraph> FunctionLibrary::function(std::string_view name) const
{
    const std::lock_guard lock(m_mutex);
    LW_TRY(index());
    const auto found = m_functions.find(name);
    if (found == m_functions.end())
        return notFound("the graph has no function " + printable(name)).at(m_file->file().path());
    const auto decoded = m_decoded.find(name);
    if (decoded != m_decoded.end())
        return decoded->second;
    auto graph = importFunction(found->second, m_ops);
    if (!graph)
        return graph.error().in(std::string(name)).at(m_file->file().path());
    auto shared = std::make_shared<const Graph>(std::move(graph).value());
    m_decoded.emplace(found->first, shared);
    return shared;
}

Result<RawGraph> FunctionLibrary::mainGraph() const
{
    const std::lock_guard lock(m_mutex);
    LW_TRY(index());
    if (m_main)
        return m_main;
    auto graph = importNodes(m_nodes, m_ops);
    if (!graph)
        return graph.error().at(m_file->file().path());
    m_main = std::make_shared<const Graph>(std::move(graph).value());
    return m_main;
}

std::vector<FunctionSummary> FunctionLibrary::summaries() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<FunctionSummary> list;
    if (!index())
        return list;
    for (const std::string_view name : m_order)
        list.push_back(summarize(name, m_functions.at(name)));
    return list;
}

Result<Tensor> FunctionLibrary::mainConstant(std::string_view node) const
{
    const std::lock_guard lock(m_mutex);
    LW_TRY(index());
    for (const ByteSpan bytes : m_nodes) {
        if (firstText(bytes, kName) != node)
            continue;
        pb::NodeDef definition;
        LW_TRY(protobuf::parse(bytes, definition));
        for (const auto& attr : definition.attr())
            if (attr.key() == "value" && attr.value().has_tensor())
                return tensorFromProto(attr.value().tensor());
    }
    return notFound("the graph has no constant " + printable(node));
}

} // namespace lw::graph
