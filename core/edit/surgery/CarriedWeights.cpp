// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/CarriedWeights.h"

#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"
#include "core/keras/initial/FreshWeight.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unistd.h>
#include <unordered_set>

namespace lw::edit {

namespace {

bool fits(const Shape& shape, const Shape& expected)
{
    return std::equal(shape.begin(), shape.end(), expected.begin(), expected.end(),
                      [](std::int64_t a, std::int64_t b) { return b == kUnknownDim || a == b; });
}

using PartsByPath = std::unordered_map<std::string, const BlueprintPart*>;

void collectParts(const Blueprint& blueprint, const std::string& prefix, PartsByPath& parts)
{
    for (const BlueprintPart& part : blueprint.parts) {
        parts.emplace(prefix + part.name, &part);
        for (const Blueprint& inner : part.inner)
            collectParts(inner, prefix + part.name + "/", parts);
        for (const BlueprintPart& wrapped : part.wrapped)
            parts.emplace(prefix + part.name + "/" + wrapped.name, &wrapped);
    }
}

/// The longest beginning of a path that the map has.
template <typename Map>
typename Map::const_iterator findAbove(const Map& map, std::string path)
{
    for (;;) {
        if (const auto found = map.find(path); found != map.end())
            return found;
        const auto slash = path.rfind('/');
        if (slash == std::string::npos)
            return map.end();
        path.resize(slash);
    }
}

/// The variables of a model by what they are called.
class Source {
public:
    explicit Source(const Model& model) : m_model(model)
    {
        for (std::size_t i = 0; i < model.variables.size(); ++i) {
            const Variable& variable = model.variables[i];
            m_byPath.emplace(variable.path, i);
            m_byRole.emplace(variable.layer + "\n" + variable.role, i);
        }
    }

    [[nodiscard]] const Model& model() const { return m_model; }

    /// path: of the part that now has the weights of origin.
    [[nodiscard]] std::optional<std::size_t> find(const keras::ExpectedVariable& expected, const std::string& path,
                                                  const std::string& origin) const
    {
        // Variables of wrapped layers are not called after them ("forward_layer/…").
        if (expected.path.starts_with(path))
            if (const auto found = m_byPath.find(origin + expected.path.substr(path.size())); found != m_byPath.end())
                return found->second;
        const auto found = m_byRole.find(origin + expected.layer.substr(path.size()) + "\n" + expected.role);
        return found != m_byRole.end() ? std::optional(found->second) : std::nullopt;
    }

    /// Weights that no built-in class calls for, by index.
    [[nodiscard]] std::vector<std::size_t> unexpected() const
    {
        std::unordered_set<std::string> expected;
        for (const keras::ExpectedVariable& each : keras::expectedVariables(m_model)) {
            expected.insert(each.path);
            expected.insert(each.layer + "\n" + each.role);
        }
        std::vector<std::size_t> rest;
        for (std::size_t i = 0; i < m_model.variables.size(); ++i) {
            const Variable& variable = m_model.variables[i];
            if (!expected.contains(variable.path) && !expected.contains(variable.layer + "\n" + variable.role))
                rest.push_back(i);
        }
        return rest;
    }

private:
    const Model& m_model;
    std::unordered_map<std::string, std::size_t> m_byPath, m_byRole;
};

class Carrier {
public:
    Carrier(const Model& before, const Blueprint& blueprint, const Model& after, const SurgeryOptions& options)
        : m_before(before), m_after(after), m_options(options), m_generation(keras::kerasGeneration(after)),
          m_allFresh(blueprint.allFresh), m_own(before)
    {
        collectParts(blueprint, {}, m_parts);
        for (const auto& [path, part] : m_parts)
            if (part->source)
                m_others.try_emplace(part->source.get(), *part->source);
    }

