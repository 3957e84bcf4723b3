// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "GraphMaker.h"

#include "core/engine/ops/HeapAllocator.h"

#include <cmath>

namespace lw::engine::test {

using graph::Attrs;
using graph::Edge;
using graph::Node;

static std::size_t countOf(const Shape& shape)
{
    std::size_t count = 1;
    for (const auto dim : shape)
        count *= static_cast<std::size_t>(dim);
    return count;
}

std::vector<float> GraphMaker::random(std::size_t count, float low, float high)
{
    std::uniform_real_distribution<float> distribution(low, high);
    std::vector<float> values(count);
    for (auto& value : values)
        value = distribution(m_random);
    return values;
}

Edge GraphMaker::addConst(Tensor tensor)
{
    Node node;
    node.name = "const_" + std::to_string(m_graph.nodes.size());
    node.op = "Const";
    node.outputs = {{tensor.dtype(), tensor.shape()}};
    node.attrs["dtype"] = tensor.dtype();
    node.attrs["value"] = std::move(tensor);
    return m_graph.add(std::move(node));
}

Edge GraphMaker::input(const Shape& shape, DType dtype)
{
    Node node;
    node.name = "input_" + std::to_string(m_inputShapes.size());
    node.op = "Placeholder";
    node.outputs = {{dtype, shape}};
    node.attrs["dtype"] = dtype;
    const auto edge = m_graph.add(std::move(node));
    m_graph.inputs.push_back({"input_" + std::to_string(m_inputShapes.size()), edge});
    m_inputShapes.push_back(shape);
    m_inputTypes.push_back(dtype);
    return edge;
}

Edge GraphMaker::constant(const Shape& shape, float low, float high)
{
    return addConst(Tensor::fromVector(shape, random(countOf(shape), low, high)));
}

Edge GraphMaker::values(const Shape& shape, std::vector<float> values)
{
    return addConst(Tensor::fromVector(shape, std::move(values)));
}

Edge GraphMaker::ints(std::vector<std::int32_t> values)
{
    const auto count = static_cast<std::int64_t>(values.size());
    return addConst(Tensor::fromVector({count}, std::move(values)));
}

Edge GraphMaker::scalarInt(std::int32_t value)
{
    return addConst(Tensor::fromVector(Shape{}, std::vector<std::int32_t>{value}));
}

Edge GraphMaker::scalarFloat(float value)
{
    return addConst(Tensor::fromVector(Shape{}, std::vector<float>{value}));
}

Edge GraphMaker::op(const std::string& op, std::vector<Edge> inputs, Attrs attrs, std::size_t outputs)
{
    Node node;
    node.name = op + "_" + std::to_string(m_graph.nodes.size());
    node.op = op;
    node.inputs = std::move(inputs);
    node.attrs = std::move(attrs);
    node.attrs.emplace("T", DType::Float32);
    node.outputs.resize(outputs);
    return m_graph.add(std::move(node));
}

Edge GraphMaker::conv(Edge x, std::int64_t kernel, std::int64_t channels, std::int64_t outputs, std::int64_t stride,
                      const std::string& padding, std::int64_t groups, std::int64_t dilation)
{
    const float range = 1.0F / static_cast<float>(kernel * kernel * channels / groups);
    const auto bound = std::sqrt(3.0F * range);
    return op("Conv2D", {x, constant({kernel, kernel, channels / groups, outputs}, -bound, bound)},
              {{"strides", std::vector<std::int64_t>{1, stride, stride, 1}},
               {"dilations", std::vector<std::int64_t>{1, dilation, dilation, 1}},
               {"padding", padding},
               {"data_format", "NHWC"}});
}

Edge GraphMaker::depthwise(Edge x, std::int64_t kernel, std::int64_t channels, std::int64_t multiplier,
                           std::int64_t stride, const std::string& padding)
{
    return op("DepthwiseConv2dNative", {x, constant({kernel, kernel, channels, multiplier}, -0.5F, 0.5F)},
              {{"strides", std::vector<std::int64_t>{1, stride, stride, 1}},
               {"dilations", std::vector<std::int64_t>{1, 1, 1, 1}},
               {"padding", padding},
               {"data_format", "NHWC"}});
}

Edge GraphMaker::convTranspose(Edge x, const Shape& outputShape, std::int64_t kernel, std::int64_t channels,
                               std::int64_t stride, const std::string& padding)
{
    std::vector<std::int32_t> sizes(outputShape.begin(), outputShape.end());
    return op("Conv2DBackpropInput",
              {ints(sizes), constant({kernel, kernel, outputShape.back(), channels}, -0.3F, 0.3F), x},
              {{"strides", std::vector<std::int64_t>{1, stride, stride, 1}},
               {"dilations", std::vector<std::int64_t>{1, 1, 1, 1}},
               {"padding", padding},
               {"data_format", "NHWC"}});
}

Edge GraphMaker::batchNorm(Edge x, std::int64_t channels)
{
    return op("FusedBatchNormV3",
              {x, constant({channels}, 0.5F, 1.5F), constant({channels}), constant({channels}, -0.5F, 0.5F),
               constant({channels}, 0.5F, 1.5F)},
              {{"is_training", false}, {"epsilon", 1e-3}, {"data_format", "NHWC"}}, 6);
}

Edge GraphMaker::maxPool(Edge x, std::int64_t window, std::int64_t stride, const std::string& padding,
                         const std::string& kind)
{
    return op(kind, {x},
              {{"ksize", std::vector<std::int64_t>{1, window, window, 1}},
               {"strides", std::vector<std::int64_t>{1, stride, stride, 1}},
               {"padding", padding},
               {"data_format", "NHWC"}});
}

Edge GraphMaker::pad(Edge x, std::int64_t before, std::int64_t after)
{
    const auto b = static_cast<std::int32_t>(before), a = static_cast<std::int32_t>(after);
    const std::vector<std::int32_t> amounts = {0, 0, b, a, b, a, 0, 0};
    return op("Pad", {x, addConst(Tensor::fromVector({4, 2}, amounts))});
}

void GraphMaker::output(Edge edge)
{
    m_graph.outputs.push_back({"output_" + std::to_string(m_graph.outputs.size()), edge});
}

std::shared_ptr<const graph::Graph> GraphMaker::take()
{
    return std::make_shared<const graph::Graph>(m_graph);
}

std::vector<Value> GraphMaker::randomInputs(float low, float high)
{
    HeapAllocator allocator;
    std::vector<Value> inputs;
    for (std::size_t i = 0; i < m_inputShapes.size(); ++i) {
        auto value = allocator.allocate(0, m_inputTypes[i], m_inputShapes[i]).value();
        const auto count = value.elements();
        if (m_inputTypes[i] == DType::Int32)
            for (auto& each : value.writable<std::int32_t>())
                each = static_cast<std::int32_t>(m_random() % 8);
        else if (m_inputTypes[i] == DType::Float32) {
            const auto numbers = random(count, low, high);
            std::copy(numbers.begin(), numbers.end(), value.writable<float>().begin());
        }
        inputs.push_back(std::move(value));
    }
    return inputs;
}

} // namespace lw::engine::test
