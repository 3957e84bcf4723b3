// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is done with a model that opened: no target may stop at "it parsed", since the trouble often lies in the use.
#include "core/graph/BuildGraph.h"
#include "core/graph/TracedProgram.h"
#include "core/keras/Architecture.h"
#include "core/keras/SummaryTable.h"
#include "core/layout/LayeredLayout.h"
#include "core/layout/Outline.h"
#include "core/layout/VisibleGraph.h"
#include "tests/fuzz/FuzzSupport.h"

#include <set>

namespace lw::fuzz {

namespace {

constexpr std::uint64_t kSmallTensor = 1 << 20, kAllZeros = 1 << 22;
constexpr std::size_t kSmallGraph = 2000, kFewFunctions = 50;

void draw(const layout::Outline& outline)
{
    if (outline.nodes.size() > kSmallGraph)
        return;
    const auto visible = layout::visibleGraph(outline, std::vector<bool>(outline.groups.size(), false));
    const auto input =
        layout::layoutInput(visible, std::vector<layout::Size>(visible.cards.size(), {120, 40}),
                            std::vector<layout::Size>(visible.edges.size(), {60, 12}),
                            std::vector<double>(visible.frames.size(), 80), layout::Direction::TopToBottom);
    require(layout::layoutLayered(input).ok(), "every outline can be laid out");
}

void useGraph(const Result<graph::Graph>& graph)
{
    if (!graph.ok() || graph->nodes.size() > kSmallGraph)
        return;
    draw(layout::outlineOfGraph(*graph));
    (void)graph::dump(*graph);
    (void)graph::topologicalOrder(*graph);
}

} // namespace

void use(const Tensor& tensor)
{
    if (tensor.isNull() || !elementCount(tensor.shape()).ok()) {
        require(tensor.isNull(), "shapes of tensors are checked");
        return;
    }
    if (tensor.elements() > kSmallTensor)
        return;
    if (tensor.dtype() == DType::String) {
        const auto texts = tensor.strings();
        require(!texts.ok() || texts->size() == tensor.elements(), "a tensor has as many strings as its shape says");
    } else {
        const auto bytes = tensor.bytes();
        require(!bytes.ok() || bytes->size() == tensor.byteSize(), "a tensor has as many bytes as its shape says");
        (void)tensor.toDoubles();
    }
}

void use(const Model& model)
{
    std::set<std::string> paths;
    for (const Variable& variable : model.variables) {
        require(paths.insert(variable.path).second, "paths of variables are unique");
        use(variable.tensor);
        (void)findVariable(model, variable.key);
    }
    if (model.training)
        for (const Variable& variable : model.training->slotVariables)
            use(variable.tensor);
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        require(findLayer(model, path) != nullptr, "layers are found by their paths");
        (void)keras::outputShapeText(layer);
    });
    (void)keras::summaryText(model, true);
    (void)keras::expectedVariables(model);
    for (const Diagnostic& diagnostic : model.diagnostics.entries())
        (void)printable(diagnostic.message);
    draw(layout::outlineOfModel(model));
}

void lower(const Model& model)
{
    for (const bool training : {false, true}) {
        Diagnostics diagnostics;
        graph::BuildOptions options;
        options.training = training;
        useGraph(graph::buildGraph(model, options, diagnostics));
    }
    const graph::TracedProgram* program = graph::tracedProgram(model);
    if (!program)
        return;
    for (const Signature& signature : model.signatures)
        useGraph(program->signature(signature.name));
    useGraph(program->mainGraph());
    std::size_t left = kFewFunctions;
    for (const graph::FunctionSummary& function : program->functions()) {
        if (left-- == 0)
            break;
        useGraph(program->function(function.name));
    }
}

void addZeros(Model& model)
{
    std::uint64_t left = kAllZeros;
    for (const keras::ExpectedVariable& expected : keras::expectedVariables(model)) {
        const auto elements = elementCount(expected.shape);
        if (!elements || dtypeSize(expected.dtype) == 0 || *elements > left / dtypeSize(expected.dtype))
            continue;
        const std::size_t size = *elements * dtypeSize(expected.dtype);
        left -= size;
        auto zeros = std::make_shared<const std::vector<std::byte>>(size);
        Variable variable;
        variable.path = expected.path;
        variable.layer = expected.layer;
        variable.role = expected.role;
        variable.tensor = Tensor::fromBytes(expected.dtype, expected.shape, {ByteSpan(*zeros), zeros});
        model.variables.push_back(std::move(variable));
    }
}

} // namespace lw::fuzz
