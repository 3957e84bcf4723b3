// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/RestoreFilter.h"

#include "ui/items/RestoreTableModel.h"

namespace lw::ui {

RestoreFilter::RestoreFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(RestoreTableModel::SortRole);
    setDynamicSortFilter(true);
}

void RestoreFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void RestoreFilter::setOnlyTrouble(bool only)
{
    m_onlyTrouble = only;
    invalidateFilter();
}

bool RestoreFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto at = [&](RestoreTableModel::Column column) {
        return sourceModel()->index(row, static_cast<int>(column), parent);
    };
    if (m_onlyTrouble && !at(RestoreTableModel::Column::Status).data(RestoreTableModel::NeedsLookRole).toBool())
        return false;
    return m_text.isEmpty() ||
           at(RestoreTableModel::Column::File).data().toString().contains(m_text, Qt::CaseInsensitive) ||
           at(RestoreTableModel::Column::Target).data().toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace lw::ui
