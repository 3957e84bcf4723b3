// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/HeapAllocator.h"
#include "core/engine/plan/Flops.h"
#include "core/engine/plan/PlanIr.h"
#include "core/graph/Origin.h"

#include <algorithm>
#include <array>
#include <set>

namespace lw::engine::plan {

using graph::Edge;
using graph::Graph;
using graph::Node;

/// Ops whose result is not a function of their inputs alone, or that run functions.
static bool needsInterpreter(const Node& node)
{
    static constexpr std::array kNames = {
        "While",       "StatelessWhile", "If",      "StatelessIf", "Case", "PartitionedCall", "StatefulPartitionedCall",
        "Multinomial", "Print",          "PrintV2", "PyFunc"};
    const std::string_view op = node.op;
    if (std::find(kNames.begin(), kNames.end(), op) != kNames.end())
        return true;
    return op.starts_with("Random") || op.starts_with("Stateful") || op.starts_with("TruncatedNormal") ||
           op.find("Random") != std::string_view::npos;
}

static bool plainType(DType dtype)
{
    return dtypeSize(dtype) != 0;
}

namespace {

class Importer {
public:
    Importer(std::shared_ptr<const Graph> graph, const std::vector<Edge>& outputs)
        : m_graph(std::move(graph)), m_wanted(outputs)
    {
        m_ir.graph = m_graph;
        m_edges.resize(m_graph->nodes.size());
        for (std::size_t i = 0; i < m_edges.size(); ++i)
            m_edges[i].assign(m_graph->nodes[i].outputs.size(), -1);
    }

    Result<PlanIr> run()
    {
        LW_ASSIGN(const auto order, graph::topologicalOrder(*m_graph));
        for (const auto& edge : m_wanted)
            if (edge.node >= m_edges.size() || edge.output >= m_edges[edge.node].size())
                return invalid("the graph has no such output");
        markNeeded(order);
        for (const auto& input : m_graph->inputs) {
            LW_ASSIGN(const int value, newValue(input.edge));
            m_ir.inputs.push_back(value);
        }
        for (const auto index : order)
            if (m_needed[index])
                LW_TRY(importNode(index));
        for (const auto& edge : m_wanted) {
            LW_ASSIGN(const int value, valueOf(edge));
            m_ir.outputs.push_back(value);
        }
        return std::move(m_ir);
    }

private:
    std::shared_ptr<const Graph> m_graph;
    std::vector<Edge> m_wanted;
    std::vector<std::vector<int>> m_edges; ///< node, output -> value
    std::vector<bool> m_needed;
    std::set<std::pair<std::uint32_t, std::uint32_t>> m_read;
    PlanIr m_ir;
    HeapAllocator m_allocator;

    void markNeeded(const std::vector<std::uint32_t>& order)
    {
        m_needed.assign(m_graph->nodes.size(), false);
        const auto need = [&](Edge edge) {
            m_needed[edge.node] = true;
            m_read.insert({edge.node, edge.output});
        };
        for (const auto& edge : m_wanted)
            need(edge);
        for (auto index = order.rbegin(); index != order.rend(); ++index)
            if (m_needed[*index])
                for (const auto& edge : m_graph->nodes[*index].inputs)
                    need(edge);
    }

    Result<int> newValue(Edge edge)
    {
        const auto& node = m_graph->nodes[edge.node];
        const auto& info = node.outputs[edge.output];
        if (!plainType(info.dtype))
            return unsupported("values of type " + std::string(dtypeName(info.dtype)) + " cannot be planned")
                .in(node.name);
        if (!info.shape || !isFullyKnown(*info.shape))
            return unsupported("its shape is only known in a run").in(node.name);
        if (std::find(info.shape->begin(), info.shape->end(), 0) != info.shape->end())
            return unsupported("empty arrays cannot be planned").in(node.name);
        PlanValue value;
        value.dtype = info.dtype;
        value.shape = *info.shape;
        m_ir.values.push_back(std::move(value));
        const int index = static_cast<int>(m_ir.values.size()) - 1;
        m_edges[edge.node][edge.output] = index;
        return index;
    }

    Result<int> valueOf(Edge edge) const
    {
        const auto& outputs = m_edges[edge.node];
        if (edge.output >= outputs.size() || outputs[edge.output] < 0)
            return corrupt("an input is not there").in(m_graph->nodes[edge.node].name);
        return outputs[edge.output];
    }

    Result<int> newConstant(Edge edge, Value constant)
    {
        if (!plainType(constant.dtype))
            return unsupported("constants of this type cannot be planned").in(m_graph->nodes[edge.node].name);
        PlanValue value;
        value.dtype = constant.dtype;
        value.shape = constant.shape;
        value.constant = std::move(constant);
        m_ir.values.push_back(std::move(value));
        const int index = static_cast<int>(m_ir.values.size()) - 1;
        m_edges[edge.node][edge.output] = index;
        return index;
    }

