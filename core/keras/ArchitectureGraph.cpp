// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/ArchitectureReader.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"

#include <algorithm>
#include <unordered_map>

namespace lw::keras {

void ArchitectureReader::shiftNestedCalls(Container& container, const GraphIndex& index,
                                          std::vector<InboundTensor>& inputs, std::vector<InboundTensor>& outputs)
{
    // Keras 2 counts a nested model's own definition as its call 0, but lists only the calls from outside. The last of
    // them is always referred to, so an index past the list shows it. Keras 3 does so only in the border of the outer
    // model (models/functional.py get_config, serialize_node).
    if (m_generation == 3) {
        for (std::vector<InboundTensor>* tensors : {&inputs, &outputs})
            for (InboundTensor& tensor : *tensors)
                if (const auto source = index.layer(tensor.layer);
                    source && tensor.node > 0 && container.layers[*source].nested == ModelKind::Functional)
                    --tensor.node;
        return;
    }
    std::unordered_map<std::size_t, std::vector<InboundTensor*>> references;
    const auto note = [&](std::vector<InboundTensor>& tensors) {
        for (InboundTensor& tensor : tensors)
            if (const auto source = index.layer(tensor.layer); source && container.layers[*source].nested)
                references[*source].push_back(&tensor);
    };
    note(inputs);
    note(outputs);
    for (Layer& layer : container.layers)
        for (LayerNode& node : layer.nodes)
            note(node.inputs);
    for (const auto& [layer, tensors] : references) {
        const auto [low, high] = std::minmax_element(tensors.begin(), tensors.end(),
                                                     [](const auto* a, const auto* b) { return a->node < b->node; });
        if ((*low)->node >= 1 && (*high)->node == container.layers[layer].nodes.size())
            for (InboundTensor* tensor : tensors)
                --tensor->node;
    }
}

void ArchitectureReader::checkInputs(Container& container, const GraphIndex& index, const std::string& path)
{
    for (Layer& layer : container.layers) {
        for (LayerNode& node : layer.nodes) {
            std::erase_if(node.inputs, [&](InboundTensor& input) {
                if (index.call(input))
                    return false;
                complain({Severity::Error,
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

void ArchitectureReader::dropCycles(Container& container, const GraphIndex& index, const std::string& path)
{
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

std::vector<InboundTensor> ArchitectureReader::border(const Json& references, const std::string& path)
{
    std::vector<InboundTensor> tensors;
    visitTensorReferences(references, [&](const TensorReference& reference) {
        if (reference.node >= 0 && reference.tensor >= 0 && reference.tensor <= 4096)
            tensors.push_back({std::string(reference.layer), static_cast<std::size_t>(reference.node),
                               static_cast<std::size_t>(reference.tensor)});
        else
            dangling(reference.layer, path);
    });
    return tensors;
}

void ArchitectureReader::checkBorder(const GraphIndex& index, std::vector<InboundTensor>& tensors,
                                     const std::string& path)
{
    std::erase_if(tensors, [&](const InboundTensor& tensor) {
        if (index.call(tensor))
            return false;
        dangling(tensor.layer, path);
        return true;
    });
}

void ArchitectureReader::dangling(std::string_view layer, const std::string& path)
{
    const std::string subject = path.empty() ? path : path.substr(0, path.size() - 1);
    complain({Severity::Error,
              "An input or output of the model refers to a tensor that is not there: " + printable(layer, 80),
              subject,
              1,
              "dangling-input",
              {printable(layer, 80)}});
}

} // namespace lw::keras
