// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/graph/GraphSearch.h"
#include "ui/panes/graph/GraphToolBar.h"
#include "ui/widgets/Text.h"

#include <QSignalBlocker>

/// What is selected, here and in the other panes, and what a search finds.
namespace lw::ui {

void GraphPane::followSelection()
{
    const Selection& selection = document()->selection();
    if (!m_selecting && selection.kind() == Selection::Kind::Operator && showFunctionOf(selection.path()))
        return; // the selection is followed again when its function is drawn
    if (m_selecting)
        return;
    unfoldBroken();
    markSelection(true);
}

/// A draft's broken layer that somebody is led to is not left inside a folded group.
void GraphPane::unfoldBroken()
{
    const std::string path = document()->selection().layerPath().toStdString();
    if (!m_outline || m_picture != Picture::Layers || path.empty())
        return;
    for (std::uint32_t node = 0; node < m_outline->nodes.size(); ++node)
        if (m_outline->nodes[node].card.path == path && !m_outline->nodes[node].card.trouble.empty() &&
            unfoldAround(node))
            return redraw(View::Same);
}

/// show: a selected card out of sight is brought into view.
void GraphPane::markSelection(bool show)
{
    const auto& drawing = m_canvas->drawing();
    if (!drawing)
        return;
    const Selection& selection = document()->selection();
    std::string path;
    if (m_picture == Picture::Layers)
        path = selection.layerPath().toStdString();
    else if (selection.kind() == Selection::Kind::Operator &&
             selection.path().startsWith(m_function + QLatin1Char('/')))
        path = selection.path().mid(m_function.size() + 1).toStdString();
    const int card = drawing->cardOfPath(path);
    m_canvas->setSelected(card);
    markBeside();
    if (show)
        m_canvas->ensureVisible(card);
    emit capabilitiesChanged();
}

/// The layers beside the selected one, in a picture that is new.
void GraphPane::markBeside()
{
    const QStringList layers = document()->selection().layers();
    if (m_picture != Picture::Layers || layers.size() < 2 || !m_canvas->highlights().extra.empty())
        return;
    std::unordered_set<std::uint32_t> cards;
    for (const QString& layer : layers.mid(1))
        if (const int card = m_canvas->drawing()->cardOfPath(layer.toStdString()); card >= 0)
            cards.insert(static_cast<std::uint32_t>(card));
    cards.erase(static_cast<std::uint32_t>(m_canvas->highlights().selected));
    const QSignalBlocker quiet(m_canvas); // the selection says it already
    m_canvas->setExtra(std::move(cards));
}

/// Somebody else selected an operator: draws the function that it is in, unless that is here already.
bool GraphPane::showFunctionOf(const QString& path)
{
    const QString function = m_bar->functionOf(path);
    if (m_picture == Picture::Operators && function == m_function)
        return false;
    showOperators(function);
    return true;
}

void GraphPane::select(int card)
{
    // A stack of blocks is no layer: it is selected here and nowhere else.
    m_selecting = true;
    Selection& selection = document()->selection();
    const QString path =
        card < 0 ? QString() : identityText(m_canvas->drawing()->cardText(static_cast<std::uint32_t>(card)).path);
    if (path.isEmpty())
        selection.clear();
    else if (m_picture == Picture::Layers)
        selection.selectLayer(path);
    else
        selection.selectOperator(m_function, path);
    m_selecting = false;
    emit capabilitiesChanged();
}

/// Cards that were chosen with Ctrl are layers beside the selected one.
void GraphPane::selectBeside()
{
    const int card = m_canvas->highlights().selected;
    if (m_picture != Picture::Layers || card < 0)
        return;
    QStringList paths;
    for (const std::string& path : partsAt(card).paths)
        paths << identityText(path);
    document()->selection().setBeside(paths);
}

void GraphPane::search(const QString& text)
{
    m_found.clear();
    m_current = -1;
    if (m_outline)
        m_found = findInOutline(*m_outline, text);
    std::unordered_set<std::uint32_t> cards;
    if (const auto& drawing = m_canvas->drawing())
        for (const std::uint32_t node : m_found)
            if (node < drawing->visible.cardOfNode.size())
                cards.insert(drawing->visible.cardOfNode[node]);
    m_canvas->setMatches(std::move(cards));
    m_bar->setFound(0, static_cast<int>(m_found.size()), !text.isEmpty());
}

bool GraphPane::unfoldAround(std::uint32_t node)
{
    bool changed = false;
    for (auto group = m_outline->nodes[node].group; group >= 0;
         group = m_outline->groups[static_cast<std::size_t>(group)].parent)
        if (m_folded[static_cast<std::size_t>(group)]) {
            m_folded[static_cast<std::size_t>(group)] = false;
            changed = true;
        }
    return changed;
}

void GraphPane::showFound(bool backwards)
{
    if (m_found.empty() || !m_canvas->drawing() || !m_outline)
        return;
    const int count = static_cast<int>(m_found.size());
    const int next = m_current < 0 ? (backwards ? count - 1 : 0) : (m_current + (backwards ? count - 1 : 1)) % count;
    const std::uint32_t node = m_found[static_cast<std::size_t>(next)];
    const std::string path = m_outline->nodes[node].card.path;
    if (m_picture == Picture::Layers)
        document()->selection().selectLayer(identityText(path));
    else
        document()->selection().selectOperator(m_function, identityText(path));
    if (unfoldAround(node))
        redraw(View::Same);
    markSelection(true);
    m_current = next;
    m_bar->setFound(next + 1, count, true);
}

} // namespace lw::ui
