// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Draft.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"

#include <algorithm>

/// What leaves the graph by drag and drop, and what stays when only weights changed.
namespace lw::ui {

namespace {

/// Whether two layers look the same in the graph.
bool looksSame(const Layer& a, const Layer& b)
{
    const auto sameCall = [](const LayerNode& x, const LayerNode& y) {
        return x.inputs == y.inputs && x.outputShapes == y.outputShapes && x.arguments == y.arguments;
    };
    return a.name == b.name && a.className == b.className && a.config == b.config && a.known == b.known &&
           a.trainable == b.trainable && a.nested == b.nested && a.parameters == b.parameters &&
           a.trainableParameters == b.trainableParameters && a.inputs == b.inputs && a.outputs == b.outputs &&
           std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), sameCall) &&
           std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(), looksSame);
}

std::vector<std::pair<std::string, std::string>> brokenNow(const Model& model)
{
    std::vector<std::pair<std::string, std::string>> broken;
    for (const Diagnostic* entry : brokenConnections(model))
        broken.emplace_back(entry->subject, entry->message);
    return broken;
}

bool looksSame(const Model& a, const Model& b)
{
    return brokenNow(a) == brokenNow(b) && a.inputRefs == b.inputRefs && a.outputRefs == b.outputRefs &&
           std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                      [](const Layer& x, const Layer& y) { return looksSame(x, y); });
}

} // namespace

/// Other weights or another file are no other picture; after an edit the view and the folds stay, as far as there is
/// something left of what they were of.
void GraphPane::followModel()
{
    const Picture before = m_picture;
    const QString function = m_function;
    const bool samePayload = m_shown && m_shown->payload == document()->model().payload;
    const bool same = m_shown && m_outline && !m_task && looksSame(*m_shown, document()->model());
    if (samePayload)
        m_shown = document()->sharedModel();
    else
        choosePicture();
    const bool samePicture = m_picture == before && (m_picture == Picture::Layers || m_function == function);
    if (!same || !samePicture || (m_picture == Picture::Operators && !samePayload))
        reload(samePicture ? View::Same : View::Start);
}

/// A stack of blocks is no layer: all layers inside it.
std::vector<std::string> GraphPane::pathsOfCard(std::uint32_t card) const
{
    const GraphDrawing& drawing = *m_canvas->drawing();
    if (const std::string& path = drawing.cardText(card).path; !path.empty())
        return {path};
    std::vector<std::string> paths;
    for (std::size_t node = 0; node < drawing.visible.cardOfNode.size(); ++node)
        if (drawing.visible.cardOfNode[node] == card)
            paths.push_back(drawing.outline->nodes[node].card.path);
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

ModelParts GraphPane::partsAt(int card, int frame) const
{
    ModelParts parts{document()->sharedModel(), document()->title(), {}, document()->isModified()};
    const auto& drawing = m_canvas->drawing();
    if (!drawing || m_picture != Picture::Layers)
        return parts;
    if (card < 0) {
        if (frame >= 0)
            parts.paths = {drawing->outline->groups[drawing->frames[static_cast<std::size_t>(frame)].group].card.path};
        std::erase(parts.paths, std::string());
        return parts;
    }
    const GraphHighlights& marked = m_canvas->highlights();
    std::vector<std::uint32_t> cards{static_cast<std::uint32_t>(card)};
    if (card == marked.selected || marked.extra.count(cards.front()) != 0) {
        cards.assign(marked.extra.begin(), marked.extra.end());
        if (marked.selected >= 0)
            cards.push_back(static_cast<std::uint32_t>(marked.selected));
        std::sort(cards.begin(), cards.end());
        cards.erase(std::unique(cards.begin(), cards.end()), cards.end());
    }
    for (const std::uint32_t each : cards)
        for (std::string& path : pathsOfCard(each))
            parts.paths.push_back(std::move(path));
    return parts;
}

} // namespace lw::ui
