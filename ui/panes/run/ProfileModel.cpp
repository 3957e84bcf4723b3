// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/ProfileModel.h"

#include "ui/widgets/Text.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

void ProfileModel::setProfile(const std::vector<engine::ProfileEntry>& profile)
{
    beginResetModel();
    m_rows.clear();
    m_total = 0;
    QHash<QString, std::size_t> rows;
    for (const engine::ProfileEntry& entry : profile) {
        const QString layer = identityText(entry.layer.empty() ? entry.name : entry.layer);
        const auto [found, fresh] = [&] {
            const auto at = rows.constFind(layer);
            if (at != rows.cend())
                return std::pair(*at, false);
            rows.insert(layer, m_rows.size());
            m_rows.push_back({layer, {}, 0});
            return std::pair(m_rows.size() - 1, true);
        }();
        Row& row = m_rows[found];
        const QString op = displayText(entry.op);
        if (fresh)
            row.operations = op;
        else if (!row.operations.split(u", "_s).contains(op) && row.operations.size() < 60)
            row.operations += u", "_s + op;
        row.milliseconds += entry.milliseconds;
        m_total += entry.milliseconds;
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row& a, const Row& b) { return a.milliseconds > b.milliseconds; });
    endResetModel();
}

void ProfileModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ProfileModel::rowOf(const QString& layer) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.layer == layer; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ProfileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}
int ProfileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == LayerRole)
        return row.layer;
    if (role == ShareRole)
        return m_rows.front().milliseconds > 0 ? row.milliseconds / m_rows.front().milliseconds : 0.0;
    if (role == Qt::ToolTipRole && index.column() < Time)
        return index.column() == Layer ? displayText(row.layer.toStdString(), 1000) : row.operations;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(index.column() == Time ? Qt::AlignRight | Qt::AlignVCenter
                                                          : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Layer:
        return displayText(row.layer.toStdString());
    case Operations:
        return row.operations;
    case Time:
        return tr("%1 ms").arg(row.milliseconds, 0, 'f', row.milliseconds < 1 ? 3 : 2);
    case Share:
        return m_total > 0 ? tr("%1 %").arg(100 * row.milliseconds / m_total, 0, 'f', 1) : QString();
    default:
        return {};
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Time ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles = {tr("Layer"), tr("Operations"), tr("Time"), tr("Share")};
    return titles.value(section);
}

} // namespace lw::ui
