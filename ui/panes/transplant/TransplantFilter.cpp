// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/TransplantFilter.h"

#include "ui/panes/transplant/TransplantTableModel.h"

namespace lw::ui {

void TransplantFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void TransplantFilter::setProblemsOnly(bool only)
{
    m_problemsOnly = only;
    invalidateFilter();
}

bool TransplantFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_problemsOnly && !index.data(TransplantTableModel::ProblemRole).toBool())
        return false;
    return m_text.isEmpty() ||
           index.data(TransplantTableModel::SearchRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace lw::ui
