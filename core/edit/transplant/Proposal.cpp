// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/Proposal.h"

#include "core/edit/transplant/LayerAlignment.h"

#include <algorithm>
#include <deque>
#include <map>

namespace lw::edit {

namespace {

bool anyFits(const Model& source, const Model& target, const IndexPairs& pairs)
{
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
        return source.variables[pair.first].tensor.shape() == target.variables[pair.second].tensor.shape();
    });
}

} // namespace

IndexPairs pairByShape(const Model& source, const Indices& from, const Model& target, const Indices& to)
{
    std::map<Shape, std::deque<std::size_t>> left;
    for (const std::size_t index : from)
        left[source.variables[index].tensor.shape()].push_back(index);
    IndexPairs pairs;
    for (const std::size_t index : to) {
        const auto found = left.find(target.variables[index].tensor.shape());
        if (found == left.end() || found->second.empty())
            continue;
        pairs.emplace_back(found->second.front(), index);
        found->second.pop_front();
    }
    return pairs;
}

Result<IndexPairs> proposePairs(const Model& source, const Model& target, const Places& places)
{
    LW_ASSIGN(const Indices from, variablesAt(source, places.from));
    LW_ASSIGN(const Indices onto, variablesAt(target, places.to));
    const Result<IndexPairs> meant = matchPlaces(source, places.from, target, places.to);
    if (meant && anyFits(source, target, *meant))
        return *meant;
    IndexPairs aligned = pairByStructure(source, from, target, onto);
    if (anyFits(source, target, aligned))
        return aligned;
    return meant ? *meant : pairByShape(source, from, target, onto);
}

} // namespace lw::edit
