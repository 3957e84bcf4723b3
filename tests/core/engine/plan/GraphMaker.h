// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Kernel.h"
#include "core/graph/Graph.h"

#include <memory>
#include <random>

namespace lw::engine::test {

/// Builds small graphs in TensorFlow's vocabulary with random weights from a fixed seed.
class GraphMaker {
public:
    explicit GraphMaker(unsigned seed = 7) : m_random(seed) {}

    graph::Edge input(const Shape& shape, DType dtype = DType::Float32);
    graph::Edge constant(const Shape& shape, float low = -1, float high = 1);
    graph::Edge values(const Shape& shape, std::vector<float> values);
    graph::Edge ints(std::vector<std::int32_t> values);
    graph::Edge scalarInt(std::int32_t value);
    graph::Edge scalarFloat(float value);
    graph::Edge op(const std::string& op, std::vector<graph::Edge> inputs, graph::Attrs attrs = {},
                   std::size_t outputs = 1);

    graph::Edge conv(graph::Edge x, std::int64_t kernel, std::int64_t channels, std::int64_t outputs,
                     std::int64_t stride = 1, const std::string& padding = "SAME", std::int64_t groups = 1,
                     std::int64_t dilation = 1);
    graph::Edge depthwise(graph::Edge x, std::int64_t kernel, std::int64_t channels, std::int64_t multiplier,
                          std::int64_t stride = 1, const std::string& padding = "SAME");
    graph::Edge convTranspose(graph::Edge x, const Shape& outputShape, std::int64_t kernel, std::int64_t channels,
                              std::int64_t stride, const std::string& padding = "SAME");
    graph::Edge bias(graph::Edge x, std::int64_t channels) { return op("BiasAdd", {x, constant({channels})}); }
    graph::Edge batchNorm(graph::Edge x, std::int64_t channels);
    graph::Edge relu(graph::Edge x) { return op("Relu", {x}); }
    graph::Edge add(graph::Edge a, graph::Edge b) { return op("AddV2", {a, b}); }
    graph::Edge dense(graph::Edge x, std::int64_t inner, std::int64_t columns)
    {
        return bias(op("MatMul", {x, constant({inner, columns})}), columns);
    }
    graph::Edge maxPool(graph::Edge x, std::int64_t window, std::int64_t stride, const std::string& padding = "VALID",
                        const std::string& kind = "MaxPool");
    graph::Edge pad(graph::Edge x, std::int64_t before, std::int64_t after);
    void output(graph::Edge edge);

    std::shared_ptr<const graph::Graph> take();
    /// Random values for the inputs, in order; whole numbers in [0, 8) for integer inputs.
    std::vector<Value> randomInputs(float low = -1, float high = 1);
    [[nodiscard]] const std::vector<Shape>& inputShapes() const { return m_inputShapes; }

private:
    std::mt19937 m_random;
    graph::Graph m_graph;
    std::vector<Shape> m_inputShapes;
    std::vector<DType> m_inputTypes;

    std::vector<float> random(std::size_t count, float low, float high);
    graph::Edge addConst(Tensor tensor);
};

} // namespace lw::engine::test