    Result<CarriedWeights> run()
    {
        for (const keras::ExpectedVariable& expected : keras::expectedVariables(m_after))
            LW_TRY(add(expected));
        addUnexpected(m_own);
        for (const auto& [model, source] : m_others)
            addUnexpected(source);
        LW_TRY(renewUnexpected());
        sortByLayer();
        return std::move(m_result);
    }

private:
    Result<void> add(const keras::ExpectedVariable& expected)
    {
        const auto part = findAbove(m_parts, expected.layer);
        if (part == m_parts.end() || part->second->origin.empty())
            return addFresh(expected);
        const bool own = !part->second->source;
        const Source& source = own ? m_own : m_others.at(part->second->source.get());
        const auto old = source.find(expected, part->first, part->second->origin);
        if (!old) {
            if (!own)
                noteFresh(expected, "there are no values for its " + printable(expected.role, 60));
            return addFresh(expected);
        }
        const Variable& found = source.model().variables[*old];
        if (!fits(found.tensor.shape(), expected.shape)) {
            if (own)
                m_used.insert(*old);
            LW_TRY(judgeMisfit(expected, *part->second, found));
            return addFresh(expected);
        }
        if (isWithoutValues())
            return {};
        Variable variable = found;
        if (m_generation == 2 && (!own || variable.path != expected.path))
            variable.name = expected.keras2Name;
        else if (!own)
            variable.name = expected.path;
        if (!own || !m_used.insert(*old).second)
            variable.key.clear();
        place(std::move(variable), expected, own ? old : std::nullopt);
        return {};
    }

    /// A model that has no weights stays an architecture.
    [[nodiscard]] bool isWithoutValues() const
    {
        return m_before.variables.empty() && m_before.totalParameters > 0 && !m_allFresh;
    }

    void noteFresh(const keras::ExpectedVariable& expected, const std::string& why)
    {
        m_result.notes.add(
            {Severity::Info, "The layer got fresh weights: " + why, expected.layer, 1, "fresh-weights", {why}});
    }

    Result<void> judgeMisfit(const keras::ExpectedVariable& expected, const BlueprintPart& part, const Variable& old)
    {
        const std::string shapes = "its " + printable(expected.role, 60) + " " + shapeText(old.tensor.shape()) +
                                   " would have to be " + shapeText(expected.shape);
        if (!part.ownShapesChanged && m_options.misfit == Misfit::Refuse && !m_options.draft)
            return invalid("it would get " + inputText(m_after, expected.layer) + ", and " + shapes).in(expected.layer);
        noteFresh(expected, shapes);
        return {};
    }

    Result<void> addFresh(const keras::ExpectedVariable& wanted)
    {
        if (isWithoutValues())
            return {};
        keras::ExpectedVariable expected = wanted;
        fillShape(expected);
        const Layer* layer = findLayer(m_after, expected.layer);
        if (!isFullyKnown(expected.shape) || layer == nullptr) {
            if (m_options.draft)
                return {};
            return invalid("the shape of its " + printable(expected.role, 60) + " cannot be told: it gets " +
                           inputText(m_after, expected.layer))
                .in(expected.layer);
        }
        LW_TRY(checkSize(expected));
        auto fresh = keras::freshWeight(*layer, expected.role, expected.dtype, expected.shape, m_generation,
                                        keras::seedOf(m_options.seed, expected.path));
        if (!fresh)
            return fresh.error().in(expected.path);
        if (!fresh->note.empty())
            m_result.notes.add({Severity::Warning, fresh->note, expected.path, 1, "initializer-replaced", {}});
        Variable variable;
        variable.name = m_generation == 2 ? expected.keras2Name : expected.path;
        variable.tensor = std::move(fresh->tensor);
        place(std::move(variable), expected, std::nullopt);
        return {};
    }

    /// Where the input is not known, as that from a Lambda, the weight that was there tells what it was.
    void fillShape(keras::ExpectedVariable& expected) const
    {
        const auto part = findAbove(m_parts, expected.layer);
        if (isFullyKnown(expected.shape) || part == m_parts.end())
            return;
        const std::string& like = part->second->renewed.empty() ? part->second->shapedAs : part->second->renewed;
        if (like.empty())
            return;
        const auto old = m_own.find(expected, part->first, like);
        if (!old)
            return;
        const Shape& shape = m_before.variables[*old].tensor.shape();
        for (std::size_t axis = 0; axis < shape.size() && shape.size() == expected.shape.size(); ++axis)
            if (expected.shape[axis] == kUnknownDim)
                expected.shape[axis] = shape[axis];
    }

