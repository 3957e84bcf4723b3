// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ModelRunner.h"

#include "core/engine/InputMatching.h"
#include "core/engine/fast/Parallel.h"
#include "core/engine/interpreter/Interpreter.h"
#include "core/engine/plan/Flops.h"
#include "core/engine/plan/Plan.h"
#include "core/graph/shapes/ShapeInference.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace lw::engine {

using graph::Edge;
using graph::Graph;

static double now()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

namespace {
struct Prepared {
    std::vector<Shape> shapes;
    std::optional<Plan> plan; ///< none: the interpreter runs these shapes
    double flops = 0;
};
} // namespace

/// Packed weights of every plan take memory, so only a few shapes are kept.
static constexpr std::size_t kMostPlans = 4;

struct ModelRunner::State {
    RunnerOptions options;
    std::shared_ptr<const Graph> graph;
    std::vector<TensorSpec> inputs, outputs;
    std::vector<std::string> names; ///< of outputs, then of taps
    std::vector<Edge> edges;
    std::vector<Prepared> prepared; ///< most recently used last
    std::optional<Interpreter> interpreter;
    double flops = 0;

    Result<void> collectOutputs();
    Result<Prepared*> prepare(const std::vector<Value>& inputs);
    Result<void> needInterpreter();
    Result<RunResult> runPlan(Prepared& prepared, const std::vector<Value>& inputs, const Progress& progress);
    Result<RunResult> interpret(std::vector<Value> inputs, const Progress& progress);
};

static TensorSpec specOf(const Graph& graph, const graph::NamedEdge& named)
{
    TensorSpec spec;
    spec.name = named.name;
    const auto& outputs = graph.nodes[named.edge.node].outputs;
    if (named.edge.output < outputs.size()) {
        spec.dtype = outputs[named.edge.output].dtype;
        spec.shape = outputs[named.edge.output].shape;
    }
    return spec;
}

static const graph::NamedEdge* findNamed(const std::vector<graph::NamedEdge>& edges, const std::string& name)
{
    for (const auto& edge : edges)
        if (edge.name == name)
            return &edge;
    return nullptr;
}

Result<void> ModelRunner::State::collectOutputs()
{
    for (const auto* list : {&graph->inputs, &graph->outputs, &graph->taps})
        for (const auto& named : *list)
            if (named.edge.node >= graph->nodes.size())
                return corrupt("the graph names a value that is not there").in(named.name);
    for (const auto& input : graph->inputs)
        inputs.push_back(specOf(*graph, input));
    for (const auto& output : graph->outputs) {
        outputs.push_back(specOf(*graph, output));
        names.push_back(output.name);
        edges.push_back(output.edge);
    }
    for (const auto& layer : options.build.layers) {
        if (findNamed(graph->outputs, layer))
            continue;
        const auto* tap = findNamed(graph->taps, layer);
        if (!tap)
            return notFound("there is no layer \"" + printable(layer) + "\" whose output could be shown");
        names.push_back(tap->name);
        edges.push_back(tap->edge);
    }
    return {};
}

Result<void> ModelRunner::State::needInterpreter()
{
    if (interpreter)
        return {};
    InterpreterOptions interpreterOptions;
    interpreterOptions.profile = options.profile;
    interpreterOptions.fetches.assign(edges.begin() + static_cast<std::ptrdiff_t>(outputs.size()), edges.end());
    LW_ASSIGN(auto made, Interpreter::create(graph, interpreterOptions));
    interpreter.emplace(std::move(made));
    return {};
}

static double flopsOfGraph(const Graph& graph, std::span<const Shape> shapes)
{
    Graph copy = graph;
    if (!graph::inferShapes(copy, shapes))
        return 0;
    double flops = 0;
    for (const auto& node : copy.nodes)
        flops += flopsOf(copy, node);
    return flops;
}

