// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"

#include "core/engine/interpreter/Interpreter.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lw::engine::test {

static std::vector<graph::Edge> outputEdges(const graph::Graph& graph)
{
    std::vector<graph::Edge> edges;
    for (const auto& output : graph.outputs)
        edges.push_back(output.edge);
    return edges;
}

static std::string compare(const Value& planned, const Value& plain, double tolerance)
{
    if (planned.dtype != plain.dtype || planned.shape != plain.shape)
        return "shapes " + shapeText(planned.shape) + " and " + shapeText(plain.shape);
    if (planned.dtype != DType::Float32)
        return std::memcmp(planned.data, plain.data, plain.byteSize()) == 0 ? "" : "values differ";
    double most = 1e-3;
    for (const auto each : plain.as<float>())
        most = std::max(most, std::abs(static_cast<double>(each)));
    for (std::size_t i = 0; i < plain.elements(); ++i) {
        const double a = planned.as<float>()[i], b = plain.as<float>()[i];
        if (!(std::abs(a - b) <= tolerance * most) && !(std::isnan(a) && std::isnan(b)))
            return "element " + std::to_string(i) + ": " + std::to_string(a) + " instead of " + std::to_string(b);
    }
    return {};
}

std::string difference(GraphMaker& maker, double tolerance, float low, float high)
{
    const auto graph = maker.take();
    auto plan = Plan::create(graph, maker.inputShapes(), outputEdges(*graph), 2);
    if (!plan)
        return plan.error().toString();
    auto interpreter = Interpreter::create(graph);
    if (!interpreter)
        return interpreter.error().toString();
    const Progress progress;
    for (int round = 0; round < 2; ++round) { // the second run finds what the first one left in the arena
        const auto inputs = maker.randomInputs(low, high);
        if (const auto done = plan->run(inputs, progress); !done)
            return done.error().toString();
        const auto plain = interpreter->run(inputs, progress);
        if (!plain)
            return plain.error().toString();
        for (std::size_t i = 0; i < plain->size(); ++i)
            if (const auto text = compare(plan->output(i), (*plain)[i], tolerance); !text.empty())
                return "output " + std::to_string(i) + ": " + text + "\n" + plan->describe();
    }
    return {};
}

std::string described(GraphMaker& maker)
{
    const auto graph = maker.take();
    const auto plan = Plan::create(graph, maker.inputShapes(), outputEdges(*graph), 2);
    return plan ? plan->describe() : plan.error().toString();
}

} // namespace lw::engine::test
