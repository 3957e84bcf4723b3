// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/WeightTree.h"

#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"
#include "core/keras/operations/OperationCall.h"

#include <algorithm>
#include <unordered_map>

namespace lw::keras {
namespace {

const std::unordered_map<std::string_view, WeightRule>& ruleTable()
{
    static const auto table = [] {
        std::unordered_map<std::string_view, WeightRule> rules;
        for (const auto entries : {basicWeightRules(), recurrentWeightRules(), attentionWeightRules()})
            for (const WeightRuleEntry& entry : entries)
                rules.emplace(entry.className, entry.rule);
        return rules;
    }();
    return table;
}

/// Numbers equal class names as saving_lib does: "dense", "dense_1".
std::string containerKey(const Layer& layer, std::unordered_map<std::string, int>& used)
{
    std::string name = snakeCase(layer.className);
    const int count = used[name]++;
    return count == 0 ? name : name + "_" + std::to_string(count);
}

} // namespace

bool WeightNode::hasWeights() const
{
    return tables || !own.empty() ||
           std::any_of(children.begin(), children.end(), [](const WeightNode& child) { return child.hasWeights(); });
}

std::optional<Shape> WeightCall::shape(std::size_t index) const
{
    if (index < inputs.size() && inputs[index].shape)
        return inputs[index].shape;
    return index == 0 ? shapeFromJson(layer.buildConfig["input_shape"]) : std::nullopt;
}

std::int64_t WeightCall::dim(std::int64_t axis) const
{
    const auto known = shape();
    const auto index = known ? axisIndex(axis, known->size()) : std::nullopt;
    return index ? (*known)[*index] : kUnknownDim;
}

WeightNode weightsOf(const Layer& layer, const TensorInfos& inputs, int generation, const std::string& parentPath,
                     const Json& arguments)
{
    WeightNode node;
    node.name = layer.name;
    node.layerPath = parentPath + layer.name;
    node.trainable = layer.trainable;
    if (layer.nested) {
        node.model = true;
        node.nameless2 = true;
        node.children = weightsOfLayers(layer.layers, generation, node.layerPath + "/");
        return node;
    }
    const auto rule = layer.known && !isOperation(layer) ? ruleTable().find(layer.className) : ruleTable().end();
    if (rule != ruleTable().end())
        rule->second({layer, inputs, generation, arguments}, node);
    return node;
}

std::vector<WeightNode> weightsOfLayers(const std::vector<Layer>& layers, int generation, const std::string& parentPath)
{
    static const Json none;
    const GraphIndex index(layers);
    std::vector<WeightNode> nodes;
    nodes.reserve(layers.size());
    std::unordered_map<std::string, int> used;
    std::size_t withWeights = 0;
    for (const Layer& layer : layers) {
        const bool called = !layer.nodes.empty();
        const TensorInfos inputs = called ? storedInputs(layers, index, layer.nodes.front()) : TensorInfos{};
        WeightNode node =
            weightsOf(layer, inputs, generation, parentPath, called ? layer.nodes.front().arguments : none);
        node.keras3 = node.tfKeras = "layers/" + containerKey(layer, used);
        // A class that is not built in has weights for all we know, but then nothing here depends on its number.
        if (node.hasWeights() || !layer.known)
            node.object = "layer_with_weights-" + std::to_string(withWeights++);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace lw::keras
