// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/ArchitectureReader.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"

#include <algorithm>

namespace lw::keras {

void ArchitectureReader::checkInputs(Container& container, const std::string& path)
{
    const GraphIndex index(container.layers);
    for (Layer& layer : container.layers) {
        for (LayerNode& node : layer.nodes) {
            std::erase_if(node.inputs, [&](InboundTensor& input) {
                const auto source = index.layer(input.layer);
                if (source && index.call(input))
                    return false;
                // tf.keras 1 counted a nested model's own definition as its first call.
                if (source && container.layers[*source].nested && input.node > 0 &&
                    input.node == container.layers[*source].nodes.size()) {
                    --input.node;
                    return false;
                }
                m_diagnostics.add({Severity::Error,
                                   "An input refers to a tensor that is not there: " + printable(input.layer, 80),
                                   path + layer.name,
                                   1,
                                   "dangling-input",
                                   {printable(input.layer, 80)}});
                return true;
            });
        }
    }
}

void ArchitectureReader::dropCycles(Container& container, const std::string& path)
{
    const GraphIndex index(container.layers);
    const auto order = index.order();
    if (order.size() == index.callCount())
        return;
    std::vector<bool> reached(index.callCount(), false);
    for (const std::size_t call : order)
        reached[call] = true;
    // What remains lies in cycles or behind them: cutting inputs from calls that were not reached opens all of them.
    for (std::size_t i = 0; i < container.layers.size(); ++i) {
        Layer& layer = container.layers[i];
        for (std::size_t n = 0; n < layer.nodes.size(); ++n) {
            if (reached[index.call(i, n)])
                continue;
            const auto dropped = std::erase_if(layer.nodes[n].inputs, [&](const InboundTensor& input) {
                const auto source = index.call(input);
                return source && !reached[*source];
            });
            if (dropped > 0)
                m_diagnostics.add(
                    {Severity::Error, "The layer takes its own output as input", path + layer.name, 1, "cycle", {}});
        }
    }
}

std::vector<InboundTensor> ArchitectureReader::border(const Json& references, const Container& container)
{
    const GraphIndex index(container.layers);
    std::vector<InboundTensor> tensors;
    visitTensorReferences(references, [&](const TensorReference& reference) {
        if (reference.node < 0 || reference.tensor < 0 || reference.tensor > 4096)
            return;
        InboundTensor tensor{std::string(reference.layer), static_cast<std::size_t>(reference.node),
                             static_cast<std::size_t>(reference.tensor)};
        const auto source = index.layer(tensor.layer);
        if (source && !index.call(tensor) && tensor.node > 0 && tensor.node == container.layers[*source].nodes.size())
            --tensor.node;
        if (index.call(tensor))
            tensors.push_back(std::move(tensor));
        else
            m_diagnostics.add(
                {Severity::Error,
                 "An input or output of the model refers to a tensor that is not there: " + printable(tensor.layer, 80),
                 {},
                 1,
                 "dangling-input",
                 {printable(tensor.layer, 80)}});
    });
    return tensors;
}

} // namespace lw::keras
