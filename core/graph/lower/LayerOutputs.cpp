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

keras::UnknownShapes customShapes(const Model& model, const CustomObjects* objects)
{
    return [&model, objects](const Layer& layer, const std::string& path,
                             const keras::TensorInfos& inputs) -> keras::TensorInfos {
        const Layer* own = findLayer(model, path);
        if (own == nullptr || own->nodes.empty() || own->nodes.front().inputs.size() != inputs.size())
            return {};
        Layer asked = *own; // with the calls that it has in this model
        asked.config = layer.config;
        std::vector<TensorSpec> specs;
        for (const keras::TensorInfo& input : inputs)
            specs.push_back({"input_" + std::to_string(specs.size()), input.dtype, input.shape});
        keras::TensorInfos infos;
        if (const auto outputs = layerOutputs(model, asked, path, specs, objects))
            for (const TensorSpec& output : *outputs)
                infos.push_back({output.shape, output.dtype});
        return infos;
    };
}

} // namespace lw::graph
