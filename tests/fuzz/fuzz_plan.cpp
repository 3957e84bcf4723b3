// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Planning what an architecture computes: shapes fixed, constants folded, memory laid out.
#include "core/engine/plan/Plan.h"
#include "core/graph/BuildGraph.h"
#include "core/keras/Architecture.h"
#include "tests/fuzz/FuzzSupport.h"

namespace lw {

namespace {

constexpr std::uint64_t kSmallTensor = 1 << 20;
constexpr std::size_t kSmallGraph = 2000;

/// The shapes of the inputs with 1 for what is not known; none when an input is large.
std::optional<std::vector<Shape>> smallInputs(const graph::Graph& graph)
{
    std::vector<Shape> shapes;
    for (const graph::NamedEdge& input : graph.inputs) {
        fuzz::require(input.edge.node < graph.nodes.size(), "inputs of graphs are nodes");
        const auto& outputs = graph.nodes[input.edge.node].outputs;
        Shape shape = outputs.empty() || !outputs[0].shape ? Shape{1, 4} : *outputs[0].shape;
        for (std::int64_t& dim : shape)
            dim = dim < 0 ? 1 : dim;
        const auto elements = elementCount(shape);
        if (!elements || *elements > kSmallTensor)
            return std::nullopt;
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

void plan(const Model& model)
{
    Diagnostics diagnostics;
    auto built = graph::buildGraph(model, {}, diagnostics);
    if (!built.ok() || built->nodes.size() > kSmallGraph)
        return;
    const auto graph = std::make_shared<const graph::Graph>(std::move(built).value());
    const auto shapes = smallInputs(*graph);
    if (!shapes)
        return;
    std::vector<graph::Edge> outputs;
    for (const graph::NamedEdge& output : graph->outputs)
        outputs.push_back(output.edge);
    (void)engine::Plan::create(graph, *shapes, outputs, 1);
}

} // namespace

} // namespace lw

LW_FUZZ_TARGET
{
    auto json = lw::Json::parse(input);
    lw::Model model;
    if (!json.ok() || !lw::keras::readArchitecture(std::move(json).value(), model).ok())
        return;
    lw::fuzz::addZeros(model);
    lw::plan(model);
}
