// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/interpreter/Interpreter.h"

#include "core/engine/interpreter/Execution.h"

#include <mutex>
#include <new>

namespace lw::engine {

struct Interpreter::State {
    explicit State(InterpreterOptions given)
        : options(std::move(given)), allocator(options.memoryLimit > 0 ? options.memoryLimit : defaultMemoryLimit())
    {
    }
    InterpreterOptions options;
    mutable HeapAllocator allocator;
    std::unique_ptr<const Program> root;
    ProgramMap functions;
    mutable std::mutex timesMutex;
    mutable std::vector<NodeTime> times;

    /// Prepares the named functions and, as a queue, all that they call. A function may call itself; the depth is
    /// limited when it runs.
    Result<void> prepareFunctions(const FunctionMap* available, std::vector<std::string> wanted)
    {
        while (!wanted.empty()) {
            const std::string name = std::move(wanted.back());
            wanted.pop_back();
            if (functions.contains(name))
                continue;
            const auto found = available != nullptr ? available->find(name) : FunctionMap::const_iterator();
            if (available == nullptr || found == available->end() || !found->second)
                return corrupt("function " + printable(name) + " is missing");
            LW_ASSIGN(auto program, prepareProgram(found->second, {}));
            wanted.insert(wanted.end(), program->callees.begin(), program->callees.end());
            functions.emplace(name, std::move(program));
        }
        return {};
    }
};

namespace {

bool fits(const Shape& given, const Shape& wanted)
{
    if (given.size() != wanted.size())
        return false;
    for (std::size_t i = 0; i < given.size(); ++i)
        if (wanted[i] >= 0 && wanted[i] != given[i])
            return false;
    return true;
}

Result<void> checkInput(const graph::Graph& graph, const graph::NamedEdge& input, const Value& value)
{
    const auto& node = graph.nodes[input.edge.node];
    const graph::OutputInfo* info = node.outputs.empty() ? nullptr : &node.outputs.front();
    const DType wanted = node.typeAttr("dtype", info != nullptr ? info->dtype : value.dtype);
    if (value.dtype != wanted)
        return invalid("expected " + std::string(dtypeName(wanted)) + ", got " + std::string(dtypeName(value.dtype)))
            .in(input.name);
    LW_TRY(checkedElements(value.shape));
    const auto* attr =
        node.attrs.contains("shape") ? node.attrs.find("shape")->second.as<graph::PartialShape>() : nullptr;
    const graph::PartialShape* shape = attr != nullptr ? attr : info != nullptr ? &info->shape : nullptr;
    if (shape != nullptr && shape->has_value() && !fits(value.shape, **shape))
        return invalid("expected shape " + shapeText(**shape) + ", got " + shapeText(value.shape)).in(input.name);
    return {};
}

} // namespace

Interpreter::Interpreter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Interpreter::~Interpreter() = default;
Interpreter::Interpreter(Interpreter&&) noexcept = default;
Interpreter& Interpreter::operator=(Interpreter&&) noexcept = default;

Result<Interpreter> Interpreter::create(std::shared_ptr<const graph::Graph> graph, InterpreterOptions options)
{
    try {
        auto state = std::make_unique<State>(std::move(options));
        LW_ASSIGN(auto program, prepareProgram(graph, state->options.fetches));
        LW_TRY(state->prepareFunctions(graph->functions.get(), program->callees));
        state->root = std::move(program);
        return Interpreter(std::move(state));
    } catch (const std::bad_alloc&) {
        return invalid("there is not enough memory for the graph");
    }
}

Result<Interpreter> Interpreter::forFunctions(std::shared_ptr<const FunctionMap> functions,
                                              const std::vector<std::string>& names, InterpreterOptions options)
{
    try {
        auto state = std::make_unique<State>(std::move(options));
        LW_TRY(state->prepareFunctions(functions.get(), names));
        return Interpreter(std::move(state));
    } catch (const std::bad_alloc&) {
        return invalid("there is not enough memory for the graph");
    }
}

Result<std::vector<Value>> Interpreter::run(std::vector<Value> inputs, const Progress& progress) const
{
    if (!m_state->root)
        return invalid("there is no graph to run");
    const auto& graph = *m_state->root->graph;
    if (inputs.size() != graph.inputs.size())
        return invalid("expected " + std::to_string(graph.inputs.size()) + " inputs, got " +
                       std::to_string(inputs.size()));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        LW_TRY(checkInput(graph, graph.inputs[i], inputs[i]));
    try {
        Execution execution(m_state->functions, m_state->allocator, m_state->options, progress);
        std::vector<NodeTime> times;
        auto results =
            execution.execute(*m_state->root, std::move(inputs), m_state->options.profile ? &times : nullptr);
        if (m_state->options.profile) {
            const std::lock_guard lock(m_state->timesMutex);
            m_state->times = std::move(times);
        }
        return results;
    } catch (const std::bad_alloc&) {
        return invalid("there is not enough memory");
    }
}

std::unique_ptr<FunctionRunner> Interpreter::functions(const Progress& progress) const
{
    return std::make_unique<Execution>(m_state->functions, m_state->allocator, m_state->options, progress);
}

Allocator& Interpreter::allocator() const
{
    return m_state->allocator;
}

const std::vector<NodeTime>& Interpreter::times() const
{
    return m_state->times;
}

} // namespace lw::engine
