// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/NavigationHistory.h"

namespace lw::ui {

namespace {

constexpr std::size_t kMostPlaces = 200;

} // namespace

NavigationHistory::NavigationHistory(Workspace* workspace) : QObject(workspace), m_workspace(workspace)
{
    connect(workspace, &Workspace::added, this, [this](Document* document) {
        connect(&document->selection(), &Selection::changed, this, [this, document] { record(document); });
    });
    connect(workspace, &Workspace::aboutToClose, this, &NavigationHistory::forget);
}

void NavigationHistory::record(Document* document)
{
    const Selection& selection = document->selection();
    if (m_going || selection.kind() == Selection::Kind::None)
        return;
    Place place{document, selection.kind(), selection.path(), selection.layerPath()};
    if (m_position >= 0 && m_places[static_cast<std::size_t>(m_position)] == place)
        return;
    m_places.resize(static_cast<std::size_t>(m_position + 1));
    m_places.push_back(std::move(place));
    if (m_places.size() > kMostPlaces)
        m_places.erase(m_places.begin());
    m_position = static_cast<int>(m_places.size()) - 1;
    emit changed();
}

void NavigationHistory::forget(Document* document)
{
    int kept = -1;
    std::vector<Place> places;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (m_places[i].document == document)
            continue;
        places.push_back(m_places[i]);
        if (static_cast<int>(i) <= m_position)
            kept = static_cast<int>(places.size()) - 1;
    }
    m_places.swap(places);
    m_position = m_places.empty() ? -1 : qMax(0, kept);
    emit changed();
}

void NavigationHistory::go(int step)
{
    const int target = m_position + step;
    if (target < 0 || target >= static_cast<int>(m_places.size()))
        return;
    m_position = target;
    const Place place = m_places[static_cast<std::size_t>(target)];
    if (!place.document)
        return;
    m_going = true;
    m_workspace->setCurrent(place.document);
    Selection& selection = place.document->selection();
    if (place.kind == Selection::Kind::Layer)
        selection.selectLayer(place.path);
    else if (place.kind == Selection::Kind::Variable)
        selection.selectVariable(place.path, place.layerPath);
    else if (const auto slash = place.path.indexOf(QLatin1Char('/')); slash >= 0)
        selection.selectOperator(place.path.left(slash), place.path.mid(slash + 1));
    m_going = false;
    emit changed();
}

} // namespace lw::ui
