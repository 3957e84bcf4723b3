// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/ModelLowering.h"
#include "core/graph/lower/RegularizerLoss.h"

#include <algorithm>

/// The losses that layers add by regularising their outputs, as further outputs of the graph.
namespace lw::graph {

namespace {

/// Numbers the layers, those inside of models too, in their order by their paths.
void numberLayers(const std::vector<Layer>& layers, const std::string& prefix,
                  std::unordered_map<std::string, std::size_t>& numbers)
{
    for (const Layer& layer : layers) {
        numbers.emplace(prefix + layer.name, numbers.size());
        numberLayers(layer.layers, prefix + layer.name + "/", numbers);
    }
}

} // namespace

void ModelLowering::addLosses(const Layer& layer, const std::string& path, const std::vector<Value>& outputs)
{
    if (!m_options.losses || layer.nested)
        return;
    const auto regularizer = keras::readRegularizer(keras::activityRegularizer(layer.className, layer.config));
    if (!regularizer)
        return;
    if (path == m_single) {
        if (outputs.size() == 1 && canRegularize(m_builder, outputs.front().edge, *regularizer))
            m_ownLoss = regularizerLoss(m_builder, outputs.front().edge, *regularizer);
        return;
    }
    for (const Value& output : outputs)
        if (canRegularize(m_builder, output.edge, *regularizer))
            m_losses.emplace_back(path, activityLoss(m_builder, output.edge, *regularizer));
}

void ModelLowering::returnLosses()
{
    if (m_losses.empty())
        return;
    std::unordered_map<std::string, std::size_t> numbers;
    numberLayers(m_model.layers, {}, numbers);
    std::stable_sort(m_losses.begin(), m_losses.end(),
                     [&](const auto& a, const auto& b) { return numbers[a.first] < numbers[b.first]; });
    for (std::size_t i = 0; i < m_losses.size(); ++i)
        m_graph.outputs.push_back({"loss_" + std::to_string(i), m_losses[i].second});
}

} // namespace lw::graph
