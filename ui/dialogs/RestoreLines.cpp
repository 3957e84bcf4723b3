// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/RestoreLines.h"

#include "ui/dialogs/RestoreFilter.h"
#include "ui/items/RestoreTableModel.h"
#include "ui/matching/VariableItem.h"

namespace lw::ui {

RestoreLines::RestoreLines(RestoreTableModel* table, RestoreFilter* filter, QObject* parent)
    : MatchingSource(parent), m_table(table), m_filter(filter)
{
    connect(filter, &QAbstractItemModel::modelReset, this, &MatchingSource::changed);
    connect(filter, &QAbstractItemModel::rowsInserted, this, &MatchingSource::changed);
    connect(filter, &QAbstractItemModel::rowsRemoved, this, &MatchingSource::changed);
}

QList<MatchingSource::Item> RestoreLines::items(Side side) const
{
    if (!m_table->plan())
        return {};
    const edit::RestorePlan& plan = *m_table->plan();
    const std::vector<Variable>& variables = side == Side::Source ? plan.file().variables : plan.model().variables;
    std::vector<bool> shown(variables.size(), false);
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const int source = m_filter->mapToSource(m_filter->index(row, 0)).row();
        const edit::RestoreRow& line = plan.rows()[static_cast<std::size_t>(source)];
        if (const auto index = side == Side::Source ? line.from : line.to)
            shown[*index] = true;
    }
    QList<Item> items;
    for (std::size_t i = 0; i < variables.size(); ++i)
        if (shown[i])
            items.append(variableItem(variables[i], i));
    return items;
}

QList<MatchingSource::Line> RestoreLines::lines() const
{
    QList<Line> lines;
    if (!m_table->plan())
        return lines;
    for (const edit::RestoreRow& row : m_table->plan()->rows())
        if (row.from && row.to)
            lines.append({*row.from, *row.to, row.loads() ? State::Moves : State::Refused, m_table->statusText(row)});
    return lines;
}

QString RestoreLines::emptyText(Side side) const
{
    if (m_filter->rowCount() < m_table->rowCount())
        return tr("Nothing here matches the filter");
    return side == Side::Source ? tr("The file has nothing for this place") : tr("There are no weights at this place");
}

MatchingSource::Verdict RestoreLines::judge(Id from, Id to) const
{
    const edit::RestoreRow row = m_table->plan()->trial(from, to);
    return {row.loads() ? State::Moves : State::Refused, m_table->statusText(row)};
}

void RestoreLines::connectItems(const Pairs& pairs)
{
    m_table->connectPairs(edit::IndexPairs(pairs.begin(), pairs.end()));
}

void RestoreLines::disconnectItem(Id from)
{
    m_table->disconnectEntry(from);
}

} // namespace lw::ui
