// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/MatchingColumn.h"

#include <algorithm>

namespace lw::ui {

void MatchingColumn::setItems(QList<MatchingSource::Item> items)
{
    m_items = std::move(items);
    m_rows.clear();
    m_rowOfItem.clear();
    m_rowOfId.clear();
    int top = 0;
    for (int i = 0; i < m_items.size(); ++i) {
        const MatchingSource::Item& item = m_items[i];
        if (!item.group.isEmpty() && (i == 0 || m_items[i - 1].group != item.group)) {
            m_rows.append({-1, i, top, kHeadingHeight});
            top += kHeadingHeight;
        }
        m_rowOfId.insert(item.id, static_cast<int>(m_rows.size()));
        m_rowOfItem.append(static_cast<int>(m_rows.size()));
        m_rows.append({i, i, top, kRowHeight});
        top += kRowHeight;
    }
}

int MatchingColumn::height() const
{
    return m_rows.isEmpty() ? 0 : m_rows.last().top + m_rows.last().height;
}

int MatchingColumn::firstBelow(int y) const
{
    const auto found =
        std::partition_point(m_rows.begin(), m_rows.end(), [y](const Row& row) { return row.top + row.height <= y; });
    return static_cast<int>(found - m_rows.begin());
}

std::optional<int> MatchingColumn::rowAt(int y) const
{
    const int row = firstBelow(y);
    return y >= 0 && row < m_rows.size() ? std::make_optional(row) : std::nullopt;
}

std::optional<int> MatchingColumn::rowOf(MatchingSource::Id id) const
{
    const auto found = m_rowOfId.find(id);
    return found == m_rowOfId.end() ? std::nullopt : std::make_optional(*found);
}

QList<MatchingSource::Item> MatchingColumn::itemsOf(int row) const
{
    const Row& place = m_rows[row];
    if (!place.isHeading())
        return {m_items[place.item]};
    QList<MatchingSource::Item> items;
    for (int i = place.first; i < m_items.size() && m_items[i].group == m_items[place.first].group; ++i)
        items.append(m_items[i]);
    return items;
}

std::optional<int> MatchingColumn::itemRow(int row, int steps) const
{
    if (m_items.isEmpty())
        return std::nullopt;
    const int item = m_rows[std::clamp<int>(row, 0, static_cast<int>(m_rows.size()) - 1)].first;
    return m_rowOfItem[std::clamp<int>(item + steps, 0, static_cast<int>(m_items.size()) - 1)];
}

MatchingSource::Pairs pairsBetween(const MatchingSource& source, const QList<MatchingSource::Item>& from,
                                   const QList<MatchingSource::Item>& to)
{
    using State = MatchingSource::State;
    MatchingSource::Pairs pairs;
    if (from.size() == 1 && to.size() == 1)
        return {{from.first().id, to.first().id}};
    QList<bool> taken(to.size(), false);
    const auto take = [&](const MatchingSource::Item& item, const auto& suits) {
        for (int i = 0; i < to.size(); ++i)
            if (!taken[i] && suits(to[i])) {
                taken[i] = true;
                pairs.append({item.id, to[i].id});
                return;
            }
    };
    for (const MatchingSource::Item& item : from)
        take(item, [&](const MatchingSource::Item& place) { return place.name == item.name; });
    if (!pairs.isEmpty())
        return pairs;
    for (const MatchingSource::Item& item : from)
        take(item, [&](const MatchingSource::Item& place) {
            const State state = source.judge(item.id, place.id).state;
            return state == State::Moves || state == State::Unticked;
        });
    return pairs;
}

} // namespace lw::ui