    Result<void> importNode(std::uint32_t index)
    {
        const auto& node = m_graph->nodes[index];
        if (node.op == "Placeholder") {
            if (m_edges[index].empty() || m_edges[index][0] < 0)
                return unsupported("a placeholder that is no input").in(node.name);
            return {};
        }
        if (node.op == "Const") {
            const auto* tensor = node.tensorAttr("value");
            if (!tensor || m_edges[index].empty())
                return corrupt("a constant without value").in(node.name);
            if (!plainType(tensor->dtype()))
                return unsupported("constants of this type cannot be planned").in(node.name);
            LW_ASSIGN(auto value, valueFromTensor(*tensor));
            LW_TRY(newConstant({index, 0}, std::move(value)));
            return {};
        }
        if (needsInterpreter(node))
            return unsupported(node.op + " cannot be planned").in(node.name);

        PlanOp op;
        op.op = node.op;
        op.node = &node;
        bool constant = true;
        for (const auto& edge : node.inputs) {
            LW_ASSIGN(const int value, valueOf(edge));
            op.inputs.push_back(value);
            constant &= m_ir.values[static_cast<std::size_t>(value)].constant.has_value();
        }
        if (importShapeOf(index, op))
            return {};
        if (constant) {
            LW_ASSIGN(const bool folded, fold(index, op));
            if (folded)
                return {};
        }
        for (std::uint32_t i = 0; i < node.outputs.size(); ++i) {
            int value = -1;
            if (m_read.contains({index, i})) {
                LW_ASSIGN(value, newValue({index, i}));
            }
            op.outputs.push_back(value);
        }
        op.flops = flopsOf(*m_graph, node);
        m_ir.ops.push_back(std::move(op));
        return {};
    }

    /// Shape and Size of values whose shapes are known are constants, whatever the values.
    bool importShapeOf(std::uint32_t index, const PlanOp& op)
    {
        if ((op.op != "Shape" && op.op != "ShapeN" && op.op != "Size" && op.op != "Rank"))
            return false;
        for (std::uint32_t i = 0; i < op.inputs.size() && i < op.node->outputs.size(); ++i) {
            const auto shape = m_ir.values[static_cast<std::size_t>(op.inputs[i])].shape;
            Shape elements = shape, outer = {static_cast<std::int64_t>(shape.size())};
            if (op.op == "Size" || op.op == "Rank") {
                std::int64_t count = 1;
                for (const auto dim : shape)
                    count *= dim;
                elements = {op.op == "Size" ? count : static_cast<std::int64_t>(shape.size())};
                outer = {};
            }
            const auto dtype = op.node->outputs[i].dtype;
            auto value = m_allocator.allocate(i, dtype, outer);
            if (!value)
                return false;
            for (std::size_t k = 0; k < elements.size(); ++k) {
                if (dtype == DType::Int64)
                    value->writable<std::int64_t>()[k] = elements[k];
                else
                    value->writable<std::int32_t>()[k] = static_cast<std::int32_t>(elements[k]);
            }
            if (!newConstant({index, i}, std::move(value).value()))
                return false;
        }
        return true;
    }

    /// False when the result is better computed in the run: it is large and made of small parts (Fill, Range, Tile).
    Result<bool> fold(std::uint32_t index, const PlanOp& op)
    {
        constexpr std::size_t kLargest = std::size_t(1) << 28;
        const auto kernel = findKernel(op.op);
        if (!kernel)
            return false;
        for (const auto& output : op.node->outputs)
            if (output.shape && isFullyKnown(*output.shape)) {
                const auto count = elementCount(*output.shape);
                if (!count || *count > kLargest)
                    return false;
            }
        std::vector<Value> inputs, outputs(op.node->outputs.size());
        for (const auto input : op.inputs)
            inputs.push_back(*m_ir.values[static_cast<std::size_t>(input)].constant);
        const Progress silent;
        KernelContext context{
            .node = *op.node, .inputs = inputs, .outputs = outputs, .allocator = m_allocator, .progress = silent};
        if (const auto done = kernel(context); !done)
            return graph::errorAt(*op.node, done.error());
        for (std::uint32_t i = 0; i < outputs.size() && i < op.node->outputs.size(); ++i)
            if (m_read.contains({index, i}))
                LW_TRY(newConstant({index, i}, std::move(outputs[i])));
        return true;
    }
};

} // namespace

Result<PlanIr> importGraph(std::shared_ptr<const Graph> graph, const std::vector<Edge>& outputs)
{
    return Importer(std::move(graph), outputs).run();
}

} // namespace lw::engine::plan
