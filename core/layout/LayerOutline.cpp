// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/Outline.h"
#include "core/model/Draft.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::layout {

namespace {

/// Nodes that stand for the borders of a layer: by input and by output.
struct Ends {
    std::vector<std::uint32_t> in, out;
};

template <typename T>
const T* clamped(const std::vector<T>& list, std::size_t index)
{
    return list.empty() ? nullptr : &list[std::min(index, list.size() - 1)];
}

bool hasConnections(const std::vector<Layer>& layers)
{
    return std::any_of(layers.begin(), layers.end(), [](const Layer& layer) {
        return std::any_of(layer.nodes.begin(), layer.nodes.end(),
                           [](const LayerNode& call) { return !call.inputs.empty(); });
    });
}

class LayerOutliner {
public:
    Outline run(const Model& model)
    {
        const auto ends = addLayers(model.layers, {}, -1, model.kind == ModelKind::Sequential);
        m_outline.hasGraph =
            !m_outline.edges.empty() || model.kind == ModelKind::Sequential || model.kind == ModelKind::Functional;
        mark(model.layers, ends, model.inputRefs, &Ends::in, &Card::isInput);
        mark(model.layers, ends, model.outputRefs, &Ends::out, &Card::isOutput);
        countLeaves();
        foldAtFirst();
        markBroken(model);
        return std::move(m_outline);
    }

private:
    static Card cardOf(const Layer& layer, const std::string& path)
    {
        Card card;
        card.path = path;
        card.title = layer.name;
        card.className = layer.className;
        card.category = layer.nested ? keras::Category::Model : keras::categoryOf(layer.className);
        card.parameters = layer.parameters;
        card.trainableParameters = layer.trainableParameters;
        card.calls = static_cast<std::uint32_t>(std::max<std::size_t>(1, layer.nodes.size()));
        card.known = layer.known;
        if (!layer.nested && layer.layers.size() == 1)
            card.detail = layer.layers.front().className;
        else if (!layer.nested && !layer.layers.empty() && layer.className == "Bidirectional")
            card.detail = layer.layers.front().className;
        else if (layer.config["activation"].isString() && layer.config["activation"].toText() != "linear")
            card.detail = layer.config["activation"].toText();
        if (!layer.nodes.empty() && !layer.nodes.back().outputShapes.empty()) {
            card.shape = layer.nodes.back().outputShapes.front();
            card.hasShape = true;
        }
        return card;
    }

    std::uint32_t addNode(Card card, std::int32_t group)
    {
        m_outline.nodes.push_back({std::move(card), group});
        return static_cast<std::uint32_t>(m_outline.nodes.size() - 1);
    }

    Ends addLayer(const Layer& layer, const std::string& path, std::int32_t group)
    {
        if (layer.layers.empty()) {
            const auto node = addNode(cardOf(layer, path), group);
            return {{node}, {node}};
        }
        const auto inner = static_cast<std::int32_t>(m_outline.groups.size());
        OutlineGroup frame;
        frame.card = cardOf(layer, path);
        frame.kind = layer.nested ? GroupKind::Model : GroupKind::Container;
        frame.parent = group;
        frame.startsFolded = !layer.nested;
        m_outline.groups.push_back(std::move(frame));
        const bool sequential = layer.nested == ModelKind::Sequential;
        const auto ends = addLayers(layer.layers, path, inner, sequential);
        Ends border = borderOf(layer, ends, sequential);
        if (border.in.empty() || border.out.empty()) { // no graph inside: the layer itself stands beside its parts
            const auto self = addNode(cardOf(layer, path), inner);
            border = {{self}, {self}};
        }
        return border;
    }

    static Ends borderOf(const Layer& layer, const std::vector<Ends>& ends, bool sequential)
    {
        Ends border;
        const auto find = [&](const InboundTensor& tensor) -> const Ends* {
            for (std::size_t index = 0; index < layer.layers.size(); ++index)
                if (layer.layers[index].name == tensor.layer)
                    return &ends[index];
            return nullptr;
        };
        for (const InboundTensor& tensor : layer.inputs)
            if (const Ends* found = find(tensor); found && !found->in.empty())
                border.in.push_back(*clamped(found->in, tensor.tensor));
        for (const InboundTensor& tensor : layer.outputs)
            if (const Ends* found = find(tensor); found && !found->out.empty())
                border.out.push_back(*clamped(found->out, tensor.tensor));
        if (sequential && border.in.empty())
            border.in = ends.front().in;
        if (sequential && border.out.empty())
            border.out = ends.back().out;
        return border;
    }

    std::vector<Ends> addLayers(const std::vector<Layer>& layers, const std::string& prefix, std::int32_t group,
                                bool sequential)
    {
        std::vector<Ends> ends;
        std::unordered_map<std::string_view, std::size_t> byName;
        for (const Layer& layer : layers) {
            byName.emplace(layer.name, ends.size());
            ends.push_back(addLayer(layer, prefix.empty() ? layer.name : prefix + "/" + layer.name, group));
        }
        if (sequential && !hasConnections(layers)) {
            for (std::size_t index = 1; index < layers.size(); ++index)
                connect(layers[index - 1], 0, 0, ends[index - 1], ends[index], 0);
            return ends;
        }
        for (std::size_t index = 0; index < layers.size(); ++index)
            for (const LayerNode& call : layers[index].nodes)
                for (std::size_t input = 0; input < call.inputs.size(); ++input) {
                    const InboundTensor& tensor = call.inputs[input];
                    if (const auto source = byName.find(tensor.layer); source != byName.end())
                        connect(layers[source->second], tensor.node, tensor.tensor, ends[source->second], ends[index],
                                input);
                }
        return ends;
    }

