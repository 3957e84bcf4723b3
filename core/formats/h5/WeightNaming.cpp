// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/WeightNaming.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace lw::formats::h5 {

namespace {

using Expected = const keras::ExpectedVariable*;

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

bool allFitInOrder(std::span<const FileWeight> weights, std::span<const Expected> expected)
{
    if (weights.size() != expected.size())
        return false;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!fits(weights[i].tensor.shape(), expected[i]->shape))
            return false;
    }
    return true;
}

std::size_t namesakes(std::span<const FileWeight> weights, std::span<const Expected> expected)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::string name = withoutOutputNumber(weights[i].name);
        count += name == withoutOutputNumber(expected[i]->keras2Name) || name == expected[i]->path ? 1 : 0;
    }
    return count;
}

/// Takes the first free expected variable with this label and a fitting shape, for every weight that has none yet.
class LabelPairing {
public:
    LabelPairing(std::span<const FileWeight> weights, std::span<const Expected> expected)
        : m_weights(weights), m_expected(expected), m_taken(expected.size()), m_result(weights.size())
    {
    }

    template <typename FileLabel, typename ExpectedLabel>
    void pass(const FileLabel& fileLabel, const ExpectedLabel& expectedLabel)
    {
        std::unordered_multimap<std::string, std::size_t> byLabel;
        for (std::size_t i = m_expected.size(); i-- > 0;) {
            if (!m_taken[i])
                byLabel.emplace(expectedLabel(*m_expected[i]), i);
        }
        for (std::size_t w = 0; w < m_weights.size(); ++w) {
            if (m_result[w] != nullptr)
                continue;
            std::optional<std::size_t> best;
            std::size_t tried = 0;
            auto [at, end] = byLabel.equal_range(fileLabel(m_weights[w]));
            for (; at != end && tried < kTries; ++at, ++tried) {
                if (!m_taken[at->second] && fits(m_weights[w].tensor.shape(), m_expected[at->second]->shape))
                    best = std::min(best.value_or(at->second), at->second);
            }
            if (best) {
                m_taken[*best] = true;
                m_result[w] = m_expected[*best];
            }
        }
    }
    std::vector<Expected> result() { return std::move(m_result); }

private:
    static constexpr std::size_t kTries = 1000; // keeps hostile files linear
    std::span<const FileWeight> m_weights;
    std::span<const Expected> m_expected;
    std::vector<bool> m_taken;
    std::vector<Expected> m_result;
};

/// State that layers update themselves: Keras never trains it.
bool isNeverTrained(std::string_view role)
{
    static constexpr std::array<std::string_view, 8> kStates = {
        "moving_mean",          "moving_variance", "running_mean", "running_std",
        "seed_generator_state", "count",           "mean",         "variance"};
    return std::find(kStates.begin(), kStates.end(), role) != kStates.end();
}

} // namespace

bool fits(const Shape& shape, const Shape& expected)
{
    return std::equal(shape.begin(), shape.end(), expected.begin(), expected.end(),
                      [](std::int64_t a, std::int64_t b) { return a == b || b == kUnknownDim; });
}

std::string withoutOutputNumber(std::string_view name)
{
    const std::size_t colon = name.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == name.size() ||
        name.find_first_not_of("0123456789", colon + 1) != std::string_view::npos)
        return std::string(name);
    return std::string(name.substr(0, colon));
}

std::vector<Expected> pairGroup(std::span<const FileWeight> weights, std::span<const Expected> expected)
{
    // _legacy_weights() lists what trains first, also of nested models; old versions list those layer by layer.
    std::vector<Expected> grouped(expected.begin(), expected.end());
    std::stable_partition(grouped.begin(), grouped.end(), [](Expected one) { return one->trainable; });
    const bool fitsGrouped = allFitInOrder(weights, grouped), fitsListed = allFitInOrder(weights, expected);
    if (fitsGrouped && (!fitsListed || namesakes(weights, grouped) >= namesakes(weights, expected)))
        return grouped;
    if (fitsListed)
        return {expected.begin(), expected.end()};
    LabelPairing pairing(weights, expected);
    pairing.pass([](const FileWeight& w) { return withoutOutputNumber(w.name); },
                 [](const keras::ExpectedVariable& e) { return withoutOutputNumber(e.keras2Name); });
    pairing.pass([](const FileWeight& w) { return withoutOutputNumber(w.name); },
                 [](const keras::ExpectedVariable& e) { return e.path; });
    pairing.pass([](const FileWeight& w) { return std::string(lastPart(withoutOutputNumber(w.name))); },
                 [](const keras::ExpectedVariable& e) { return e.role; });
    return pairing.result();
}

void countWeights(Model& model)
{
    keras::countParameters(model);
    if (!model.layers.empty())
        return;
    model.totalParameters = model.trainableParameters = 0;
    for (const Variable& variable : model.variables) {
        if (variable.role.find("seed") != std::string::npos)
            continue;
        model.totalParameters += variable.tensor.elements();
        model.trainableParameters += variable.trainable ? variable.tensor.elements() : 0;
    }
}

std::string UniquePaths::claim(std::string path)
{
    if (path.empty())
        path = "weight";
    if (m_taken.insert(path).second)
        return path;
    for (std::size_t number = 1;; ++number) {
        std::string next = path + "_" + std::to_string(number);
        if (m_taken.insert(next).second)
            return next;
    }
}

VariableMaker::VariableMaker(const Model& model)
{
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        m_layers.insert(path);
        const std::size_t slash = path.rfind('/');
        const bool parentFrozen = slash != std::string::npos && m_frozen.contains(path.substr(0, slash));
        if (!layer.trainable || parentFrozen)
            m_frozen.insert(path);
    });
}

std::string VariableMaker::innermostLayer(std::string_view path) const
{
    while (true) {
        const std::size_t slash = path.rfind('/');
        if (slash == std::string_view::npos)
            return {};
        path = path.substr(0, slash);
        if (m_layers.contains(std::string(path)))
            return std::string(path);
    }
}

Variable VariableMaker::make(FileWeight weight, const keras::ExpectedVariable* expected, std::string path)
{
    Variable variable;
    if (expected != nullptr) {
        variable.path = m_paths.claim(expected->path);
        variable.layer = expected->layer;
        variable.role = expected->role;
        variable.trainable = expected->trainable;
    } else {
        if (path.empty())
            path = withoutOutputNumber(weight.name);
        if (!weight.group.empty() && !path.starts_with(weight.group + "/"))
            path = weight.group + "/" + path;
        variable.path = m_paths.claim(std::move(path));
        variable.layer =
            m_layers.empty() ? variable.path.substr(0, variable.path.rfind('/')) : innermostLayer(variable.path);
        if (variable.layer.empty())
            variable.layer = !weight.group.empty() ? weight.group : variable.path.substr(0, variable.path.find('/'));
        if (variable.layer == variable.path)
            variable.layer.clear();
        variable.role = lastPart(variable.path);
        variable.trainable = !m_frozen.contains(variable.layer) && !isNeverTrained(variable.role);
    }
    variable.name = std::move(weight.name);
    variable.key = std::move(weight.key);
    variable.tensor = std::move(weight.tensor);
    return variable;
}

} // namespace lw::formats::h5
