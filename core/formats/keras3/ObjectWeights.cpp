// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/ObjectWeights.h"

#include "core/formats/h5/KerasH5Reader.h"
#include "core/formats/h5/Training.h"
#include "core/formats/h5/WeightNaming.h"
#include "core/keras/Dialect.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace lw::formats::keras3 {

namespace {

using hdf5_protocol::LinkKind;

constexpr std::string_view kOldLayers = "_layer_checkpoint_dependencies";

/// A dataset below a `vars` group.
struct ObjectWeight {
    h5::FileWeight weight;
    std::string place; ///< where it belongs, in names of layers and attributes: "bidirectional/forward_lstm/lstm_cell"
    std::size_t index = 0;
};

std::string joined(const std::string& path, std::string_view name)
{
    return path.empty() ? std::string(name) : path + "/" + std::string(name);
}

std::optional<std::size_t> numberIn(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// "dense_10" -> ("dense", 10); a name without a number counts as the zeroth.
std::pair<std::string_view, std::size_t> naturalKey(std::string_view name)
{
    if (const auto number = numberIn(name))
        return {"", *number};
    const std::size_t underscore = name.rfind('_');
    if (underscore == std::string_view::npos)
        return {name, 0};
    const auto number = numberIn(name.substr(underscore + 1));
    return number ? std::pair(name.substr(0, underscore), *number) : std::pair(name, std::size_t{0});
}

std::vector<const Hdf5Link*> naturalOrder(const Hdf5Object& group)
{
    std::vector<const Hdf5Link*> links;
    for (const Hdf5Link& link : group.links) {
        if (link.kind == LinkKind::Hard)
            links.push_back(&link);
    }
    if (!group.tracksOrder) {
        std::stable_sort(links.begin(), links.end(), [](const Hdf5Link* a, const Hdf5Link* b) {
            return naturalKey(a->name) < naturalKey(b->name);
        });
    }
    return links;
}

/// State of metrics and losses at the root of a compiled model, and the optimizer's, which is read apart.
bool isNoWeight(std::string_view rootName)
{
    static constexpr std::string_view kNames[] = {"optimizer",       "metrics",          "_metrics",
                                                  "compile_metrics", "_compile_metrics", "_loss_tracker",
                                                  "loss_tracker",    "_compile_loss"};
    return std::find(std::begin(kNames), std::end(kNames), rootName) != std::end(kNames);
}

/// Groups that hold children but are no object themselves.
bool isContainer(std::string_view name)
{
    return name == "layers" || name == kOldLayers;
}

/// Which layer each group of a `layers` group is: Keras names them after classes, in snake case, with a number from the
/// second on (saving_lib.py, _save_container_state). Keys are canonical.
class LayerGroups {
public:
    explicit LayerGroups(const Model& model) { add(model.layers, "", ""); }
    /// The layer's path, or null.
    [[nodiscard]] const std::string* find(const std::string& key) const
    {
        const auto found = m_paths.find(canonicalKey(key));
        return found != m_paths.end() ? &found->second : nullptr;
    }

private:
    // Layers nest no deeper than the JSON they come from, which is bounded when parsed.
    void add(const std::vector<Layer>& layers, const std::string& key, const std::string& path)
    {
        std::unordered_map<std::string, std::size_t> used;
        for (const Layer& layer : layers) {
            std::string name = keras::snakeCase(layer.className);
            if (const std::size_t number = used[name]++; number > 0)
                name += "_" + std::to_string(number);
            const std::string itsKey = joined(joined(key, "layers"), name), itsPath = joined(path, layer.name);
            m_paths.emplace(itsKey, itsPath);
            if (layer.nested)
                add(layer.layers, itsKey, itsPath);
        }
    }
    std::unordered_map<std::string, std::string> m_paths;
};

class ObjectWalk {
public:
    ObjectWalk(const Hdf5File& file, Diagnostics& diagnostics, const LayerGroups* layers = nullptr)
        : m_file(file), m_diagnostics(diagnostics), m_layers(layers), m_seen(file.objects().size())
    {
    }

    std::vector<ObjectWeight> run(const Hdf5Object& start, const std::string& key, bool isRoot)
    {
        visit(start, key, "", isRoot);
        return std::move(m_weights);
    }

private:
    // The nesting of groups is limited when the file is listed (hdf5_protocol::kMaxDepth), and each is visited once.
    void visit(const Hdf5Object& group, const std::string& key, const std::string& place, bool isRoot)
    {
        const auto number = static_cast<std::size_t>(&group - m_file.objects().data());
        if (!group.isGroup() || m_seen[number])
            return;
        m_seen[number] = true;
        if (const Hdf5Object* vars = m_file.find(group, "vars"))
            variables(*vars, joined(key, "vars"), place);
        for (const Hdf5Link* link : naturalOrder(group)) {
            if (link->name == "vars" || (isRoot && isNoWeight(link->name)))
                continue;
            const Hdf5Object& child = m_file.target(*link);
            visit(child, joined(key, link->name), placeOf(child, joined(key, link->name), place, link->name), false);
        }
    }

    /// Keras 3 writes each object's own name into its vars group; for others the architecture knows.
    std::string placeOf(const Hdf5Object& child, const std::string& key, const std::string& place,
                        const std::string& name) const
    {
        if (isContainer(name))
            return place;
        const Hdf5Object* vars = m_file.find(child, "vars");
        const Hdf5Attribute* given = vars != nullptr ? vars->attribute("name") : nullptr;
        const std::string text = given != nullptr ? given->text() : std::string();
        if (!text.empty() && text.find('/') == std::string::npos)
            return joined(place, text);
        const std::string* layer = m_layers != nullptr ? m_layers->find(key) : nullptr;
        return layer != nullptr ? *layer : joined(place, name);
    }

    void variables(const Hdf5Object& vars, const std::string& key, const std::string& place)
    {
        for (const Hdf5Link* link : naturalOrder(vars)) {
            const Hdf5Object& dataset = m_file.target(*link);
            // A weight may have a second name, that of tf_keras or of Keras 3.
            const auto number = static_cast<std::size_t>(&dataset - m_file.objects().data());
            if (!dataset.isDataset() || m_seen[number])
                continue;
            m_seen[number] = true;
            const std::string path = joined(key, link->name);
            auto tensor = h5::datasetTensor(m_file, dataset);
            if (!tensor.ok()) {
                m_diagnostics.add(h5::unreadableWeight(tensor.error(), path));
                continue;
            }
            const std::size_t index = numberIn(link->name).value_or(0);
            m_weights.push_back({{"", path, path, std::move(*tensor)}, place, index});
        }
    }

    const Hdf5File& m_file;
    Diagnostics& m_diagnostics;
    const LayerGroups* m_layers;
    std::vector<bool> m_seen;
    std::vector<ObjectWeight> m_weights;
};

using Expected = const keras::ExpectedVariable*;

std::string folder(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// First by key and shape; then, within each place that has as many weights as the architecture expects there, in
/// order.
std::vector<Expected> pair(const std::vector<ObjectWeight>& weights,
                           const std::vector<keras::ExpectedVariable>& expected)
{
    std::vector<Expected> pairs(weights.size());
    std::unordered_map<std::string, Expected> byKey;
    for (const auto& variable : expected)
        byKey.emplace(canonicalKey(variable.keras3Key), &variable);
    std::map<std::string, std::vector<std::size_t>> leftByPlace;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto found = byKey.find(canonicalKey(weights[i].weight.key));
        if (found != byKey.end() && h5::fits(weights[i].weight.tensor.shape(), found->second->shape)) {
            pairs[i] = found->second;
            byKey.erase(found);
        } else {
            leftByPlace[weights[i].place].push_back(i);
        }
    }
    std::map<std::string, std::vector<Expected>> missingByPlace;
    for (const auto& variable : expected) {
        const auto found = byKey.find(canonicalKey(variable.keras3Key));
        if (found != byKey.end() && found->second == &variable)
            missingByPlace[folder(variable.path)].push_back(&variable);
    }
    for (const auto& [place, left] : leftByPlace) {
        auto missing = missingByPlace.find(place);
        // tf_keras keeps the weights of a convolutional LSTM in its cell, of which the layer's own paths say nothing.
        if (missing == missingByPlace.end() && place.ends_with("/cell"))
            missing = missingByPlace.find(folder(place));
        if (missing == missingByPlace.end() || missing->second.size() != left.size())
            continue;
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (h5::fits(weights[left[i]].weight.tensor.shape(), missing->second[i]->shape))
                pairs[left[i]] = missing->second[i];
        }
    }
    return pairs;
}

/// model.weights order: by top-level layer, within one what the architecture knows in its order, then the rest as in
/// the file.
class Ordering {
public:
    Ordering(const Model& model, const std::vector<keras::ExpectedVariable>& expected) : m_expected(expected)
    {
        for (std::size_t i = 0; i < model.layers.size(); ++i)
            m_layers.emplace(model.layers[i].name, i);
    }
    [[nodiscard]] std::pair<std::size_t, std::size_t> key(Expected expected, const std::string& place) const
    {
        const std::string top = expected != nullptr ? expected->topLayer : place.substr(0, place.find('/'));
        const auto found = m_layers.find(top);
        return {found != m_layers.end() ? found->second : m_layers.size(),
                expected != nullptr ? static_cast<std::size_t>(expected - m_expected.data()) : m_expected.size()};
    }

private:
    const std::vector<keras::ExpectedVariable>& m_expected;
    std::unordered_map<std::string, std::size_t> m_layers;
};

/// SpectralNormalization saves the kernel of the layer that it wraps a second time, before its own vector.
void dropSecondKernels(std::vector<ObjectWeight>& weights, std::vector<Expected>& pairs,
                       const std::vector<keras::ExpectedVariable>& expected)
{
    std::unordered_set<std::string> seconds;
    for (const auto& variable : expected)
        if (variable.role.ends_with("vector_u") && variable.keras3Key.ends_with("/vars/1"))
            seconds.insert(canonicalKey(folder(variable.keras3Key) + "/0"));
    if (seconds.empty())
        return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (pairs[i] == nullptr && seconds.contains(canonicalKey(weights[i].weight.key)))
            continue;
        if (kept != i) {
            weights[kept] = std::move(weights[i]);
            pairs[kept] = pairs[i];
        }
        ++kept;
    }
    weights.erase(weights.begin() + static_cast<std::ptrdiff_t>(kept), weights.end());
    pairs.resize(kept);
}

