// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/VariableFilter.h"

#include "ui/panes/weights/VariableTableModel.h"

#include <algorithm>

namespace lw::ui {

VariableFilter::VariableFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(VariableTableModel::SortRole);
    setDynamicSortFilter(false); // rows must not jump while statistics arrive
}

void VariableFilter::setWords(const QString& text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool VariableFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    QString all;
    for (const int column : {VariableTableModel::Path, VariableTableModel::Type, VariableTableModel::Shape})
        all += sourceModel()->index(row, column, parent).data().toString() + u' ';
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace lw::ui
