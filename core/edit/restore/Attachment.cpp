// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/Attachment.h"

#include "core/edit/restore/RestoreMatching.h"

#include <algorithm>

namespace lw::edit {

namespace {

constexpr int kDepthOfObjects = 2;

/// Whether an address is the object of a checkpoint whose names Python gave.
bool isObjectBased(const Model& file)
{
    return std::any_of(file.variables.begin(), file.variables.end(), [](const Variable& variable) {
        return variable.key.find("/.ATTRIBUTES/") != std::string::npos;
    });
}

bool isNumberedLayer(std::string_view address)
{
    const std::string_view last = address.substr(address.rfind('/') + 1);
    return last.starts_with("layer-") || last.starts_with("layer_with_weights-");
}

std::vector<RestoreBy> waysFor(const Model& file)
{
    const bool weightsOnly = file.layers.empty();
    if (weightsOnly && isObjectBased(file))
        return {RestoreBy::Objects};
    if (weightsOnly && hasObjectPaths(file))
        return {RestoreBy::Objects, RestoreBy::Name, RestoreBy::Order};
    if (weightsOnly)
        return {RestoreBy::Name, RestoreBy::Order};
    return {RestoreBy::Name, RestoreBy::Objects, RestoreBy::Order};
}

} // namespace

std::string_view restoreByName(RestoreBy by)
{
    return by == RestoreBy::Objects ? "objects" : by == RestoreBy::Name ? "name" : "order";
}

std::optional<RestoreBy> restoreByFromName(std::string_view name)
{
    for (const RestoreBy by : {RestoreBy::Objects, RestoreBy::Name, RestoreBy::Order})
        if (restoreByName(by) == name)
            return by;
    return std::nullopt;
}

std::vector<std::string> attachableObjects(const Model& file)
{
    std::vector<std::string> addresses;
    if (file.layers.empty() && isObjectBased(file))
        for (auto& [node, address] : objectsIn(keras::trackedObjects(file), kDepthOfObjects))
            if (!isNumberedLayer(address)) // Keras' own names of layers, within what the root stands for
                addresses.push_back(std::move(address));
    return addresses;
}

Attacher::Attacher(const Model& file, const Model& model)
    : m_file(file), m_model(model), m_matcher(file, model), m_objectPaths(file.layers.empty() && hasObjectPaths(file)),
      m_ways(waysFor(file))
{
}

Result<IndexPairs> Attacher::pairs(RestoreBy by, const Attachment& attachment) const
{
    if (walks(by)) {
        const auto from = m_matcher.fileNode(attachment.from);
        const auto to = m_matcher.modelNode(attachment.at);
        if (!from)
            return notFound("the file has no object \"" + attachment.from + "\"");
        if (!to)
            return notFound("the objects of the layer \"" + attachment.at + "\" are not known");
        return m_matcher.walk(*from, *to);
    }
    LW_ASSIGN(const ModelPart part, partAt(m_model, attachment.at));
    IndexPairs pairs = by == RestoreBy::Objects ? pairByObjectPaths(m_file, part)
                       : by == RestoreBy::Name  ? pairByNames(m_file, part)
                                                : pairByOrder(m_file, part);
    for (auto& [from, to] : pairs)
        to = part.indices[to];
    return pairs;
}

Result<IndexPairs> Attacher::mapped(const std::string& key, const std::string& target) const
{
    const auto places = variablesAt(m_model, target);
    if (!places)
        return places.error();
    const auto from = m_matcher.fileNode(key), to = m_matcher.modelNode(target);
    IndexPairs walked = from && to ? m_matcher.walk(*from, *to) : IndexPairs();
    if (!walked.empty() && isObjectBased(m_file))
        return walked;
    auto pairs = matchPlaces(m_file, {key}, m_model, target);
    if (!pairs && pairs.error().kind == ErrorKind::NotFound)
        return notFound("the file has no entry \"" + key + "\"");
    if (pairs && pairs->empty())
        return invalid("\"" + key + "\" of the file and \"" + target + "\" of the model have nothing in common");
    return pairs;
}

Attacher::Score Attacher::score(const IndexPairs& pairs) const
{
    Score score;
    for (const auto& [from, to] : pairs)
        ++(m_file.variables[from].tensor.shape() == m_model.variables[to].tensor.shape() ? score.fitting
                                                                                         : score.misfitting);
    return score;
}

std::vector<Attachment> Attacher::candidates(RestoreBy by, const Attachment& than) const
{
    std::vector<Attachment> places;
    std::vector<std::string> containers;
    visitLayers(m_model, [&](const Layer& layer, const std::string& path, int) {
        if (layer.nested || !layer.layers.empty())
            containers.push_back(path);
    });
    if (!walks(by)) {
        for (std::string& container : containers)
            places.push_back({std::move(container), {}});
        return places;
    }
    if (!than.at.empty())
        places.push_back({{}, than.from});
    for (const auto& [node, layer] : m_matcher.layers())
        places.push_back({layer, than.from});
    if (!than.from.empty())
        places.push_back({than.at, {}});
    const auto objects = m_matcher.fileObjects(kDepthOfObjects);
    for (const auto& [node, address] : objects)
        places.push_back({than.at, address});
    constexpr std::size_t kMany = 4096;
    for (const auto& [node, address] : objects)
        for (const std::string& container : containers)
            if (places.size() < kMany)
                places.push_back({container, address});
    return places;
}

std::optional<std::pair<Attachment, std::size_t>> Attacher::betterPlace(RestoreBy by, const Attachment& than,
                                                                        std::size_t fitting) const
{
    std::optional<std::pair<Attachment, std::size_t>> best;
    for (const Attachment& candidate : candidates(by, than)) {
        const auto found = pairs(by, candidate);
        if (!found)
            continue;
        const Score there = score(*found);
        if (there.misfitting == 0 && there.fitting > fitting) {
            fitting = there.fitting;
            best = {candidate, fitting};
        }
    }
    return best;
}

IndexPairs pairModels(const Model& source, const Model& target, MatchBy match)
{
    const bool isWeightsFile = source.layers.empty() && source.architecture.isNull() && !target.layers.empty();
    if (match != MatchBy::Name || !isWeightsFile)
        return matchModels(source, target, match);
    const Attacher attacher(source, target);
    IndexPairs best;
    for (const RestoreBy by : attacher.ways())
        if (auto pairs = attacher.pairs(by, {}); pairs.ok() && pairs->size() > best.size())
            best = std::move(*pairs);
    return best;
}

} // namespace lw::edit
