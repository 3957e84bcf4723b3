// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/WeightTree.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::keras {
namespace {

std::string joined(const std::string& prefix, const std::string& part)
{
    if (prefix.empty() || part.empty())
        return prefix + part;
    return prefix + "/" + part;
}

/// Where a node lies, in each of the addresses.
struct Place {
    std::string path, name2, keras3, tfKeras, object;

    [[nodiscard]] Place below(const WeightNode& node) const
    {
        // Keras 2 names the weights of a nested model's layers from the layer on, and skips what wrappers wrap.
        const std::string name = node.nameless2 ? name2 : joined(name2, node.name);
        return {joined(path, node.name), name, joined(keras3, node.keras3), joined(tfKeras, node.tfKeras),
                joined(object, node.object)};
    }
};

class Collector {
public:
    Collector(std::string topLayer, int generation, Kept kept)
        : m_topLayer(std::move(topLayer)), m_generation(generation), m_kept(kept)
    {
    }

    /// The weights of a node in the order of its weights property; frozen: something above is not trainable.
    std::vector<ExpectedVariable> collect(const WeightNode& node, const Place& above, bool frozen) const
    {
        Place place = above.below(node);
        if (node.model)
            place.name2.clear();
        frozen = frozen || !node.trainable;
        std::vector<ExpectedVariable> weights = ownWeights(node, place, frozen);
        for (const WeightNode& child : node.children) {
            auto below = collect(child, place, frozen);
            weights.insert(weights.end(), std::make_move_iterator(below.begin()), std::make_move_iterator(below.end()));
        }
        moveSpectralKernel(node, weights);
        // tf_keras base_layer.py weights: trainable ones first; training.py: a Model goes layer by layer. Keras 3 does
        // not sort.
        if (!node.model && m_generation == 2)
            std::stable_partition(weights.begin(), weights.end(),
                                  [](const ExpectedVariable& weight) { return weight.trainable; });
        return weights;
    }

private:
    std::vector<ExpectedVariable> ownWeights(const WeightNode& node, const Place& place, bool frozen) const
    {
        std::vector<ExpectedVariable> weights;
        std::size_t index = 0;
        for (const bool trainable : {true, false}) {
            for (const OwnWeight& own : node.own) {
                if (own.trainable != trainable || (own.kept && m_kept == Kept::LeftOut))
                    continue;
                ExpectedVariable weight;
                weight.path = joined(place.path, own.role);
                weight.layer = node.layerPath;
                weight.topLayer = m_topLayer;
                weight.role = node.role + own.role;
                weight.keras2Name = joined(place.name2, own.name.empty() ? own.role : own.name) + ":0";
                const std::string key = "vars/" + (own.kept ? own.role : std::to_string(index));
                weight.keras3Key = joined(place.keras3, key);
                weight.tfKerasKey = joined(place.tfKeras, key);
                weight.objectKey = joined(joined(place.object, std::string(own.object)), own.role);
                weight.kept = own.kept;
                if (own.kept && !own.object.empty())
                    weight.second = joined(joined(place.keras3, std::string(own.object)), key);
                weight.shape = own.shape;
                weight.dtype = own.dtype;
                weight.trainable = own.trainable && !own.frozen && !frozen;
                weights.push_back(std::move(weight));
                ++index;
            }
        }
        return weights;
    }

    /// SpectralNormalization tracks the wrapped kernel itself: kernel, vector_u, then the rest.
    static void moveSpectralKernel(const WeightNode& node, std::vector<ExpectedVariable>& weights)
    {
        if (node.own.size() != 1 || node.own.front().role != "vector_u" || weights.size() < 2)
            return;
        std::swap(weights[0], weights[1]);
        ExpectedVariable &kernel = weights[0], &vector = weights[1];
        const auto renumber = [](std::string& key) { key.back() = '1'; };
        renumber(vector.keras3Key);
        renumber(vector.tfKerasKey);
        // The object graph reaches the kernel first through the wrapper.
        const auto cut = kernel.objectKey.rfind("layer/");
        if (cut != std::string::npos)
            kernel.objectKey.erase(cut, 6);
    }

