// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/WeightOrder.h"

#include "core/keras/Architecture.h"

#include <algorithm>
#include <unordered_map>

namespace lw::edit {

namespace {

std::vector<keras::ExpectedVariable> orderOf(const Model& model)
{
    std::vector<keras::ExpectedVariable> variables = keras::expectedVariables(model);
    keras::orderAsKeras2Groups(variables);
    return variables;
}

/// Weights of after that had another path before, by the values that they share: renamed, nested, unwrapped. Of
/// copies, which share values too, each has been one weight at most: that of its own path, or the first left.
std::unordered_map<std::string, std::string> formerPaths(const Model& before, const Model& after)
{
    std::unordered_map<std::string_view, const void*> values;
    std::unordered_map<const void*, std::vector<const std::string*>> byValues;
    for (const Variable& variable : after.variables)
        values.emplace(variable.path, variable.tensor.source().get());
    for (const Variable& variable : before.variables) {
        const void* source = variable.tensor.source().get();
        const auto stayed = values.find(variable.path);
        if (source != nullptr && (stayed == values.end() || stayed->second != source))
            byValues[source].push_back(&variable.path);
    }
    std::unordered_map<std::string_view, const void*> were;
    for (const Variable& variable : before.variables)
        were.emplace(variable.path, variable.tensor.source().get());
    std::unordered_map<std::string, std::string> former;
    for (const Variable& variable : after.variables) {
        const auto was = were.find(variable.path);
        if (was != were.end() && was->second == variable.tensor.source().get())
            continue;
        const auto found = byValues.find(variable.tensor.source().get());
        if (found == byValues.end() || found->second.empty())
            continue;
        former.emplace(variable.path, *found->second.front());
        found->second.erase(found->second.begin());
    }
    return former;
}

} // namespace

std::vector<OrderedWeight> weightOrder(const Model& before, const Model& after)
{
    std::unordered_map<std::string, std::size_t> places;
    for (const keras::ExpectedVariable& variable : orderOf(before))
        places.emplace(variable.path, places.size());
    const auto former = formerPaths(before, after);
    std::vector<OrderedWeight> order;
    for (keras::ExpectedVariable& variable : orderOf(after)) {
        OrderedWeight weight{variable.topLayer, variable.path, variable.trainable, std::nullopt, false};
        const auto known = former.find(weight.path);
        if (const auto found = places.find(known == former.end() ? weight.path : known->second); found != places.end())
            weight.before = found->second;
        order.push_back(std::move(weight));
    }
    // Places among those that both have: a layer that came or went moves nothing.
    std::vector<std::size_t> then;
    for (const OrderedWeight& weight : order)
        if (weight.before)
            then.push_back(*weight.before);
    std::sort(then.begin(), then.end());
    std::size_t at = 0;
    for (OrderedWeight& weight : order)
        if (weight.before)
            weight.moved = *weight.before != then[at++];
    return order;
}

std::size_t movedWeights(const std::vector<OrderedWeight>& order)
{
    return static_cast<std::size_t>(
        std::count_if(order.begin(), order.end(), [](const OrderedWeight& weight) { return weight.moved; }));
}

} // namespace lw::edit