    void connect(const Layer& source, std::size_t call, std::size_t tensor, const Ends& from, const Ends& to,
                 std::size_t input)
    {
        const std::uint32_t *start = clamped(from.out, tensor), *end = clamped(to.in, input);
        if (!start || !end)
            return;
        if (!m_seen.insert(static_cast<std::uint64_t>(*start) << 32 | *end).second)
            return;
        std::string label;
        if (const LayerNode* made = clamped(source.nodes, call))
            if (const auto* shape = clamped(made->outputShapes, tensor))
                label = edgeShapeText(*shape);
        m_outline.edges.push_back({*start, *end, std::move(label)});
    }

    void mark(const std::vector<Layer>& layers, const std::vector<Ends>& ends, const std::vector<InboundTensor>& border,
              std::vector<std::uint32_t> Ends::*side, bool Card::*flag)
    {
        for (const InboundTensor& tensor : border)
            for (std::size_t index = 0; index < layers.size(); ++index)
                if (layers[index].name == tensor.layer)
                    if (const auto* node = clamped(ends[index].*side, tensor.tensor))
                        m_outline.nodes[*node].card.*flag = true;
    }

    /// A nested model that gets what does not fit is marked at its frame, and at the first of its layers that an edge
    /// reaches.
    void markBroken(const Model& model)
    {
        std::unordered_map<std::string_view, const std::string*> reasons;
        for (const Diagnostic* broken : brokenConnections(model))
            reasons.emplace(broken->subject, &broken->message);
        if (reasons.empty())
            return;
        const auto reasonOf = [&](const Card& card) {
            const auto found = reasons.find(card.path);
            return found == reasons.end() ? std::string() : *found->second;
        };
        for (OutlineNode& node : m_outline.nodes)
            node.card.trouble = reasonOf(node.card);
        for (OutlineGroup& group : m_outline.groups)
            group.card.trouble = reasonOf(group.card);
        for (OutlineEdge& edge : m_outline.edges) {
            edge.broken = !m_outline.nodes[edge.to].card.trouble.empty();
            for (auto at = m_outline.nodes[edge.to].group; at >= 0 && !edge.broken;
                 at = m_outline.groups[static_cast<std::size_t>(at)].parent)
                edge.broken = !m_outline.groups[static_cast<std::size_t>(at)].card.trouble.empty() &&
                              !isInside(m_outline.nodes[edge.from].group, at);
        }
    }

    [[nodiscard]] bool isInside(std::int32_t group, std::int32_t outer) const
    {
        while (group >= 0 && group != outer)
            group = m_outline.groups[static_cast<std::size_t>(group)].parent;
        return group == outer;
    }

    void countLeaves()
    {
        for (const OutlineNode& node : m_outline.nodes)
            for (auto at = node.group; at >= 0; at = m_outline.groups[static_cast<std::size_t>(at)].parent)
                ++m_outline.groups[static_cast<std::size_t>(at)].leaves;
    }

    /// Small models are shown whole. In large ones nested models that are large themselves start folded, and repeated
    /// blocks.
    void foldAtFirst()
    {
        const bool large = m_outline.nodes.size() > kLargeOutline;
        const auto groups = static_cast<std::int32_t>(m_outline.groups.size());
        for (auto& group : m_outline.groups) {
            if (group.kind == GroupKind::Model)
                group.startsFolded = large && group.leaves > 12;
            if (group.kind == GroupKind::Container && !m_outline.hasGraph)
                group.startsFolded = large;
        }
        if (!m_outline.hasGraph)
            return;
        std::size_t stacks = groupRepeatedBlocks(m_outline, -1);
        for (std::int32_t group = 0; group < groups; ++group)
            if (m_outline.groups[static_cast<std::size_t>(group)].kind == GroupKind::Model)
                stacks += groupRepeatedBlocks(m_outline, group);
        for (auto& group : m_outline.groups)
            if (group.kind == GroupKind::Stack)
                group.startsFolded = large;
        m_outline.foldedRepeats = large && stacks > 0;
    }

    Outline m_outline;
    std::unordered_set<std::uint64_t> m_seen;
};

} // namespace

std::string edgeShapeText(const std::optional<Shape>& shape)
{
    if (!shape)
        return "?";
    if (shape->empty())
        return "scalar";
    std::string text;
    for (const std::int64_t dimension : *shape) {
        if (!text.empty())
            text += " × ";
        text += dimension == kUnknownDim ? std::string("None") : std::to_string(dimension);
    }
    return text;
}

Outline outlineOfModel(const Model& model)
{
    return LayerOutliner().run(model);
}

} // namespace lw::layout