    /// Units by the billion are a slip of the hand: the weights have to be made in memory.
    static Result<void> checkSize(const keras::ExpectedVariable& expected)
    {
        constexpr double kGiB = 1024.0 * 1024.0 * 1024.0;
        double bytes = static_cast<double>(dtypeSize(expected.dtype));
        for (const std::int64_t dim : expected.shape)
            bytes *= static_cast<double>(dim);
        const double memory = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                              static_cast<double>(::sysconf(_SC_PAGESIZE));
        if (bytes <= memory)
            return {};
        return invalid("its " + printable(expected.role, 60) + " " + shapeText(expected.shape) + " would take " +
                       std::to_string(static_cast<std::uint64_t>(bytes / kGiB)) +
                       " GiB, more than this computer has memory")
            .in(expected.layer);
    }

    void place(Variable variable, const keras::ExpectedVariable& expected, std::optional<std::size_t> old)
    {
        variable.path = expected.path;
        variable.layer = expected.layer;
        variable.role = expected.role;
        variable.trainable = expected.trainable;
        m_result.variables.push_back(std::move(variable));
        m_result.origin.push_back(old);
    }

    /// Weights of classes that only their own code knows go along with their layers.
    void addUnexpected(const Source& source)
    {
        const bool own = &source == &m_own;
        std::unordered_map<std::string, std::vector<std::string>> pathsNow;
        for (const auto& [path, part] : m_parts)
            if (!part->origin.empty() && part->source.get() == (own ? nullptr : &source.model()))
                pathsNow[part->origin].push_back(path);
        for (const std::size_t i : source.unexpected()) {
            const Variable& old = source.model().variables[i];
            if (own && m_used.contains(i))
                continue;
            if (old.layer.empty()) {
                if (own)
                    placeUnexpected(old, i);
                continue;
            }
            const auto now = findAbove(pathsNow, old.layer);
            if (now == pathsNow.end())
                continue;
            for (const std::string& path : now->second) {
                Variable variable = old;
                variable.layer = path + old.layer.substr(now->first.size());
                if (old.path.starts_with(now->first))
                    variable.path = path + old.path.substr(now->first.size());
                const Layer* layer = findLayer(m_after, path);
                variable.trainable = old.trainable && (layer == nullptr || layer->trainable);
                if (!own || path != now->second.front())
                    variable.key.clear();
                placeUnexpected(std::move(variable), own ? std::optional(i) : std::nullopt);
            }
        }
    }

    /// Weights of custom classes that are to be fresh. What initializes them only their code knows.
    Result<void> renewUnexpected()
    {
        std::unordered_map<std::string, std::string> pathsNow;
        for (const auto& [path, part] : m_parts)
            if (!part->renewed.empty())
                pathsNow.emplace(part->renewed, path);
        if (pathsNow.empty() || isWithoutValues())
            return {};
        for (const std::size_t i : m_own.unexpected()) {
            const Variable& old = m_before.variables[i];
            const auto now = findAbove(pathsNow, old.layer);
            if (now == pathsNow.end() || m_used.contains(i))
                continue;
            Variable variable = old;
            variable.layer = now->second + old.layer.substr(now->first.size());
            if (old.path.starts_with(now->first))
                variable.path = now->second + old.path.substr(now->first.size());
            const Layer* layer = findLayer(m_after, now->second);
            if (layer != nullptr && isFloating(old.tensor.dtype())) {
                auto fresh = keras::freshWeight(*layer, old.role, old.tensor.dtype(), old.tensor.shape(), m_generation,
                                                keras::seedOf(m_options.seed, variable.path));
                if (!fresh)
                    return fresh.error().in(variable.path);
                variable.tensor = std::move(fresh->tensor);
                m_result.notes.add({Severity::Warning,
                                    "How " + layer->className + " initializes its " + printable(old.role, 60) +
                                        (old.tensor.rank() > 1 ? " only its own code knows; glorot_uniform was used"
                                                               : " only its own code knows; zeros were used"),
                                    variable.path,
                                    1,
                                    "initializer-replaced",
                                    {}});
            }
            placeUnexpected(std::move(variable), std::nullopt);
        }
        return {};
    }