void addVariables(Model& model, std::vector<ObjectWeight> weights)
{
    const auto expected = keras::expectedVariables(model, keras::Kept::Listed);
    auto pairs = pair(weights, expected);
    dropSecondKernels(weights, pairs, expected);
    const Ordering ordering(model, expected);
    std::vector<std::size_t> order(weights.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    if (!model.layers.empty()) {
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return ordering.key(pairs[a], weights[a].place) < ordering.key(pairs[b], weights[b].place);
        });
    }
    h5::VariableMaker maker(model);
    for (const std::size_t i : order) {
        const bool isSeed = weights[i].weight.key.find("seed_generator") != std::string::npos;
        const std::string last = weights[i].weight.key.substr(weights[i].weight.key.rfind('/') + 1);
        const std::string leaf = isSeed           ? "seed_generator_state"
                                 : numberIn(last) ? std::to_string(weights[i].index)
                                                  : last; // idf_weights of a lookup layer
        model.variables.push_back(maker.make(std::move(weights[i].weight), pairs[i], joined(weights[i].place, leaf)));
    }
}

void addSlots(const Hdf5File& file, Model& model)
{
    const Hdf5Object* optimizer = file.find("optimizer");
    if (optimizer == nullptr || !optimizer->isGroup())
        return;
    if (!model.training)
        model.training.emplace();
    for (ObjectWeight& found : ObjectWalk(file, model.diagnostics).run(*optimizer, "optimizer", false)) {
        Variable slot;
        slot.path = found.weight.key;
        slot.name = found.weight.key;
        slot.key = std::move(found.weight.key);
        slot.trainable = false;
        slot.tensor = std::move(found.weight.tensor);
        model.training->slotVariables.push_back(std::move(slot));
    }
    h5::findIterations(*model.training);
}

} // namespace

std::string canonicalKey(std::string_view key)
{
    std::string canonical;
    while (!key.empty()) {
        const std::size_t slash = key.find('/');
        const std::string_view part = key.substr(0, slash);
        key = slash == std::string_view::npos ? std::string_view() : key.substr(slash + 1);
        const std::string_view name =
            part == kOldLayers ? "layers" : part.substr(std::min(part.find_first_not_of('_'), part.size()));
        canonical += (canonical.empty() ? "" : "/") + std::string(name);
    }
    return canonical;
}

Result<void> readObjectWeights(const Hdf5File& file, Model& model)
{
    const LayerGroups layers(model);
    addVariables(model, ObjectWalk(file, model.diagnostics, &layers).run(file.root(), "", true));
    addSlots(file, model);
    return {};
}

} // namespace lw::formats::keras3