    std::string m_topLayer;
    int m_generation;
    Kept m_kept;
};

/// Counts of one layer from its nodes, in the order of the layers: own and below.
struct Counts {
    std::uint64_t all = 0, trainable = 0;
};

std::uint64_t elements(const Shape& shape)
{
    std::int64_t product = 1;
    for (const std::int64_t dim : shape)
        product = dimProduct(product, dim);
    return product < 0 ? 0 : static_cast<std::uint64_t>(product);
}

using CountsByLayer = std::unordered_map<std::string, Counts>;

/// Layer names may hold slashes, so sums go along the tree of layers and never along parts of paths.
Counts assign(Layer& layer, const std::string& parent, const CountsByLayer& counts)
{
    const std::string path = parent + layer.name;
    Counts sum;
    if (const auto found = counts.find(path); found != counts.end())
        sum = found->second;
    for (Layer& inner : layer.layers) {
        const Counts below = assign(inner, path + "/", counts);
        sum.all += below.all;
        sum.trainable += below.trainable;
    }
    layer.parameters = sum.all;
    layer.trainableParameters = sum.trainable;
    return sum;
}

bool ownsAny(const Layer& layer, const std::string& path, const std::unordered_set<std::string>& owners)
{
    return owners.contains(path) || std::any_of(layer.layers.begin(), layer.layers.end(), [&](const Layer& inner) {
               return ownsAny(inner, path + "/" + inner.name, owners);
           });
}

} // namespace

namespace {

bool isFrozen(const Model& model)
{
    return !model.architecture["config"]["trainable"].toBool(true);
}

} // namespace

std::vector<ExpectedVariable> expectedVariables(const Model& model, Kept kept)
{
    const int generation = kerasGeneration(model);
    const bool frozen = isFrozen(model);
    std::vector<ExpectedVariable> all;
    std::unordered_set<std::string> paths;
    for (const WeightNode& node : weightsOfLayers(model.layers, generation, {})) {
        for (ExpectedVariable& weight : Collector(node.name, generation, kept).collect(node, {}, frozen)) {
            // Layer names may hold slashes, so two different weights can come out under one path.
            const std::string path = weight.path;
            for (int number = 1; !paths.insert(weight.path).second; ++number)
                weight.path = path + "_" + std::to_string(number);
            all.push_back(std::move(weight));
        }
    }
    return all;
}

void orderAsKeras2Groups(std::vector<ExpectedVariable>& variables)
{
    auto begin = variables.begin();
    while (begin != variables.end()) {
        const auto end = std::find_if(begin, variables.end(),
                                      [&](const ExpectedVariable& one) { return one.topLayer != begin->topLayer; });
        std::stable_partition(begin, end, [](const ExpectedVariable& one) { return one.trainable; });
        begin = end;
    }
}

void countParameters(Model& model)
{
    CountsByLayer counts;
    Counts total;
    const auto add = [&](const std::string& layer, const Shape& shape, bool trains) {
        const std::uint64_t amount = elements(shape);
        for (Counts* one : {&counts[layer], &total}) {
            one->all += amount;
            one->trainable += trains ? amount : 0;
        }
    };
    std::unordered_set<std::string> owners, lookups;
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        if (layer.className == "StringLookup" || layer.className == "IntegerLookup" ||
            layer.className == "TextVectorization")
            lookups.insert(path);
    });
    for (const Variable& variable : model.variables) {
        // Keras does not count the state of seed and random generators (layer.py weights), nor what lookup layers keep.
        if (variable.layer.empty() || variable.role.find("seed") != std::string::npos ||
            variable.role.ends_with("_state_var") || lookups.contains(variable.layer))
            continue;
        owners.insert(variable.layer);
        add(variable.layer, variable.tensor.shape(), variable.trainable);
    }
    std::unordered_set<std::string_view> counted;
    for (const Layer& layer : model.layers)
        if (!owners.empty() && ownsAny(layer, layer.name, owners))
            counted.insert(layer.name);
    const std::function<void(const WeightNode&, bool)> addNode = [&](const WeightNode& node, bool frozen) {
        frozen = frozen || !node.trainable;
        for (const OwnWeight& own : node.own)
            if (!own.kept)
                add(node.layerPath, own.shape, own.trainable && !own.frozen && !frozen);
        for (const WeightNode& child : node.children)
            addNode(child, frozen);
    };
    for (const WeightNode& node : weightsOfLayers(model.layers, kerasGeneration(model), {}))
        if (!counted.contains(node.name))
            addNode(node, isFrozen(model));
    for (Layer& layer : model.layers)
        assign(layer, {}, counts);
    model.totalParameters = total.all;
    model.trainableParameters = total.trainable;
}

} // namespace lw::keras