Result<Prepared*> ModelRunner::State::prepare(const std::vector<Value>& inputs)
{
    const auto same = [&](const Prepared& candidate) {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            if (candidate.shapes[i] != inputs[i].shape)
                return false;
        return true;
    };
    const auto found = std::find_if(prepared.begin(), prepared.end(), same);
    if (found != prepared.end()) {
        std::rotate(found, found + 1, prepared.end());
        return &prepared.back();
    }
    Prepared fresh;
    for (const auto& input : inputs)
        fresh.shapes.push_back(input.shape);
    if (!options.reference) {
        auto plan = Plan::create(graph, fresh.shapes, edges, options.threads);
        if (plan)
            fresh.plan.emplace(std::move(plan).value());
        else if (plan.error().kind != ErrorKind::Unsupported)
            return plan.error();
    }
    fresh.flops = fresh.plan ? fresh.plan->flops() : flopsOfGraph(*graph, fresh.shapes);
    if (!fresh.plan)
        LW_TRY(needInterpreter());
    if (prepared.size() == kMostPlans)
        prepared.erase(prepared.begin());
    prepared.push_back(std::move(fresh));
    return &prepared.back();
}

/// The plan's memory is used again by the next run, so outputs are copied out of it.
static Tensor detached(const Value& value)
{
    const auto size = value.byteSize();
    std::shared_ptr<std::byte[]> owner(new (std::nothrow) std::byte[std::max<std::size_t>(size, 1)]);
    if (!owner)
        return {};
    std::memcpy(owner.get(), value.data, size);
    const ByteSpan span(owner.get(), size);
    return Tensor::fromBytes(value.dtype, value.shape, {span, std::move(owner)});
}

Result<RunResult> ModelRunner::State::runPlan(Prepared& ready, const std::vector<Value>& inputs,
                                              const Progress& progress)
{
    auto& plan = *ready.plan;
    LW_TRY(plan.run(inputs, progress, options.profile));
    RunResult result;
    result.outputs.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto tensor = detached(plan.output(i));
        if (tensor.isNull())
            return invalid("not enough memory for output \"" + printable(names[i]) + "\"");
        result.outputs.emplace_back(names[i], std::move(tensor));
    }
    if (options.profile)
        for (const auto& time : plan.times())
            result.profile.push_back({time.name, time.op, time.layer, time.milliseconds, time.flops});
    return result;
}

Result<RunResult> ModelRunner::State::interpret(std::vector<Value> inputs, const Progress& progress)
{
    LW_ASSIGN(const auto values, interpreter->run(std::move(inputs), progress));
    RunResult result;
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i)
        result.outputs.emplace_back(names[i], tensorFromValue(values[i]));
    if (options.profile)
        for (const auto& time : interpreter->times()) {
            const auto& node = graph->nodes[time.node];
            result.profile.push_back({node.name, node.op, node.layer, time.milliseconds, flopsOf(*graph, node)});
        }
    return result;
}

ModelRunner::ModelRunner(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ModelRunner::~ModelRunner() = default;
ModelRunner::ModelRunner(ModelRunner&&) noexcept = default;
ModelRunner& ModelRunner::operator=(ModelRunner&&) noexcept = default;

Result<ModelRunner> ModelRunner::create(const Model& model, const RunnerOptions& options)
{
    Diagnostics diagnostics;
    LW_ASSIGN(auto graph, graph::buildGraph(model, options.build, diagnostics));
    return create(std::make_shared<const Graph>(std::move(graph)), options);
}

Result<ModelRunner> ModelRunner::create(std::shared_ptr<const Graph> graph, const RunnerOptions& options)
{
    auto state = std::make_unique<State>();
    state->options = options;
    state->graph = std::move(graph);
    LW_TRY(state->collectOutputs());
    if (options.reference)
        LW_TRY(state->needInterpreter());
    return ModelRunner(std::move(state));
}

const std::vector<TensorSpec>& ModelRunner::inputs() const
{
    return m_state->inputs;
}

const std::vector<TensorSpec>& ModelRunner::outputs() const
{
    return m_state->outputs;
}

Result<RunResult> ModelRunner::run(const NamedTensors& inputs, const Progress& progress)
{
    LW_ASSIGN(auto values, matchInputs(m_state->inputs, inputs));
    fast::setThreads(m_state->options.threads);
    LW_ASSIGN(auto* const ready, m_state->prepare(values));
    m_state->flops = ready->flops;
    const double start = now();
    auto result =
        ready->plan ? m_state->runPlan(*ready, values, progress) : m_state->interpret(std::move(values), progress);
    if (result)
        result->milliseconds = now() - start;
    return result;
}

double ModelRunner::flops() const
{
    return m_state->flops;
}

} // namespace lw::engine
