// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerOutputs.h"

#include "core/graph/lower/ModelLowering.h"

namespace lw::graph {

std::optional<std::vector<TensorSpec>> layerOutputs(const Model& model, const Layer& layer, const std::string& path,
                                                    const std::vector<TensorSpec>& inputs, const CustomObjects* objects)
{
    const auto graph = ModelLowering(model, {false, false, objects}).runLayer(layer, path, 0, inputs);
    if (!graph)
        return std::nullopt;
    std::vector<TensorSpec> outputs;
    for (const NamedEdge& output : graph->outputs) {
        const OutputInfo& info = graph->nodes[output.edge.node].outputs[output.edge.output];
        if (!info.shape)
            return std::nullopt;
        outputs.push_back({output.name, info.dtype, info.shape});
    }
    return outputs;
}

} // namespace lw::graph