    void placeUnexpected(Variable variable, std::optional<std::size_t> old)
    {
        m_result.variables.push_back(std::move(variable));
        m_result.origin.push_back(old);
    }

    void sortByLayer()
    {
        std::unordered_map<std::string_view, std::size_t> rank;
        for (const Layer& layer : m_after.layers)
            rank.emplace(layer.name, rank.size());
        const auto rankOf = [&](const Variable& variable) {
            const auto found = findAbove(rank, variable.layer);
            return found == rank.end() ? rank.size() : found->second;
        };
        std::vector<std::pair<std::size_t, std::size_t>> order;
        for (std::size_t i = 0; i < m_result.variables.size(); ++i)
            order.emplace_back(rankOf(m_result.variables[i]), i);
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        CarriedWeights sorted;
        for (const auto& [layer, i] : order) {
            sorted.variables.push_back(std::move(m_result.variables[i]));
            sorted.origin.push_back(m_result.origin[i]);
        }
        sorted.notes = std::move(m_result.notes);
        m_result = std::move(sorted);
    }

    const Model &m_before, &m_after;
    const SurgeryOptions& m_options;
    const int m_generation;
    const bool m_allFresh;
    PartsByPath m_parts;
    const Source m_own;
    std::map<const Model*, Source> m_others; ///< of parts that come from elsewhere
    std::unordered_set<std::size_t> m_used;
    CarriedWeights m_result;
};

const std::vector<Layer>* siblingsOf(const std::vector<Layer>& layers, std::string_view path, const Layer*& found)
{
    for (const Layer& layer : layers) {
        if (!path.starts_with(layer.name))
            continue;
        const std::string_view rest = path.substr(layer.name.size());
        if (rest.empty()) {
            found = &layer;
            return &layers;
        }
        if (rest.front() == '/')
            if (const auto* inner = siblingsOf(layer.layers, rest.substr(1), found))
                return inner;
    }
    return nullptr;
}

} // namespace

Result<CarriedWeights> carryWeights(const Model& before, const Blueprint& blueprint, const Model& after,
                                    const SurgeryOptions& options)
{
    return Carrier(before, blueprint, after, options).run();
}

std::string inputText(const Model& model, std::string_view layerPath)
{
    const Layer* layer = nullptr;
    const auto* siblings = siblingsOf(model.layers, layerPath, layer);
    if (siblings == nullptr || layer->nodes.empty() || layer->nodes.front().inputs.empty())
        return "an unknown input";
    const keras::GraphIndex index(*siblings);
    std::string text;
    for (const InboundTensor& input : layer->nodes.front().inputs) {
        const auto shape = keras::storedTensor(*siblings, index, input).shape;
        text += (text.empty() ? "" : ", ") + (shape ? shapeText(*shape) + " from " : "an unknown shape from ") +
                printable(input.layer, 80);
    }
    return text;
}

std::string readersText(const Model& model, std::string_view layerPath)
{
    const Layer* layer = nullptr;
    const auto* siblings = siblingsOf(model.layers, layerPath, layer);
    if (siblings == nullptr)
        return "the model reads more than it gives out";
    const InboundTensor* last = nullptr;
    const Layer* reader = nullptr;
    for (const Layer& other : *siblings)
        for (const LayerNode& node : other.nodes)
            for (const InboundTensor& input : node.inputs)
                if (input.layer == layer->name && (last == nullptr || input.tensor > last->tensor)) {
                    last = &input;
                    reader = &other;
                }
    if (last == nullptr)
        return "the model reads more than it gives out";
    return printable(reader->name, 80) + " reads " + std::to_string(last->tensor + 1) +
           " of its outputs, and it gives out fewer";
}

} // namespace lw::edit
